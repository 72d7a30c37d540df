"""Anchors: how a Place in a Word file names its element, and how the element is found again.

An anchor is `p[12]`, `tc[34]`, `tbl[2]` or `tr[7]`: the twelfth w:p of the main document part in document
order, counted from 1 over the part as it is stored, so deleted, hidden and fallback content counts as well.
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from nianbao.document import Place
from nianbao.reading.word import names as n

_KINDS = {n.P: "p", n.TC: "tc", n.TBL: "tbl", n.TR: "tr"}
_ANCHOR = re.compile(r"(p|tc|tbl|tr)\[([0-9]{1,9})\]")


def ordinals(root: etree._Element) -> dict[etree._Element, int]:
    """The ordinal of each paragraph, cell, table and row; holding the keys keeps lxml's proxies alive."""
    return {element: i for tag in _KINDS for i, element in enumerate(root.iter(tag), 1)}


def place(element: etree._Element, numbers: dict[etree._Element, int]) -> Place:
    """The place of a paragraph, cell, table or row, by the numbers of its part."""
    return Place(anchor=f"{_KINDS[element.tag]}[{numbers[element]}]")


def find(root: etree._Element, anchor: str) -> etree._Element | None:
    """The element of a document part, transitional or strict, that an anchor names, if there is one."""
    match = _ANCHOR.fullmatch(anchor)
    namespace = etree.QName(root).namespace
    if not match or not namespace or match[2].strip("0") == "":
        return None
    return next(islice(root.iter(f"{{{namespace}}}{match[1]}"), int(match[2]) - 1, None), None)
