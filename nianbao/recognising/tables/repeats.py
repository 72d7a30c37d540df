"""A statutory table that stands more than once: which pieces belong to which of them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from nianbao.recognising.tables.forms import Form
from nianbao.recognising.tables.lines import KeyedTable, is_unlabelled_row, keyed

# What a piece without row labels has for a row: the figures of the form's only one.
_FIGURES = "figures"
# Of tables that stand more often than this, one that goes on is one of the last so many: a bound on hostile files.
_OPEN = 50


class _Run(Struct):
    """Pieces of one table, with the rows that they hold between them."""

    pieces: list[KeyedTable]
    rows: set[str]


def apart(pieces: Sequence[KeyedTable], form: Form) -> list[list[KeyedTable]]:
    """The pieces of each table: one that holds rows again that an earlier one has begins a further table.

    A row that a page cut in two may stand in both pieces; so half of a piece's rows have to be there already. A
    piece without rows belongs to the table before it.
    """
    runs: list[_Run] = []
    last: _Run | None = None
    for piece in (part for whole in pieces for part in _cut(whole, form)):
        rows = _rows(piece, form)
        if last is None or rows:
            last = next((run for run in runs[-_OPEN:] if not _again(rows, run.rows)), None)
        if last is None:
            last = _Run([], set())
            runs.append(last)
        last.pieces.append(piece)
        last.rows |= rows
    return [run.pieces for run in runs]


def _cut(piece: KeyedTable, form: Form) -> list[KeyedTable]:
    """The piece, in two where a second table stands right below the first in one grid."""
    rows = [_labels(keys, form) for _, keys in piece.rows]
    seen: set[str] = set()
    last = 0
    for at, here in enumerate(rows):
        if here & seen:
            whole = 2 * len(seen & set().union(*rows[at:])) > form.size
            if whole and _has_header(piece, last + 1, at, form):
                return [_part(piece, 0, last + 1), _part(piece, last + 1, len(rows))]
            break
        seen |= here
        last = at if here else last
    return [piece]


def _has_header(piece: KeyedTable, first: int, last: int, form: Form) -> bool:
    """Whether lines of a row without a label are a table's: there its headers stand above it."""
    if not form.unlabelled:
        return True
    keys = {key for _, keys in piece.rows[first:last] for key in keys}
    return 2 * len(keys & form.vocabulary) > len(form.vocabulary)


def _part(piece: KeyedTable, first: int, last: int) -> KeyedTable:
    """The rows of a piece from `first` up to `last` as a table of its own."""
    cells = tuple(replace(c, row=c.row - first) for own, _ in piece.rows[first:last] for c in own)
    place = next((cell.place for cell in cells), piece.table.place)
    return keyed(replace(piece.table, cells=cells, place=place), piece.block)


def _again(rows: set[str], seen: set[str]) -> bool:
    return 2 * len(rows & seen) >= min(len(rows), len(seen)) > 0


def _rows(piece: KeyedTable, form: Form) -> set[str]:
    return {row for _, keys in piece.rows for row in _labels(keys, form)}


def _labels(keys: Sequence[str], form: Form) -> frozenset[str]:
    """The labels of rows among the cells of a line."""
    if form.unlabelled:
        return frozenset({_FIGURES}) if is_unlabelled_row(keys, form) else frozenset()
    return form.row_words.intersection(keys)
