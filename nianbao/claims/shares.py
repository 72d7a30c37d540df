"""Counts in prose with the share that they are said to be of a whole: 自然人14件，占51.85%."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from nianbao.claims.model import Claims
from nianbao.claims.numbers import COUNTING
from nianbao.claims.sentences import Sentence, sentences
from nianbao.memo import once_per
from nianbao.text import chinese_number

_REFERENCE = re.compile(r"<[^<>]{0,80}>")
# Between a count and its share stand at most a mark and a word or two.
_GAP = re.compile(r"[^;:。%\d]{0,14}")
_FURTHER = re.compile(r"(?:[、,和及与]|以及)(\d{1,3}(?:\.\d{1,4})?)%")


class Counted(Struct, frozen=True):
    """A count in a sentence: its place there, and whether the text gives it to the last unit."""

    value: Decimal
    unit: str
    start: int
    end: int
    exact: bool = True


class Percent(Struct, frozen=True):
    """A percentage as stated; `digits` are those behind the point, `rough` one said to be about so much."""

    value: Decimal
    digits: int
    rough: bool
    start: int
    end: int


class Share(Struct, frozen=True):
    """A percentage that a count is said to be of a whole; `of` is what the whole is called, if anything."""

    percent: Percent
    part: Counted | None
    of: str
    named: tuple[Counted, ...]  # counts in the name of the whole: 占全部27件的…
    listed: int  # with how many it is told in a row: 分别占50%、30%和20%


class SharedSentence(Struct, frozen=True):
    """A sentence with shares: all its counts, and those of the sentence before it in the same paragraph."""

    sentence: Sentence
    shares: tuple[Share, ...]
    counts: tuple[Counted, ...]
    before: tuple[Counted, ...]
    told: str  # the text of both sentences


class CountPatterns(Struct, frozen=True):
    """The patterns of a rulebook for counts, percentages and their hedges."""

    count: re.Pattern[str]
    share: re.Pattern[str]


@once_per(8)
def count_patterns(book: Claims) -> CountPatterns:
    """The patterns, compiled once for a rulebook."""
    units, numeral = _any((*book.counters, *book.units)), _any(book.numeral_counters)
    after, scale = _any(book.approximate.after), _any(book.scales)
    count = (
        rf"(?:(?P<n>\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d{{1,12}})(?P<d>\.\d{{1,6}})?(?P<lean>{after})?(?P<scale>{scale})?"
        rf"(?P<more>{after})?(?P<unit>{units})|(?P<word>[{COUNTING}]{{1,8}})(?P<counter>{numeral}))(?!百分点|工作日|月|小时)"
    )
    hedge = _any((*book.approximate.before, *book.approximate.after))
    percent = r"(?P<percent>\d{1,3}(?:\.\d{1,4})?)%"
    share = rf"(?P<fore>{hedge})?占比?(?P<of>[^,;:。%()]{{0,30}}?)(?P<rough>{hedge})?{percent}(?P<about>{hedge})?"
    return CountPatterns(re.compile(count), re.compile(share))


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def counts_in(text: str, book: Claims) -> tuple[Counted, ...]:
    """The counts of a levelled sentence without blanks, in order."""
    patterns = count_patterns(book)
    return tuple(found for match in patterns.count.finditer(_masked(text)) if (found := _counted(match, book)))


def _counted(match: re.Match[str], book: Claims) -> Counted | None:
    if match["word"]:
        number = chinese_number(match["word"])
        return None if number is None else Counted(Decimal(number), match["counter"], *match.span())
    scale = book.scales[match["scale"]] if match["scale"] else 1
    value = Decimal(match["n"].replace(",", "") + (match["d"] or "")) * scale
    exact = not (match["lean"] or match["more"] or match["scale"])
    return Counted(value, match["unit"], *match.span(), exact)


def _masked(text: str) -> str:
    """The text without what stands in titles; every character keeps its place."""
    return _REFERENCE.sub(lambda m: "\0" * len(m[0]), text)


def find_shares(text: str, book: Claims) -> Iterator[SharedSentence]:
    """The sentences of a text that state shares. A paragraph is a line."""
    last: Sentence | None = None
    for sentence in sentences(text):
        start, end = (last.places[-1], sentence.places[0]) if last else (0, 0)
        near = last if last and "\n" not in text[start - 1 : end] else None
        last = sentence
        if "%" not in sentence.text:
            continue
        counts = counts_in(sentence.text, book)
        if shares := tuple(_shares(sentence.text, counts, book)):
            before = counts_in(near.text, book) if near else ()
            yield SharedSentence(sentence, shares, counts, before, (near.text if near else "") + sentence.text)


def _shares(text: str, counts: tuple[Counted, ...], book: Claims) -> Iterator[Share]:
    for match in count_patterns(book).share.finditer(_masked(text)):
        rough = bool(match["fore"] or match["rough"] or match["about"])
        percents = [_percent(match["percent"], rough, match.start("percent"))]
        while further := _FURTHER.match(text, percents[-1].end):
            percents.append(_percent(further[1], rough, further.start(1)))
        named = tuple(c for c in counts if match.start("of") <= c.start < match.end("of"))
        parts = _parts(text, counts, match.start(), percents[-1].end, len(percents))
        for percent, part in zip(percents, parts, strict=True):
            yield Share(percent, part, match["of"], named, len(percents))


def _percent(stated: str, rough: bool, start: int) -> Percent:
    _, _, decimals = stated.partition(".")
    return Percent(Decimal(stated), len(decimals), rough, start, start + len(stated) + 1)


def _parts(text: str, counts: tuple[Counted, ...], start: int, end: int, number: int) -> list[Counted | None]:
    """The counts that percentages are of: as many as there are, right before them, or one in a bracket behind."""
    behind = [c for c in counts if number == 1 and text.startswith("(", end) and c.start == end + 1]
    if behind:
        return [behind[0]]
    before = [c for c in counts if c.end <= start][-number:]
    if len(before) < number or not _GAP.fullmatch(text[before[-1].end : start]):
        return [None] * number
    return list(before)
