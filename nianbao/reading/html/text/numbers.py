"""The numbers that a browser puts before the items of an <ol>."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nianbao.numerals import count

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_ALIASES = {"lower-latin": "lower-alpha", "upper-latin": "upper-alpha"}
_CHINESE = {"cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"}
_NONE = {"none", "disc", "circle", "square"}
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
# Beyond this an item's number is written in digits, as browsers do for the styles that run out.
_LAST = 399


class Counter:
    """Counts the items of one list."""

    def __init__(self, element: Element) -> None:
        named = _STYLE.search((element.get("style") or "")[:4096])
        style = named[1].lower() if named else _TYPES.get(element.get("type", "1"), "decimal")
        self.style = _ALIASES.get(style, style) if element.tag == "ol" else "none"
        self.next = _integer(element.get("start"), 1)

    def number(self, item: Element) -> str:
        """The number shown before this item, "" for a list without numbers."""
        value = _integer(item.get("value"), self.next)
        self.next = value + 1
        own = _STYLE.search((item.get("style") or "")[:4096])
        return _shown(value, own[1].lower() if own else self.style)


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,9}", text) else default


def _shown(value: int, style: str) -> str:
    if style in _NONE:
        return ""
    if not 0 < value <= _LAST:
        return f"{value}."
    if style in _CHINESE:
        return count(value, "chineseCountingThousand") + "、"
    written = {"alpha": _alpha, "roman": _roman}.get(style.rpartition("-")[2], str)
    text = written(value)
    return (text.upper() if style.startswith("upper") else text) + "."


def _alpha(value: int) -> str:
    text = ""
    while value:
        value, rest = divmod(value - 1, 26)
        text = chr(97 + rest) + text
    return text


def _roman(value: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        text += sign * (value // worth)
        value %= worth
    return text
