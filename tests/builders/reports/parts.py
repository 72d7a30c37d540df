"""Tables of the clean report cut into parts, and the figures that were read from them."""

from __future__ import annotations

from decimal import Decimal

from nianbao.report import Report as Recognised
from tests.builders.reports.grids import Grid


def figures(recognised: Recognised) -> dict[tuple[str, str, str], Decimal]:
    """The figures of the tables that are numbers, by table, row and column."""
    return {(t.id, *at): v.number for t in recognised.tables for at, v in t.values.items() if v.number is not None}


def with_a_label_column(table: Grid) -> Grid:
    """The table with its label cells over one column more."""
    return [[(row[0][0], row[0][1] + 1, row[0][2]), *row[1:]] for row in table]


def cut(table: Grid, at: int) -> list[Grid]:
    """The table in two parts, without a header over the second one; merges begin anew."""
    below = [list(row) for row in table[at:]]
    below[0] = [(text, span, "restart" if merge else "") for text, span, merge in below[0]]
    return [table[:at], below]


def is_figures(row: list[tuple[str, int, str]]) -> bool:
    """Whether a row ends in a figure."""
    return row[-1][0].isdigit()
