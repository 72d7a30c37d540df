"""From the text of a page to its tree, within bounds and without a network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nianbao.errors import ReadError
from nianbao.files.limits import Limits, exceeded
from nianbao.i18n import Text
from nianbao.reading.html.page.mending import mended

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# A tag costs the time and memory of two cells of the limit, a word within a tag a tenth of one. A report has some
# hundred cells and, from Word, ten thousand tags.
_TAG_CELLS, _WORDS = 2, 10
# libxml2 stops at this depth by itself, and loses what follows.
_PARSER_DEPTH = 250
_RUN = Text(
    "网页中有一千万字节以上不间断的内容，不是报告；请重新保存网页",
    "the page holds one unbroken run of more than ten million bytes, which is no report; save the page again",
)
_UNCHECKED = 1024 * 1024
_INLINE_DATA = re.compile(rb"data:[\w/+.;=-]{0,100}base64,[A-Za-z0-9+/=%]*")
_TAG = re.compile(rb"<[^<>]*")
# libxml2 compares each attribute of a tag with all before it.
_LONG_TAG = re.compile(rb"<[^<>]{200000,}")
_TAG_WORDS = 20_000
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
    data = mended(data)
    if data.count(b"<") * _TAG_CELLS > limits.cells:
        raise exceeded("cells", limits)
    if len(data) > _UNCHECKED:
        _check_words(data, limits)
    if any(len(_WORD.findall(tag[0])) > _TAG_WORDS for tag in _LONG_TAG.finditer(data)):
        raise exceeded("cells", limits)
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
    for error in parser.error_log:
        if "Excessive depth" in error.message:  # its type changed from one version of libxml2 to the next
            raise exceeded("depth", limits)
        if error.type_name == "ERR_RESOURCE_LIMIT":
            raise ReadError(_RUN)
    return root


def _check_words(data: bytes, limits: Limits) -> None:
    """Raise ReadError where attributes, each of which costs memory, are what the page is made of."""
    words = 0
    for tag in _TAG.finditer(data):
        for _ in _WORD.finditer(data, tag.start(), tag.end()):
            words += 1
            if words > limits.cells * _WORDS:
                raise exceeded("cells", limits)
