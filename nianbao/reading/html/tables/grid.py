"""The grid of an HTML table: where each cell stands, whatever its spans say (WHATWG HTML, "forming a table")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from nianbao.document import Cell, Place
from nianbao.files.limits import Limits, exceeded

# The HTML standard's own bounds for the two attributes.
_MAX_COLUMNS, _MAX_ROWS = 1000, 65534

HEAD, BODY, FOOT = 0, 1, 2


class RawCell(Struct, gc=False):
    """A cell as written: `rows` is 0 where it spans to the end of its row group."""

    rows: int = 1
    columns: int = 1
    text: str = ""
    picture: bool = False
    place: Place = Place()


class RawRow(Struct):
    """A row as written; rows of one `group` (a thead, tbody or tfoot) share a number and a `part`."""

    part: int = BODY
    group: int = 0
    cells: list[RawCell] = []
    flat: bool = False  # of height 0: Word and Excel write one to fix the columns' widths


def span(value: str | None, *, rows: bool) -> int:
    """The number of a colspan or rowspan attribute as a browser takes it: 1 where it is none."""
    if not value:
        return 1
    digits = value.strip()
    digits = digits[: len(digits) - len(digits.lstrip("0123456789"))][:9]
    number = int(digits) if digits else 1
    if rows:
        return min(number, _MAX_ROWS)
    return min(max(number, 1), _MAX_COLUMNS)


def lay_out(rows: list[RawRow], limits: Limits) -> tuple[Cell, ...]:
    """The cells in their grid, by row and column; rows and columns in which no cell begins are left out.

    A span ends at its row group, at a cell that stands in its way, and where the table does.
    Raises ReadError when the spans cover more than `limits.cells`.
    """
    placed: list[Cell] = []
    covered = base = 0
    shown = [row for row in rows if not (row.flat and not any(c.text or c.picture for c in row.cells))]
    shown.sort(key=lambda row: row.part)
    for _, members in groupby(shown, key=lambda row: (row.part, row.group)):
        group = list(members)
        for cell in _place_group(group, base):
            covered += cell.rows * cell.columns
            if covered > limits.cells:
                raise exceeded("cells", limits)
            placed.append(cell)
        base += len(group)
    return _compact(placed)


def _place_group(group: list[RawRow], base: int) -> Iterator[Cell]:
    taken: dict[int, int] = {}  # column -> first row (within the group) in which it is free again
    for index, row in enumerate(group):
        column = 0
        for raw in row.cells:
            while taken.get(column, 0) > index:
                column += 1
            width = _free_width(taken, column, raw.columns, index)
            height = min(raw.rows or len(group), len(group) - index)
            for free in range(column, column + width):
                taken[free] = index + height
            yield Cell(raw.text, base + index, column, height, width, raw.place, raw.picture)
            column += width


def _free_width(taken: dict[int, int], column: int, wanted: int, row: int) -> int:
    return next((n for n in range(1, wanted) if taken.get(column + n, 0) > row), wanted)


def _compact(cells: list[Cell]) -> tuple[Cell, ...]:
    """Renumbered so that in each row and each column a cell begins, as such ones alone can be seen."""
    rows, columns = _ranks(c.row for c in cells), _ranks(c.column for c in cells)
    return tuple(
        Cell(
            cell.text,
            rows[cell.row],
            columns[cell.column],
            _kept(rows, cell.row, cell.rows),
            _kept(columns, cell.column, cell.columns),
            cell.place,
            cell.picture,
        )
        for cell in sorted(cells, key=lambda cell: (cell.row, cell.column))
    )


def _ranks(positions: Iterable[int]) -> dict[int, int]:
    return {position: rank for rank, position in enumerate(sorted(set(positions)))}


def _kept(ranks: dict[int, int], start: int, count: int) -> int:
    return 1 if count == 1 else sum(1 for position in range(start, start + count) if position in ranks)
