"""Text as it is compared: never shown, never written back.

White space, zero-width characters, full and half width, quotes, brackets and dashes are levelled, because
none of them makes one label or heading another.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from nianbao.patterns import LazyPattern

# Any number longer than this is not a figure of a report; the bound keeps a hostile cell from costing time.
MAX_DIGITS = 30

_SAME = {
    "(": "（﹙❨⟮", ")": "）﹚❩⟯",
    "[": "〔【［〖", "]": "〕】］〗",
    "<": "《〈＜«", ">": "》〉＞»",
    '"': "“”„‟＂〝〞「」『』″", "'": "‘’‚‛＇′",
    "-": "—–－―‐‑‒−﹣─", "~": "～〜∼",
    ",": "，﹐", ".": "．﹒", ":": "：﹕", ";": "；﹔", "、": "､﹑", "。": "｡",
}  # fmt: skip
_DROPPED = (
    *"\t\n\v\f\r \x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u00ad\u034f\u180e\u2060",
    *(chr(c) for c in range(0x2000, 0x2010)), *(chr(c) for c in range(0x202A, 0x202F)),
    *(chr(c) for c in range(0xFE00, 0xFE10)),
)  # fmt: skip
# Radicals and compatibility ideographs stand for plain ones in text taken from a PDF; ㈠ and ⑴ are numbers.
_COMPATIBLE = (range(0x2E80, 0x2FE0), range(0x3220, 0x322A), range(0x2474, 0x2488), range(0xF900, 0xFB00))

_LEVEL: dict[int, str | None] = {
    **{c: chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)},
    **{c: unicodedata.normalize("NFKC", chr(c)) for block in _COMPATIBLE for c in block},
    **{ord(c): plain for plain, others in _SAME.items() for c in others},
    **dict.fromkeys(map(ord, _DROPPED)),
}
_LEVEL_SPACED: dict[int, str | None] = {**_LEVEL, **{ord(c): " " for c in _DROPPED[:20]}}


# Turns what follows, digits too: what is read from the file is not what is seen.
RIGHT_TO_LEFT, POP_DIRECTION = "\u202e", "\u202c"


def normalise(text: str) -> str:
    """The text without white space and zero-width characters, in half width, with one kind of each mark."""
    return _known_level(text) if len(text) <= _SHORT else _level(text)


def _level(text: str) -> str:
    return text.translate(_LEVEL)


# Labels and the texts of cells are the same in all reports, and are compared again and again in each.
_SHORT = 64
_known_level = lru_cache(maxsize=4096)(_level)


def normalise_spaced(text: str) -> str:
    """As `normalise`, but each white-space character becomes one blank: positions and word gaps are kept."""
    return text.translate(_LEVEL_SPACED)


# Controls but the tab and line breaks, and what is no character: no format holds all of them, nobody sees them.
_CONTROLS = LazyPattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def without_controls(text: str) -> str:
    """The text as every format of a report can hold it."""
    return _CONTROLS.sub("", text)


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(text: str) -> str:
    """The text with its digits as superscripts, so that the mark of a note never becomes a part of a figure."""
    return text.translate(_RAISED)


_DIGITS = {
    "〇": 0,
    "零": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
CHINESE_NUMERALS = "".join((*_DIGITS, *_UNITS, "万"))


@lru_cache(maxsize=256)
def chinese_number(text: str) -> int | None:
    """The value of a Chinese numeral (十一, 二百一十五, 二〇二三, 三万六千), None where it is not one."""
    if not text or any(c not in CHINESE_NUMERALS for c in text) or len(text) > MAX_DIGITS:
        return None
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    high, _, low = text.rpartition("万")
    return _below_wan(high) * 10_000 + _below_wan(low) if high else _below_wan(low)


def whole_number(text: str) -> int | None:
    """The value of a number in digits or in Chinese numerals, None where it is neither."""
    return int(text) if text.isdecimal() else chinese_number(text)


def _below_wan(text: str) -> int:
    total = digit = 0
    for char in text:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS.get(char, digit)
    return total + digit


_NUMBER = LazyPattern(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)


def parse_number(text: str) -> Decimal | None:
    """The exact value of a figure, None where the text is anything but one number.

    Full-width digits, thousands separators in their places and a sign are read; exponents, units, a bare
    separator, numbers of more than MAX_DIGITS characters and ones written from right to left are not.
    """
    return _known_number(text) if len(text) <= MAX_DIGITS else _number(text)


def _number(text: str) -> Decimal | None:
    plain = normalise(text)
    if len(plain) > MAX_DIGITS or not _NUMBER.fullmatch(plain) or RIGHT_TO_LEFT in text:
        return None
    return Decimal(plain.replace(",", ""))


# Most cells of a report hold one of a few figures.
_known_number = lru_cache(maxsize=1024)(_number)


def display_width(text: str) -> int:
    """Terminal columns: East Asian wide and full-width characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(map(_known_width, text))


def _width(character: str) -> int:
    return 0 if unicodedata.combining(character) else _WIDTH.get(unicodedata.east_asian_width(character), 1)


_WIDTH = {"W": 2, "F": 2, "A": 2}
_known_width = lru_cache(maxsize=8192)(_width)


def distance(left: str, right: str) -> int:
    """Levenshtein distance in characters. A metric, so twice the distance to one label bounds all others.

    All rows of a column of the table of distances at once, as bits of what they differ by: Hyyrö, A Bit-Vector
    Algorithm for Computing Levenshtein and Damerau Edit Distances (2003), after Myers (1999).
    """
    if left == right or not left or not right:
        return 0 if left == right else max(len(left), len(right))
    places: dict[str, int] = {}
    for row, char in enumerate(right):
        places[char] = places.get(char, 0) | 1 << row
    every, lowest = (1 << len(right)) - 1, 1 << len(right) - 1
    more, less, steps = every, 0, len(right)  # the rows that are one more, or less, than the row above
    for char in left:
        same = places.get(char, 0)
        diagonal = (((same & more) + more) ^ more) | same | less
        grown, shrunk = less | ~(diagonal | more), diagonal & more  # against the column before
        steps += 1 if grown & lowest else -1 if shrunk & lowest else 0
        grown = grown << 1 | 1
        more, less = (shrunk << 1 | ~(diagonal | grown)) & every, grown & diagonal & every
    return steps
