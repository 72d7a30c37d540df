"""A level watermark over a table, in ink that is read: its characters reach no figure and no label."""

from __future__ import annotations

import pytest

from nianbao.document import Paragraph, Table
from nianbao.files.limits import DEFAULT
from nianbao.reading import read_bytes
from nianbao.reading.pdf.opening import read_document
from nianbao.reading.pdf.text.glyphs import Glyph, GlyphPage
from nianbao.reading.pdf.text.overlays import told_apart
from nianbao.text import parse_number
from tests.builders.pdf.raw import page, text

# Two rows of a label and three figures, each cell 50 points wide and 20 high.
GRID = b"".join(b"50 %d m 250 %d l S " % (y, y) for y in (600, 620, 640)) + b"".join(
    b"%d 600 m %d 640 l S " % (x, x) for x in (50, 100, 150, 200, 250)
)
BODY = text("The figures of the year stand in the table below.", y=760)
ROWS = [["new", "13", "0", "4"], ["old", "2", "1", "0"]]
OWN = BODY + b"".join(
    text(words, 55 + 50 * column, 606 + 20 * (1 - row))
    for row, line in enumerate(ROWS)
    for column, words in enumerate(line)
)


def _cells(overlay: bytes, *, below: bool = False) -> list[str]:
    content = GRID + (overlay + OWN if below else OWN + overlay)
    (table,) = (block for block in read_document(page(content), DEFAULT).blocks if isinstance(block, Table))
    return [cell.text for cell in table.cells]


PLAIN = [words for line in ROWS for words in line]


@pytest.mark.parametrize("below", [False, True])
@pytest.mark.parametrize(
    "overlay",
    [
        text("FOR REVIEW 2024", 52, 612, 24),
        b"0.5 g " + text("INTERNAL 2024 COPY", 52, 609, 12) + b"0 g ",
        b"1 0 0 rg " + text("20240815", 90, 626, 12) + b"0 g ",
        b"6 Tc " + text("INTERNAL", 52, 612, 30) + b"0 Tc ",
        text("REVIEWED", 175, 611, 12),  # in the ink and size of the text: through ruling lines and over figures
    ],
    ids=["larger", "grey", "red digits", "letters apart", "alike"],
)
def test_a_watermark_is_in_no_cell(overlay: bytes, below: bool) -> None:
    assert _cells(overlay, below=below) == PLAIN


def test_what_cannot_be_told_apart_is_no_figure() -> None:
    """The digits go through a ruling line, over nothing, and look like all others."""
    cells = _cells(text("88", 93.4, 609))
    assert cells[:4] + cells[6:] == ["new", "13", "0", "4", "1", "0"]
    assert parse_number(cells[5]) is None
    assert "2" in cells[5]


def test_a_longer_figure_beside_a_line_stays() -> None:
    assert _cells(text("7", 244, 626))[3] == "4 7"


def test_text_that_is_cut_off_by_no_line_stays_whatever_its_look() -> None:
    loud = OWN.replace(b"/F 12 Tf 105 626 Td (13)", b"/F 16 Tf 105 624 Td (13)")
    assert loud != OWN
    (table,) = (b for b in read_document(page(GRID + b"0 0 1 rg " + loud), DEFAULT).blocks if isinstance(b, Table))
    assert [cell.text for cell in table.cells] == PLAIN


def _line(words: str, x: float, y: float, size: float = 10) -> list[Glyph]:
    return [Glyph(char, x + size * n, x + size * (n + 1), y, size) for n, char in enumerate(words)]


def _page(number: int, *lines: list[Glyph]) -> GlyphPage:
    return GlyphPage(number, 595, 842, tuple(glyph for line in lines for glyph in line), (), (), (), 0)


def _kept(*pages: GlyphPage) -> list[str]:
    return ["".join(glyph.char for glyph in told.own) for _, _, told in told_apart(pages, lambda _: ())]


def test_what_stands_at_one_place_of_several_pages_over_text_is_gone_from_all() -> None:
    stamp = _line("内部资料", 100, 400)
    pages = (_page(1, _line("本年度共收到申请十件", 80, 402), stamp), _page(2, _line("另一行", 80, 300), stamp))
    assert _kept(*pages) == ["本年度共收到申请十件", "另一行"]


def test_headers_that_repeat_stay_under_a_watermark() -> None:
    header, stamp = _line("自然人总计", 100, 100), _line("内部资料", 103, 103)
    rows = [_line(words, 100, 103 + 100 * n) for n, words in enumerate(("", "甲", "乙"))]
    pages = (_page(1, header, stamp, rows[1]), _page(2, header, stamp, rows[2]))
    assert all(kept.startswith("自然人总计") for kept in _kept(*pages))


def test_a_bold_letter_made_of_two_is_no_collision() -> None:
    twice = [_line("总计", 100, 100), _line("总计", 100.5, 100)]
    assert len(_kept(_page(1, *twice))[0]) == 4


@pytest.mark.parametrize(
    "hidden",
    [
        b"1 1 1 rg " + text("913", y=650),
        b"0.97 g " + text("913", y=650),
        b"3 Tr " + text("913", y=650),
        b"2 Tr 1 g 1 G " + text("913", y=650),
    ],
    ids=["white", "nearly white", "not drawn", "white outlines"],
)
def test_hidden_text_is_told(hidden: bytes) -> None:
    document = read_bytes(page(BODY + b"q " + hidden + b" Q " + text("214", y=680)))
    assert [(t.kind, t.text, t.place.page) for t in document.traces] == [("hidden-text", "913", 1)]
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)][-1].endswith("214")


def test_a_pale_watermark_is_no_hidden_text() -> None:
    assert read_bytes(page(BODY + b"0.8 g " + text("REVIEW", 100, 500, 40))).traces == ()


@pytest.mark.parametrize("mode", [b"1 Tr 1 g ", b"2 Tr 1 g "])
def test_outlined_letters_are_seen(mode: bytes) -> None:
    document = read_bytes(page(BODY + mode + text("913", y=650)))
    assert "913" in str([b.text for b in document.blocks if isinstance(b, Paragraph)])
    assert document.traces == ()


def test_a_page_that_is_drawn_has_the_text_that_is_not() -> None:
    """Letters made outlines, with the text behind them to be searched."""
    document = read_bytes(page(b"3 Tr " + BODY + text("913", y=650)))
    assert "913" in str([b.text for b in document.blocks if isinstance(b, Paragraph)])
    assert document.traces == ()
