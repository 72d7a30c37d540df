"""From pages to the blocks of a document, in reading order and over page breaks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from msgspec import Struct

from nianbao.document import Block, Cell, Picture, Place, Table
from nianbao.files.limits import Limits
from nianbao.reading.pdf.tables.joining import SAME_EDGE, can_join, join
from nianbao.reading.pdf.tables.pieces import GridPiece, fill
from nianbao.reading.pdf.tables.ruling import Grid, find_grids
from nianbao.reading.pdf.text.furniture import repeated_boxes, without_furniture
from nianbao.reading.pdf.text.glyphs import Bounds, GlyphPage
from nianbao.reading.pdf.text.lines import TextLine, lines_of
from nianbao.reading.pdf.text.overlays import SortedGlyphs, told_apart
from nianbao.reading.pdf.text.paragraphs import paragraphs, text_columns

# A cell with more lines than this, alone in its row, is prose in a frame.
PROSE = 2


class _Image(Struct, frozen=True):
    page: int
    box: Bounds

    @property
    def top(self) -> float:
        return self.box.top


_Item: TypeAlias = TextLine | GridPiece | _Image


class _Content(Struct, frozen=True):
    """What one page holds, before heads and feet are told from text."""

    lines: list[TextLine]
    pieces: list[GridPiece]
    images: list[_Image]
    height: float


def blocks_of(pages: Iterable[GlyphPage], limits: Limits) -> list[Block]:
    """Paragraphs, tables and pictures. Of a generator of pages only the first few are held.

    Raises ReadError where a table passes `limits.cells`.
    """

    def grids_of(page: GlyphPage) -> list[Grid]:
        return find_grids(page.across, page.down, limits)

    contents = [_content(*told) for told in told_apart(pages, grids_of)]
    heights = [c.height for c in contents]
    texts = without_furniture([c.lines for c in contents], heights)
    emblems = repeated_boxes([[image.box for image in c.images] for c in contents], heights)
    flow: list[_Item] = []
    for content, lines in zip(contents, texts, strict=True):
        images = [image for image in content.images if image.box not in emblems]
        _append(flow, sorted([*lines, *content.pieces, *images], key=_top))
    return list(_blocks(list(_dissolved(flow)), len(contents)))


def _content(page: GlyphPage, grids: Sequence[Grid], glyphs: SortedGlyphs) -> _Content:
    pieces, outside = fill(grids, glyphs, page.number)
    lines = lines_of(outside, page.number)
    kept = []
    for piece, grid in zip(pieces, grids, strict=True):
        if piece.single and (_is_prose(piece) or _encloses(grid, grids)):
            lines.extend(_prose(piece))
        elif any(box.lines for box in piece.boxes):
            kept.append(piece)
    lines.sort(key=lambda line: (line.y, line.x0))
    images = [_Image(page.number, picture) for picture in page.pictures]
    return _Content(lines, kept, images, page.height)


def _is_prose(piece: GridPiece) -> bool:
    return any(len(box.lines) > PROSE for box in piece.boxes)


def _encloses(grid: Grid, grids: Iterable[Grid]) -> bool:
    return any(grid.area > other.area and grid.at(other.xs[0], other.ys[0]) for other in grids)


def _prose(piece: GridPiece) -> Iterator[TextLine]:
    for box in piece.boxes:
        yield from box.lines


def _top(item: _Item) -> float:
    return item.y - item.size if isinstance(item, TextLine) else item.top


def _append(flow: list[_Item], items: list[_Item]) -> None:
    """Put the items of the next page behind those before; a table that goes on there is joined."""
    if flow and items:
        upper, lower = flow[-1], items[0]
        if isinstance(upper, GridPiece) and isinstance(lower, GridPiece) and can_join(upper, lower):
            flow[-1] = join(upper, lower)
            items = items[1:]
    flow.extend(items)


def _dissolved(flow: Iterable[_Item]) -> Iterator[_Item]:
    """The flow with frames of one column as the lines in them."""
    for item in flow:
        if isinstance(item, GridPiece) and item.single:
            yield from _prose(item)
        else:
            yield item


def _blocks(flow: Sequence[_Item], pages: int) -> Iterator[Block]:
    lines_by_page: list[list[TextLine]] = [[] for _ in range(pages)]
    for item in flow:
        if isinstance(item, TextLine):
            lines_by_page[item.page - 1].append(item)
    groups = [list(group) for _, group in groupby(flow, key=lambda item: isinstance(item, TextLine))]
    runs = [[item for item in group if isinstance(item, TextLine)] for group in groups]
    for group, texts in zip(groups, paragraphs(runs, text_columns(lines_by_page)), strict=True):
        yield from texts
        for item in group:
            if isinstance(item, GridPiece):
                yield _table(item)
            elif isinstance(item, _Image):
                yield Picture(place=Place(page=item.page))


def _table(piece: GridPiece) -> Table:
    edges: list[float] = []
    for edge in sorted(edge for box in piece.boxes for edge in (box.x0, box.x1)):
        if not edges or edge - edges[-1] > SAME_EDGE:
            edges.append(edge)

    def column(edge: float) -> int:
        return bisect_right(edges, edge) - 1

    cells = (
        Cell(
            box.text,
            box.row,
            column(box.x0),
            box.rows,
            max(1, column(box.x1) - column(box.x0)),
            Place(page=box.page),
        )
        for box in piece.boxes
    )
    return Table(tuple(cells), Place(page=piece.page))
