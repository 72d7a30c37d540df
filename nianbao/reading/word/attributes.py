"""Values of WordprocessingML properties, read without trust."""

from __future__ import annotations

from lxml import etree

from nianbao.reading.word import names as n

_OFF = frozenset(("0", "false", "off", "none"))


def on(element: etree._Element | None) -> bool:
    """Whether an on/off property (ST_OnOff) is there and on."""
    return element is not None and (element.get(n.VAL) or "1").lower() not in _OFF


def number(element: etree._Element | None, name: str = n.VAL) -> int | None:
    """A whole number of at most nine digits, None where there is none."""
    text = "" if element is None else (element.get(name) or "").strip()
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 10 and "-" not in text[1:] else None


def child(element: etree._Element | None, tag: str) -> etree._Element | None:
    """The first child of that name."""
    return None if element is None else next(element.iterchildren(tag), None)
