"""Lines of plain text: what stands in them, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from nianbao.document import Place
from nianbao.errors import ReadError
from nianbao.reading.plain.bars import has_bars, with_tabs
from nianbao.reading.plain.folded import FOLDED, is_folded
from nianbao.reading.plain.numbered import without_numbers
from nianbao.reading.plain.quoted import without_quotes
from nianbao.reading.plain.separated import with_tabs_between

PROSE_MARKS = re.compile(r"[，。；]")
_VALUE = re.compile(r"[-+]?\d[\d,.，]{0,17}%?|[/／—–－-]{1,2}|无")


class Line(Struct):
    """A line that is not blank."""

    text: str  # without white space at its ends, but with tabs, which are cells
    number: int  # from 1
    page: int  # from 1
    apart: bool = False  # whether a blank line stands before it
    first: bool = False  # of its page
    last: bool = False
    level: int | None = None  # of a heading, where it is marked as Markdown does


_HEADING = re.compile(r"(#{1,6})[ \t]+(?=[^\s#])")
_NEWLINE = re.compile(r"\r\n|\n|\r")
_OTHER_NEWLINE = re.compile("[\x85\u2028\u2029]")
LINE_ENDS = "\n\r\x85\u2028\u2029"
_BLANKS = "".join(c for c in map(chr, range(0x3001)) if c.isspace() and c != "\t") + "\ufeff"


def newline_of(text: str) -> re.Pattern[str]:
    """What ends the lines of a text: the ends that Unicode has beside the usual ones only where there are no others."""
    return _NEWLINE if _NEWLINE.search(text) else _OTHER_NEWLINE


def lines_of(text: str) -> list[Line]:
    """The lines that are not blank; the parts of a line that a form feed cuts have one number, but two pages."""
    raw = _written(text)
    lines = []
    page = 1
    apart = False
    for number, row in enumerate(with_tabs(raw) if has_bars(text) else raw, 1):
        for index, piece in enumerate(row.split("\f") if row is not None else ()):
            page += index > 0
            written = bool(piece.strip(f"{_BLANKS}\t"))
            if written:
                lines.append(_line(piece.strip(_BLANKS), number, page, apart))
            apart = not written
    for before, after in pairwise(lines):
        before.last = after.first = before.page != after.page
    if lines:
        lines[0].first = lines[-1].last = True
    return lines


def _written(text: str) -> list[str]:
    """The lines as they were before they were numbered, quoted or broken; their cells apart. Raises ReadError."""
    raw = without_quotes(without_numbers(newline_of(text).split(text)))
    if is_folded(raw):
        raise ReadError(FOLDED)
    return raw if "\t" in text or has_bars(text) else with_tabs_between(raw)


def _line(text: str, number: int, page: int, apart: bool) -> Line:
    mark = _HEADING.match(text) if text[0] == "#" else None
    if mark is None:
        return Line(text, number, page, apart)
    return Line(text[mark.end() :].rstrip("# \t"), number, page, apart, level=len(mark[1]))


def runs(lines: list[Line]) -> Iterator[list[Line]]:
    """The lines parted where a blank line or the end of a page stands between them."""
    start = 0
    for index, (before, after) in enumerate(pairwise(lines), 1):
        if after.apart or after.page != before.page:
            yield lines[start:index]
            start = index
    yield lines[start:]


def place_of(line: Line, paged: bool) -> Place:
    """Where a line stands; its page only where the text has pages."""
    return Place(page=line.page if paged else None, line=line.number)


def holds_values(text: str) -> bool:
    """Whether the line is one figure or ends in several: a row, or the figures of one, set with blanks."""
    tokens = text[-60:].split()[-2:]
    alone = len(tokens) == 1 and tokens[0] == text.strip()
    return bool(tokens) and (alone or len(tokens) == 2) and all(map(_VALUE.fullmatch, tokens))
