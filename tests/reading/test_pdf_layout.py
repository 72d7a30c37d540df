"""The steps from positions to text, each by itself: grids, lines, heads and feet, rows cut in two."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.errors import ReadError
from nianbao.files.limits import DEFAULT, Limits
from nianbao.reading.pdf.tables.drawing import Rule
from nianbao.reading.pdf.tables.joining import can_join, join
from nianbao.reading.pdf.tables.pieces import GridBox, GridPiece
from nianbao.reading.pdf.tables.ruling import find_grids
from nianbao.reading.pdf.text.furniture import without_furniture
from nianbao.reading.pdf.text.glyphs import Glyph
from nianbao.reading.pdf.text.lines import TextLine, lines_of, lines_of_cell
from nianbao.reading.pdf.text.paragraphs import paragraphs, text_columns

EDGES = st.lists(st.integers(1, 60), min_size=2, max_size=6, unique=True).map(lambda e: sorted(10 * x for x in e))


def spaced(text: str, x: float, y: float, step: float, size: float = 10) -> list[Glyph]:
    return [Glyph(c, x + i * step, x + i * step + size, y, size) for i, c in enumerate(text)]


def line(text: str, y: float, page: int = 1, *, x0: float = 80, width: float | None = None, gaps: int = 0) -> TextLine:
    return TextLine(text, x0, x0 + (10 * len(text) if width is None else width), y, 10, page, gaps)


# Grids


@settings(max_examples=40, deadline=None)
@given(xs=EDGES, ys=EDGES)
def test_a_full_grid_has_a_cell_in_every_box(xs: list[int], ys: list[int]) -> None:
    across = [Rule(y, xs[0], xs[-1]) for y in ys]
    down = [Rule(x, ys[0], ys[-1]) for x in xs]
    (grid,) = find_grids(across, down, DEFAULT)
    assert (grid.xs, grid.ys) == (tuple(xs), tuple(ys))
    assert [(c.rows, c.columns) for c in grid.cells] == [(1, 1)] * (len(xs) - 1) * (len(ys) - 1)


@settings(max_examples=40, deadline=None)
@given(xs=EDGES, ys=EDGES, data=st.data())
def test_cells_cover_the_grid_once_whatever_lines_are_missing(
    xs: list[int], ys: list[int], data: st.DataObject
) -> None:
    kept = st.booleans()
    across = [Rule(y, a, b) for y in ys for a, b in pairwise(xs) if data.draw(kept)]
    down = [Rule(x, a, b) for x in xs for a, b in pairwise(ys) if data.draw(kept)]
    for grid in find_grids(across, down, DEFAULT):
        boxes = [(r, c) for cell in grid.cells for r in range(cell.row, cell.row + cell.rows)
                 for c in range(cell.column, cell.column + cell.columns)]  # fmt: skip
        assert sorted(boxes) == [(r, c) for r in range(len(grid.ys) - 1) for c in range(len(grid.xs) - 1)]


def test_sides_that_are_not_drawn_are_where_the_lines_end() -> None:
    across = [Rule(10, 10, 100), Rule(30, 10, 100)]
    (grid,) = find_grids(across, [Rule(50, 10, 60)], DEFAULT)
    assert list(grid.xs) == [10, 50, 100]
    assert list(grid.ys) == [10, 30, 60]


def test_broken_and_double_lines_are_one() -> None:
    across = [Rule(10, 10, 50), Rule(10.5, 51, 100), Rule(12, 10, 100), Rule(40, 10, 100)]
    (grid,) = find_grids(across, [Rule(10, 10, 40), Rule(100, 10, 40)], DEFAULT)
    assert len(grid.ys) == 2


def test_an_underline_is_no_table() -> None:
    assert not find_grids([Rule(10, 10, 50), Rule(20, 10, 50)], [], DEFAULT)


def test_too_fine_a_grid_is_refused() -> None:
    lines = [Rule(4.0 * i, 0, 400) for i in range(100)]
    with pytest.raises(ReadError):
        find_grids(lines, lines, Limits(cells=100))


# Lines


def test_letter_spacing_is_no_blank_but_a_column_is() -> None:
    assert lines_of(spaced("总体情况", 80, 100, 20), 1)[0].text == "总体情况"
    assert lines_of([*spaced("规章", 80, 100, 10), *spaced("12", 150, 100, 5, 5)], 1)[0].text == "规章 12"


def test_blanks_between_latin_words_stay() -> None:
    glyphs = [*spaced("of", 80, 100, 5, 5), *spaced("it", 93, 100, 5, 5)]
    assert lines_of(glyphs, 1)[0].text == "of it"


def test_in_a_cell_spread_letters_are_one_word() -> None:
    assert lines_of_cell(spaced("规章", 80, 100, 60), 1)[0].text == "规章"


def test_a_letter_a_line_is_read_by_lines_and_downward_text_by_columns_from_the_right() -> None:
    first = spaced("三、", 80, 100, 10)
    rest = [Glyph(c, 85, 95, 120 + 20 * i, 10) for i, c in enumerate("本年度结果")]
    assert "".join(x.text for x in lines_of_cell([*first, *rest], 1)) == "三、本年度结果"
    right = [Glyph(c, 100, 110, 100 + 12 * i, 10) for i, c in enumerate("本年度办")]
    left = [Glyph(c, 80, 90, 100 + 12 * i, 10) for i, c in enumerate("理结果")]
    assert [x.text for x in lines_of_cell([*right, *left], 1)] == ["本年度办", "理结果"]


# Heads and feet


@pytest.mark.parametrize("foot", ["— {} —", "- {} -", "{}", "第{}页", "{}/3"])
def test_page_numbers_are_dropped(foot: str) -> None:
    pages = [[line(f"正文{chr(0x4E00 + n)}", 400, n), line(foot.format(n), 800, n)] for n in (1, 2, 3)]
    assert [[x.text[:2] for x in rest] for rest in without_furniture(pages, [842] * 3)] == [["正文"]] * 3


def test_a_running_head_is_dropped_and_a_figure_at_the_foot_is_not() -> None:
    pages = [[line("青石区水务局", 50, n), line(f"行{n}", 300, n), line("57", 790, n)] for n in (1, 2, 3)]
    assert [x.text for x in without_furniture(pages, [842] * 3)[0]] == ["行1", "57"]


# Tables over pages


def piece(rows: list[list[str]], page: int, edges: tuple[float, ...] = (80, 200, 240)) -> GridPiece:
    boxes = []
    for number, row in enumerate(rows):
        for index, text in enumerate(row):
            lines = (TextLine(text, edges[index] + 5, edges[index] + 5 + 10 * len(text), 0, 10, page),) if text else ()
            boxes.append(GridBox(edges[index], edges[index + 1], number, 1, lines, page))
    return GridPiece(tuple(boxes), len(rows), page, 0, edges[0], edges[-1])


def joined(above: list[list[str]], below: list[list[str]]) -> list[list[str]]:
    upper, lower = piece(above, 1), piece(below, 2)
    assert can_join(upper, lower)
    whole = join(upper, lower)
    return [[box.text for box in whole.row(number)] for number in range(whole.rows)]


def test_a_repeated_header_is_dropped() -> None:
    head = ["信息内容", "件数"]
    assert joined([head, ["规章", "1"]], [head, ["行政许可", "2"]]) == [head, ["规章", "1"], ["行政许可", "2"]]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["一二三四五六七八九十甲", "7"], ["乙丙", ""]),
        (["一二三四五六七八九十甲", ""], ["乙丙", "7"]),
    ],
)
def test_a_row_cut_in_two_is_one_row(above: list[str], below: list[str]) -> None:
    assert joined([["规章", "1"], above], [below, ["末行", "0"]])[1:] == [
        ["一二三四五六七八九十甲乙丙", "7"],
        ["末行", "0"],
    ]


def test_rows_that_both_speak_stay_two() -> None:
    above, below = [["规章", "1"]], [["规范性文件", "2"]]
    assert joined(above, below) == above + below


def test_empty_rows_with_labels_stay_two() -> None:
    above, below = [["1.属于国家秘密", ""]], [["2.其他情形", ""]]
    assert joined(above, below) == above + below


def test_other_columns_are_another_table() -> None:
    assert not can_join(piece([["甲", "1"]], 1), piece([["乙", "1"]], 2, (80, 150, 240)))
    assert not can_join(piece([["甲", "1"]], 1), piece([["乙", "1"]], 2, (60, 200, 240)))


# Paragraphs


def told_apart(lines: list[TextLine]) -> list[str]:
    pages = [[x for x in lines if x.page == n] for n in range(1, max(x.page for x in lines) + 1)]
    return [p.text for p in paragraphs([lines], text_columns(pages))[0]]


FULL = "这一行写到了右边的尽头没有余地了"


def test_a_full_line_goes_on_and_a_short_one_ends() -> None:
    assert told_apart([line(FULL, 100), line("下一行。", 120), line("另一段。", 140)]) == [
        FULL + "下一行。",
        "另一段。",
    ]


def test_an_indented_line_begins_a_paragraph() -> None:
    lines = [line(FULL, 100), line(FULL, 120), line("另一段。", 140, x0=100)]
    assert told_apart(lines) == [FULL + FULL, "另一段。"]


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    lines = [line(FULL, 700), line("接着写。", 100, page=2), line(FULL, 120, page=2)]
    assert told_apart(lines) == [FULL + "接着写。", FULL]


def test_rows_of_figures_are_never_joined() -> None:
    rows = [line("规章 1 0 0", 100, width=160, gaps=3), line("许可 2 0 0", 120, width=160, gaps=3)]
    assert told_apart(rows) == ["规章 1 0 0", "许可 2 0 0"]
