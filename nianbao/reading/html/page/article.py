"""The article of a page: where the running text and the tables are, and what of the page's frame is left out.

Nothing here knows the report: what counts is where sentences and tables of data stand, and how much is links.
"""

from __future__ import annotations

import re
from itertools import accumulate

from nianbao.document import Table
from nianbao.numerals import NUMERAL
from nianbao.reading.html.text.pieces import Fragment, ParsedPage

# The article is the smallest element with this share of the page's running text and tables; the rest of them
# is notices of the site.
_BULK = 0.9
# A part left outside is fetched back when it weighs more than this share: a frame's notices do not.
_PART = 0.05
_SENTENCE = re.compile(r"[。；！？]|[.;!?]\s")
_SENTENCE_CHARS = 12
_NUMBERED = re.compile(rf"\s*[（(]?(?:{NUMERAL}|[0-9]{{1,2}})[、.．)）]")
_FIELD = re.compile(r"[:：]")
_SHORT = 80
# So many paragraphs of links in a row are a list of links; fewer may be the text's own.
_LINK_RUN = 3


def is_prose(piece: Fragment) -> bool:
    """Whether it is running text: a sentence that is not a link."""
    text = piece.text
    return len(text) >= _SENTENCE_CHARS and not piece.is_links and bool(_SENTENCE.search(text))


def is_content(piece: Fragment) -> bool:
    """Whether it carries the report: a sentence or a table of data."""
    return piece.is_table or is_prose(piece)


def find_article(page: ParsedPage) -> tuple[list[Fragment], list[Fragment]]:
    """The pieces before the article's text, the page's furniture among them, and those of the article, in order.

    A page without running text and tables is all article.
    """
    weights = [
        piece.chars - piece.linked if is_content(piece) and not page.frames[piece.owner] else 0 for piece in page.pieces
    ]
    if not any(weights):
        return [], [piece for piece in page.pieces if not page.frames[piece.owner]]
    root = _root(page, weights)
    inside = _inside(page, root)
    chosen = [index for index, piece in enumerate(page.pieces) if inside[piece.owner]]
    article = [page.pieces[index] for index in chosen if not page.frames[page.pieces[index].owner]]
    furniture, text = _trim(article)
    return [*page.pieces[: chosen[0]], *furniture], text


def _root(page: ParsedPage, weights: list[int]) -> int:
    """The smallest container with the bulk, or the one around it as long as that adds parts of the text."""
    masses = _masses(page, weights)
    root = max(number for number, mass in enumerate(masses) if mass >= masses[0] * _BULK)
    while page.parts[root]:
        root = page.parents[root]
    best = root
    while root:
        child, root = root, page.parents[root]
        if _adds(page, weights, masses, child, root):
            best = root
    return best


def _masses(page: ParsedPage, weights: list[int]) -> list[int]:
    masses = [0] * len(page.parents)
    for piece, weight in zip(page.pieces, weights, strict=True):
        masses[piece.owner] += weight
    for number in range(len(masses) - 1, 0, -1):
        masses[page.parents[number]] += masses[number]
    return masses


def _adds(page: ParsedPage, weights: list[int], masses: list[int], child: int, parent: int) -> bool:
    """Whether the parent holds text of the article beside the child: much, or as the child's next neighbour.

    A stray end tag in the text closes the article's element early; what follows is then its neighbour.
    """
    if masses[parent] - masses[child] > masses[0] * _PART:
        return True
    inside = _inside(page, child)
    last = max(index for index, piece in enumerate(page.pieces) if inside[piece.owner])
    for piece, weight in zip(page.pieces[last + 1 :], weights[last + 1 :], strict=True):
        beside = parent in (piece.owner, page.parents[piece.owner])
        if not beside or piece.linked or piece.control:
            return False
        if weight:
            return True
    return False


def _inside(page: ParsedPage, root: int) -> list[bool]:
    inside = [False] * len(page.parents)
    inside[root] = True
    for number in range(root + 1, len(inside)):
        inside[number] = inside[page.parents[number]]
    return inside


def _trim(article: list[Fragment]) -> tuple[list[Fragment], list[Fragment]]:
    """The page's furniture before the text, and the article without it, lists of links, and links behind it."""
    runs = list(accumulate(article, lambda run, piece: run + 1 if piece.is_links else 0, initial=0))[1:]
    kept = [piece for piece, long in zip(article, _in_long_runs(runs), strict=True) if not long]
    first = next((n for n, piece in enumerate(kept) if _begins_text(piece)), 0)
    last = max((n for n, piece in enumerate(kept) if is_content(piece) or _is_numbered(piece)), default=0)
    end = next((n for n in range(last + 1, len(kept)) if kept[n].linked or kept[n].control), len(kept))
    furniture = [piece for piece in kept[:first] if is_furniture(piece)]
    return furniture, [*(piece for piece in kept[:first] if not is_furniture(piece)), *kept[first:end]]


def _in_long_runs(runs: list[int]) -> list[bool]:
    long, ends = [], 0
    for run in reversed(runs):
        ends = max(ends, run) if run else 0
        long.append(ends >= _LINK_RUN)
    return long[::-1]


def _is_numbered(piece: Fragment) -> bool:
    return not piece.is_links and bool(_NUMBERED.match(piece.text))


def _begins_text(piece: Fragment) -> bool:
    return is_prose(piece) or _is_numbered(piece)


def is_furniture(piece: Fragment) -> bool:
    """Whether something before the text belongs to the page: a table, a bar of links, a line of fields."""
    if isinstance(piece.block, Table) or piece.control or piece.linked:
        return True
    return len(piece.text) <= _SHORT and len(_FIELD.findall(piece.text)) > 1
