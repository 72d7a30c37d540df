"""What a page prints around its text and is none of it: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from nianbao.reading.plain.lines import PROSE_MARKS, Line, holds_values

_PAGE_NUMBER = re.compile(
    r"[-—–－―─]{1,2}\s*\d{1,4}\s*[-—–－―─]{1,2}|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?"
    r"|共\s*\d{1,4}\s*页\s*[,，/]?\s*第\s*\d{1,4}\s*页"
)
_NUMBER_AT_BREAK = re.compile(r"\d{1,4}(?:\s*/\s*\d{1,4})?")


def is_page_number(line: Line, paged: bool) -> bool:
    """Whether a line is the number of a page: in the form of one, or a bare number where a page ends or begins."""
    if len(line.text) > 30:
        return False
    at_break = paged and (line.first or line.last)
    return bool(_PAGE_NUMBER.fullmatch(line.text) or (at_break and _NUMBER_AT_BREAK.fullmatch(line.text)))


# Shorter lines at the edges of several pages are pieces of labels that the pages cut, longer ones are prose.
_HEAD = range(6, 60)


def without_running_heads(lines: list[Line]) -> Iterator[Line]:
    """The lines without heads and feet that come again on other pages; the first of each is kept, as a title may be."""
    edges = Counter(line.text for line in lines if line.first or line.last)
    seen: set[str] = set()
    for line in lines:
        again = (line.first or line.last) and edges[line.text] > 1 and line.text in seen
        if not again or len(line.text) not in _HEAD or PROSE_MARKS.search(line.text) or _is_row_like(line.text):
            yield line
        seen.add(line.text)


def _is_row_like(text: str) -> bool:
    return "\t" in text or holds_values(text)
