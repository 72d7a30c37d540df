"""Which style is based on which: the one walk that all that is said by styles goes."""

from __future__ import annotations

from lxml import etree

from nianbao.ooxml import names as n
from nianbao.ooxml.attributes import child

_MAX_ANCESTORS = 50  # of Word's own styles none has more than five


class Lineage:
    """The styles of a package by id, each with those it is based on."""

    def __init__(self, styles: etree._Element | None) -> None:
        """Index the styles part; None stands for a package without one. The first of an id counts."""
        self._elements: dict[str, etree._Element] = {}
        self.default: str | None = None  # the id of the style of paragraphs that name none
        for element in styles.iterchildren(f"{n.W}style") if styles is not None else ():
            name = element.get(f"{n.W}styleId") or ""
            self._elements.setdefault(name, element)
            if element.get(n.TYPE) == "paragraph" and element.get(n.DEFAULT) in ("1", "true", "on"):
                self.default = name

    def line(self, style: str) -> tuple[tuple[str, etree._Element], ...]:
        """The style and its ancestors with their ids, nearest first; a circle is followed once round.

        Empty for a style that is not defined.
        """
        line: dict[str, etree._Element] = {}
        while style in self._elements and style not in line and len(line) < _MAX_ANCESTORS:
            line[style] = self._elements[style]
            style = value(line[style], "basedOn")
        return tuple(line.items())


def value(element: etree._Element, tag: str) -> str:
    """What the property of that name holds, "" without it."""
    found = child(element, f"{n.W}{tag}")
    return "" if found is None else found.get(n.VAL) or ""
