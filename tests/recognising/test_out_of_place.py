"""Tables set with blanks that are out of order or in another section, and cells that hold what is no figure."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nianbao.reading import read_bytes
from tests.builders.linting import lint_document
from tests.builders.reports import BASE

_START = {
    "proactive": BASE.index("第二十条第（一）项"),
    "applications": BASE.index("（本列数据"),
    "review": BASE.index("行政复议\t"),
}
_END = {"proactive": "\n三、收到和处理", "applications": "\n四、政府信息公开行政复议", "review": "\n五、存在的"}
TABLES = {name: BASE[start : BASE.index(_END[name])] for name, start in _START.items()}
ODD = ["O", "N/A", "暂无", "约1", "6（其中修订2件）"]


def found(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    result = lint_document(read_bytes(text.encode()))
    return [(f.code, f.location.table, f.location.row, f.location.column) for f in result.findings]


def loosely(text: str) -> str:
    return text.replace("\t", "  ")


def exchanged(one: str, other: str, text: str = BASE) -> str:
    return text.replace(one, "甲甲").replace(other, one).replace("甲甲", other)


@pytest.mark.parametrize(
    ("one", "other", "table", "row"),
    [
        ("1.属于国家秘密", "8.属于行政查询事项", "applications", "refused.administrative_query"),
        ("5.属于三类内部事务信息", "6.属于四类过程性信息", "applications", "refused.process_information"),
        ("行政处罚", "行政强制", "proactive", "coercion"),
    ],
)
def test_labels_that_have_changed_places(one: str, other: str, table: str, row: str) -> None:
    assert found(loosely(exchanged(one, other))) == [("T210", table, row, None)]


@pytest.mark.parametrize("written", [str, loosely])
def test_tables_that_have_changed_places(written: Callable[[str], str]) -> None:
    text = exchanged(TABLES["proactive"], TABLES["applications"])
    assert [(code, table) for code, table, _, _ in found(written(text))] == [
        ("T212", "proactive"),
        ("T212", "applications"),
    ]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("written", [str, loosely])
def test_what_is_no_figure_keeps_its_cell(odd: str, written: Callable[[str], str]) -> None:
    for before, after, cell in [
        ("3\t1\t0\t0\t4", f"3\t1\t{odd}\t0\t4", ("review", "cases", "reconsideration.other")),
        ("11\t2\t0", f"11\t{odd}\t0", ("applications", "new", "business")),
        ("行政规范性文件\t2\t1", f"行政规范性文件\t{odd}\t1", ("proactive", "normative_documents", "issued")),
    ]:
        assert found(written(BASE.replace(before, after))) == [("V302", *cell)]


@pytest.mark.parametrize("odd", ODD)
def test_what_is_no_figure_in_the_first_cell_of_a_row_without_a_label(odd: str) -> None:
    text = BASE.replace("3\t1\t0\t0\t4", f"{odd}\t1\t0\t0\t4")
    assert found(text) == [("V302", "review", "cases", "reconsideration.upheld")]


@pytest.mark.parametrize("table", ["proactive", "applications", "review"])
def test_a_second_table_right_below_the_first_is_that(table: str) -> None:
    assert [f[:2] for f in found(BASE.replace(TABLES[table], TABLES[table] * 2))] == [("T211", table)]
