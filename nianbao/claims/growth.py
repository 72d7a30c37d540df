"""Growth that prose states of a count: 收到申请14件，同比增长55.6%; 较上年减少3件; 由9件增至14件，增长55.6%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

from msgspec import Struct

from nianbao.claims.model import Claims
from nianbao.claims.sentences import Sentence, sentences
from nianbao.claims.shares import Counted, counts_in

Words: TypeAlias = dict[str, tuple[str, ...]]

_YEAR = re.compile(r"(20\d\d)年")
_NUMBER = r"(?P<number>\d{1,9}(?:\.\d{1,4})?)"
_BREAK = re.compile(r"[;:]")
# Between the words for last year and its count: 2023年的9件, 上年收到9件, 去年(9件).
_FROM = re.compile(r"[^,;。()\d]{0,14}\(?")
_BEHIND = 6  # 上年的2件结转办理
_BEFORE = 2  # 结转上年度办理2件
_TO = re.compile(r",?(?:达到|达|增至|升至|降至|减至|至|到|为|总数为|总量为|共)[^,;。\d]{0,4}")


class Growth(Struct, frozen=True):
    """How much more or less a count is than last year's.

    `by` is a percentage, a multiple or a number of things as `unit` tells (%, 倍, or a counter); `sign` is 1 or -1;
    `now` the count where it stands beside, `last` last year's where the sentence tells it.
    """

    sentence: Sentence
    by: Decimal
    digits: int
    unit: str
    sign: int
    rough: bool
    now: Counted | None
    last: Counted | None
    start: int  # of what is to be quoted, in the sentence
    end: int


class _Bases(Struct, frozen=True):
    """What growth may be against: the report's year, the words for the year before it, and the rulebook's others."""

    year: int
    lasts: tuple[str, ...]
    carried: tuple[str, ...]  # what was left over from last year is no count of last year's
    words: Words


class _Clause(Struct, frozen=True):
    """A growth in its sentence, whose other growths are blanked out: where its clause begins, the counts there."""

    text: str
    begin: int
    match: re.Match[str]
    counts: list[Counted]


def find_growth(text: str, book: Claims, words: Words, year: int) -> Iterator[Growth]:
    """Every growth against the year before `year` that a text states of one of its counts."""
    directions = {**dict.fromkeys(words["more"], 1), **dict.fromkeys(words["less"], -1)}
    pattern = _pattern(book, words, directions)
    bases = _Bases(
        year,
        (*book.years.last, f"{year - 1}年度", f"{year - 1}年"),
        (*book.years.carried, *book.years.carried_to),
        words,
    )
    for sentence in sentences(text):
        if not any(word in sentence.text for word in directions):
            continue
        counts = counts_in(sentence.text, book)
        changes = list(pattern.finditer(sentence.text))
        stands = [c for c in counts if not any(m.start() <= c.start < m.end() for m in changes)]
        # What is said to have changed by so much is no count: it leaves nothing between a count and its growth.
        bare = sentence.text
        for match in changes:
            bare = bare[: match.start()] + "," * len(match[0]) + bare[match.end() :]
        for match in changes:
            begin = max((m.end() for m in _BREAK.finditer(sentence.text) if m.end() <= match.start()), default=0)
            clause = _Clause(bare, begin, match, [c for c in stands if c.start >= begin])
            if growth := _growth(sentence, clause, directions[match["way"]], bases):
                yield growth


def _pattern(book: Claims, words: Words, directions: dict[str, int]) -> re.Pattern[str]:
    units = _any((*book.counters, *book.units))
    way, hedge = _any(tuple(directions)), _any((*book.approximate.before, *book.approximate.after))
    link = _any(words["links"])
    return re.compile(
        rf"(?P<way>{way})(?:{link})?(?P<rough>{hedge})?{_NUMBER}(?P<unit>%|倍|{units})(?P<about>{hedge})?"
        r"(?!百分点|个?工作日|月|小时|点)"
    )


def _any(words: tuple[str, ...]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _growth(sentence: Sentence, clause: _Clause, sign: int, bases: _Bases) -> Growth | None:
    match = clause.match
    last = _last_year(clause, bases)
    now = _now(clause, last, (*bases.lasts, *bases.words["between"], *bases.words["year_on_year"]))
    if now is None or not _against_last_year(clause, now, last, bases):
        return None
    _, _, decimals = match["number"].partition(".")
    rough = bool(match["rough"] or match["about"])
    start, end = min(now.start, match.start()), max(now.end, match.end())
    by = Decimal(match["number"])
    return Growth(sentence, by, len(decimals), match["unit"], sign, rough, now, last, start, end)


def _against_last_year(clause: _Clause, now: Counted, last: Counted | None, bases: _Bases) -> bool:
    """Whether what the count is compared with is last year, and no other time or place."""
    told = clause.text[clause.begin : clause.match.start()]
    years = {int(found[1]) for found in _YEAR.finditer(told)}
    if years - {bases.year, bases.year - 1} or any(word in told for word in bases.words["other_bases"]):
        return False
    if any(word in clause.text[now.end : clause.match.start()] for word in bases.words["areas"]):
        return False
    return last is not None or any(word in told for word in (*bases.lasts, *bases.words["year_on_year"]))


def _last_year(clause: _Clause, bases: _Bases) -> Counted | None:
    """The count that is said of last year, or from which it came to another."""
    named = re.compile(_any(bases.lasts))
    for count in clause.counts:  # 增长19.1%（上年926件）
        told = clause.text[clause.match.end() : count.start] if count.start >= clause.match.end() else ""
        if told.startswith("(") and named.match(told, 1) and ")" not in told:
            return count
    for count in clause.counts:
        before = clause.text[clause.begin : count.start]
        if any(before.endswith(word) for word in bases.words["from"]):
            return count
        for name in named.finditer(before):
            around = clause.text[max(clause.begin, name.start() - _BEFORE) : count.end + _BEHIND]
            carried = any(word in around for word in bases.carried)
            if not carried and _FROM.fullmatch(before, name.end()):
                return count
    return None


def _now(clause: _Clause, last: Counted | None, between: tuple[str, ...]) -> Counted | None:
    """The count that grew: the last before the growth with nothing else named between, or the one it came to."""
    text, match = clause.text, clause.match
    others = [c for c in clause.counts if c != last]
    behind = [c for c in others if c.start >= match.end() and _TO.fullmatch(text, match.end(), c.start)]
    if behind:
        return behind[0]
    before = [c for c in others if c.end <= match.start()]
    if not before:
        return None
    told = text[before[-1].end : match.start()]
    if last and last.start >= before[-1].end:
        told = told.replace(text[last.start : last.end], "")
    return before[-1] if re.fullmatch(rf"(?:{_any(between)}|[,()、的])*", told) else None
