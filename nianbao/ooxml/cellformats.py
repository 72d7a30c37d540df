"""Number formats of cells: which of them show a date (ECMA-376 part 1, 18.8.30)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from lxml import etree

GENERAL: Final = "General"
# The formats that every spreadsheet knows by number; those from 27 on are dates in Chinese, Japanese and Korean.
_KNOWN: Final = {0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 49: "@"}
_DATES: Final = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_DATE: Final = "yyyy-mm-dd"
_LITERAL: Final = re.compile(r'"[^"]*"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]|[_\\].')
_EPOCH: Final = datetime(1899, 12, 30)


def formats_of(styles: etree._Element, main: str) -> tuple[str, ...]:
    """The number format of each style of cells, in the order of their numbers; `main` is the namespace in braces."""
    own = {f.get("numFmtId"): f.get("formatCode") or GENERAL for f in styles.iterfind(f"{main}numFmts/{main}numFmt")}
    return tuple(_format(xf.get("numFmtId") or "0", own) for xf in styles.iterfind(f"{main}cellXfs/{main}xf"))


def _format(number: str, own: dict[str | None, str]) -> str:
    if number in own:
        return own[number]
    known = int(number) if number.isdecimal() and len(number) < 6 else 0
    return _DATE if known in _DATES else _KNOWN.get(known, GENERAL)


def is_date(number_format: str) -> bool:
    """Whether a number is shown as a date or a time."""
    shown = _LITERAL.sub("", number_format.partition(";")[0])
    return shown != GENERAL and re.search("[dmhysDMHYS]", shown) is not None


def as_date(serial: float) -> str:
    """The date that a number stands for, counted in days as spreadsheets do; the number itself where it is none."""
    try:
        return (_EPOCH + timedelta(days=serial)).isoformat(" ", "seconds")
    except (OverflowError, ValueError):
        return f"({serial!r})"
