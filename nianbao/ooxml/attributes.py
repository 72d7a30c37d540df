"""Values of WordprocessingML properties, read without trust."""

from __future__ import annotations

import re

from lxml import etree

from nianbao.ooxml import names as n
from nianbao.patterns import LazyPattern

_OFF = frozenset(("0", "false", "off", "none"))
# ST_UniversalMeasure, which strict documents use: how many twentieths of a point a unit has.
_UNITS = {"": 1.0, "pt": 20.0, "in": 1440.0, "cm": 566.93, "mm": 56.693, "pc": 240.0, "pi": 240.0}
_MEASURE = LazyPattern(r"\s*(\d{1,6}(?:\.\d{1,9})?)(pt|in|cm|mm|pc|pi|%|)\s*", re.ASCII)
# Fiftieths of a percent (ST_TblWidth pct).
_PER_CENT = 50


def on(element: etree._Element | None) -> bool:
    """Whether an on/off property (ST_OnOff) is there and on."""
    return element is not None and (element.get(n.VAL) or "1").lower() not in _OFF


def number(element: etree._Element | None, name: str = n.VAL) -> int | None:
    """A whole number of at most nine digits, None where there is none."""
    text = "" if element is None else (element.get(name) or "").strip()
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 10 and "-" not in text[1:] else None


def table_width(element: etree._Element | None) -> float | None:
    """A width of a table or cell (w:tblW, w:tcW) in twentieths of a point; one in per cent as part of 10,000.

    None where there is none, or the content decides. A table that is one tenth of a page wider or narrower than
    10,000 makes no difference to where its edges fall together.
    """
    match = _MEASURE.fullmatch("" if element is None else element.get(f"{n.W}w") or "")
    kind = "" if element is None else element.get(n.TYPE) or "dxa"
    if not match or kind not in ("dxa", "pct"):
        return None
    amount, unit = float(match[1]), match[2]
    if unit == "%":
        return amount * 100
    return amount * 100 / _PER_CENT if kind == "pct" else amount * _UNITS[unit]


def child(element: etree._Element | None, tag: str) -> etree._Element | None:
    """The first child of that name."""
    return None if element is None else next(element.iterchildren(tag), None)
