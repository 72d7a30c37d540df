"""Web archives (.mht, and what Word saves as "single file web page"): a MIME message around the page.

Not by the email package: on hostile messages it takes quadratic time and raises whatever it meets.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

from nianbao.errors import ReadError
from nianbao.files.limits import Limits
from nianbao.i18n import Text

_NO_PAGE = Text("网页归档（MHTML）中没有网页正文", "the web archive (MHTML) holds no page")

# Multipart within multipart: browsers and Word nest two deep.
_DEPTH = 5
_HEAD_BYTES = 16 * 1024
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_FOLDED = re.compile(rb"\r?\n[ \t]+")
_FIELD = re.compile(rb"^(content-[a-z-]{1,40}):[ \t]*([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_PARAMETER = re.compile(
    rb';[ \t]*(boundary|charset)[ \t]*=[ \t]*(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))', re.IGNORECASE
)


def page_of(data: bytes, limits: Limits) -> tuple[bytes, str | None]:
    """The first page in a web archive and the charset that its header names (None: none named).

    Raises ReadError where no part is a page. Pictures and style sheets in the archive are not looked at.
    """
    for fields, body in _leaves(data, limits.parts, _DEPTH):
        content_type = fields.get(b"content-type", b"")
        if content_type.lower().startswith(b"text/html"):
            return _decoded(body, fields), _charset(content_type)
    raise ReadError(_NO_PAGE)


def _leaves(entity: bytes, most: int, depth: int) -> Iterator[tuple[dict[bytes, bytes], bytes]]:
    """The header fields and bodies of the parts that hold no parts, at most so many of each multipart."""
    fields, body = _split(entity)
    boundary = _parameter(fields.get(b"content-type", b""), b"boundary")
    if boundary is None:
        yield fields, body
    elif depth:
        for piece in (b"\n" + body).split(b"\n--" + boundary, most)[1:]:
            yield from _leaves(piece.partition(b"\n")[2], most, depth - 1)


def _split(entity: bytes) -> tuple[dict[bytes, bytes], bytes]:
    end = _BLANK_LINE.search(entity, 0, _HEAD_BYTES)
    if end is None:
        return {}, entity
    head = _FOLDED.sub(b" ", entity[: end.start()])
    return {name.lower(): value for name, value in _FIELD.findall(head)}, entity[end.end() :]


def _parameter(content_type: bytes, name: bytes) -> bytes | None:
    found = ((quoted or bare) for key, quoted, bare in _PARAMETER.findall(content_type) if key.lower() == name)
    return next(found, None)


def _decoded(body: bytes, fields: dict[bytes, bytes]) -> bytes:
    encoding = fields.get(b"content-transfer-encoding", b"").strip().lower()
    if encoding == b"quoted-printable":
        return binascii.a2b_qp(body)
    if encoding == b"base64":
        characters = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
        return binascii.a2b_base64(characters[: len(characters) // 4 * 4] + _last_group(characters))
    return body


def _last_group(characters: bytes) -> bytes:
    """The characters after the last whole group of four, padded; one alone holds no byte."""
    rest = characters[len(characters) // 4 * 4 :]
    return rest.ljust(4, b"=") if len(rest) > 1 else b""


def _charset(content_type: bytes) -> str | None:
    charset = (_parameter(content_type, b"charset") or b"").decode("ascii", "replace").lower()
    # "unicode" is what Word writes for UTF-16, which the byte order mark tells as well.
    return None if charset in ("", "unicode") else charset
