"""What is drawn in unusual ways: turned pages, bars for lines, forms, watermarks, pictures."""

from __future__ import annotations

import pytest

from nianbao.document import Block, Paragraph, Picture, Table
from nianbao.files.limits import DEFAULT
from nianbao.reading.pdf.opening import read_document
from tests.builders.pdf.raw import page, stream, text

WORDS = text("left", 60, 705) + text("right", 160, 705) + text("below", 60, 685) + text("last", 160, 685)
XS, YS = (50, 150, 250), (720, 700, 680)
STROKES = b"".join(b"50 %d m 250 %d l S " % (y, y) for y in YS) + b"".join(b"%d 680 m %d 720 l S " % (x, x) for x in XS)
BARS = b"".join(b"50 %d 200 1 re f " % y for y in YS) + b"".join(b"%d 680 1 41 re f " % x for x in XS)
FRAMES = b"".join(b"%d %d 100 20 re S " % (x, y) for x in XS[:2] for y in YS[1:])
RIMS = b"".join(b"%d %d 100 20 re %d %d 98 18 re f* " % (x, y, x + 1, y + 1) for x in XS[:2] for y in YS[1:])
DASHES = b"".join(b"%d %d m %d %d l S " % (x, y, x + 4, y) for y in YS for x in range(50, 250, 6)) + b"".join(
    b"%d 680 m %d 720 l S " % (x, x) for x in XS
)


def blocks(data: bytes) -> list[Block]:
    return list(read_document(data, DEFAULT).blocks)


def words(data: bytes) -> list[str]:
    return [b.text for b in blocks(data) if isinstance(b, Paragraph)]


def rows(data: bytes) -> list[tuple[int, int, str]]:
    (table,) = (b for b in blocks(data) if isinstance(b, Table))
    return [(c.row, c.column, c.text) for c in table.cells]


@pytest.mark.parametrize(
    "lines",
    [STROKES, BARS, FRAMES, RIMS, DASHES],
    ids=["strokes", "filled bars", "a frame a cell", "filled rims", "dashes"],
)
def test_lines_are_seen_however_they_are_drawn(lines: bytes) -> None:
    assert rows(page(lines + WORDS)) == [(0, 0, "left"), (0, 1, "right"), (1, 0, "below"), (1, 1, "last")]


def test_coloured_areas_are_no_lines() -> None:
    painted = b".9 g " + b"".join(b"50 %d 400 20 re f " % y for y in (700, 680)) + b"0 g "
    found = blocks(page(painted + text("above", 60, 705) + text("below", 60, 685)))
    assert [type(block) for block in found] == [Paragraph]


def test_lines_in_a_form_stand_where_the_form_is_placed() -> None:
    form = stream(STROKES, b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Matrix [1 0 0 1 0 -100]")
    shown = b"q 1 0 0 1 0 100 cm /X Do Q "
    assert len(rows(page(shown + WORDS, resources=b"/XObject << /X 6 0 R >>", extra=[form]))) == 4


@pytest.mark.parametrize(
    ("turn", "matrix"),
    [
        (0, b"1 0 0 1 0 0"),
        (90, b"0 1 -1 0 842 0"),
        (180, b"-1 0 0 -1 842 842"),
        (270, b"0 -1 1 0 0 842"),
    ],
)
def test_a_page_that_lies_on_its_side_is_read_upright(turn: int, matrix: bytes) -> None:
    turned = page(b"q %s cm %s Q" % (matrix, STROKES + WORDS)).replace(
        b"[0 0 595 842]", b"[0 0 842 842] /Rotate %d" % turn
    )
    assert rows(turned) == [(0, 0, "left"), (0, 1, "right"), (1, 0, "below"), (1, 1, "last")]


def test_a_watermark_across_the_page_is_not_text() -> None:
    oblique = b"BT /F 60 Tf .7 .7 -.7 .7 100 100 Tm (DRAFT) Tj ET "
    assert words(page(oblique + text("hello"))) == ["hello"]


def test_text_outside_the_page_is_not_seen() -> None:
    assert words(page(text("hello") + text("hidden", 700, 100))) == ["hello"]


def test_a_picture_is_told_where_it_stands() -> None:
    image = stream(
        b"\x80",
        b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
    )
    shown = text("above", 72, 700) + b"q 300 0 0 100 72 550 cm /I Do Q " + text("beneath this picture", 72, 500)
    found = blocks(page(shown, resources=b"/XObject << /I 6 0 R >>", extra=[image]))
    assert [type(block) for block in found] == [Paragraph, Picture, Paragraph]
    assert found[1].place.page == 1
