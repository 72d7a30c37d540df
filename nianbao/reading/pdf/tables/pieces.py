"""A table as one page shows it: the cells of a grid with their lines of text."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from nianbao.reading.pdf.tables.ruling import Grid
from nianbao.reading.pdf.text.glyphs import Glyph
from nianbao.reading.pdf.text.lines import TextLine, join_lines, lines_of_cell
from nianbao.reading.pdf.text.overlays import OF_FIGURES, SortedGlyphs
from nianbao.reading.pdf.text.turned import not_to_be_told

# Word keeps 5.4 points free on each side of a cell.
PADDING = 11.0


class GridBox(Struct, frozen=True):
    """A cell by its edges on the page and its rows in the table."""

    x0: float
    x1: float
    row: int
    rows: int
    lines: tuple[TextLine, ...]
    page: int

    @property
    def text(self) -> str:
        """What stands in the cell: wrapped lines joined, words and numbers told apart but for one broken for room."""
        full = all(self.x1 - self.x0 - (line.x1 - line.x0) < PADDING + 1.3 * line.size for line in self.lines[:-1])
        return join_lines(self.lines, broken="" if full else "\n")


class GridPiece(Struct, frozen=True):
    """A table, or the part of it that stands on one page; `boxes` by row, then from left to right."""

    boxes: tuple[GridBox, ...]
    rows: int
    page: int
    top: float
    left: float
    right: float

    @property
    def single(self) -> bool:
        """Whether it has one column only: a frame round prose, or a table's row of one cell cut off."""
        return all(box.x0 == self.boxes[0].x0 and box.x1 == self.boxes[0].x1 for box in self.boxes)

    def row(self, number: int) -> list[GridBox]:
        """The boxes that begin in a row."""
        return [box for box in self.boxes if box.row == number]


def fill(grids: Sequence[Grid], glyphs: SortedGlyphs, page: int) -> tuple[list[GridPiece], list[Glyph]]:
    """Each grid with the text that stands in it, and the characters outside all grids.

    Of grids within each other the innermost has the text. What may be a figure with characters that are not its own
    is marked, so that nobody takes it for one.
    """
    inner_first = sorted(range(len(grids)), key=lambda i: grids[i].area)
    inside: list[dict[int, list[Glyph]]] = [{} for _ in grids]
    outside: list[Glyph] = []
    for glyph in glyphs.own:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.y - 0.35 * glyph.size
        for index in inner_first:
            cell = grids[index].cell_at(x, y)
            if cell is not None:
                inside[index].setdefault(cell, []).append(glyph)
                break
        else:
            outside.append(glyph)
    for cells in inside:
        turned = not_to_be_told(cells)
        for number, held in cells.items() if turned or glyphs.doubtful else ():
            doubtful = number in turned or not glyphs.doubtful.isdisjoint(held)
            if doubtful and all(glyph.char in OF_FIGURES for glyph in held):
                held.append(_mark(held[-1]))
    return [_piece(*pair, page) for pair in zip(grids, inside, strict=True)], outside


def _mark(last: Glyph) -> Glyph:
    return last._replace(char="…", x0=last.x1, x1=last.x1 + last.size)


def _piece(grid: Grid, inside: dict[int, list[Glyph]], page: int) -> GridPiece:
    boxes = (
        GridBox(
            grid.xs[cell.column],
            grid.xs[cell.column + cell.columns],
            cell.row,
            cell.rows,
            tuple(lines_of_cell(inside.get(index, ()), page)),
            page,
        )
        for index, cell in enumerate(grid.cells)
    )
    return GridPiece(tuple(boxes), len(grid.ys) - 1, page, grid.ys[0], grid.xs[0], grid.xs[-1])
