"""Styles as far as they decide what is shown: outline level, numbering, hidden text, contents."""

from __future__ import annotations

import re

from lxml import etree
from msgspec import Struct

from nianbao.ooxml import names as n
from nianbao.ooxml.attributes import child, number, on

_HEADING = re.compile(r"heading ([1-9])")
_CONTENTS = re.compile(r"toc ([1-9]|heading)")
_MAX_ANCESTORS = 20  # of Word's own styles none has more than five


class NamedStyle(Struct, frozen=True):
    """What a style and those it is based on say; None where they say nothing."""

    id: str = ""
    outline: int | None = None  # as stored: 0 to 8 are levels, 9 is body text
    number_id: int | None = None
    number_level: int | None = None
    hidden: bool | None = None
    contents: bool = False  # a style of a table of contents

    @property
    def hides(self) -> bool:
        """Whether text of this style is hidden where nothing nearer says otherwise."""
        return bool(self.hidden)


PLAIN = NamedStyle()


class Styles:
    """Styles by id, resolved when they are asked for."""

    def __init__(self, root: etree._Element | None) -> None:
        """Index the styles part; None stands for a package without one."""
        self._elements: dict[str, etree._Element] = {}
        self._own: dict[str, tuple[NamedStyle, str]] = {}
        self._resolved: dict[str, NamedStyle] = {}
        self.default = PLAIN
        self.may_hide = root is not None and next(root.iter(n.VANISH), None) is not None
        for element in root.iterchildren(f"{n.W}style") if root is not None else ():
            name = element.get(f"{n.W}styleId") or ""
            self._elements.setdefault(name, element)
            if element.get(n.TYPE) == "paragraph" and element.get(n.DEFAULT) in ("1", "true", "on"):
                self.default = self.get(name)

    def get(self, name: str) -> NamedStyle:
        """The style of that id; a plain one where it is not defined."""
        style = self._resolved.get(name)
        if style is None:
            style = self._resolved[name] = self._resolve(name)
        return style

    def _resolve(self, name: str) -> NamedStyle:
        style = NamedStyle(id=name)
        seen: set[str] = set()
        while name in self._elements and name not in seen and len(seen) < _MAX_ANCESTORS:
            seen.add(name)
            if name not in self._own:
                element = self._elements[name]
                self._own[name] = _own(element), _value(element, "basedOn")
            own, name = self._own[name]
            style = _inherit(style, own)
        return style


def _inherit(style: NamedStyle, base: NamedStyle) -> NamedStyle:
    def first(a: int | None, b: int | None) -> int | None:
        return b if a is None else a

    return NamedStyle(
        style.id,
        first(style.outline, base.outline),
        first(style.number_id, base.number_id),
        first(style.number_level, base.number_level),
        base.hidden if style.hidden is None else style.hidden,
        style.contents or base.contents,
    )


def _own(element: etree._Element) -> NamedStyle:
    paragraph, vanish = child(element, n.PPR), child(child(element, n.RPR), n.VANISH)
    numbering = child(paragraph, n.NUMPR)
    title = _value(element, "name").lower()
    heading = _HEADING.fullmatch(title)
    outline = number(child(paragraph, n.OUTLINELVL))
    return NamedStyle(
        outline=int(heading[1]) - 1 if outline is None and heading else outline,
        number_id=number(child(numbering, n.NUMID)),
        number_level=number(child(numbering, n.ILVL)),
        hidden=None if vanish is None else on(vanish),
        contents=_CONTENTS.fullmatch(title) is not None,
    )


def _value(element: etree._Element, tag: str) -> str:
    found = child(element, f"{n.W}{tag}")
    return "" if found is None else found.get(n.VAL) or ""
