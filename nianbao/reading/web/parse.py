"""From the text of a page to its tree, within bounds and without a network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nianbao.reading.limits import Limits, exceeded

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Tags and words within tags that one cell of the limit allows for: Word writes six tags around a cell's text.
_TAGS, _WORDS = 5, 20
# libxml2 stops at this depth by itself, and loses what follows.
_PARSER_DEPTH = 250
_UNCHECKED = 1024 * 1024
_INLINE_DATA = re.compile(rb"data:[\w/+.;=-]{0,100}base64,[A-Za-z0-9+/=%]*")
_TAG = re.compile(rb"<[^<>]*")
_WORD = re.compile(rb"[^\s/=\"'>]+")


def parse(text: str, limits: Limits) -> Element | None:
    """The root of the page's tree, None where it has no element; comments are left out.

    Wrong nesting is mended as libxml2 does. Raises ReadError for a page whose markup would pass the memory
    that `limits.cells` stands for, or which is nested deeper than `limits.depth`.
    """
    from lxml import etree

    data = text.replace("\0", "").encode("utf-8", "replace")
    if b"base64," in data:
        data = _INLINE_DATA.sub(b"data:,", data)
    if len(data) > _UNCHECKED:
        _check_markup(data, limits)
    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=limits.depth > _PARSER_DEPTH,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise exceeded("depth", limits)
    return root


def _check_markup(data: bytes, limits: Limits) -> None:
    """Raise ReadError where elements and attributes, not text, are what the page is made of."""
    if data.count(b"<") > limits.cells * _TAGS:
        raise exceeded("cells", limits)
    words = 0
    for tag in _TAG.finditer(data):
        for _ in _WORD.finditer(data, tag.start(), tag.end()):
            words += 1
            if words > limits.cells * _WORDS:
                raise exceeded("cells", limits)
