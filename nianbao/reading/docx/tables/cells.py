"""The logical grid: where each cell of a Word table stands, and what its merges mean."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from nianbao.document import Block, Cell, Paragraph, Picture, Place, Table

# Word lays out no more columns; a span beyond it is damage.
MAX_COLUMNS = 63


class RawCell(Struct, frozen=True, gc=False):
    """A w:tc: what is in it, its span, and whether it goes on with the cell above it or before it."""

    content: str | list[Block]  # the text of a cell that is one plain line, as most are; else the blocks
    place: Place
    source: etree._Element
    columns: int = 1
    merged: bool = False  # belongs to a vertical merge
    goes_down: bool = False
    goes_right: bool = False


class RawRow(Struct, frozen=True):
    """A w:tr: its cells and the grid columns left out before them."""

    cells: list[RawCell]
    before: int = 0


class GridCell(Struct, frozen=True, gc=False):
    """A cell of the grid with its blocks."""

    raw: RawCell
    row: int
    column: int
    rows: int
    columns: int


def grid(rows: list[RawRow]) -> list[GridCell]:
    """The cells in reading order; what stands in a cell that continues a merge is not shown, and left out.

    A continuation that no cell above it began stands as a cell of its own: its text is the only one there is.
    """
    cells: list[GridCell] = []
    above: list[int] = []
    for number, row in enumerate(rows):
        column = row.before
        current: list[int] = []
        upper = iter(above)
        origin = next(upper, None)
        for raw in row.cells:
            while origin is not None and cells[origin].column + cells[origin].columns <= column:
                origin = next(upper, None)
            index = len(cells)
            if raw.goes_right and current:
                index = current[-1]
                cells[index] = _wider(cells[index], column + raw.columns)
            elif raw.goes_down and origin is not None and _covers(cells[origin], column):
                index = origin
                cells[index] = replace(cells[index], rows=number - cells[index].row + 1)
            else:
                cells.append(GridCell(raw, number, column, 1, raw.columns))
            current.append(index)
            column += raw.columns
        above = current
    return cells


def _covers(cell: GridCell, column: int) -> bool:
    return cell.raw.merged and cell.column <= column


def _wider(cell: GridCell, end: int) -> GridCell:
    return replace(cell, columns=max(cell.columns, end - cell.column))


def blocks_of(cells: list[GridCell], place: Place, line: Callable[[str, etree._Element], Paragraph]) -> list[Block]:
    """The blocks that a table stands for: itself and the tables inside its cells, or what it only frames.

    `line` makes a paragraph of the text and the w:tc of a cell that is one plain line.
    """
    if not cells:
        return []
    filled = [cell.raw.content for cell in cells if not isinstance(cell.raw.content, str)]
    inner = [block for blocks in filled for block in blocks if isinstance(block, Table)]
    if all(cell.column == cells[0].column for cell in cells) or sum(len(t.cells) for t in inner) > len(cells):
        contents = ((cell.raw.content, cell.raw.source) for cell in cells)
        lists = ([line(one, source)] if isinstance(one, str) else one for one, source in contents)
        return [block for blocks in lists for block in blocks]
    return [Table(tuple(map(_cell, cells)), place), *inner]


def _cell(cell: GridCell) -> Cell:
    raw, row, column, rows, columns = cell.raw, cell.row, cell.column, cell.rows, cell.columns
    blocks = raw.content
    if isinstance(blocks, str):
        return Cell(blocks, row, column, rows, columns, raw.place)
    text = "\n".join(block.text for block in blocks if isinstance(block, Paragraph))
    picture = any(isinstance(block, Picture) for block in blocks)
    return Cell(text, row, column, rows, columns, raw.place, picture)
