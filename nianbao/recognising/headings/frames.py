"""The lines that a title can stand on, without what pages and lists print around it: labels, trails, marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from nianbao.document import Block, Paragraph, Place, Table
from nianbao.patterns import HAN, LazyPattern, compiled
from nianbao.rulebook.model import Title
from nianbao.text import normalise

# Longer texts are no title; of one, such as a page in one paragraph, what stands before a blank may be.
LONGEST = 80
# Marks of Markdown, bullets and quotation marks at either end, and the label of a field of an index: 标题：, 名 称：.
_OPENING = LazyPattern(r"^(?:[\s#*_•·●▪★☆◆◇■□▲△►※>《【“\"'‘\-]+)")
_CLOSING = LazyPattern(r"[\s#*_★☆◆◇■□▲△※》】”\"'’]+$")
_LABEL = LazyPattern(r"^[^\s:：](?:\s?[^\s:：]){0,5}\s*[:：]\s*")
# The number of a title in a list: 1. 3、 （2）.
_ITEM = LazyPattern(rf"^\s*(?:\d{{1,2}}[.、．)）]|[（(]\d{{1,2}}[)）])\s*(?={HAN})")
# What a list of pages prints in brackets in front of a title: 【年报】, [公开].
_KIND = LazyPattern(r"^\s*[【\[〔]([^【】\[\]〔〕\d]{1,8})[】\]〕]\s*(?=\S)")
_TRAIL = LazyPattern(r"\s*(?:[>＞»›→]+|\s[/|]\s)\s*")
# A title ends in a report; behind one stands its date in digits, or the name of the next field.
_WORDS_END = LazyPattern(r"(?:报\s*告|年\s*报)(?=[\s(（\[【])")
_DATE = LazyPattern(r"\d{4}[-./年]\d{1,2}")


class Line(Struct):
    """A text that may be the title or part of it, and how it is compared; one out of a frame continues no other."""

    block: int
    text: str
    plain: str
    place: Place
    framed: bool


def lines_of(blocks: tuple[Block, ...], form: Title, is_title: Callable[[str], bool]) -> Iterator[Line]:
    """Every text of a title's length, the cells of a page's index among them."""
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            pieces = [(block.text, block.place)]
        else:
            pieces = [(cell.text, cell.place) for cell in block.cells] if isinstance(block, Table) else []
        for text, place in pieces:
            for start, end in _parts(text, is_title):
                yield from _line(index, text, place, (start, end), form)


def _parts(text: str, is_title: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Where the lines of a text begin and end; a title broken inside a paragraph is one."""
    if "\n" in text.strip() and not is_title(normalise(text[: 2 * LONGEST])):
        start = 0
        for piece in text.split("\n"):
            yield start, start + len(piece)
            start += len(piece) + 1
    else:
        yield 0, len(text)


def _line(index: int, text: str, place: Place, bounds: tuple[int, int], form: Title) -> Iterator[Line]:
    start, end = _stripped(text, *bounds)
    if end - start > LONGEST:
        first = next(iter(text[start : start + 2 * LONGEST].split(maxsplit=1)), "")
        end = start + len(first)
    framed = False
    if any(word in normalise(text[start:end]) for kind in form.words for word in kind):
        start, end, framed = _unframed(text, start, end, form)
    plain = normalise(text[start:end])
    if 0 < len(plain) <= LONGEST:
        whole = (start, end) == _stripped(text, 0, len(text))
        yield Line(index, text[start:end], plain, place if whole else place.cut(start, end), framed)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _unframed(text: str, start: int, end: int, form: Title) -> tuple[int, int, bool]:
    """The bounds without label and trail; of a line that is only a trail nothing is left."""
    begun, framed = start, False
    if trail := list(_TRAIL.finditer(text[start:end].strip(" >＞"))):
        start += trail[-1].end()
    end = _before_tail(text, start, end, form)
    start = _behind_site(text, start, end, form)
    if (kind := _KIND.match(text[start:end])) and _is_kind(kind[1], form):
        start += kind.end()
    if number := _ITEM.match(text[start:end]):
        start += number.end()
    for pattern in (_OPENING, _LABEL, _labels(form), _OPENING):
        if match := pattern.match(text[start:end]):
            start += match.end()
            framed = framed or pattern is not _OPENING
    if match := _CLOSING.search(text[start:end]):
        end = start + match.start()
    if trail and not any(char.isdigit() for char in text[start:end]):
        return end, end, True  # 首页 > 政府信息公开年报 names where the page is, no report
    return start, end, framed or start != begun


def _is_kind(words: str, form: Title) -> bool:
    """Whether words in brackets name a column of a site, and no agency."""
    return words in form.labels or any(word in words for word in form.around)


def _before_tail(text: str, start: int, end: int, form: Title) -> int:
    """Where what pages print behind a title begins: a date, where it comes from, buttons."""
    for match in _WORDS_END.finditer(text[start:end]):
        tail = normalise(text[start + match.end() : end])
        if any(word in tail for kind in form.words for word in kind[:1]):
            continue
        if _DATE.search(tail) or ":" in tail or any(word in tail for word in form.around):
            return start + match.end()
    return end


_PIECE = LazyPattern(r"\S+")


def _behind_site(text: str, start: int, end: int, form: Title) -> int:
    """Where the last blank stands behind which no word of a web page comes before the last piece."""
    pieces = list(_PIECE.finditer(text[start:end]))
    for piece, following in zip(reversed(pieces[:-1]), reversed(pieces[1:]), strict=True):
        if any(word in normalise(piece[0]) for word in form.around):
            return start + following.start()
    return start


def _labels(form: Title) -> re.Pattern[str]:
    return compiled(rf"(?:{'|'.join(map(re.escape, form.labels)) or '$.'})\s*[:：]?\s*(?=\S)")
