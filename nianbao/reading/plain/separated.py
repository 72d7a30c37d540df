"""Rows whose cells are set apart by commas or the like, as a table saved as .csv and put into a text has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

SEPARATORS = (",", ";", "，", "；", "→", "\\t")
# A row of figures has so many cells, and a text with tables so many rows of figures.
_CELLS = 4
_ROWS = 10
_SENTENCE = "。"
_FIGURE = re.compile(r"\s*-?\d[\d.]*\s*|\s*")
# What stands in quotation marks or brackets holds no separator.
_WHOLE = r'"(?:[^"]|"")*"|[（(][^（）()]*[）)]'


def with_tabs_between(lines: list[str]) -> list[str]:
    """The lines with tabs between the cells of such rows; all of them as they are where no table is set so."""
    separator = next((s for s in SEPARATORS if _is_used(s, lines)), None)
    if separator is None:
        return lines
    result: list[str] = []
    for blank, group in groupby(lines, key=lambda line: not line.strip()):
        run = list(group)
        rows = not blank and any(_holds_figures(line, separator) for line in run)
        result += [_row(line, separator) for line in run] if rows else run
    return result


def _is_used(separator: str, lines: list[str]) -> bool:
    return sum(_holds_figures(line, separator) for line in lines) >= _ROWS


def _holds_figures(line: str, separator: str) -> bool:
    """Whether a line is a row that ends in figures."""
    if line.count(separator) < _CELLS - 1 or _SENTENCE in line:
        return False
    last = _cells(line, separator)[1 - _CELLS :]
    return len(last) == _CELLS - 1 and any(cell.strip() for cell in last) and all(map(_FIGURE.fullmatch, last))


def _row(line: str, separator: str) -> str:
    return line if _SENTENCE in line or separator not in line else "\t".join(_cells(line, separator))


def _cells(line: str, separator: str) -> list[str]:
    return [_unquoted(cell) for cell in _parts(line, separator)]


def _parts(line: str, separator: str) -> Iterator[str]:
    """What stands between the separators of a line."""
    start = 0
    for match in re.finditer(f"{_WHOLE}|({re.escape(separator)})", line):
        if match[1]:
            yield line[start : match.start()]
            start = match.end()
    yield line[start:]


def _unquoted(cell: str) -> str:
    stripped = cell.strip()
    quoted = len(stripped) > 1 and stripped[0] == stripped[-1] == '"'
    return stripped[1:-1].replace('""', '"') if quoted else cell
