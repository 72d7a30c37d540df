"""A table of one row that was cut between its columns: the parts are put side by side again."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from nianbao.document import Cell, Table
from nianbao.recognising.tables.forms import Form
from nianbao.recognising.tables.lines import KeyedTable, is_figure, keyed


def side_by_side(tables: Sequence[KeyedTable], form: Form) -> Sequence[KeyedTable]:
    """The parts as one table, where the form has one row without a label and they hold its figures between them."""
    rows = [row for block in form.blocks for row in block.rows]
    if len(tables) < 2 or len(rows) != 1 or rows[0].label:
        return tables
    figures = [_figures(table) for table in tables]
    if not all(figures) or sum(figures) != len(form.blocks[0].columns):
        return tables
    height = max(len(table.rows) for table in tables)
    cells: list[Cell] = []
    across = 0
    for table, width in sorted(zip(tables, figures, strict=True), key=lambda part: _group(part[0], form)):
        down = height - len(table.rows)
        cells += (replace(cell, row=cell.row + down, column=cell.column + across) for cell in table.table.cells)
        across += width
    cells.sort(key=lambda cell: (cell.row, cell.column))
    first = tables[0]
    gridded = all(table.table.gridded for table in tables)
    return [keyed(Table(tuple(cells), first.table.place, gridded), first.block)]


def _group(table: KeyedTable, form: Form) -> int:
    """Which group of columns a part holds, by the last of its headers that is over others; 0 where none is stated."""
    block = form.blocks[0]
    stated = {key for _, keys in table.rows for key in keys}
    groups = (
        at
        for at, (header, words) in enumerate(zip(block.headers, block.header_words, strict=True))
        if not header.leaf and not stated.isdisjoint(words)
    )
    return max(groups, default=0)


def _figures(table: KeyedTable) -> int:
    """How many figures its last row holds, 0 where it holds anything else or another row holds figures as well."""
    *above, (last, keys) = table.rows
    if not all(key and is_figure(key) for key in keys) or any(
        key and is_figure(key) for _, row in above for key in row
    ):
        return 0
    return len(last)
