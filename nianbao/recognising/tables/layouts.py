"""Tables set as one that was read before: most reports have theirs cell by cell as the form prints it.

Where every cell holds a label, nothing or a whole number, what is read depends on the labels, on where the cells
stand and on which are blank, and not on the numbers. So a table with nothing wrong about it is remembered by these,
and the next one that is set so is read off by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nianbao.document import Cell
from nianbao.recognising.tables.assembling import Assembly, assembly_of, value_in
from nianbao.recognising.tables.forms import Form, Layout
from nianbao.recognising.tables.lines import KeyedTable
from nianbao.report import FoundTable
from nianbao.rulebook.equations import CellRef

_MOST = 16  # layouts of one form; a hostile pile of files has as many as it has tables


def read_table(form: Form, tables: Sequence[KeyedTable]) -> FoundTable | None:
    """The table that is spread over these pieces, read by the form; None where no row of it is there."""
    set_as = _set_as(tables[0]) if len(tables) == 1 else None
    if set_as is not None and (layout := form.layouts.get(set_as)):
        cells = _cells(tables[0])
        values = {ref: value_in(cells[at]) for ref, at in layout.figures.items()}
        return FoundTable(form.table, tables[0].table.place, values, layout.rows)
    assembly = assembly_of(form, tables)
    if assembly is None:
        return None
    found = assembly.table()
    if set_as is not None and _as_printed(found, assembly) and _tells(tables[0], form, assembly.cells):
        if len(form.layouts) >= _MOST:
            form.layouts.clear()
        where = {id(cell): at for at, cell in enumerate(_cells(tables[0]))}
        figures = {ref: where[id(cell)] for ref, cell in assembly.cells.items()}
        form.layouts[set_as] = Layout(found.rows, figures)
    return found


def _set_as(table: KeyedTable) -> object:
    """What the reading of a table depends on; None stands for a whole number."""
    keys = tuple([None if key.isdecimal() else key for _, keys in table.rows for key in keys])
    places = tuple([(cell.row, cell.column, cell.rows, cell.columns) for cell in table.table.cells])
    return keys, places, table.table.gridded, table.tabbed


def _cells(table: KeyedTable) -> list[Cell]:
    return [cell for row, _ in table.rows for cell in row]


def _as_printed(found: FoundTable, assembly: Assembly) -> bool:
    """Whether every value has a cell of its own, and nothing is wrong."""
    wrong = (found.wrong_rows, found.wrong_columns, found.missing_rows, found.missing_columns)
    more = (found.extra_rows, found.extra_columns, found.surplus, found.moved)
    return not any((*wrong, *more)) and assembly.cells.keys() == found.values.keys()


def _tells(table: KeyedTable, form: Form, figures: Mapping[CellRef, Cell]) -> bool:
    """Whether other numbers would have been read alike: none is a label, and no label stands beside itself, for a
    copy of a header that a converter left is told by the figures below it."""
    read = {id(cell) for cell in figures.values()}
    begins: set[tuple[str, int]] = set()
    ends: set[tuple[str, int]] = set()
    for row, keys in table.rows:
        for cell, key in zip(row, keys, strict=True):
            if key and not key.isdecimal():
                begins.add((key, cell.column))
                ends.add((key, cell.column + cell.columns))
            elif key and id(cell) not in read:
                return False
    return begins.isdisjoint(ends) and not any(word.isdecimal() for word in form.vocabulary)
