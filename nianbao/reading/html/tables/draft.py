"""A table while it is read: data for the grid, or a frame that only lays the page out."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from nianbao.document import Paragraph, Picture, Place, Table, Trace
from nianbao.files.limits import Limits
from nianbao.reading.html.tables.grid import BODY, RawCell, RawRow, lay_out
from nianbao.reading.html.text.pieces import Fragment

# A cell of the official tables holds up to 40 characters; one with this many, in paragraphs, is a page's column.
_COLUMN_CHARS = 200


class DraftCell(Struct, gc=False):
    """A cell and the pieces found in it."""

    raw: RawCell
    pieces: list[Fragment]


class DraftRow(Struct):
    """A row and its cells."""

    part: int
    group: int
    flat: bool
    cells: list[DraftCell]


class Draft:
    """One table as it is written, whatever stands wrongly nested in it."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.loose: list[Fragment] = []  # what stands in the table but in no cell: browsers show it before
        self.rows: list[DraftRow] = []
        self.open: list[DraftCell] = []
        self.part, self.group = BODY, 0

    def begin_part(self, part: int) -> None:
        """A thead, tbody or tfoot begins or ends: no span reaches across."""
        self.part = part
        self.group += 1

    def begin_row(self, *, flat: bool) -> None:
        """A row begins."""
        self.rows.append(DraftRow(self.part, self.group, flat, []))

    def begin_cell(self, raw: RawCell) -> list[Fragment]:
        """A cell begins, in a row of its own where none was; gives where its pieces go."""
        if not self.rows or self.rows[-1].group != self.group:
            self.begin_row(flat=False)
        cell = DraftCell(raw, [])
        self.rows[-1].cells.append(cell)
        self.open.append(cell)
        return cell.pieces

    def pieces(self) -> list[Fragment]:
        """Everything in the table, in reading order."""
        pieces = list(self.loose)
        for cell in self._cells():
            pieces += cell.pieces
        return pieces

    def traces(self) -> Iterator[Trace]:
        """What is left in the cells, each at the very place of its cell; what is in tables within them is theirs."""
        for cell in self._cells():
            for piece in cell.pieces:
                if piece.traces and not isinstance(piece.block, Table):
                    yield from (replace(trace, place=cell.raw.place) for trace in piece.traces)

    def _cells(self) -> list[DraftCell]:
        return [cell for row in self.rows for cell in row.cells]

    def is_layout(self) -> bool:
        """Whether the table only puts the page's parts beside or below each other.

        So it is with one column, blank ones not counted; with tables for most of its content, or in its only two
        columns; and with a cell of running text in paragraphs that outweighs all others.
        """
        columns = max((len(row.cells) for row in self.rows), default=0)
        if columns <= 1 or max(map(_filled_cells, self.rows)) <= 1:
            return True
        cells = self._cells()
        weights = [sum([piece.chars for piece in cell.pieces]) for cell in cells]
        nested = sum(p.chars for cell in cells for p in cell.pieces if isinstance(p.block, Table))
        if nested and (columns == 2 or nested * 2 >= sum(weights)):
            return True
        heaviest = cells[weights.index(max(weights))]
        return max(weights) * 2 >= sum(weights) and _is_column(heaviest)

    def table(self, limits: Limits) -> Table:
        """The table of data. Raises ReadError when its spans pass the limits."""
        rows = [RawRow(row.part, row.group, [_filled(cell) for cell in row.cells], row.flat) for row in self.rows]
        return Table(lay_out(rows, limits), self.place)


def _filled_cells(row: DraftRow) -> int:
    return sum(1 for cell in row.cells if any(piece.chars for piece in cell.pieces))


def _is_column(cell: DraftCell) -> bool:
    chars = sum(piece.chars for piece in cell.pieces)
    headed = any(isinstance(p.block, Paragraph) and p.block.level for p in cell.pieces)
    return len(cell.pieces) > 1 and (headed or chars >= _COLUMN_CHARS)


def _filled(cell: DraftCell) -> RawCell:
    cell.raw.text = "\n".join([text for piece in cell.pieces if (text := piece.text)])
    cell.raw.picture = any(isinstance(piece.block, Picture) for piece in cell.pieces)
    return cell.raw
