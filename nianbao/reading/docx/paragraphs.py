"""Paragraph properties: heading level, numbering, and whether the paragraph's mark is really there."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree
from msgspec import Struct

from nianbao.ooxml import names as n
from nianbao.ooxml.attributes import child, number, on
from nianbao.reading.docx.styles.named import NamedStyle, Styles


class Properties(Struct, frozen=True):
    """What w:pPr and the style say together."""

    style: NamedStyle
    level: int | None = None  # heading level from 1
    number_id: int | None = None
    number_level: int | None = None
    mark_deleted: bool = False  # the paragraph runs on into the next, which rules its properties
    mark_hidden: bool = False  # the paragraph runs on into the next for the reader

    @property
    def bare(self) -> bool:
        """Whether the text stands as it is: no number before it, and the mark behind it."""
        return not (self.number_id or self.mark_deleted or self.mark_hidden or self.style.contents)


def properties_of(items: Sequence[etree._Element], styles: Styles) -> Properties:
    """Put together what a paragraph has of the properties that `Survey` collects."""
    style, outline, numbering, hidden, deleted = styles.default, None, None, None, False
    for item in items:
        tag = item.tag
        if tag == n.PSTYLE:
            style = styles.get(item.get(n.VAL) or "")
        elif tag == n.NUMPR:
            numbering = item
        elif tag == n.OUTLINELVL:
            outline = number(item)
        elif tag == n.VANISH:
            hidden = on(item)
        else:
            deleted = True
    number_id, number_level = _numbering(numbering, style)
    level = _level(style.outline if outline is None else outline)
    hidden = style.hides if hidden is None else hidden
    return Properties(style, level, number_id, number_level, deleted, hidden)


def _level(outline: int | None) -> int | None:
    return outline + 1 if outline is not None and 0 <= outline <= 8 else None


def _numbering(element: etree._Element | None, style: NamedStyle) -> tuple[int | None, int | None]:
    """The w:num and the level; the level is None where the link between level and style decides."""
    if element is None:
        return style.number_id, None
    number_id, level = number(child(element, n.NUMID)), number(child(element, n.ILVL))
    if number_id is None:
        return style.number_id, level
    return number_id, level or 0
