"""Whether a sentence that names another year compares it with the report's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

from nianbao.patterns import LazyPattern

Words: TypeAlias = dict[str, tuple[str, ...]]

# How far into the next sentence the report year may stand, in characters.
_BEGINNING = 12
_COUNTER = LazyPattern(r"\d(?:\.\d+)?[万余多]*(?:件次|条次|人次|[一-龥])")
_COUNTED = LazyPattern(r"\d")


class Clause(Struct, frozen=True):
    """A year with what stands around it; titles, quotations and remarks are taken out."""

    year: int
    before: str
    rest: str  # from 年 on
    start: int  # of the year, in the normal form of the sentence


def compares(clause: Clause, plain: str, following: str, year: int, words: Words) -> bool:
    """Whether the same sentence, or the beginning of the next, tells of the report year beside the clause's.

    A year by its number does; 本年度 does only with the same thing counted or denied, or a word of growth: otherwise
    it merely follows upon a year that was left from last year's report.
    """
    near = following[:_BEGINNING]
    if str(year) in plain or str(year) in near or holds(plain, words["still"]) or holds(near, words["still"]):
        return True
    if without_overture(clause.before, words) != clause.before:
        plain = clause.rest
    found = (_behind(plain, words), _behind(following, words) if holds(near, words["present"]) else None)
    return any(told is not None and _contrasts(clause.rest, *told, words) for told in found)


def without_overture(before: str, words: Words) -> str:
    """What stands before a year, without words that only lead up to it: 回顾2023年, 一年来，我局2023年…"""
    overture = rf"(?:{any_of((*words['overture'], *words['present']))})度?,?"
    return re.sub(
        rf"^{overture}(?=$|(?:{any_of(words['own'])})[^,。]{{0,4}}$)|(?:(?<=,)|(?<=:)){overture}$", "", before
    )


def _behind(text: str, words: Words) -> tuple[str, str] | None:
    """What stands before and behind 本年, None where the text has no such word."""
    match = re.search(any_of(words["present"]), text)
    return (text[: match.start()], text[match.end() :]) if match else None


def _contrasts(other: str, before: str, now: str, words: Words) -> bool:
    if before.endswith(words["within"]) or holds(now, words["contrast"]):
        return True
    other = re.split(any_of(words["present"]), other)[0]
    counted = _COUNTED.search(other) is not None
    if not counted and holds(other, words["opening"]):
        return False
    if _counters(other) & _counters(now):
        return True
    return bool(_matters(other, words) & _matters(now, words))


def _counters(text: str) -> set[str]:
    return {match[0].lstrip("0123456789.万余多") for match in _COUNTER.finditer(text)}


def _matters(text: str, words: Words) -> set[str]:
    """The matters that a text names; 公开 in a word for all of them names none."""
    for whole in words["whole"]:
        text = text.replace(whole, "")
    return {word for word in words["matter"] if word in text}


def holds(text: str, words: Sequence[str]) -> bool:
    """Whether one of the words stands in the text."""
    return any(word in text for word in words)


@lru_cache(maxsize=128)
def any_of(words: tuple[str, ...]) -> str:
    """A regular expression for any of the words."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
