"""Tables cut into parts at any row: with or without headers again, in grids of their own. Never another figure."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from tests.builders.linting import lint_document
from tests.builders.reports import BASE
from tests.builders.reports.grids import FORMS, Grid, Report, report
from tests.builders.reports.parts import cut, figures, is_figures, with_a_label_column

SOUND = figures(recognise(read_bytes(BASE.encode())))
TABLES = [block for block in report() if not isinstance(block, str)]


@dataclass(frozen=True)
class Part:
    """Where a part of a table begins, whether the header stands over it again, its label columns beyond the usual."""

    row: int
    headed: bool
    wider: int


def _parts(table: Grid) -> st.SearchStrategy[list[Part]]:
    part = st.builds(Part, st.integers(1, len(table) - 1), st.booleans(), st.integers(0, 2))
    return st.lists(part, max_size=3, unique_by=lambda one: one.row)


CUTS = st.tuples(st.integers(0, 2), *(_parts(table) if len(table) > 1 else st.just([]) for table in TABLES))


def _in_parts(table: Grid, parts: list[Part], first: int) -> list[Grid]:
    """The table cut, its first part wider by as many label columns."""
    header = next(i for i, row in enumerate(table) if is_figures(row))
    below: list[Grid] = []
    rest = table
    for part in sorted(parts, key=lambda one: one.row, reverse=True):
        rest, lower = cut(rest, part.row)
        head = table[:header] if part.headed and part.row >= header else []
        below.insert(0, _wider([*head, *lower], part.wider))
    return [_wider(rest, first), *below]


def _wider(table: Grid, columns: int) -> Grid:
    for _ in range(columns):
        table = with_a_label_column(table)
    return table


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=25, deadline=None)
@given(cuts=CUTS)
def test_a_figure_is_that_of_the_whole_table_or_blank_and_said(
    form: str, cuts: tuple[int, list[Part], list[Part], list[Part]]
) -> None:
    first, *parts = cuts
    own = iter(parts)
    blocks: Report = []
    for block in report():
        blocks += [block] if isinstance(block, str) else _in_parts(block, next(own), first)
    document = read_bytes(FORMS[form](blocks))
    read = figures(recognise(document))
    assert {at: value for at, value in read.items() if SOUND.get(at) != value} == {}
    assert len(read) == len(SOUND) or lint_document(document).findings
