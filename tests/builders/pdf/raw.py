"""PDF files built byte by byte: what no word processor would write."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def stream(content: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    """A stream object; `packed` deflates it."""
    if packed:
        content, entries = zlib.compress(content, 9), entries + b" /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def pdf(objects: Sequence[bytes], *, end: bytes = b"%%EOF\n") -> bytes:
    """A file of numbered objects, the first one its catalogue, with a table of where they are."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%s" % (
        size, table, size, len(out), end,
    )  # fmt: skip


def page(content: bytes, *, resources: bytes = b"", extra: Sequence[bytes] = (), packed: bool = False) -> bytes:
    """A file of one A4 page that shows `content`; objects from number 6 on are `extra`."""
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F 5 0 R >> %s >> >>" % resources,
            stream(content, packed=packed),
            FONT,
            *extra,
        ]
    )


def text(words: str, x: float = 72, y: float = 700, size: float = 12) -> bytes:
    """Operators that show ASCII words at a place."""
    return b"BT /F %g Tf %g %g Td (%s) Tj ET\n" % (size, x, y, words.encode("ascii"))
