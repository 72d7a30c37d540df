"""Whatever stands in a table, it is read as if no table had been read before: what is remembered changes nothing."""

from __future__ import annotations

from typing import TypeAlias

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nianbao import recognise
from nianbao.reading import read_bytes
from nianbao.recognising.tables.forms import forms_of
from nianbao.report import FoundTable
from nianbao.rulebook import load_rulebook
from tests.builders.reports.grids import FORMS, Grid, Report, as_page, report

Cells: TypeAlias = dict[tuple[int, int, int], str]  # by block, row and cell

# Figures, what is none, and words of the form in the place of figures.
WORDS = [
    "",
    "0",
    "7",
    "38",
    "2024",
    "1.5",
    "／",
    "无",
    "约1",
    "总计",
    "（七）总计",
    "自然人",
    "行政处罚",
    "一、",
    "申请人情况",
]
CELLS = [
    (b, r, c)
    for b, block in enumerate(report())
    if not isinstance(block, str)
    for r, row in enumerate(block)
    for c in range(len(row))
]


def _with(changes: Cells) -> Report:
    return [block if isinstance(block, str) else _grid(b, block, changes) for b, block in enumerate(report())]


def _grid(b: int, grid: Grid, changes: Cells) -> Grid:
    return [
        [(changes.get((b, r, c), text), span, merge) for c, (text, span, merge) in enumerate(row)]
        for r, row in enumerate(grid)
    ]


def _forget() -> None:
    for form in forms_of(load_rulebook()).tables:
        form.layouts.clear()


def _read(data: bytes) -> tuple[FoundTable, ...]:
    return tuple(recognise(read_bytes(data)).tables)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(st.sampled_from(CELLS), st.sampled_from(WORDS), max_size=3),
    st.dictionaries(st.sampled_from(CELLS), st.sampled_from(["0", "3", "38", "2024", ""]), max_size=60),
    st.sampled_from(sorted(FORMS)),
)
def test_a_table_is_read_alike_whatever_was_read_before(before: Cells, after: Cells, form: str) -> None:
    data = FORMS[form](_with(before | after))
    _forget()
    alone = _read(data)
    _read(FORMS[form](_with({})))
    _read(FORMS[form](_with(before)))
    assert _read(data) == alone


def test_tables_set_as_those_before_them_are_read_off_by_them() -> None:
    """Or the test above would compare what was read anew with itself."""
    _forget()
    _read(as_page(report()))
    assert all(len(form.layouts) == 1 for form in forms_of(load_rulebook()).tables)
    other = as_page(_with(dict.fromkeys(CELLS[-3:], "5")))
    _read(other)
    assert all(len(form.layouts) == 1 for form in forms_of(load_rulebook()).tables)
