"""The title of the article where it stands outside it: in the page's frame, its index table or its head."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from nianbao.document import Paragraph, Place, Table
from nianbao.numerals import NUMERAL
from nianbao.reading.html.page.article import is_content, is_furniture
from nianbao.reading.html.text.pieces import Fragment
from nianbao.reading.html.text.styles import text_of
from nianbao.text import normalise

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_META = ("articletitle", "og:title", "title")
# What parts the article's name from the site's in <title>.
_PARTS = re.compile(r"\s*(?:[_|｜]|--+|——+|\s[-–—]\s|-(?=[^0-9]))\s*")
_SHORTEST, _LONGEST = 6, 120
# From this share of it in common two titles are the same, and below this one they have nothing to do with each other.
_ALIKE, _UNLIKE = 0.7, 0.3
# How index tables of sites call the title, and how long such a label may be, blanks included.
_TITLE_LABEL = re.compile(r"(?:信息)?(?:标题|名称|题名):?")
_LABEL = 20


def title_of(root: Element, before: list[Fragment], article: list[Fragment]) -> Paragraph | None:
    """The title to put before the article, None where the article has it or the page has none."""
    own = normalise("".join(piece.text for piece in _opening(article)))
    named = [*_indexed(before), *_names(root)]
    shown = _best_shown(before, [name.text for name in named])
    if shown is not None:
        return None if _shared(own, shown.text) >= _ALIKE else shown
    return next(iter(named), None) if not named or _shared(own, named[0].text) < _UNLIKE else None


def _opening(article: list[Fragment]) -> list[Fragment]:
    """The pieces before the first sentence, number or table: where an article has a title of its own."""
    opening: list[Fragment] = []
    for piece in article[:8]:
        if is_content(piece) or re.match(rf"[（(]?{NUMERAL}[、.．)）]", piece.text):
            break
        opening.append(piece)
    return opening


def _best_shown(before: list[Fragment], named: list[str]) -> Paragraph | None:
    """The heading nearest before the article, one that the page is named by going before any other."""
    ranked: list[tuple[int, int, Paragraph]] = []
    for index, piece in enumerate(before):
        block = piece.block
        if not isinstance(block, Paragraph) or not _SHORTEST <= len(block.text) <= _LONGEST:
            continue
        agrees = any(_agree(block.text, name) for name in named)
        marked = block.level == 1 or piece.titled
        if (agrees or marked) and not piece.is_links and not is_furniture(piece) and not is_content(piece):
            ranked.append((2 * agrees + marked, index, block))
    return max(ranked, key=lambda r: r[:2])[2] if ranked else None


def _indexed(before: list[Fragment]) -> list[Paragraph]:
    """What index data before the article call it: a line "title: ..." or a cell behind one with that label."""
    found: list[Paragraph] = []
    for piece in before:
        if isinstance(piece.block, Paragraph):
            label, _, value = piece.text.replace("：", ":").partition(":")
            found += [Paragraph(value.strip(), piece.block.place, 1)] if _is_title_label(label) else []
        elif isinstance(piece.block, Table):
            pairs = pairwise(piece.block.cells)
            found += [Paragraph(cell.text, cell.place, 1) for label, cell in pairs if _is_title_label(label.text)]
    return [name for name in found if _SHORTEST <= len(name.text) <= _LONGEST]


def _is_title_label(text: str) -> bool:
    return len(text) <= _LABEL and bool(_TITLE_LABEL.fullmatch(normalise(text)))


def _names(root: Element) -> list[Paragraph]:
    """What the page's head calls the article, the site's own name cut off where it is parted."""
    metas = {(m.get("name") or m.get("property") or "").lower(): m.get("content") or "" for m in root.iter("meta")}
    names = [metas[key].strip() for key in _META if key in metas]
    title = next((text_of(t) for t in root.iter("title")), "")
    names += [max(_PARTS.split(title), key=len)] if title else []
    return [Paragraph(name, Place(line=1), 1) for name in names if _SHORTEST <= len(name) <= _LONGEST]


def _agree(text: str, name: str) -> bool:
    left, right = normalise(text), normalise(name)
    return len(left) >= _SHORTEST and (left in right or right in left)


def _shared(own: str, title: str) -> float:
    """How much of that title the article opens with, perhaps in other words, from 0 to 1."""
    wanted = normalise(title)
    if wanted in own:
        return 1
    if not own or own in wanted:
        return 0
    pairs = _pairs(wanted)
    return len(pairs & _pairs(own)) / len(pairs)


def _pairs(text: str) -> set[str]:
    return {text[n : n + 2] for n in range(len(text) - 1)}
