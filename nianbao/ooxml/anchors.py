"""Anchors: how a Place in a Word file names its element, and how the element is found again.

An anchor is `p[12]`, `tc[34]`, `tbl[2]` or `tr[7]`: the twelfth w:p of the main document part in document
order, counted from 1 over the part as it is stored, so deleted, hidden and fallback content counts as well.
"""

from __future__ import annotations

from itertools import count, islice

from lxml import etree

from nianbao.ooxml import names as n
from nianbao.patterns import LazyPattern

KINDS = {n.P: "p", n.TC: "tc", n.TBL: "tbl", n.TR: "tr"}
_ANCHOR = LazyPattern(r"(p|tc|tbl|tr)\[([1-9][0-9]{0,8})\]")


def anchors(root: etree._Element) -> dict[etree._Element, str]:
    """The anchor of each paragraph, cell, table and row; holding the keys keeps lxml's proxies alive."""
    found: dict[etree._Element, str] = {}
    for tag, name in KINDS.items():
        found.update(zip(root.iter(tag), map(f"{name}[%d]".__mod__, count(1)), strict=False))  # hundreds, in no loop
    return found


def find(root: etree._Element, anchor: str) -> etree._Element | None:
    """The element of a document part, transitional or strict, that an anchor names, if there is one."""
    match = _ANCHOR.fullmatch(anchor)
    if not match:
        return None
    tags = [f"{{{namespace}}}{match[1]}" for namespace in (n.W_NAMESPACE, n.W_STRICT)]
    return next(islice(root.iter(*tags), int(match[2]) - 1, None), None)
