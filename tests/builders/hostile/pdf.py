"""PDF files made to hurt; see `tests.builders.hostile`."""

from __future__ import annotations

import zlib
from collections.abc import Callable

Recipe = Callable[[], bytes]

MIB = 1024 * 1024
NINES = "9" * 5000


def pdf(*objects: bytes, trailer: bytes = b"<</Root 1 0 R>>") -> bytes:
    """A PDF file of these objects, numbered from 1, with a right cross-reference table."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return bytes(out) + b"trailer\n" + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % start


def _stream(content: bytes, entries: bytes = b"", length: int | None = None) -> bytes:
    return (
        b"<<%s/Length %d>>\nstream\n" % (entries, len(content) if length is None else length) + content + b"\nendstream"
    )


_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def _one_page(stream: bytes, box: bytes = b"0 0 595 842") -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>" % box
    return pdf(_CATALOG, _PAGES, page, stream, _FONT)


def _packed(content: bytes) -> bytes:
    return _stream(zlib.compress(content), b"/Filter/FlateDecode")


def _shown(content: bytes = b"(annual report on information)") -> bytes:
    return b"BT /F 12 Tf 72 700 Td " + content + b" Tj ET"


PDF: dict[str, Recipe] = {
    "length-too-long": lambda: _one_page(_stream(_shown(), length=10**9)),
    "length-too-short": lambda: _one_page(_stream(_shown(), length=3)),
    "length-negative": lambda: _one_page(_stream(_shown(), length=-1)),
    "length-huge": lambda: _one_page(_stream(_shown()).replace(b"/Length ", b"/Length " + NINES.encode())),
    "bad-stream": lambda: _one_page(_stream(b"\x00" * 99, b"/Filter/FlateDecode")),
    "box-huge": lambda: _one_page(_stream(_shown()), b"0 0 1e30 1e30"),
    "box-nines": lambda: _one_page(_stream(_shown()), b"0 0 " + NINES.encode() + b" 1"),
    "box-empty": lambda: _one_page(_stream(_shown()), b"0 0 0 0"),
    "page-circle": lambda: pdf(_CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"),
    "count-huge": lambda: pdf(_CATALOG, b"<</Type/Pages/Kids[]/Count 2147483647>>"),
    "no-root": lambda: pdf(_CATALOG, trailer=b"<<>>"),
    "root-circle": lambda: pdf(b"1 0 R"),
    "header-only": lambda: b"%PDF-1.7\n%%EOF",
    "offset-lies": lambda: _one_page(_stream(_shown())).replace(b"startxref\n", b"startxref\n9"),
    "truncated": lambda: _one_page(_stream(_shown()))[:-200],
    "numbers": lambda: _one_page(_stream(b"BT /F 1e999999999 Tf " + NINES.encode() + b" 1 Td (x) Tj ET")),
}
PDF_HEAVY: dict[str, Recipe] = {
    "glyphs": lambda: _one_page(_packed(_shown(b"(annual report on information)") * 100_000)),
    "rulings": lambda: _one_page(
        _packed(b"".join(b"%d 0 m %d 800 l S " % (n % 590, n % 590) for n in range(200_000)) + _shown())
    ),
    "boxes": lambda: _one_page(
        _packed(b"".join(b"%d %d 3 3 re S " % (n % 590, n // 590) for n in range(200_000)) + _shown())
    ),
    "bomb": lambda: _one_page(_packed(b" " * (500 * MIB) + _shown())),
    "nested-arrays": lambda: pdf(_CATALOG, b"[" * 1_000_000),
    "nested-states": lambda: _one_page(_packed(b"q " * 5_000_000 + _shown())),
    "pages": lambda: pdf(
        _CATALOG, b"<</Type/Pages/Kids[%s]/Count 100000>>" % (b"3 0 R " * 100_000), b"<</Type/Page/Parent 2 0 R>>"
    ),
    "objects": lambda: pdf(_CATALOG, _PAGES, *[b"<</Type/Page/Parent 2 0 R>>"] * 300_000),
}
