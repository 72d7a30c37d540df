"""A statutory table that stands more than once: which pieces belong to which of them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from nianbao.recognising.tables.forms import Form
from nianbao.recognising.tables.lines import KeyedTable, is_figure

# What a piece without row labels has for a row: the figures of the form's only one.
_FIGURES = "figures"


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
    for piece in pieces:
        rows = _rows(piece, form)
        if last is None or rows:
            last = next((run for run in runs if not _again(rows, run.rows)), None)
        if last is None:
            last = _Run([], set())
            runs.append(last)
        last.pieces.append(piece)
        last.rows |= rows
    return [run.pieces for run in runs]


def _again(rows: set[str], seen: set[str]) -> bool:
    return 2 * len(rows & seen) >= min(len(rows), len(seen)) > 0


def _rows(piece: KeyedTable, form: Form) -> set[str]:
    labels = {words[0] for block in form.blocks for words in block.row_words} - {""}
    if labels:
        return {key for _, keys in piece.rows for key in keys if key in labels}
    width = len(form.blocks[0].columns)
    return {_FIGURES for _, keys in piece.rows if len(keys) >= width and all(map(is_figure, keys))}
