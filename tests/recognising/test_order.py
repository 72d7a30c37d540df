"""Loosely set tables whose figures stand in another order than their labels: read where certain, else refused."""

from __future__ import annotations

import re

import pytest

from nianbao.errors import ReadError
from nianbao.reading import read_bytes
from tests.builders.linting import lint_document
from tests.builders.reports import BASE, edited, with_tables

Rows = list[list[str]]


def codes(text: str) -> list[str]:
    return [finding.code for finding in lint_document(read_bytes(text.encode())).findings]


def filled(rows: Rows) -> Rows:
    return [[cell for cell in row if cell] for row in rows]


def by_rows(rows: Rows) -> str:
    """A cell a line, row after row, as some pages are copied."""
    return "".join(f"{cell}\n" for row in filled(rows) for cell in row)


def by_columns(rows: Rows) -> str:
    """A cell a line, column after column, as pdftotext prints narrow columns that it is not told to keep."""
    labels = [cell for row in filled(rows) for cell in row if not cell[0].isdigit() or "." in cell[1:2]]
    figures = [[cell for cell in row if cell[0].isdigit() and "." not in cell[1:2]] for row in filled(rows)]
    width = max(map(len, figures))
    return "".join(
        f"{cell}\n" for cell in (*labels, *(row[n] for n in range(width) for row in figures if n < len(row)))
    )


def test_a_cell_a_line_row_after_row_is_read() -> None:
    assert codes(with_tables(BASE, by_rows)) == []


@pytest.mark.parametrize("table", ["一、本年新收", "第二十条第（一）项"], ids=["applications", "proactive"])
def test_a_cell_a_line_column_after_column_is_refused(table: str) -> None:
    def as_tabs(rows: Rows) -> str:
        return "".join("\t".join(row) + "\n" for row in rows)

    text = with_tables(BASE, lambda rows: by_columns(rows) if table in as_tabs(rows) else as_tabs(rows))
    with pytest.raises(ReadError) as caught:
        codes(text)
    assert "逐列" in caught.value.message.zh
    assert "-layout" in caught.value.message.en


def test_the_only_row_of_a_table_is_read_though_its_figures_stand_in_two_places() -> None:
    end = BASE.index("五、存在")
    start = BASE.rindex("\n", 0, end - 2) + 1
    figures = BASE[start:end].split()
    assert len(figures) == 15
    head = with_tables(BASE[:start], by_rows)
    after = head.index("未经复议直接起诉")
    text = head[:after] + "\n".join(figures[:5]) + "\n" + head[after:] + "\n".join(figures[5:]) + "\n" + BASE[end:]
    assert codes(text) == []


def test_rows_set_with_blanks_may_lack_a_label_and_are_not_refused() -> None:
    damaged = edited([{"replace": "4.无正当理由大量反复申请", "by": ""}, {"replace": "8.属于行政查询事项", "by": ""}])
    assert set(codes(damaged.replace("\t", "  "))) <= {"T205", "T206", "T207"}


@pytest.mark.parametrize("between", ["  ", "\n"])
def test_a_table_without_its_last_column_is_not_refused(between: str) -> None:
    """Set with blanks, or a cell a line: that the totals are missing is one finding, as in any other table."""
    rows = re.sub(r"(?m)(\D(?:\t\d+){6})\t\d+$", r"\1", BASE)
    rows = rows.replace("其他\t\n", "其他\n").replace("\t\t\t\t\t总计", "")
    text = re.sub(r"\t+", between, rows)
    assert [code for code in codes(text) if code[0] in "ST"] == ["T204"]


def test_a_row_of_figures_whose_cut_label_begins_with_a_number_is_no_heading() -> None:
    text = BASE.replace("三、本年度办理结果\t（一）予以公开", "三、本\t（一）予以公开").replace("\t", "   ")
    assert "S106" not in codes(text)
