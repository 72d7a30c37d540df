"""Tables as browsers show them: spans, wrong nesting, groups of rows, frames made of tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.document import Cell, Document, Paragraph, Picture, Table
from nianbao.errors import ReadError
from nianbao.files.limits import DEFAULT, Limits
from nianbao.reading.html import read_html

Shown = list[tuple[str, int, int, int, int]]


def read(body: str, limits: Limits = DEFAULT) -> Document:
    return read_html(f"<html><body>{body}</body></html>".encode(), limits)


def tables(body: str) -> list[Table]:
    return [block for block in read(body).blocks if isinstance(block, Table)]


def shown(body: str) -> Shown:
    (table,) = tables(body)
    return [(c.text, c.row, c.column, c.rows, c.columns) for c in table.cells]


def one(text: str, row: int, column: int, rows: int = 1, columns: int = 1) -> tuple[str, int, int, int, int]:
    return text, row, column, rows, columns


def test_spans_push_later_cells_aside() -> None:
    body = "<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁</table>"
    assert shown(body) == [one("甲", 0, 0, 2), one("乙", 0, 1, 1, 2), one("丙", 1, 1), one("丁", 1, 2)]


def test_rowspan_zero_reaches_to_the_end_of_its_group_only() -> None:
    body = "<table><tbody><tr><td rowspan=0>甲<td>乙<tr><td>丙</tbody><tbody><tr><td>丁<td>戊</tbody></table>"
    assert shown(body)[0] == one("甲", 0, 0, 2)
    assert shown(body)[3:] == [one("丁", 2, 0), one("戊", 2, 1)]


def test_spans_that_overrun_end_with_the_table() -> None:
    body = "<table><tr><td rowspan=99 colspan=50>甲<td>乙<tr><td>丙</table>"
    assert shown(body) == [one("甲", 0, 0, 2), one("乙", 0, 1), one("丙", 1, 1)]


def test_a_colspan_ends_at_a_cell_from_above() -> None:
    body = "<table><tr><td>甲<td rowspan=2>乙<td>丙<tr><td colspan=3>丁<td>戊</table>"
    assert one("丁", 1, 0) in shown(body)
    assert one("戊", 1, 2) in shown(body)


@pytest.mark.parametrize("value", ["x", "-3", "", "0", "1e9", "一"])
def test_a_span_that_is_no_number_is_one(value: str) -> None:
    body = f'<table><tr><td colspan="{value}">甲<td>乙<tr><td>丙<td>丁</table>'
    assert shown(body)[0] == one("甲", 0, 0)


def test_head_and_foot_are_shown_first_and_last_wherever_they_are_written() -> None:
    body = "<table><tfoot><tr><td>尾<td>1</tfoot><tbody><tr><td>身<td>2</tbody><thead><tr><th>头<th>3</thead></table>"
    assert [text for text, *_ in shown(body)] == ["头", "3", "身", "2", "尾", "1"]


def test_rows_and_cells_need_no_tags_of_their_own() -> None:
    assert [t for t, *_ in shown("<table><td>甲<td>乙<tr><td>丙<td>丁</table>")] == list("甲乙丙丁")
    assert shown("<table><td>甲<td>乙</table>")[1] == one("乙", 0, 1)


def test_hidden_cells_and_rows_take_no_place() -> None:
    body = (
        "<table><tr><td colspan=2>甲</td><td style='display:none'></td></tr><tr><td>乙<td>丙</tr>"
        "<tr hidden><td>旧<td>值</tr></table>"
    )
    assert shown(body) == [one("甲", 0, 0, 1, 2), one("乙", 1, 0), one("丙", 1, 1)]


def test_cells_keep_breaks_and_lose_blanks_around() -> None:
    body = "<table><tr><td>&nbsp;规 &nbsp; 章<br>（件）</td><td>&nbsp;</td></tr><tr><td><p>一</p><p>二</p><td>3</table>"
    assert [text for text, *_ in shown(body)] == ["规 \xa0 章\n（件）", "", "一\n二", "3"]


def test_the_row_that_only_fixes_widths_is_no_row() -> None:
    body = "<table><tr><td>甲<td>乙<tr height=0><td width=9></td><td width=9></td></tr></table>"
    assert len(shown(body)) == 2


def test_text_in_a_table_but_in_no_cell_stands_before_it() -> None:
    first, second = read("<table><caption>单位：件</caption><tr><td>甲<td>乙</table>").blocks
    assert isinstance(first, Paragraph)
    assert first.text == "单位：件"
    assert isinstance(second, Table)


def test_a_table_of_one_column_is_only_a_frame() -> None:
    texts = [
        b.text for b in read("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>").blocks if isinstance(b, Paragraph)
    ]
    assert texts == ["甲", "乙"]


def test_a_table_with_text_in_one_cell_of_each_row_is_only_a_frame() -> None:
    document = read("<table><tr><td><img src=i.gif width=5></td><td>一、总体情况</td></tr></table><p>乙</p>")
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == ["一、总体情况", "乙"]


def test_a_collapsed_row_is_not_shown() -> None:
    rows = "<tr><td>甲<td>1</tr><tr style='visibility: collapse'><td>旧<td>9</tr><tr><td>乙<td>2</tr>"
    assert [cell.text for cell in tables(f"<table>{rows}</table>")[0].cells] == ["甲", "1", "乙", "2"]


def test_fields_that_are_filled_in_are_read_in_tables_only() -> None:
    rows = "<tr><td>甲<td><input value=12></tr><tr><td>乙<td><textarea>3</textarea><input type=hidden value=9></tr>"
    assert [cell.text for cell in tables(f"<table>{rows}</table>")[0].cells] == ["甲", "12", "乙", "3"]
    assert [b.text for b in read("<p>甲<input value=搜索></p>").blocks if isinstance(b, Paragraph)] == ["甲"]


def test_columns_of_running_text_are_a_frame() -> None:
    text = "".join(f"<p>{'本年度按要求公开信息，' * 6}第{n}项。</p>" for n in range(4))
    assert tables(f"<table><tr><td>栏目</td><td>{text}</td></tr></table>") == []


def test_a_table_in_a_cell_stands_behind_its_table() -> None:
    inner = "<table><tr><td>子<td>1</table>"
    rows = "<tr><td>项目<td>数量<td>说明</tr>" * 4
    outer, nested = tables(f"<table>{rows}<tr><td>甲<td>2<td>乙{inner}</tr></table>")
    assert [cell.text for cell in outer.cells[-3:]] == ["甲", "2", "乙"]
    assert [cell.text for cell in nested.cells] == ["子", "1"]


def test_a_picture_where_a_table_belongs_is_kept_and_an_icon_is_not() -> None:
    blocks = read("<p>一、甲</p><p><img src=t.png alt=表><img src=i.gif width=16></p><p>二、乙</p>").blocks
    assert [type(block) for block in blocks] == [Paragraph, Picture, Paragraph]
    cell = tables("<table><tr><td><img src=a.png></td><td>1</td></tr><tr><td>甲<td>2</table>")[0].cells[0]
    assert cell.picture


def test_spans_beyond_the_limit_are_refused() -> None:
    bomb = "<table>" + ("<tr>" + "<td colspan=1000 rowspan=60000>1" * 50) * 50 + "</table>"
    with pytest.raises(ReadError, match="cells"):
        read(bomb)


@given(st.lists(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=5), min_size=1, max_size=6))
def test_no_two_cells_share_a_place(rows: list[list[tuple[int, int]]]) -> None:
    cells = [[f"<td rowspan={r} colspan={c}>x</td>" for r, c in row] for row in rows]
    body = "<table>" + "".join(f"<tr>{''.join(row)}</tr>" for row in cells) + "</table>"
    for block in read("<p>甲</p>" + body).blocks:
        if isinstance(block, Table):
            taken = [place for cell in block.cells for place in _places(cell)]
            assert len(taken) == len(set(taken))


def _places(cell: Cell) -> list[tuple[int, int]]:
    return [
        (r, c) for r in range(cell.row, cell.row + cell.rows) for c in range(cell.column, cell.column + cell.columns)
    ]
