"""Rows whose cells are set apart by commas, strokes or the like, as a table saved as .csv has them in a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

# Marks that set cells apart in files; any other is taken for one where it stands between figures and nothing else does.
SEPARATORS = (",", ";", "，", "；", "→", "\\t")
# A row of figures has so many cells, and a text with tables so many rows of figures.
_CELLS = 4
_ROWS = 10
_SENTENCE = "。"
_FIGURE = re.compile(r"\s*-?\d[\d.]*\s*|\s*")
# What stands in quotation marks or brackets holds no separator.
_WHOLE = r'"(?:[^"]|"")*"|[（(][^（）()]*[）)]'
# A mark between two figures, with blanks around it or without; the second figure is left to be the first of a pair.
_BETWEEN = re.compile(r"(?<=\d)(\s?)((?:[^\w\s。]|_){1,3})\1(?=\d)")
# Without blanks around them these are parts of numbers and of labels: 18.65, 1.属于国家秘密, 一、本年新收.
_WITHIN = frozenset(".、,-")
_GAP = re.compile(r"\d\s+\d")


def with_tabs_between(lines: list[str]) -> list[str]:
    """The lines with tabs between the cells of such rows; all of them as they are where no table is set so."""
    separator = next((s for s in SEPARATORS if _is_used(s, lines)), None) or _other(lines)
    if separator is None:
        return lines
    result: list[str] = []
    for blank, group in groupby(lines, key=lambda line: not line.strip()):
        run = list(group)
        rows = not blank and any(_holds_figures(line, separator) for line in run)
        result += [_row(line, separator) for line in run] if rows else run
    return result


def _other(lines: list[str]) -> str | None:
    """Another mark that sets the figures of enough rows apart, with the blanks around it; None without one."""
    found: Counter[str] = Counter()
    for line in lines:
        marks = {blank + mark + blank for blank, mark in _BETWEEN.findall(line)}
        if len(marks) == 1 and not _GAP.search(line):
            found.update(marks)
    usual = [mark for mark, _ in found.most_common(1) if mark not in _WITHIN and _is_used(mark, lines)]
    return usual[0] if usual else None


def _is_used(separator: str, lines: list[str]) -> bool:
    return sum(_holds_figures(line, separator) for line in lines) >= _ROWS


def _holds_figures(line: str, separator: str) -> bool:
    """Whether a line is a row that ends in figures."""
    if line.count(separator.strip()) < _CELLS - 1 or _SENTENCE in line:
        return False
    last = _cells(line, separator)[1 - _CELLS :]
    return len(last) == _CELLS - 1 and any(cell.strip() for cell in last) and all(map(_FIGURE.fullmatch, last))


def _row(line: str, separator: str) -> str:
    return line if _SENTENCE in line or separator.strip() not in line else "\t".join(_cells(line, separator))


def _cells(line: str, separator: str) -> list[str]:
    return [_unquoted(cell) for cell in _parts(line, separator)]


def _parts(line: str, separator: str) -> Iterator[str]:
    """What stands between the separators of a line; one with blanks around it may stand at the ends, or by another."""
    start = 0
    mark = separator.strip()
    alone = rf"(?:(?<=\s)|^){re.escape(mark)}(?=\s|$)" if mark != separator else re.escape(mark)
    for match in re.finditer(f"{_WHOLE}|({alone})", line):
        if match[1]:
            yield line[start : match.start()]
            start = match.end()
    yield line[start:]


def _unquoted(cell: str) -> str:
    stripped = cell.strip()
    quoted = len(stripped) > 1 and stripped[0] == stripped[-1] == '"'
    return stripped[1:-1].replace('""', '"') if quoted else cell
