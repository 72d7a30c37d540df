"""The logical grid of Word tables, whatever merges and wrappers they are made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.document import Cell, Document, Paragraph, Picture, Table
from nianbao.reading.docx import read_docx
from tests.builders.docx import docx, p, picture, r, sdt, span, tbl, tc, tr

DOWN = '<w:vMerge w:val="restart"/>'
ON = "<w:vMerge/>"


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def grid(*rows: str) -> list[tuple[str, int, int, int, int]]:
    (table,) = tables(read_docx(docx(tbl(*rows))))
    return [(cell.text, cell.row, cell.column, cell.rows, cell.columns) for cell in table.cells]


def test_plain_cells_stand_in_reading_order_with_their_place() -> None:
    (table,) = tables(read_docx(docx(p("前"), tbl(tr("甲", "乙"), tr("丙", tc("一", "二"))))))
    assert table.place.anchor == "tbl[1]"
    assert [(cell.text, cell.row, cell.column, cell.place.anchor) for cell in table.cells] == [
        ("甲", 0, 0, "tc[1]"), ("乙", 0, 1, "tc[2]"), ("丙", 1, 0, "tc[3]"), ("一\n二", 1, 1, "tc[4]"),
    ]  # fmt: skip


def test_merges_across_and_down() -> None:
    assert grid(
        tr(tc("角", properties=span(2) + DOWN), tc("头", properties=span(2))),
        tr(tc(properties=span(2) + ON), "三", "四"),
        tr("一", "二", "三", "四"),
    ) == [
        ("角", 0, 0, 2, 2), ("头", 0, 2, 1, 2),
        ("三", 1, 2, 1, 1), ("四", 1, 3, 1, 1),
        ("一", 2, 0, 1, 1), ("二", 2, 1, 1, 1), ("三", 2, 2, 1, 1), ("四", 2, 3, 1, 1),
    ]  # fmt: skip


def test_old_horizontal_merges() -> None:
    restart, goes_on = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
    assert grid(
        tr(tc("头", properties=restart), tc(properties=goes_on), tc(properties="<w:hMerge/>"), "末"),
        tr("一", "二", "三", "四"),
    )[:2] == [("头", 0, 0, 1, 3), ("末", 0, 3, 1, 1)]


def test_what_stands_in_a_continued_cell_is_not_shown() -> None:
    assert grid(tr(tc("上", properties=DOWN), "1"), tr(tc("下", properties=ON), "2")) == [
        ("上", 0, 0, 2, 1), ("1", 0, 1, 1, 1), ("2", 1, 1, 1, 1),
    ]  # fmt: skip


def test_a_continuation_that_nothing_began_is_a_cell() -> None:
    assert grid(tr(tc("甲", properties=ON), "1"), tr(tc("乙", properties=ON), "2")) == [
        ("甲", 0, 0, 2, 1), ("1", 0, 1, 1, 1), ("2", 1, 1, 1, 1),
    ]  # fmt: skip


def test_a_continuation_below_a_plain_cell_is_a_cell() -> None:
    assert grid(tr("甲", "1"), tr(tc("乙", properties=ON), "2"))[2] == ("乙", 1, 0, 1, 1)


def test_a_merge_may_be_split_differently_in_the_rows_it_goes_on_in() -> None:
    assert grid(tr(tc("角", properties=span(2) + DOWN), "1"), tr(tc(properties=ON), tc(properties=ON), "2")) == [
        ("角", 0, 0, 2, 2),
        ("1", 0, 2, 1, 1),
        ("2", 1, 2, 1, 1),
    ]


def test_columns_left_out_before_a_row_and_ragged_ends() -> None:
    assert grid(
        tr("一", "二", "三"),
        tr("四", properties='<w:gridBefore w:val="2"/>'),
        tr("五", properties='<w:gridAfter w:val="2"/>'),
    )[3:] == [("四", 1, 2, 1, 1), ("五", 2, 0, 1, 1)]


def wide(*widths: int, unit: str = "dxa") -> str:
    return tr(*(tc(str(width), properties=f'<w:tcW w:w="{width}" w:type="{unit}"/>') for width in widths))


def test_rows_without_spans_are_laid_out_by_their_widths() -> None:
    assert grid(wide(3000, 3000), wide(1490, 1500, 3005), wide(6000)) == [
        ("3000", 0, 0, 1, 2), ("3000", 0, 2, 1, 1),
        ("1490", 1, 0, 1, 1), ("1500", 1, 1, 1, 1), ("3005", 1, 2, 1, 1),
        ("6000", 2, 0, 1, 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "half", "quarter"),
    [
        ("pct", "2500", "1250"),
        ("pct", "50%", "25.00%"),
        ("dxa", "90pt", "45pt"),
        ("dxa", "5cm", "2.5cm"),
        ("dxa", "2in", "1in"),
    ],
)
def test_widths_may_be_parts_of_the_table_or_have_units(unit: str, half: str, quarter: str) -> None:
    half, quarter = (f'<w:tcW w:w="{size}" w:type="{unit}"/>' for size in (half, quarter))
    rows = (tr(tc(properties=half), tc(properties=half)), tr(*(tc(properties=w) for w in (quarter, quarter, half))))
    assert [columns for *_, columns in grid(*rows)] == [2, 1, 1, 1, 1]


def test_widths_that_make_no_common_grid_are_not_believed() -> None:
    for rows in (
        (wide(3000, 3000), wide(1500, 1500, 1500)),
        (wide(3000, 3000, unit="auto"), wide(1500, 1500, 3000, unit="auto")),
        (tr("一", "二"), wide(1500, 1500, 3000)),
    ):
        assert all(columns == 1 for *_, columns in grid(*rows))


def test_rows_and_cells_in_content_controls_are_read() -> None:
    assert grid(
        sdt(sdt(tr("甲", sdt(tc("乙")), "丙"))),
        f"<w:customXml>{tr('一', f'<w:customXml>{tc(sdt(p(chr(20108))))}</w:customXml>', '三')}</w:customXml>",
    ) == [
        ("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1), ("丙", 0, 2, 1, 1),
        ("一", 1, 0, 1, 1), ("二", 1, 1, 1, 1), ("三", 1, 2, 1, 1),
    ]  # fmt: skip


def test_deleted_cells_and_rows_are_not_shown_and_hidden_rows_leave_a_trace() -> None:
    document = read_docx(
        docx(
            tbl(
                tr("甲", tc("删", properties="<w:cellDel/>"), "1"),
                tr("除", "掉", properties="<w:del/>"),
                tr("隐", "藏", properties="<w:hidden/>"),
                tr("乙", "2", properties='<w:hidden w:val="0"/>'),
            )
        )
    )
    assert [(cell.text, cell.row, cell.column) for cell in tables(document)[0].cells] == [
        ("甲", 0, 0), ("1", 0, 1), ("乙", 1, 0), ("2", 1, 1),
    ]  # fmt: skip
    assert ("hidden-text", "隐 藏", "tr[3]") in [(t.kind, t.text, t.place.anchor) for t in document.traces]


def test_tracked_merges_stand_as_they_will_be() -> None:
    rest, cont = '<w:cellMerge w:vMerge="rest"/>', '<w:cellMerge w:vMerge="cont"/>'
    assert grid(tr(tc("上", properties=rest), "1"), tr(tc(properties=cont), "2"))[0] == ("上", 0, 0, 2, 1)


def test_a_table_in_a_cell_follows_its_table() -> None:
    inner = tbl(tr("内一", "内二"))
    outer, nested = tables(read_docx(docx(tbl(tr("标签", tc("格", inner, p())), tr("甲", "乙"), tr("丙", "丁")))))
    assert [cell.text for cell in outer.cells] == ["标签", "格\n", "甲", "乙", "丙", "丁"]
    assert [cell.text for cell in nested.cells] == ["内一", "内二"]


def test_a_frame_around_the_report_is_unwrapped() -> None:
    figures = tbl(tr("规章", "1"), tr("行政规范性文件", "2"))
    expected = read_docx(docx(p("标题"), p("一、"), figures, p("二、")))
    for frame in (
        tbl(tr(tc("标题", "一、", figures, "二、"))),
        tbl(tr("标题"), tr(tc("一、", tbl(tr(tc(figures, "二、")))))),
        tbl(tr("标题"), tr(tc("一、", figures)), tr("二、")),
        sdt(tbl(tr(tc(sdt(p("标题")), "一、", sdt(figures), "二、")))),
    ):
        document = read_docx(docx(frame))
        assert [_shape(b) for b in document.blocks] == [_shape(b) for b in expected.blocks]


def test_a_page_set_in_columns_is_unwrapped_where_it_holds_more_than_itself() -> None:
    figures = tbl(*(tr(str(i), "2") for i in range(3)))
    document = read_docx(docx(tbl(tr("栏目", tc("正文", figures)))))
    assert [_shape(block) for block in document.blocks][:2] == ["栏目", "正文"]
    assert len(tables(document)) == 1


def _shape(block: Paragraph | Table | Picture) -> object:
    return [c.text for c in block.cells] if isinstance(block, Table) else block.text


def test_pictures_in_cells_are_marked() -> None:
    (table,) = tables(read_docx(docx(tbl(tr("表二", tc(p(picture("截图"))))))))
    assert [(cell.text, cell.picture) for cell in table.cells] == [("表二", False), ("", True)]


def test_two_tables_without_anything_between_stay_two() -> None:
    assert len(tables(read_docx(docx(tbl(tr("甲", "1")), tbl(tr("乙", "2")))))) == 2


def test_hostile_spans_stay_within_what_word_lays_out() -> None:
    properties = span(999999999)
    cells = grid(
        tr(tc("甲", properties=properties), "乙", properties='<w:gridBefore w:val="-5"/>'),
        tr("丙", tc(properties='<w:gridSpan w:val="x"/>'), tc(properties=span(0))),
    )
    assert max(column + columns for _, _, column, _, columns in cells) == 64


@st.composite
def layouts(draw: st.DrawFn) -> list[Cell]:
    """Rectangles that tile a grid, made by cutting it again and again."""
    todo, done = [(0, 0, draw(st.integers(2, 6)), draw(st.integers(2, 6)))], []
    while todo:
        row, column, rows, columns = todo.pop()
        across = draw(st.integers(0, columns - 1))
        down = draw(st.integers(0, rows - 1))
        if across:
            todo += [(row, column, rows, across), (row, column + across, rows, columns - across)]
        elif down:
            todo += [(row, column, down, columns), (row + down, column, rows - down, columns)]
        else:
            done.append((row, column, rows, columns))
    return [Cell(f"{row}:{column}", row, column, rows, columns) for row, column, rows, columns in sorted(done)]


def _written(cells: list[Cell]) -> str:
    rows: dict[int, list[tuple[int, str]]] = {}
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rows):
            merge = "" if cell.rows == 1 else DOWN if row == cell.row else ON
            text = r(cell.text) if row == cell.row else ""
            rows.setdefault(row, []).append((cell.column, tc(p(text), properties=span(cell.columns) + merge)))
    return tbl(*(tr(*(xml for _, xml in sorted(rows[row]))) for row in sorted(rows)))


@given(layouts())
def test_any_tiling_written_as_word_writes_it_is_read_as_it_was(cells: list[Cell]) -> None:
    if len({cell.column for cell in cells}) == 1:
        return  # a single column is a frame, not a table
    (table,) = tables(read_docx(docx(_written(cells))))
    assert [(c.text, c.row, c.column, c.rows, c.columns) for c in table.cells] == [
        (c.text, c.row, c.column, c.rows, c.columns) for c in cells
    ]
