"""Paragraphs of plain text: lines that were wrapped at a margin, or cut by a page, rejoined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from nianbao.document import Paragraph
from nianbao.numerals import NUMERAL, NUMERALS
from nianbao.reading.plain.lines import PROSE_MARKS, Line, holds_values, place_of

# A line of A4 text has 28 wide characters; a form's narrow cells wrap far below.
_MARGIN_COLUMNS = range(48, 200)
# A first line loses two wide characters to its indent, any line some to a word that does not fit.
_RAGGED = 8
# What a sentence takes at least before a page can cut it; titles and headings are shorter or have no commas.
_CUT_LENGTH = 30

_NUMBERED = re.compile(
    rf"\s*(?:{NUMERAL}\s*[、.．]|[（(]\s*(?:{NUMERAL}|\d{{1,2}})\s*[）)]"
    rf"|\d{{1,2}}\s*(?:[、）)]|[.．](?!\d))|第[{NUMERALS}百\d]{{1,5}}[条章节]|[①-⑳㈠-㈩⑴-⒇●■◆▪•·])"
)
_ENDED = re.compile(r"[。！？；：.!?;:”’》）)…]\Z")


def _columns(text: str) -> int:
    """The width of a line, without looking at each character: GBK has a byte for every column of common text."""
    return len(text.encode("gbk", "replace"))


def margin_of(lines: Iterable[Line]) -> int | None:
    """The least width of a wrapped line, in columns; None where the text was not wrapped at a margin."""
    prose = [line for line in lines if len(line.text) < _MARGIN_COLUMNS.stop and not holds_values(line.text)]
    widths = Counter(width for line in prose if (width := _columns(line.text)) in _MARGIN_COLUMNS)
    if not widths:
        return None
    near = {top: sum(widths[w] for w in range(top - _RAGGED, top + 1)) for top in widths}
    top = max(near, key=lambda width: (near[width], width))
    long = sum(widths.values()) + sum(len(line.text) >= _MARGIN_COLUMNS.stop for line in prose)
    full = [line for line in prose if top - _RAGGED <= _columns(line.text) <= top]
    cut = sum(not _ENDED.search(line.text) for line in full)
    wrapped = len(full) >= 5 and len(full) * 2 >= long and cut * 2 >= len(full)
    return top - _RAGGED if wrapped else None


def paragraphs(lines: list[Line], margin: int | None, paged: bool) -> Iterator[Paragraph]:
    """The paragraphs of lines that are no rows; `margin` is that of `margin_of`."""
    start = 0
    for index, (before, after) in enumerate(pairwise(lines), 1):
        if not _continues(before, after, margin):
            yield _paragraph(lines[start:index], paged)
            start = index
    if lines:
        yield _paragraph(lines[start:], paged)


def _paragraph(lines: list[Line], paged: bool) -> Paragraph:
    parts = [lines[0].text.strip()]
    for before, after in pairwise(lines):
        parts += ("\n" * (after.number - before.number), after.text.strip())
    return Paragraph("".join(parts), place_of(lines[0], paged), lines[0].level)


def _continues(before: Line, after: Line, margin: int | None) -> bool:
    """Whether a sentence runs on from one line to the next that is not blank."""
    if (
        before.level
        or after.level
        or holds_values(before.text)
        or holds_values(after.text)
        or _NUMBERED.match(after.text)
    ):
        return False
    parted = after.number - before.number > 1 or after.page != before.page
    if margin is None:
        return parted and _is_cut_by_page(before.text)
    full = len(before.text) >= _MARGIN_COLUMNS.stop or _columns(before.text) >= margin
    return full and not (parted and _ENDED.search(before.text))


def _is_cut_by_page(text: str) -> bool:
    return len(text) > _CUT_LENGTH and bool(PROSE_MARKS.search(text)) and not _ENDED.search(text)
