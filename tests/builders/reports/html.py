"""The text of `tests.builders.reports` as a web page: its paragraphs, and its tables with the official merges."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from tests.builders.reports import _spread

_Rows = Sequence[Sequence[tuple[str, int, str]]]  # text, columns, vertical merge
_Placed = tuple[str, int, str, int]  # text, columns, vertical merge, first column


def as_html(text: str) -> bytes:
    """The report as a page without anything around it."""
    blocks: list[str | _Rows] = []
    for is_row, lines in groupby(text.split("\n"), key=lambda line: "\t" in line):
        if is_row:
            rows = [line.split("\t") for line in lines]
            blocks.append([_spread(row, rows) for row in rows])
        else:
            blocks += filter(None, lines)
    return page(blocks)


def page(blocks: Sequence[str | _Rows]) -> bytes:
    """Paragraphs, and tables of cells with their spans, as a page without anything around it."""
    body = "".join(f"<p>{escape(block)}</p>" if isinstance(block, str) else _table(block) for block in blocks)
    return f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode()


def _table(rows: _Rows) -> str:
    grid = [_placed(row) for row in rows]
    lines = "".join(f"<tr>{''.join(_cell(grid, r, cell) for cell in row)}</tr>" for r, row in enumerate(grid))
    return f"<table>{lines}</table>"


def _placed(row: Sequence[tuple[str, int, str]]) -> list[_Placed]:
    placed, column = [], 0
    for text, span, merge in row:
        placed.append((text, span, merge, column))
        column += span
    return placed


def _cell(grid: Sequence[Sequence[_Placed]], row: int, cell: _Placed) -> str:
    text, span, merge, _ = cell
    if merge == "continue" and row and _goes_on(grid[row - 1], cell, ("restart", "continue")):
        return ""
    below = row + 1
    while below < len(grid) and _goes_on(grid[below], cell, ("continue",)):
        below += 1
    rows = f" rowspan={below - row}" if merge else ""
    return f"<td colspan={span}{rows}>{escape(text)}</td>"


def _goes_on(row: Sequence[_Placed], cell: _Placed, merges: tuple[str, ...]) -> bool:
    return any(c == cell[3] and span == cell[1] and merge in merges for _, span, merge, c in row)
