"""One XML part of a package, parsed without trust: nothing expanded, nothing fetched, memory bounded."""

from __future__ import annotations

import re

from lxml import etree

from nianbao.errors import ReadError
from nianbao.files.limits import Limits, exceeded
from nianbao.ooxml import refusals
from nianbao.ooxml.names import STRICT

# What an element and an attribute take in memory at the most, the tree and our objects together, in bytes; a
# dense part of the permitted size would otherwise grow to many times of it. A real report takes 10 MB.
_ELEMENT, _ATTRIBUTE = 600, 220
# How many times its permitted size a part may grow to.
GROWTH = 5

_USUAL = b'<?xml version="1.0" encoding="UTF-8"'
_DECLARATION = rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)[^>]*\?>"
# OPC allows UTF-8 and UTF-16 only; old Chinese converters also wrote GB.
_CODECS = {b"gb2312": "gb18030", b"gbk": "gb18030", b"gb18030": "gb18030", b"us-ascii": "ascii"}


def parse(data: bytes, name: str, limits: Limits) -> etree._Element:
    """The root element of a part in transitional namespaces, without comments and processing instructions.

    Raises ReadError for malformed XML, for any DOCTYPE, and for more markup than fits the limit unpacked_bytes.
    """
    return _parsed(_transitional(_utf8(data, name)), name, limits, bare=True)


def parse_whole(data: bytes, name: str, limits: Limits) -> etree._Element:
    """As `parse`, with all that stands in the part and in its own namespaces: to be changed and written back."""
    return _parsed(_utf8(data, name), name, limits, bare=False)


def serialised(root: etree._Element) -> bytes:
    """A part from its root element, with what stands before and behind it, as Word writes it: UTF-8, standalone."""
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + etree.tostring(
        root.getroottree(), encoding="UTF-8", xml_declaration=False
    )


def _parsed(data: bytes, name: str, limits: Limits, *, bare: bool) -> etree._Element:
    if _is_too_dense(data, GROWTH * limits.unpacked_bytes):
        raise exceeded("unpacked_bytes", limits)
    try:
        root = etree.fromstring(data, _parser(bare))
    except (etree.XMLSyntaxError, ValueError):
        raise damaged(name) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError(refusals.DOCTYPE.format(name=name))
    return root


def _is_too_dense(data: bytes, room: int) -> bool:
    if len(data) * _ELEMENT // len(b"<p/>") <= room:
        return False
    elements = data.count(b"<") - data.count(b"</")
    return elements * _ELEMENT + data.count(b"=") * _ATTRIBUTE > room


def damaged(name: str) -> ReadError:
    """The error for a part that cannot be read."""
    return ReadError(refusals.DAMAGED.format(part=refusals.PART.format(name=name)))


def _parser(bare: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=bare,
        remove_pis=bare,
        collect_ids=False,
    )


def _utf8(data: bytes, name: str) -> bytes:
    if data.startswith(_USUAL):
        return data
    declared = re.match(_DECLARATION, data)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        codec = "utf-16"
    elif not declared or declared[1].lower() in (b"utf-8", b"utf8"):
        return data
    else:
        codec = _CODECS.get(declared[1].lower(), "")
    try:
        return data.decode(codec).encode()
    except (LookupError, UnicodeError):
        raise damaged(name) from None


def _transitional(data: bytes) -> bytes:
    if b"http://purl.oclc.org/ooxml/" in data:
        for strict, transitional in STRICT.items():
            data = data.replace(strict, transitional)
    return data
