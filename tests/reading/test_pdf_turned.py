"""Labels turned on their side, as narrow cells that span many rows often hold them."""

from __future__ import annotations

import pytest

from nianbao.document import Table
from nianbao.files.limits import DEFAULT
from nianbao.reading.pdf.opening import read_document
from nianbao.reading.pdf.text.glyphs import Glyph
from nianbao.reading.pdf.text.lines import lines_of_cell
from tests.builders.pdf.raw import page, text

# A narrow cell over two rows, with two figures beside it.
GRID = b"50 600 m 250 600 l S 110 660 m 250 660 l S 50 720 m 250 720 l S " + b"".join(
    b"%d 600 m %d 720 l S " % (x, x) for x in (50, 110, 250)
)
# Most of a page stands upright: this tells which way up it is.
BODY = "Text that stands upright, above the table and longer than its label."
FIGURES = text(BODY, y=760) + text("913", 160, 685) + text("214", 160, 625)
UP, DOWN = b"0 1 -1 0", b"0 -1 1 0"


def turned(words: bytes, matrix: bytes, x: float, y: float) -> bytes:
    """Operators that show words on their side, their base line beginning at a place."""
    return b"BT /F 12 Tf %s %g %g Tm %s Tj ET " % (matrix, x, y, words)


def cells(data: bytes) -> list[str]:
    (table,) = (block for block in read_document(data, DEFAULT).blocks if isinstance(block, Table))
    return [cell.text for cell in table.cells]


@pytest.mark.parametrize(
    ("matrix", "first", "second"),
    [(UP, (75, 610), (95, 610)), (DOWN, (85, 710), (65, 710))],
    ids=["upwards", "downwards"],
)
def test_each_turn_is_read_in_its_own_order(
    matrix: bytes, first: tuple[float, float], second: tuple[float, float]
) -> None:
    label = turned(b"(outcomes)", matrix, *first), turned(b"(12.05)", matrix, *second)
    for shown in (label, label[::-1]):
        assert cells(page(GRID + FIGURES + b"".join(shown))) == ["outcomes\n12.05", "913", "214"]


@pytest.mark.parametrize(("turn", "downwards"), [(1, -1), (3, 1)])
def test_a_turned_chinese_label(turn: int, downwards: int) -> None:
    """The label of the outcomes on two lines, in whatever order the file has its characters."""
    first = [Glyph(c, 60, 70, 200 + downwards * 10 * n, 10, turn) for n, c in enumerate("三、本年度")]
    left = 60 - downwards * 14
    second = [Glyph(c, left, left + 10, 200 + downwards * 10 * n, 10, turn) for n, c in enumerate("办理结果")]
    for glyphs in (first + second, [*reversed(second), *first]):
        assert [line.text for line in lines_of_cell(glyphs, 1)] == ["三、本年度", "办理结果"]


def test_what_stands_upright_beside_turned_text_is_told_apart() -> None:
    upright = [Glyph("7", 80, 85, 200, 10)]
    turned_text = [Glyph(c, 60, 70, 200 - 10 * n, 10, 1) for n, c in enumerate("其他")]
    assert [line.text for line in lines_of_cell([*turned_text, *upright], 1)] == ["7", "其他"]


@pytest.mark.parametrize("matrix", [b"-1 0 0 -1", b"-1 0 0 1"], ids=["upside down", "mirrored"])
def test_a_figure_the_wrong_way_round_is_no_number(matrix: bytes) -> None:
    shown = page(GRID + text(BODY, y=760) + text("214", 160, 625) + turned(b"(913)", matrix, 190, 685))
    assert [not cell or cell.isdigit() for cell in cells(shown)] == [True, False, True]


def test_a_figure_on_its_side_that_goes_over_the_edge_is_no_number() -> None:
    beside = text(BODY, y=760) + text("214", 190, 625)
    whole = turned(b"(913)", UP, 175, 670)
    over = turned(b"(9135)", UP, 175, 645)
    assert cells(page(GRID + beside + whole)) == ["", "913", "214"]
    assert not any(cell.isdigit() for cell in cells(page(GRID + beside + over)))


def test_a_digit_above_the_line_is_a_mark() -> None:
    raised = text("913", 160, 685) + text("12", 180.1, 690, 7) + text("214", 160, 625)
    assert cells(page(GRID + text(BODY, y=760) + raised))[1:] == ["913\u00b92", "214"]
