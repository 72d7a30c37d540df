"""Tables whose rows disagree about the grid because their producer wrote widths and no spans.

Old converters leave out w:gridSpan. Word then lays the row out by the widths of its cells (w:tcW), and that is
the grid that the reader sees.
"""

from __future__ import annotations

from bisect import bisect_left

from msgspec.structs import replace

from nianbao.reading.docx.tables.cells import MAX_COLUMNS, RawRow

# Edges that lie nearer than this, in twentieths of a point, are one edge: 1 mm is 57.
_NEAR = 40
_SAME_WIDTH = 0.02  # by how much the rows of one table may differ in width


def is_ragged(rows: list[RawRow]) -> bool:
    """Whether rows of different length stand in a table without any span."""
    plain = all(row.before == 0 and all(cell.columns == 1 for cell in row.cells) for row in rows)
    return plain and len({len(row.cells) for row in rows}) > 1


def spread(rows: list[RawRow], widths: list[list[float | None]]) -> list[RawRow]:
    """The rows with spans by the widths of their cells; as they were where the widths make no common grid."""
    ends = [_ends(row) for row in widths]
    if any(not row for row in ends):
        return rows
    total = max(row[-1] for row in ends)
    edges = _edges(sorted(end for row in ends for end in row))
    if min(row[-1] for row in ends) < total * (1 - _SAME_WIDTH) or len(edges) > MAX_COLUMNS:
        return rows
    return [
        _spanned(row, [bisect_left(edges, end - _NEAR) + 1 for end in at]) for row, at in zip(rows, ends, strict=True)
    ]


def _ends(widths: list[float | None]) -> list[float]:
    """Where each cell ends, nothing where a width is unknown."""
    ends, at = [], 0.0
    for width in widths:
        if width is None or width <= _NEAR:
            return []
        at += width
        ends.append(at)
    return ends


def _edges(ends: list[float]) -> list[float]:
    edges: list[float] = []
    for end in ends:
        if not edges or end - edges[-1] > _NEAR:
            edges.append(end)
    return edges


def _spanned(row: RawRow, columns: list[int]) -> RawRow:
    """The row with each cell ending at its column, counted from 1."""
    starts = [0, *columns]
    return replace(
        row,
        cells=[
            replace(cell, columns=max(end - start, 1))
            for cell, start, end in zip(row.cells, starts, columns, strict=False)
        ],
    )
