"""Content controls: what they hold, and prompts in them that nobody has replaced."""

from __future__ import annotations

from lxml import etree

from nianbao.ooxml import names as n
from nianbao.ooxml.attributes import child

_CONTENTS_GALLERY = "table of contents"


def content_of(control: etree._Element) -> etree._Element | None:
    """The content of a w:sdt, None for a table of contents and for a control without content."""
    properties = child(control, n.SDTPR)
    for gallery in properties.iter(n.DOCPARTGALLERY) if properties is not None else ():
        if (gallery.get(n.VAL) or "").lower() == _CONTENTS_GALLERY:
            return None
    return child(control, n.SDTCONTENT)


def set_apart(texts: list[str], begun: int, control: etree._Element) -> None:
    """Set the prompt of a control, the texts from `begun` on, apart from digits that touch its own.

    A prompt that nobody has replaced is no part of the figure beside it: two figures stand there, not one.
    """
    before, own = "".join(texts[:begun]), "".join(texts[begun:])
    if own[-1:].isdigit() and _text_behind(control)[:1].isdigit():
        texts.append("\n")
    if before[-1:].isdigit() and own[:1].isdigit():
        texts.insert(begun, "\n")


def _text_behind(element: etree._Element) -> str:
    """The text of the next sibling that has any."""
    texts = ("".join(part.text or "" for part in after.iter(n.T)) for after in element.itersiblings())
    return next(filter(None, texts), "")
