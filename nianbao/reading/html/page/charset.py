"""The text of a page: which encoding its bytes are in, whatever the site says."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The meta tag must stand in the first 1024 bytes by the HTML standard; Word puts up to 20 KB before it.
_META_WINDOW = 64 * 1024
_META = re.compile(rb"<meta\b[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
# GB 18030 contains GBK and GB 2312, and pages labelled so hold its characters (WHATWG Encoding, "gbk").
_GB18030 = {"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "ms936", "hz-gb-2312"}
# Labels that a tool wrote without looking: any bytes decode in them, and no Chinese page is in them.
_EMPTY_LABELS = {"ascii", "iso8859-1", "cp1252"}
# Fewer bytes than these may be valid UTF-8 by chance; then the page's own label decides.
_PROOF_BYTES = 24


def decode(data: bytes, header: str | None = None) -> str:
    """The page's text: by its BOM, by the bytes where they prove UTF-8, by `header` (HTTP), by its meta tag.

    A label that does not fit the bytes gives way to whichever of UTF-8 and GB 18030 fits best; bytes that
    fit neither become U+FFFD. Never raises.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    if _looks_utf16(data):
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace")
    if _is_utf8(data) and sum(data.count(lead) for lead in _LEADS) * 3 >= _PROOF_BYTES:
        return data.decode("utf-8", "replace")
    for label in (header, *_declared(data)):
        text = _decode_strictly(data, label)
        if text is not None:
            return text
    return _decode_best(data)


# The lead bytes of common Chinese characters and marks in UTF-8.
_LEADS = (*(bytes([b]) for b in range(0xE3, 0xEA)), b"\xef")


def _looks_utf16(data: bytes) -> bool:
    return data[:4] in (b"<\0!\0", b"<\0h\0", b"<\0H\0", b"\0<\0!", b"\0<\0h", b"\0<\0H")


def _is_utf8(data: bytes) -> bool:
    """Valid up to a last character that was cut off."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _declared(data: bytes) -> list[str]:
    head = data[:_META_WINDOW]
    return [found[1].decode("ascii", "replace") for found in (_META.search(head), _XML.search(head)) if found]


def _decode_strictly(data: bytes, label: str | None) -> str | None:
    encoding = _encoding_of(label) if label else None
    if encoding is None or (encoding == "utf-8" and not _is_utf8(data)):
        return None
    try:
        return data.decode(encoding, "replace" if encoding == "utf-8" else "strict")
    except (UnicodeError, LookupError):
        return None


def _encoding_of(label: str) -> str | None:
    """Python's codec for a label, None where there is none or the label says nothing."""
    plain = label.strip().strip("\"'").lower()
    if plain in _GB18030:
        return "gb18030"
    try:
        info = codecs.lookup(plain)
    except (LookupError, ValueError):
        return None
    usable = info._is_text_encoding and info.name not in _EMPTY_LABELS and not info.name.startswith("utf-16")
    return info.name if usable else None


def _decode_best(data: bytes) -> str:
    texts = (data.decode("utf-8", "replace"), data.decode("gb18030", "replace"))
    return min(texts, key=lambda text: text.count("\ufffd"))
