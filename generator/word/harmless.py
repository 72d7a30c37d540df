"""What a template may not bring into a report: programs, objects, and whatever is fetched from outside of the file.

A picture that is linked and not embedded would be fetched by whoever opens the report, LibreOffice on its way to PDF
among them, and show a file of theirs or tell an address that they read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from nianbao.ooxml import names as n
from nianbao.ooxml.markup import NAMESPACES
from nianbao.ooxml.relationships import Relationship

_RELATIONSHIP = f"{{{NAMESPACES['r']}}}"
_OFFICE = f"{{{NAMESPACES['o']}}}"
# What a header, a theme or a list may point to, and how such parts are known.
_PICTURES = frozenset(("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "svg", "webp"))
_FONTS = frozenset(("odttf", "ttf", "otf"))
_ENDINGS = {"image": _PICTURES, "font": _FONTS}
_TYPES = {"image": "image/", "font": "application/"}
# Fields that read files or run programs (ECMA-376 part 1, 17.16.5); what they showed last stays.
_FETCHING = re.compile(
    r"\b(INCLUDE|LINK\b|DDE|IMPORT|DATABASE\b|RD\b|MACROBUTTON\b|AUTOTEXT|CONTROL\b|EMBED\b)", re.IGNORECASE
)
_WHOLE = frozenset((n.DRAWING, n.PICT, n.OBJECT))
_FOREIGN = frozenset(
    (f"{n.W}attachedTemplate", f"{n.W}mailMerge", f"{n.W}altChunk", f"{n.W}subDoc", f"{n.W}control", f"{n.W}frameset")
)
_ADDRESSES = frozenset(("src", "href", f"{_OFFICE}href", f"{_RELATIONSHIP}href"))


def is_harmless(link: Relationship, part: str, content_type: str) -> bool:
    """Whether a part below the document's own may come along: a picture or a font in the file, and what says so."""
    ending = part.rpartition(".")[2].lower()
    named = content_type.lower().startswith(_TYPES.get(link.kind, "-")) or not content_type
    return not link.external and named and ending in _ENDINGS.get(link.kind, ()) and "macro" not in content_type


def cleaned(root: etree._Element, kept: Iterable[str]) -> bool:
    """Take out of a part what points to none of the relationships that are kept, or outside; whether there was any."""
    known = set(kept)
    before = etree.tostring(root)
    for element in [e for e in root.iter("*") if e.tag in _FOREIGN]:
        _remove(element)
    for element in list(root.iter("*")):
        if any(str(key).startswith(_RELATIONSHIP) and value not in known for key, value in element.items()):
            _release(element)
        elif element.tag.startswith(n.V):
            for name in _ADDRESSES.intersection(map(str, element.keys())):
                del element.attrib[name]
    _silence(root)
    return etree.tostring(root) != before


def _release(element: etree._Element) -> None:
    """Take out what points to nothing: a link keeps its text, a picture and an object go whole."""
    if element.tag == n.HYPERLINK:
        for name in [key for key, _ in element.items() if str(key).startswith(_RELATIONSHIP)]:
            del element.attrib[name]
    elif "hlink" in element.tag:  # of a picture that is in the file
        _remove(element)
    else:
        _remove(next((above for above in element.iterancestors() if above.tag in _WHOLE), element))


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _silence(root: etree._Element) -> None:
    """Empty the instructions of fields that fetch; they may be cut into several runs, and nested."""
    open_fields: list[list[etree._Element]] = []
    for element in root.iter(n.FLDCHAR, n.INSTRTEXT, n.FLDSIMPLE):
        if element.tag == n.FLDSIMPLE:
            if _FETCHING.search(element.get(n.INSTR) or ""):
                element.set(n.INSTR, "")
        elif element.tag == n.INSTRTEXT:
            for field in open_fields or [[]]:
                field.append(element)
        elif element.get(n.FLDCHARTYPE) == "begin":
            open_fields.append([])
        elif element.get(n.FLDCHARTYPE) == "end" and open_fields:
            _empty(open_fields.pop())
    for field in open_fields:
        _empty(field)


def _empty(field: list[etree._Element]) -> None:
    if _FETCHING.search("".join(part.text or "" for part in field)):
        for part in field:
            part.text = ""
