"""A page that cuts through 三、本年度办理结果: through its label, and through a row of it. Whole, and no finding."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from tests.builders.linting import lint_document
from tests.builders.reports import BASE
from tests.builders.reports.grids import FORMS, Grid, Report, report
from tests.builders.reports.parts import cut, figures

SOUND = figures(recognise(read_bytes(BASE.encode())))
TABLE = next(block for block in report() if not isinstance(block, str) and len(block) > 22)
RESULT = next(i for i, row in enumerate(TABLE) if row[0][0] == "三、本年度办理结果")
ROWS = range(RESULT + 1, RESULT + 22)
HALVES = (
    ("三、本年度办理结果", ""), ("三、本年度", "办理结果"), ("三、", "本年度办理结果"),
    ("三、本年度办理结果", "三、本年度办理结果"),
)  # fmt: skip


def _report(parts: list[Grid]) -> Report:
    return [one for block in report() for one in (parts if block == TABLE else [block])]


def _clean(form: str, parts: list[Grid]) -> None:
    document = read_bytes(FORMS[form](_report(parts)))
    assert figures(recognise(document)) == SOUND
    assert lint_document(document).findings == ()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("halves", HALVES)
def test_the_label_goes_over_the_break(form: str, halves: tuple[str, str]) -> None:
    for at in ROWS[::4]:
        table = [list(row) for row in TABLE]
        table[RESULT][0] = (halves[0], *table[RESULT][0][1:])
        upper, lower = cut(table, at)
        lower[0][0] = (halves[1], *lower[0][0][1:])
        _clean(form, [upper, lower])


def _cut_rows() -> Iterator[tuple[int, int]]:
    """The rows whose label is long enough to be cut, and where it stands."""
    for at in ROWS:
        label = max(i for i, cell in enumerate(TABLE[at]) if not cell[0].isdigit())
        if len(TABLE[at][label][0]) >= 8:
            yield at, label


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("above", [True, False], ids=["figures-above", "figures-below"])
def test_a_row_is_cut_in_two(form: str, above: bool) -> None:
    for at, label in [*_cut_rows()][::3]:
        for parted in (True, False):
            groups, (text, span, merge), numbers = TABLE[at][:label], TABLE[at][label], TABLE[at][label + 1 :]
            blank = [("", *cell[1:]) for cell in numbers]
            half = len(text) // 2
            upper = [*groups, (text[:half], span, merge), *(numbers if above else blank)]
            lower = [("", cell[1], "continue" if cell[2] else "") for cell in groups]
            lower += [(text[half:], span, merge), *(blank if above else numbers)]
            table = [*TABLE[:at], upper, lower, *TABLE[at + 1 :]]
            _clean(form, cut(table, at + 1) if parted else [table])
