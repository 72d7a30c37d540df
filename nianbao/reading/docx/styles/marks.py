"""What takes a text off the page or out of a figure: hidden, struck out, off the line; by the run or a style."""

from __future__ import annotations

from lxml import etree
from msgspec import Struct
from msgspec.structs import astuple

from nianbao.ooxml import names as n
from nianbao.ooxml.attributes import on


class Marks(Struct, frozen=True):
    """What run properties say; None where they say nothing."""

    hidden: bool | None = None
    struck: bool | None = None
    struck_twice: bool | None = None
    raised: bool | None = None

    def over(self, base: Marks) -> Marks:
        """These, with what is said further away where they say nothing."""
        pairs = zip(astuple(self), astuple(base), strict=True)
        return Marks(*(far if near is None else near for near, far in pairs))


NOTHING = Marks()
_OFF_THE_LINE = ("superscript", "subscript")  # a digit so is the mark of a note
TAGS = (n.VANISH, n.STRIKE, n.DSTRIKE, n.VERTALIGN)


def marks_of(properties: etree._Element | None) -> Marks:
    """The marks of a w:rPr, where the last of a name counts."""
    if properties is None:
        return NOTHING
    said: dict[str, bool] = {}
    for item in properties.iterchildren(*TAGS):
        said[item.tag] = item.get(n.VAL) in _OFF_THE_LINE if item.tag == n.VERTALIGN else on(item)
    return Marks(*map(said.get, TAGS)) if said else NOTHING


def combined(own: Marks, styles: tuple[Marks, ...], defaults: Marks) -> Marks:
    """The marks of a run: its own, those of its styles (the nearest first), those of the whole document.

    Hidden and struck are toggle properties: set by two styles they are off again (ECMA-376 part 1, 17.7.3). The
    other two are of the nearest that says something.
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
    )
