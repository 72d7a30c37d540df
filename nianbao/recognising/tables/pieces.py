"""The columns of a table that is spread over several pieces: each piece has a grid of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from nianbao.recognising.tables.columns import Columns, Extent, find_columns
from nianbao.recognising.tables.forms import BlockForm
from nianbao.recognising.tables.lines import Piece, TableLine


def columns_by_piece(
    block: BlockForm, headers: Sequence[TableLine], rows: Sequence[TableLine], pieces: Sequence[Piece]
) -> dict[int, Columns]:
    """The columns of a block in each piece that has rows of it, by the number of the piece, the first piece first.

    The headers stand in the first one; in the others the order of the columns is known, and their places are those
    of the rows that have as many figures.
    """
    by_piece: dict[int, list[TableLine]] = {}
    for row in rows:
        by_piece.setdefault(row.piece, []).append(row)
    found: dict[int, Columns] = {}
    for number, here in by_piece.items():
        first = next(iter(found.values()), None)
        if first is None:
            found[number] = find_columns(block, headers, here, pieces)
        else:
            extents = _extents(here, first.size)
            found[number] = replace(first, extents=extents, end=max((e.end for e in extents), default=0))
    return found


def _extents(rows: Sequence[TableLine], size: int) -> list[Extent]:
    """The places that most rows with so many figures have them at, none where no row has."""
    layouts = Counter(
        tuple(Extent(cell.column, cell.column + cell.columns) for cell in row.figures)
        for row in rows
        if len(row.figures) == size
    )
    return list(layouts.most_common(1)[0][0]) if layouts else []
