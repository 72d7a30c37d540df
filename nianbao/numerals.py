"""Chinese numerals, and the number formats of automatic numbering (ST_NumberFormat): a count as Word prints it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

DIGITS = "一二三四五六七八九"
NUMERALS = DIGITS + "十"
NUMERAL = f"[{NUMERALS}]{{1,3}}"
"""A regular expression for the numbers that headings have: 一 to 九十九."""

_DIGITS = "〇" + DIGITS
LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
# Word goes no further; beyond it every format falls back to decimal, so that a hostile start costs nothing.
MAX_COUNT = 32767
_MAX_LETTERS = 780  # Word starts again after thirty times the alphabet


def count(value: int, number_format: str) -> str:
    """The number in a format; decimal where the format is unknown or does not reach that far."""
    if not 0 <= value <= MAX_COUNT:
        return str(value)
    return _FORMATS.get(number_format, str)(value)


def _chinese(digits: str, units: Sequence[str], zero: str, short_ten: bool) -> Callable[[int], str]:
    """Counting with units: 一百零五; `short_ten` writes 十二 and not 一十二."""

    def write(value: int) -> str:
        if value == 0:
            return digits[0]
        parts: list[str] = []
        text = str(value)
        for power, digit in zip(range(len(text) - 1, -1, -1), map(int, text), strict=True):
            if digit:
                parts.append(digits[digit] + units[power])
            elif parts and parts[-1] != zero:
                parts.append(zero)
        if parts[-1] == zero:
            parts.pop()
        whole = "".join(parts)
        one_ten = digits[1] + units[1]
        return whole[1:] if short_ten and whole.startswith(one_ten) else whole

    return write


_UNITS = ("", "十", "百", "千", "万")
_LEGAL_UNITS = ("", "拾", "佰", "仟", "万")
_thousand = _chinese(_DIGITS, _UNITS, "零", short_ten=True)


def _digital(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _counting(value: int) -> str:
    return _thousand(value) if value < 100 else _digital(value)


def _japanese(value: int) -> str:
    """As Chinese counting without zeros, and without the one of one ten, hundred or thousand."""
    return re.sub("一([十百千])", r"\1", _chinese(_DIGITS, _UNITS, "", short_ten=True)(value))


def _cycle(characters: str) -> Callable[[int], str]:
    return lambda value: characters[(value - 1) % len(characters)] if value else "0"


def _block(first: str, last: int) -> Callable[[int], str]:
    """A run of Unicode characters that stand for 1 to `last`."""
    return lambda value: chr(ord(first) + value - 1) if 1 <= value <= last else str(value)


def _circled(value: int) -> str:
    for first, start, end in (("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50)):
        if start <= value <= end:
            return chr(ord(first) + value - start)
    return str(value)


def _letters(value: int) -> str:
    repeats, letter = divmod((value - 1) % _MAX_LETTERS, 26)
    return chr(ord("a") + letter) * (repeats + 1) if value else ""


def _roman(value: int) -> str:
    text = ""
    for unit, letters in _ROMAN:
        times, value = divmod(value, unit)
        text += letters * times
    return text


def _full_width(value: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))


def _ordinal(value: int) -> str:
    suffix = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{suffix}"


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _block("⑴", 20),
    "decimalEnclosedFullstop": _block("⒈", 20),
    "ideographEnclosedCircle": _block("㊀", 10),
    "numberInDash": lambda value: f"- {value} -",
    "ordinal": _ordinal,
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "chineseCounting": _counting,
    "chineseCountingThousand": _thousand,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _thousand,
    "koreanDigital2": _digital,
    "ideographDigital": _digital,
    "taiwaneseDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "japaneseCounting": _japanese,
    "chineseLegalSimplified": _chinese(LEGAL_DIGITS, _LEGAL_UNITS, "零", short_ten=False),
    "ideographLegalTraditional": _chinese("零壹貳參肆伍陸柒捌玖", ("", "拾", "佰", "仟", "萬"), "零", short_ten=False),
    "ideographTraditional": _cycle(STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": lambda value: _cycle(STEMS)(value) + _cycle(_BRANCHES)(value),
}
