"""Which column of the document is which column of the form, by the headers over it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from nianbao.document import Cell, Place
from nianbao.recognising.tables.forms import BlockForm
from nianbao.recognising.tables.frames import over_columns, wrong_corner, wrong_groups
from nianbao.recognising.tables.header_order import exchanged, moved_groups, places
from nianbao.recognising.tables.lines import Piece, TableLine
from nianbao.recognising.tables.out_of_order import moved, without_exchanged
from nianbao.recognising.tables.untold import alike, between_groups, between_lost
from nianbao.recognising.words import pair
from nianbao.report import ExtraLabel, FoundLabel, Moved


class HeaderCell(Struct, frozen=True):
    """A header as it stands: its cell, its key ("" for one that is no header's), the first column that it is over."""

    cell: Cell
    key: str
    column: int


class Extent(Struct, frozen=True):
    """The columns of a grid that a header is over, from the first to the one behind the last."""

    start: int
    end: int


class Columns(Struct):
    """The columns of one block: which figure of a row belongs to which, and what is wrong with the headers."""

    # For each column of the form which of a row's figures is its own, None for a column that is missing.
    at: list[int | None]
    # How many figures a row has: those of the columns that are there, and of extra ones.
    size: int
    # Where each of them stands in the grid; empty where only their order is known.
    extents: list[Extent]
    wrong: list[FoundLabel]
    missing: list[FoundLabel]
    extra: list[ExtraLabel]
    moved: tuple[Moved, ...] = ()
    # The column behind the last one of the grid.
    end: int = 0


def find_columns(
    block: BlockForm, headers: Sequence[TableLine], rows: Sequence[TableLine], pieces: Sequence[Piece]
) -> Columns:
    """The columns of a block by its header lines, or by order where it has none.

    `rows` are those of one piece of the table; their places in its grid are of no use in another.
    """
    piece = pieces[rows[0].piece]
    above = [line for line in headers if line.piece == rows[0].piece]
    if piece.cover and above and _in_register(above[-1], rows, piece):
        columns = _by_position(block, headers, rows, piece)
    else:
        columns = _by_order(block, headers, rows)
    columns.wrong, groups = without_exchanged("column", columns.wrong)
    columns.moved = (*_moved(block, columns.at, headers), *columns.moved, *groups)
    for group in (*columns.moved,):
        _follow(block, columns.at, group)
    if any(between_groups(block, one) for one in columns.moved):
        untold = alike(block.column_words)
        columns.at = [None if index in untold else order for index, order in enumerate(columns.at)]
    return columns


def _follow(block: BlockForm, at: list[int | None], group: Moved) -> None:
    """Take the columns below two groups that have changed places for those of the group that they stand below."""
    own, others = (
        [i for i, leaf in enumerate(block.columns) if label and label.id and leaf.id.startswith(f"{label.id}.")]
        for label in (group.first, group.exchanged)
    )
    if len(own) == len(others):
        for here, there in zip(own, others, strict=True):
            at[here], at[there] = at[there], at[here]


def _moved(block: BlockForm, at: Sequence[int | None], headers: Sequence[TableLine]) -> Iterator[Moved]:
    """The columns that stand in another order than the form's."""
    there = sorted((x, index) for index, x in enumerate(at) if x is not None)
    order = [index for _, index in there]
    place = headers[-1].cells[0].place if headers and headers[-1].cells else Place()
    leaves = [block.columns[index] for index in order]
    return moved("column", order, [FoundLabel(leaf.label, leaf.label, leaf.id, place) for leaf in leaves])


def _in_register(header: TableLine, rows: Sequence[TableLine], piece: Piece) -> bool:
    """Whether the lowest header ends where most rows do; where it does not, spans were lost and places tell nothing."""
    ends = piece.source.ends
    usual = Counter(ends.get(line.row) for line in rows if line.piece == header.piece).most_common(1)
    return usual[0][0] in (None, ends[header.row])


def _by_position(block: BlockForm, stated: Sequence[TableLine], rows: Sequence[TableLine], piece: Piece) -> Columns:
    """The columns by the header lines of the rows' own piece; others may stand in the piece before."""
    headers = [line for line in stated if line.piece == rows[0].piece]
    whole = len(headers) == len(stated)
    start = _first_column(rows)
    frame = (block.label, block.corner)
    leaves = _without_copies(_leaf_headers(headers, frame, start, piece), rows, piece)
    if len(leaves) > 1 and leaves[0].key in frame and leaves[0].cell.column < start:
        del leaves[0]  # the corner reaches over an edge that was dragged
    keys = [leaf.key if leaf.key not in frame else "" for leaf in leaves]
    if not any(keys) or any(key in block.group_words for key in keys):
        return _without_header(block, headers, rows)
    found = in_place(_paired(keys, block.column_words), len(block.columns))
    at: list[int | None] = [None] * len(block.columns)
    wrong: list[FoundLabel] = []
    extra: list[ExtraLabel] = []
    for order, (header, key, index) in enumerate(zip(leaves, keys, found, strict=True)):
        cell = header.cell
        if index is None:
            if key:
                extra.append(ExtraLabel(cell.text, cell.place))
            continue
        leaf = block.columns[index]
        at[index] = order
        if (key or whole) and not _official(key, block.column_words[index], len(leaf.item.accept)):
            wrong.append(FoundLabel(cell.text if key else "", leaf.label, leaf.id, cell.place))
    place = leaves[-1].cell.place if leaves else Place()
    missing = [FoundLabel("", c.label, c.id, place) for c, x in zip(block.columns, at, strict=True) if x is None]
    own = {_place(leaf.cell) for leaf in leaves}
    wrong += wrong_groups(block, [over for over in over_columns(headers, start) if _place(over.cell) not in own], at)
    corner = wrong_corner(block, headers, start)
    extents = [Extent(leaf.column, leaf.cell.column + leaf.cell.columns) for leaf in leaves]
    end = piece.source.ends[headers[-1].row] + 1
    lost: set[int] = set()
    if absent := [index for index, order in enumerate(at) if order is None]:
        blank = (i for i, key in enumerate(keys) if found[i] is None and not key)
        wide = (i for i, extent in enumerate(extents) if _over_figures(extent, rows, piece))
        lost = between_lost(found, [*blank, *wide], absent)
        aside = {key for key, index in zip(keys, found, strict=True) if index is None}
        if any(not aside.isdisjoint(block.column_words[index]) for index in absent):
            lost |= alike(block.column_words)
    told = [None if index in lost else order for index, order in enumerate(at)]
    return Columns(told, len(leaves), extents, [corner, *wrong] if corner else wrong, missing, extra, end=end)


def _over_figures(extent: Extent, rows: Sequence[TableLine], piece: Piece) -> bool:
    """Whether a header is over several figures of a row."""
    wide = range(extent.start, extent.end) if extent.end - extent.start > 1 else ()
    return any(sum(bool(text) for text in _texts(piece, row, *wide)) > 1 for row in rows if len(wide))


def _paired(keys: Sequence[str], words: Sequence[Sequence[str]]) -> list[int | None]:
    """The column of each header; as many as there are stand for those in their places unless a word says otherwise."""
    known = {word for wordings in words for word in wordings}
    if len(keys) == len(words) and all(k in own or k not in known for k, own in zip(keys, words, strict=True)):
        return list(range(len(keys)))
    return pair(keys, words)


def _first_column(rows: Sequence[TableLine]) -> int:
    """Where the figures of most rows begin: a row may be moved by a span too long or too short."""
    starts = Counter(row.figures[0].column for row in rows if row.figures and row.figures[0].columns)
    return max(starts, key=lambda column: (starts[column], column), default=0)


def _without_header(block: BlockForm, headers: Sequence[TableLine], rows: Sequence[TableLine]) -> Columns:
    """Columns by order where the line of their headers is not there; one finding at the first header that is lost."""
    columns = _by_order(block, headers, rows)
    stated = Counter(key for line in headers for key in line.keys)
    for leaf, words in zip(block.columns, block.column_words, strict=True):
        own = next((word for word in words if stated[word]), None)
        if own:
            stated[own] -= 1
        else:
            columns.wrong.append(FoundLabel("", leaf.label, leaf.id, headers[-1].cells[0].place))
            break
    return columns


def in_place(found: list[int | None], size: int) -> list[int | None]:
    """Headers that are no known wording taken for those that are missing in their place, where they are as many.

    A column is known by its place as well as by its words: another wording is one finding, not a column too few
    and a column too many.
    """
    result = list(found)
    position = 0
    while position < len(result):
        end = next((i for i in range(position, len(result)) if result[i] is not None), len(result))
        low = (result[position - 1] or 0) + 1 if position else 0
        high = result[end] if end < len(result) else size
        if high is not None and 0 < end - position == high - low:
            result[position:end] = range(low, high)
        position = end + 1
    return result


def _leaf_headers(headers: Sequence[TableLine], frame: tuple[str, str], start: int, piece: Piece) -> list[HeaderCell]:
    """The lowest header over each column from `start` on, each once, from left to right."""
    keys = {_place(cell): key for cell, key in _stated(headers)}
    named = {place for place, key in keys.items() if key and key not in frame}
    width = max((c.column + c.columns for c in piece.cover.values()), default=0)
    leaves: list[HeaderCell] = []
    for column in range(start, width):
        over = [cell for line in headers if (cell := piece.cover.get((line.row, column)))]
        lowest = next((c for c in reversed(over) if _place(c) in named), None)
        if lowest is None or (lowest is not over[-1] and _is_group(lowest, headers, named)):
            lowest = over[-1] if over else None
        if lowest is not None and (not leaves or leaves[-1].cell is not lowest):
            leaves.append(HeaderCell(lowest, keys.get(_place(lowest), ""), column))
    return leaves


def _stated(headers: Sequence[TableLine]) -> Iterator[tuple[Cell, str]]:
    """The cells of header lines with their keys, in reading order."""
    return (pair for line in headers for pair in zip(line.cells, line.keys, strict=True))


def _place(cell: Cell) -> tuple[int, int]:
    """Where a cell begins in its table: no other begins there."""
    return cell.row, cell.column


def _without_copies(leaves: list[HeaderCell], rows: Sequence[TableLine], piece: Piece) -> list[HeaderCell]:
    """The headers without the copies that converters leave of a merged one: the same words over the same figures."""
    kept: list[HeaderCell] = []
    for leaf in leaves:
        if kept and leaf.key and leaf.key == kept[-1].key:
            beside = (_texts(piece, row, kept[-1].column, leaf.column) for row in rows)
            if all(second in ("", first) for first, second in beside):
                continue
        kept.append(leaf)
    return kept


def _texts(piece: Piece, row: TableLine, *columns: int) -> list[str]:
    cells = (piece.cover.get((row.row, column)) for column in columns)
    return [cell.text.strip() if cell else "" for cell in cells]


def _is_group(header: Cell, headers: Sequence[TableLine], named: set[tuple[int, int]]) -> bool:
    """Whether other headers stand below it."""
    under = range(header.column, header.column + header.columns)
    return any(_place(c) in named and c.column in under and c.row > header.row for line in headers for c in line.cells)


def _official(key: str, words: Sequence[str], accepted: int) -> bool:
    return key in words[: 1 + accepted]


def _by_order(block: BlockForm, headers: Sequence[TableLine], rows: Sequence[TableLine]) -> Columns:
    """Text without a grid: headers in reading order, and the number of figures in the rows to confirm them."""
    frame = ("", block.corner, block.label)
    stated = [(line.at, *item) for line in headers for item in _stated([line]) if item[1] not in frame]
    found = in_place(pair([key for *_, key in stated], block.header_words), len(block.headers))
    seen = {i for i in found if i is not None}
    leaves = {header.id: i for i, header in enumerate(block.headers) if header.leaf}
    size = Counter(sum(bool(k) for k in row.keys[row.labels :]) for row in rows).most_common(1)[0][0]
    lost = [c for c in block.columns if leaves[c.id] not in seen] if stated and size < len(block.columns) else []
    if len(block.columns) - len(lost) != size:
        lost = []
    place = stated[-1][1].place if stated else Place()
    wrong = [
        FoundLabel(cell.text, header.column.label, header.id, cell.place)
        for (_, cell, key), i in zip(stated, found, strict=True)
        if i is not None
        and (header := block.headers[i])
        and not _official(key, block.header_words[i], len(header.column.accept))
    ]
    more = size - len(block.columns)
    extra = [ExtraLabel(c.text, c.place) for (_, c, _), i in zip(stated, found, strict=True) if i is None][
        : max(more, 0)
    ]
    order = iter(places(block, found, len(extra)) if extra else exchanged(block, stated, found))
    at = [None if c in lost else next(order) for c in block.columns]
    missing = [FoundLabel("", c.label, c.id, place) for c in lost]
    if corner := wrong_corner(block, headers, None):
        wrong.insert(0, corner)
    size = len(block.columns) - len(lost) + len(extra)
    return Columns(at, size, [], wrong, missing, extra, tuple(moved_groups(block, stated, found)))
