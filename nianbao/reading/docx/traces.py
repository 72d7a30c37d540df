"""What editors left in a document part: tracked changes and comments, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from lxml import etree

from nianbao.document import Place, Trace
from nianbao.ooxml import names as n
from nianbao.reading.docx.survey import Survey

_CONTENT = (n.INS, n.DEL, n.MOVEFROM, n.MOVETO)
_REVISIONS = frozenset((*_CONTENT, n.CELLINS, n.CELLDEL, n.CELLMERGE, *n.PROPERTY_CHANGES))
_PLACES = (n.P, n.TC, n.TR, n.TBL)


def tracked_changes(root: etree._Element, survey: Survey) -> list[Trace]:
    """One trace for each paragraph, cell, row or table with revisions, with the text that they change.

    An inserted or deleted row is one trace, whatever is revised inside it. Where only properties changed the
    text is that of the whole paragraph, cell, row or table.
    """
    changed: dict[etree._Element | None, list[tuple[str, str]]] = {}
    rows: set[etree._Element | None] = set()
    for item in root.iter(*_REVISIONS):
        parent = item.getparent()
        if parent is not None and parent.tag == n.TRPR and item.tag in _CONTENT:
            rows.add(parent.getparent())
        owner = _owner(item, rows)
        if owner is not _SKIP and (parent is None or parent.tag not in _CONTENT):
            changed.setdefault(owner, []).append((item.tag, _text(item) if item.tag in _CONTENT else ""))
    return [_trace(owner, _said(parts), survey) for owner, parts in changed.items()]


def _said(parts: list[tuple[str, str]]) -> str:
    """The texts of revisions, those of different kinds told apart: what went is no part of what came."""
    kinds = ("".join(text for _, text in group) for _, group in groupby(parts, key=lambda part: part[0]))
    return " ".join(filter(None, kinds))


def comments(root: etree._Element, load: Callable[[], etree._Element | None], survey: Survey) -> list[Trace]:
    """One trace for each comment that the document refers to; `load` fetches the part with what they say.

    Our own are none: a copy with findings as comments holds what the report held.
    """
    references = list(root.iter(n.COMMENTREFERENCE))
    part = load() if references else None
    items = [] if part is None else list(part.iterchildren(n.COMMENT))
    said = {item.get(n.ID): _lines(item) for item in items}
    ours = {item.get(n.ID) for item in items if item.get(n.AUTHOR) == n.COMMENT_AUTHOR}
    found: list[Trace] = []
    for reference in references:
        if reference.get(n.ID) in ours:
            continue
        owner = _owner(reference, set())
        if owner is not _SKIP:
            place = Place() if owner is None else survey.place_within(owner)
            found.append(Trace("comment", said.get(reference.get(n.ID), ""), place))
    return found


_SKIP = etree.Element("skip")


def _owner(item: etree._Element, rows: set[etree._Element | None]) -> etree._Element | None:
    """What an item belongs to: None for the whole document, _SKIP in a fallback, which repeats its choice."""
    ancestors = list(item.iterancestors(n.FALLBACK, *_PLACES))
    if any(one.tag == n.FALLBACK for one in ancestors):
        return _SKIP
    return next((one for one in ancestors if one in rows), ancestors[0] if ancestors else None)


def _trace(owner: etree._Element | None, text: str, survey: Survey) -> Trace:
    if owner is None:
        return Trace("tracked-change", text)
    return Trace("tracked-change", text or _text(owner), survey.place_within(owner))


def _text(element: etree._Element) -> str:
    return "".join(_pieces(element))


def _pieces(element: etree._Element) -> Iterator[str]:
    for part in element.iter(n.T, n.DELTEXT):
        yield part.text or ""


def _lines(comment: etree._Element) -> str:
    return "\n".join(_text(paragraph) for paragraph in comment.iter(n.P))
