"""Paragraphs from lines: a line goes on in the next one where it had no room for more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from nianbao.document import Paragraph, Place
from nianbao.numerals import NUMERAL
from nianbao.reading.pdf.text.lines import TextLine, join_lines

# In em. A line with this much room left was ended by its writer, unless the next word was longer than the room.
ROOM = 1.6
# First lines are indented by two; half of it tells them from the others.
INDENT = 1.0
# A gap between lines this much wider than usual ends a paragraph.
SPACED = 1.3
# A line with so many column gaps is a row of a table without lines.
COLUMNS = 2

# What is never broken over two lines: a word or number, and the marks that must not begin a line.
_UNBROKEN = re.compile(r"[\w.@%/:-]*[，。、；：？！）》”’〉】〕]*", re.ASCII)
_NUMBERED = re.compile(rf"[（(]?{NUMERAL}[）)、]")
_ENDING = "。！？；：.!?;:"


class TextColumn(Struct, frozen=True):
    """The left and right edge of the running text, in points."""

    left: float
    right: float


def text_columns(pages: Sequence[Sequence[TextLine]]) -> list[TextColumn]:
    """The edges of the running text on each page; margins may differ from page to page, the width does not."""
    width = _text_width([line for lines in pages for line in lines if line.gaps < COLUMNS])
    lefts = [_left(lines, width) for lines in pages]
    usual = _most_common(left for left in lefts if left is not None)
    return [TextColumn(left, left + width) for left in (usual if own is None else own for own in lefts)]


def _text_width(lines: Sequence[TextLine]) -> float:
    """The widest extent that some lines share, for one may stick out; the widest of all where lines are few."""
    extents = sorted((_extent(line) for line in lines), reverse=True)
    shared = 3 if len(extents) > 20 else 1
    size = _most_common(line.size for line in lines)
    for index, extent in enumerate(extents):
        if index + shared <= len(extents) and extent - extents[index + shared - 1] <= size:
            return extent
    return extents[0] if extents else 0.0


def _extent(line: TextLine) -> float:
    return line.x1 - line.x0


def _left(lines: Sequence[TextLine], width: float) -> float | None:
    """Where full lines begin; else where they would by one that is only indented; None if there is neither."""
    full = [line.x0 for line in lines if width - line.size < _extent(line) < width + line.size]
    if full:
        return min(full)
    return min((line.x1 - width for line in lines if _extent(line) > width - 3.5 * line.size), default=None)


def _most_common(values: Iterable[float]) -> float:
    counts = Counter(round(value) for value in values)
    return float(counts.most_common(1)[0][0]) if counts else 0.0


def paragraphs(runs: Sequence[Sequence[TextLine]], columns: Sequence[TextColumn]) -> list[list[Paragraph]]:
    """For each run of lines with nothing between, its paragraphs; `columns` by page number."""
    flat = [line for run in runs for line in run]
    flow = _Flow(flat, columns)
    return [[_paragraph(group) for group in flow.groups(run)] for run in runs]


def _paragraph(lines: Sequence[TextLine]) -> Paragraph:
    return Paragraph(join_lines(lines), Place(page=lines[0].page))


class _Flow:
    """How the lines of this document follow each other: their usual distance, and whether it indents."""

    def __init__(self, lines: Sequence[TextLine], columns: Sequence[TextColumn]) -> None:
        self._columns = columns
        steps: dict[int, list[float]] = {}
        for a, b in pairwise(lines):
            if a.page == b.page and b.y > a.y and round(a.size) == round(b.size):
                steps.setdefault(round(a.size), []).append(b.y - a.y)
        self._steps = {size: _most_common(distances) for size, distances in steps.items()}
        self._indents = any(self._indented(line) for line in lines)

    def groups(self, lines: Sequence[TextLine]) -> list[list[TextLine]]:
        groups: list[list[TextLine]] = []
        for line in lines:
            if groups and self._goes_on(groups[-1], line):
                groups[-1].append(line)
            else:
                groups.append([line])
        return groups

    def _goes_on(self, group: list[TextLine], line: TextLine) -> bool:
        last = group[-1]
        if max(last.gaps, line.gaps) >= COLUMNS or abs(last.size - line.size) > 0.15 * last.size:
            return False
        if not self._is_full(last, line):
            return False
        if self._indented(line) and not self._is_centred(line):
            return False
        if last.text[-1] in _ENDING and _NUMBERED.match(line.text):
            return False
        if last.page != line.page:
            return self._indents or last.text[-1] not in _ENDING
        usual = self._steps.get(round(last.size), 0.0)
        return line.y - last.y < SPACED * max(usual, 1.2 * last.size)

    def _indented(self, line: TextLine) -> bool:
        return line.x0 - self._columns[line.page - 1].left > INDENT * line.size

    def _is_full(self, line: TextLine, following: TextLine) -> bool:
        match = _UNBROKEN.match(following.text)
        word = 0.55 * line.size * len(match[0]) if match else 0.0
        return self._columns[line.page - 1].right - line.x1 < ROOM * line.size + word

    def _is_centred(self, line: TextLine) -> bool:
        column = self._columns[line.page - 1]
        left, right = line.x0 - column.left, column.right - line.x1
        return left > 3 * line.size and abs(left - right) < 2 * line.size
