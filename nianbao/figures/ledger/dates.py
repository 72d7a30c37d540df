"""Days in any form that spreadsheets and people write: 45352, 2024-03-01, 2024年3月1日, 20240301 and so on."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from nianbao.numerals import DIGITS, NUMERAL
from nianbao.ooxml.rows import CellValue
from nianbao.text import chinese_number, normalise, normalise_spaced

# Spreadsheets count 1900 as a leap year, so that day 60 is one that never was; none of ours is so old.
_EPOCHS: Final = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_FIRST, _LAST = date(1990, 1, 1), date(2100, 1, 1)
_WEEKDAY: Final = rf"(?:\s*\(?(?:星期|周)[{DIGITS[:6]}日天]\)?)?"
_CLOCK: Final = (
    r"(?:上午|下午)?\s*\d{1,2}\s*[:时点]\s*\d{1,2}\s*(?:[:分]\s*(?:\d{1,2}(?:\.\d+)?\s*秒?)?)?"
    r"\s*(?:[AaPp][Mm]|Z|[+-]\d\d:?\d\d)?"
)
_DAY: Final = re.compile(
    r"(\d{4})\s*(?:([-/.、\\])\s*(\d{1,2})\s*\2\s*(\d{1,2})|年\s*(\d{1,2})\s*月\s*(\d{1,2})(?:\s*[日号])?)"
    rf"{_WEEKDAY}(?:(?:(?<=[日号])|[\sT]){_CLOCK})?",
    re.ASCII,
)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?", re.ASCII)
_CHINESE: Final = re.compile(rf"([〇○零{DIGITS}]{{4}})年({NUMERAL})月({NUMERAL})[日号]?")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = rf"({'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
# 1-Mar-2024, Mar 1, 2024
_ENGLISH: Final = re.compile(rf"(\d{{1,2}})[- ]{_MONTH}[- ,]+(\d{{4}})|{_MONTH} (\d{{1,2}}),? (\d{{4}})", re.ASCII)
_SERIAL: Final = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)


def day_of(value: CellValue, *, starts_1904: bool = False) -> date | None:
    """The day, None where the value is none: without a year, of two digits, one that is in no calendar.

    Days before 1990 and from 2100 on are none of a register.
    """
    try:
        found = _of_text(value, starts_1904) if isinstance(value, str) else _of_number(value, starts_1904)
    except (ValueError, OverflowError):
        return None
    return found if found and _FIRST <= found < _LAST else None


def _of_number(value: float, starts_1904: bool) -> date | None:
    if isinstance(value, int) and value >= 10_000_000:
        return _of_text(str(value), starts_1904)
    return _EPOCHS[starts_1904] + timedelta(days=int(value))


def _of_text(text: str, starts_1904: bool) -> date | None:
    spaced = " ".join(normalise_spaced(text).split()).rstrip("。").lstrip("'")
    if found := _DAY.fullmatch(spaced):
        year, _, month, day, *named = found.groups()
        return date(int(year), int(month or named[0]), int(day or named[1]))
    if found := _ENGLISH.fullmatch(spaced.lower()):
        before, name, after, *others = found.groups()
        name, day, year = (name, before, after) if name else others
        return date(int(year), _MONTHS.index(name) + 1, int(day))
    plain = normalise(spaced)
    if found := _COMPACT.fullmatch(plain):
        return date(*map(int, found.groups()))
    if found := _CHINESE.fullmatch(plain):
        numbers = [chinese_number(part) or 0 for part in found.groups()]
        return date(*numbers)
    return _of_number(float(plain), starts_1904) if _SERIAL.fullmatch(plain) else None
