"""The plain-text reader: tables set with tabs or blanks."""

from __future__ import annotations

import pytest

from nianbao.document import Table
from nianbao.reading.plain import read_text
from tests.builders.texts import LONG, OTHER, paragraphs, tables, wrap

TABLE = "\t自然人\t\t总计\n新收\t1\t0\t1\n上年结转\t\t \t"


def test_every_tab_makes_a_cell() -> None:
    assert tables(TABLE) == [[["", "自然人", "", "总计"], ["新收", "1", "0", "1"], ["上年结转", "", "", ""]]]


def test_cells_know_their_order_and_line() -> None:
    (table,) = read_text(f"表\n\n{TABLE}".encode()).blocks[1:]
    assert isinstance(table, Table)
    assert not table.gridded
    assert table.place.line == 3
    assert [(c.row, c.column, c.place.line) for c in table.cells][4:6] == [(1, 0, 4), (1, 1, 4)]


@pytest.mark.parametrize("between", ["\n\n", "\n \n", "\n新收\n", "\n\n三、下一部分\n\n", "\f"])
def test_what_ends_a_table(between: str) -> None:
    assert len(tables(TABLE + between + TABLE)) == 2


def test_a_row_alone_is_a_table() -> None:
    assert tables("行政许可\t17") == [[["行政许可", "17"]]]


def test_rows_with_tabs_only_at_their_ends_belong_to_the_table_beside_them() -> None:
    assert tables("第一项\t\t\n规章\t0\t0\n\t\t结果") == [[["第一项", "", ""], ["规章", "0", "0"], ["", "", "结果"]]]


@pytest.mark.parametrize(
    "line",
    [
        "\t根据有关规定，编制本年度报告，现予公布。欢迎社会各界监督，并提出意见和建议，以便改进工作。",
        "\t总体情况",
        "一、\t总体情况",
        "（一）\t主动公开",
        "1.\t建立制度",
        "总体情况\t",
    ],
)
def test_tabs_that_indent_or_follow_a_number_make_no_table(line: str) -> None:
    assert tables(line) == []
    assert paragraphs(line) == [line.strip()]


def test_a_numbered_heading_right_before_a_table_is_not_in_it() -> None:
    text = f"二、\t主动公开\n{TABLE}\n三、\t申请"
    assert paragraphs(text) == ["二、\t主动公开", "三、\t申请"]
    assert tables(text) == tables(TABLE)


LOOSE = (
    "申请人情况\n\n自然\n人\n\n规章 0 0 0\n\n（部分公开，只计这一情\n形，不计其他情形）\n\n0 0 0 0 0 0\n0\n\n费用 / —"
)


def test_the_lines_of_a_loose_table_stay_alone() -> None:
    expected = [line for line in LOOSE.split("\n") if line]
    assert paragraphs(LOOSE) == expected
    assert paragraphs(f"{wrap(LONG)}\n\n{wrap(OTHER)}\n\n{LOOSE}")[2:] == expected


def test_values_at_the_margin_are_not_prose() -> None:
    row = "其" * 30 + " 0 0 0 0 0 0 0"
    assert paragraphs(f"{wrap(LONG)}\n\n{wrap(OTHER)}\n\n{row}\n下一行")[2:] == [row, "下一行"]
