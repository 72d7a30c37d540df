"""PDF files that are broken, lie or want the machine: one clear error, or what can be read."""

from __future__ import annotations

import pytest

from nianbao.document import Paragraph
from nianbao.errors import ReadError
from nianbao.files.limits import MIB, Limits
from nianbao.reading.pdf import read_pdf
from tests.builders.pdf.raw import page, pdf, stream, text

HELLO = text("hello world")


def read(data: bytes, limits: Limits | None = None) -> str:
    blocks = read_pdf(data, limits or Limits()).blocks
    return "\n".join(block.text for block in blocks if isinstance(block, Paragraph))


def refusal(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(ReadError) as caught:
        read(data, limits)
    assert "\n" not in caught.value.message.zh + caught.value.message.en
    return caught.value.message.en


def nested_forms(levels: int, times: int) -> bytes:
    """Each form shows the next one many times: some kilobytes that draw for ever."""
    names = b" ".join(b"/X%d %d 0 R" % (i, 6 + i) for i in range(levels))
    entries = (
        b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] "
        b"/Resources << /Font << /F 5 0 R >> /XObject << %s >> >>" % names
    )
    bodies = [b"/X%d Do " % (i + 1) * times for i in range(levels - 1)] + [HELLO * times]
    return page(b"/X0 Do", resources=b"/XObject << %s >>" % names, extra=[stream(b, entries) for b in bodies])


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"%PDF-1.7\n%%EOF", "broken"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 100 + b"%%EOF", "broken"),
        (page(HELLO)[:-100], "cut off"),
        (page(b""), "no text"),
        (pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"]), "page 1"),
        (page(HELLO).replace(b"/Kids [3 0 R] /Count 1", b"/Kids [%s] /Count 501" % (b"3 0 R " * 501)), "pages=500"),
    ],
    ids=["empty", "rubbish", "truncated", "blank", "a page that is its own parent", "too many pages"],
)  # fmt: skip
def test_a_broken_file_says_what_is_wrong(data: bytes, cause: str) -> None:
    assert cause in refusal(data)


@pytest.mark.parametrize(
    "data",
    [
        page(HELLO).replace(b"/Length ", b"/Length 99999"),
        page(HELLO).replace(b"/Length ", b"/Length -"),
        page(HELLO).replace(b"/Count 1", b"/Count 999999999"),
        page(HELLO).replace(b"/Count 1", b"/Count 1 /X " + b"[" * 100_000),
        page(HELLO + b"1e30 1e30 1e38 1e38 re S 0 0 1e12 1e12 re S"),
        page(HELLO + b"BT /F 99999999999999999999999999 Tf 1 1 Td (x) Tj ET"),
        page(HELLO).replace(b"[0 0 595 842]", b"[0 0 1e9 1e9]"),
    ],
    ids=["length", "negative length", "page count", "nesting", "coordinates", "font size", "page size"],
)
def test_what_can_be_read_of_a_lying_file_is_read(data: bytes) -> None:
    assert "hello world" in read(data)


def test_forms_within_forms_end_at_the_bound() -> None:
    bounded = Limits(pdf_seconds=3, pdf_memory=200 * MIB)
    assert refusal(nested_forms(20, 20), bounded)


def test_a_stream_that_unpacks_to_gigabytes_ends_at_the_bound() -> None:
    bounded = Limits(pdf_seconds=5, pdf_memory=200 * MIB)
    assert refusal(page(HELLO + b" " * 400_000_000, packed=True), bounded)


def test_a_grid_of_a_million_boxes_is_refused() -> None:
    lines = b"".join(b"%d 0 m %d 800 l S 0 %d m 595 %d l S " % ((i * 4,) * 4) for i in range(140))
    assert "cells=5000" in refusal(page(HELLO + lines), Limits(cells=5000))


def test_more_characters_than_the_bound_are_refused() -> None:
    assert "cells=500" in refusal(page(text("a b c d e f " * 60, size=1)), Limits(cells=500))
