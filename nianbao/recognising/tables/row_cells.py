"""Which cell of a row is which figure: by its place under the headers, by order, or not to be told.

Rows do not always keep to the grid of their headers: spans are lost, a span too long moves a row, cells are merged,
parted or deleted. As many figures as there are columns are those of the columns in their order. Otherwise a cell is
a column's that stands under its header and under no other; of what cannot be told nothing is given.
"""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.document import Cell
from nianbao.recognising.tables.columns import Columns, Extent
from nianbao.recognising.tables.lines import KeyedTable, TableLine
from nianbao.text import normalise

_Cells = list[Cell | None]


def row_cells(line: TableLine, columns: Columns, source: KeyedTable) -> tuple[_Cells, list[Cell]]:
    """The cell of each column that is there, None for one that is not to be told; and the figures left over."""
    cells = _placed(line, columns, source) if columns.extents and source.cover else _ordered(line, columns, source)
    if cells is None:
        return [None for at in columns.at if at is not None], [c for c in line.figures if not _empty(c)]
    return [cells[at] for at in columns.at if at is not None], []


def _placed(line: TableLine, columns: Columns, source: KeyedTable) -> _Cells | None:
    """The figures of a row in a grid, None where the row does not keep to it."""
    own = line.figures
    if len(own) == columns.size and not any(_over_several(cell, columns.extents) for cell in own):
        return [*own]
    ends = line.labels and line.cells[line.labels - 1]
    start = columns.extents[0].start
    if (ends and ends.column + ends.columns > start) or source.ends.get(line.row, 0) + 1 != columns.end:
        return None
    if any(cell.column < start and not _empty(cell) for cell in own):
        return None
    return [_under(extent, line.row, columns.extents, source) for extent in columns.extents]


def _under(extent: Extent, row: int, extents: Sequence[Extent], source: KeyedTable) -> Cell | None:
    """The one cell with text under a header, None where it is under another one as well or in another row."""
    there = {id(c): c for x in range(extent.start, extent.end) if (c := source.cover.get((row, x)))}
    stated = [cell for cell in there.values() if not _empty(cell)] or [*there.values()][:1]
    if len(stated) != 1:
        return None
    cell = stated[0]
    return None if cell.row != row or _over_several(cell, extents) else cell


def _over_several(cell: Cell, extents: Sequence[Extent]) -> bool:
    """Whether a cell is as wide as several columns."""
    end = cell.column + cell.columns
    return cell.columns > 1 and sum(cell.column <= e.start and e.end <= end for e in extents) > 1


def _ordered(line: TableLine, columns: Columns, source: KeyedTable) -> _Cells | None:
    """The figures of a row of which only the order is known, None where it tells nothing.

    Blanks at the ends, and between as many figures as there are columns, are what the extraction added. A row of
    cells told apart by tabs may be shorter by blank ones at its end, which editors drop.
    """
    stated: _Cells = [cell for cell in line.figures if not _empty(cell)]
    if len(stated) == columns.size:
        return stated
    cells: _Cells = list(line.figures)
    while len(cells) > columns.size and _empty(cells[-1]):
        cells.pop()
    while len(cells) > columns.size and _empty(cells[0]):
        cells.pop(0)
    may_be_short = source.tabbed and not source.cover
    if len(cells) > columns.size or (len(cells) < columns.size and stated and not may_be_short):
        return None
    return cells + [None] * (columns.size - len(cells))


def _empty(cell: Cell | None) -> bool:
    return cell is None or not normalise(cell.text)
