"""What takes a text off the page or out of a figure: hidden, struck out, unseen, off the line; by run or style."""

from __future__ import annotations

from typing import Any

from lxml import etree
from msgspec import Struct
from msgspec.structs import astuple

from nianbao.ooxml import names as n
from nianbao.ooxml.attributes import number, on


class Marks(Struct, frozen=True):
    """What run properties say; None where they say nothing."""

    hidden: bool | None = None
    struck: bool | None = None
    struck_twice: bool | None = None
    raised: bool | None = None
    white: bool | None = None
    tiny: bool | None = None
    shift: int | None = None  # above the line (below: negative), in half-points

    def over(self, base: Marks) -> Marks:
        """These, with what is said further away where they say nothing."""
        pairs = zip(astuple(self), astuple(base), strict=True)
        return Marks(*(far if near is None else near for near, far in pairs))


NOTHING = Marks()
_OFF_THE_LINE = ("superscript", "subscript")  # a digit so is the mark of a note
# What a document without any of these takes nothing away by.
TAKING = (n.VANISH, n.STRIKE, n.DSTRIKE, n.VERTALIGN)
_LOOKS = (n.COLOR, n.SZ, n.POSITION)  # nearly every document has them, few of this kind
_TAGS = (*TAKING, *_LOOKS)
_GROUNDS = frozenset(("background1", "light1"))
_WHITE = 0xF8  # this in each colour and more is white to the eye
_TINY = 3  # half-points


def marks_of(properties: etree._Element | None) -> Marks:
    """The marks of a w:rPr, where the last of a name counts."""
    if properties is None:
        return NOTHING
    said: dict[str, Any] = {item.tag: _said(item) for item in properties.iterchildren(*_TAGS)}
    return Marks(*map(said.get, _TAGS)) if said else NOTHING


def looks_away(root: etree._Element) -> bool:
    """Whether anything in a part is set in white, too small to be seen, or off the line."""
    return any(map(_said, root.iter(*_LOOKS)))


def _said(item: etree._Element) -> bool | int | None:
    tag = item.tag
    if tag == n.VERTALIGN:
        return item.get(n.VAL) in _OFF_THE_LINE
    if tag == n.COLOR:
        return _is_white(item)
    if tag == n.SZ:
        return 0 <= (_TINY + 1 if (size := number(item)) is None else size) <= _TINY
    return number(item) if tag == n.POSITION else on(item)


def _is_white(color: etree._Element) -> bool:
    theme = color.get(f"{n.W}themeColor")
    if theme is not None:
        return theme in _GROUNDS and color.get(f"{n.W}themeShade") is None
    try:
        return min(bytes.fromhex(color.get(n.VAL) or "00")) >= _WHITE
    except ValueError:
        return False  # auto


def combined(own: Marks, styles: tuple[Marks, ...], defaults: Marks) -> Marks:
    """The marks of a run: its own, those of its styles (the nearest first), those of the whole document.

    Hidden and struck are toggle properties: set by two styles they are off again (ECMA-376 part 1, 17.7.3). The
    others are of the nearest that says something.
    """
    hidden = defaults.hidden or sum(bool(style.hidden) for style in styles) % 2 == 1
    struck = defaults.struck or sum(bool(style.struck) for style in styles) % 2 == 1
    nearest = own
    for style in (*styles, defaults):
        nearest = nearest.over(style)
    return Marks(
        hidden if own.hidden is None else own.hidden,
        struck if own.struck is None else own.struck,
        nearest.struck_twice,
        nearest.raised,
        nearest.white,
        nearest.tiny,
        nearest.shift,
    )
