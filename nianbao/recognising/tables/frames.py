"""What stands around the figures of a block: its label, its corner, the headers over several columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from nianbao.document import Cell
from nianbao.recognising.tables.forms import BlockForm, Header
from nianbao.recognising.tables.lines import TableLine
from nianbao.recognising.words import likeness, nearest
from nianbao.report import FoundLabel

# More headers than this over several columns are no damaged ones; the bound keeps hostile tables from costing time.
_MOST_GROUPS = 100
_ALIKE = 0.5
# The label of a block is like nothing else that a table holds.
_LABEL_ALIKE = 0.4
# A corner of more characters is a remark: another text in its place is no damaged one.
_SHORT = 8


class Over(Struct, frozen=True):
    """A cell of the header lines with its key."""

    cell: Cell
    key: str

    def covers(self, columns: Sequence[int], others: Sequence[int]) -> bool:
        """Whether it is over all of these columns and none of the others."""
        span = range(self.cell.column, self.cell.column + self.cell.columns)
        return all(c in span for c in columns) and not any(c in span for c in others)


def wrong_label(block: BlockForm, headers: Sequence[TableLine]) -> FoundLabel | None:
    """The line above a block where it has other words than the form's; one that is not there is no finding."""
    stated = _over(headers)
    if not block.label or any(over.key == block.label for over in stated):
        return None
    known = block.known_headers
    like = (o for o in stated if o.key not in known and likeness(o.key, block.label) >= _LABEL_ALIKE)
    best = max(like, key=lambda o: likeness(o.key, block.label), default=None)
    if best is None:
        return None
    return FoundLabel(best.cell.text, block.block.label, block.rows[0].id, best.cell.place)


def wrong_corner(block: BlockForm, headers: Sequence[TableLine], start: int | None) -> FoundLabel | None:
    """What stands above the row labels where it has other words than the form's; `start` is where the figures begin
    in a grid, None without one. Web pages lose the remark that stands there: one that is absent is no finding."""
    stated = _over(headers)
    if not block.corner or any(over.key == block.corner for over in stated):
        return None
    known = block.known_headers
    for over in stated:
        beside = start is not None and over.cell.column + over.cell.columns <= start and _above_figures(over, headers)
        by_place = beside and len(block.corner) <= _SHORT and len(over.key) <= _SHORT
        if over.key not in known and (by_place or likeness(over.key, block.corner) >= _ALIKE):
            return FoundLabel(over.cell.text, block.block.corner, None, over.cell.place)
    return None


def _above_figures(over: Over, headers: Sequence[TableLine]) -> bool:
    """Whether the cell stands beside the last line of headers."""
    return over.cell.row <= headers[-1].row < over.cell.row + over.cell.rows


def over_columns(headers: Sequence[TableLine], start: int) -> list[Over]:
    """The cells of header lines from the column `start` on."""
    return [over for over in _over(headers) if over.cell.column >= start]


def wrong_groups(block: BlockForm, stated: Sequence[Over], at: Sequence[int | None]) -> Iterator[FoundLabel]:
    """Headers over several columns that have other words than the form's: by what they are over, else by likeness.

    `stated` are the headers that no figures stand right below, `at` is where the columns of the form stand.
    """
    stated = stated[:_MOST_GROUPS]
    known = block.known_headers | {block.corner, block.label}
    keys = {over.key for over in stated}
    lost: list[tuple[Header, list[str]]] = []
    for header, words in zip(block.headers, block.header_words, strict=True):
        if header.leaf:
            continue
        own, others = _columns(block, header, at)
        here = [over for over in stated if len(own) > 1 and over.covers(own, others)]
        if here and not any(over.key in words for over in here):
            if len(here) == 1:
                yield FoundLabel(here[0].cell.text, header.column.label, header.id, here[0].cell.place)
        elif not keys.intersection(words):
            lost.append((header, words))
    for over in stated:
        near = nearest(over.key, [words[0] for _, words in lost]) if over.key not in known else None
        if near is not None:
            header, _ = lost.pop(near)
            yield FoundLabel(over.cell.text, header.column.label, header.id, over.cell.place)


def _columns(block: BlockForm, header: Header, at: Sequence[int | None]) -> tuple[list[int], list[int]]:
    """Where the columns below a header stand, and where all others do."""
    own: list[int] = []
    others: list[int] = []
    for leaf, x in zip(block.columns, at, strict=True):
        if x is not None:
            (own if any(group is header.column for group in leaf.groups) else others).append(x)
    return own, others


def _over(headers: Sequence[TableLine]) -> list[Over]:
    """The cells of header lines that hold something, in reading order."""
    return [Over(cell, key) for line in headers for cell, key in zip(line.cells, line.keys, strict=True) if key]
