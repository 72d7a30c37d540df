"""What is printed on every page and belongs to none: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from nianbao.reading.pdf.text.glyphs import Bounds
from nianbao.reading.pdf.text.lines import TextLine

# Heads and feet stand in the outer part of the page; GB/T 9704 margins are 12 per cent of it.
MARGIN = 0.125
# A picture in a head may reach further down than its text.
EMBLEM = 0.25
# How many lines of a head or a foot are looked at.
DEPTH = 3

_DIGITS = re.compile(r"\d+", re.ASCII)
_DECORATED = re.compile(
    r"(?:[-—–－―·•.\s]+\d{1,4}[-—–－―·•.\s]+|第\s*\d{1,4}\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4})", re.ASCII
)
# Figures of a table without lines stand at one place on several pages and are no running head.
_COUNTS = re.compile(r"[\d\s.]+", re.ASCII)
_BARE = re.compile(r"\d{1,4}", re.ASCII)


def without_furniture(pages: Sequence[Sequence[TextLine]], heights: Sequence[float]) -> list[list[TextLine]]:
    """The lines of each page that are neither page number nor repeated at the same place on other pages."""
    edges = [_edge_lines(lines, height) for lines, height in zip(pages, heights, strict=True)]
    repeated = _repeated(edges)
    offset = _numbering(edges)
    dropped = [{id(line) for line in lines if _key(line) in repeated or _is_number(line, offset)} for lines in edges]
    return [[line for line in lines if id(line) not in gone] for lines, gone in zip(pages, dropped, strict=True)]


def repeated_boxes(pages: Sequence[Sequence[Bounds]], heights: Sequence[float]) -> set[Bounds]:
    """The pictures in the head or the foot of pages that stand at the same place on others: emblems, not content."""
    places: dict[tuple[int, ...], list[Bounds]] = {}
    for boxes, height in zip(pages, heights, strict=True):
        for box in boxes:
            if box.bottom < EMBLEM * height or box.top > (1 - EMBLEM) * height:
                places.setdefault(tuple(round(edge / 6) for edge in box), []).append(box)
    return {box for boxes in places.values() if len(boxes) > 1 and len(boxes) * 3 >= len(pages) for box in boxes}


def _edge_lines(lines: Sequence[TextLine], height: float) -> list[TextLine]:
    head = [line for line in lines[:DEPTH] if line.y < MARGIN * height]
    foot = [line for line in lines[-DEPTH:] if line.y > (1 - MARGIN) * height]
    return head + foot


def _key(line: TextLine) -> tuple[str, int]:
    """The same for a head on all pages, whatever page number it bears."""
    return _DIGITS.sub("0", line.text), round(line.y / 6)


def _repeated(edges: Iterable[Sequence[TextLine]]) -> set[tuple[str, int]]:
    counts = Counter(
        key for lines in edges for key in {_key(line) for line in lines if not _COUNTS.fullmatch(line.text)}
    )
    pages = sum(1 for lines in edges if lines)
    return {key for key, count in counts.items() if count >= 2 and count * 3 >= pages}


def _numbering(edges: Iterable[Sequence[TextLine]]) -> int | None:
    """How far page numbers without ornament run ahead of the pages; None where there are none.

    A figure at the foot of a page is no page number unless another page counts on from it, or it is the only one
    and right.
    """
    ahead = Counter(int(line.text) - line.page for lines in edges for line in lines if _BARE.fullmatch(line.text))
    if not ahead:
        return None
    offset, pages = ahead.most_common(1)[0]
    return offset if pages > 1 or ahead == {0: 1} else None


def _is_number(line: TextLine, offset: int | None) -> bool:
    if _BARE.fullmatch(line.text):
        return int(line.text) - line.page == offset
    return bool(_DECORATED.fullmatch(line.text))
