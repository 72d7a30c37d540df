"""Text from bytes whose encoding nobody names: UTF-8, UTF-16 or GB18030 (which holds GBK and GB2312)."""

from __future__ import annotations

import codecs
import unicodedata
from typing import NamedTuple

from nianbao.errors import ReadError
from nianbao.i18n import Text

_NOT_TEXT = Text(
    "无法识别的文件：既不是文本，也不是 Word、WPS、PDF 或网页文件",
    "an unknown kind of file: neither text nor a Word, WPS, PDF or HTML file",
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# One bad character in so many others is damage, more is another encoding or no text at all.
_TOLERANCE = 50


class Encoded(NamedTuple):
    """A text, and how it is written: the byte order mark that was dropped, and the encoding."""

    text: str
    mark: bytes
    encoding: str


def decode(data: bytes) -> str:
    """The text, with U+FFFD where a few bytes are damaged; the byte order mark is dropped.

    Raises ReadError for bytes that are no text in any of the encodings.
    """
    return decoded(data).text


def decoded(data: bytes) -> Encoded:
    """As `decode`, with what it takes to write the text as it was written."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data[len(mark) :], (encoding,), mark)
    if b"\0" in data:
        return _checked(data, (_utf16_order(data),))
    return _checked(data, ("utf-8", "gb18030"))


def _checked(data: bytes, encodings: tuple[str, ...], mark: bytes = b"") -> Encoded:
    for encoding in encodings:
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") * _TOLERANCE <= _beyond_ascii(text) and _is_text(text):
            return Encoded(text, mark, encoding)
    raise ReadError(_NOT_TEXT)


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _is_text(text: str) -> bool:
    """Bytes of another kind decode to control characters and to ones that nobody uses; real text has few."""
    head = text[:4096]
    shown = "".join(head.split())
    if shown.isprintable():
        return True
    strange = sum(unicodedata.category(char) in ("Cc", "Cn", "Co") for char in shown)
    return strange * _TOLERANCE <= len(head)


def _utf16_order(data: bytes) -> str:
    """Line breaks and digits have a zero high byte: it stands second in little-endian order."""
    head = data[:4096]
    return "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
