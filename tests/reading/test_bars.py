"""Tables drawn with bars: Markdown, grids of characters, copies of web pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nianbao.document import Document, Paragraph, Table
from nianbao.reading import read_bytes
from tests.builders.linting import lint_document
from tests.builders.reports import BASE, edited, with_tables

Rows = list[list[str]]


def markdown(rows: Rows) -> str:
    head, *body = (f"| {' | '.join(row)} |\n" for row in rows)
    return f"{head}|{'---|' * max(map(len, rows))}\n{''.join(body)}"


def grid(rows: Rows) -> str:
    rule = f"+{'-' * 60}+\n"
    return rule + "".join(f"| {' | '.join(row)} |\n{rule}" for row in rows)


def box(rows: Rows) -> str:
    return "".join(f"{'│'.join(row)}\n{'─' * 40}\n" for row in rows)


def wide(rows: Rows) -> str:
    return "".join(f"{'｜'.join(row)}\n" for row in rows)


def copied(rows: Rows) -> str:
    """Without the cells that merges cover."""
    return "".join(f"{' | '.join(filter(None, row))} |\n" for row in rows)


def between(rows: Rows) -> str:
    return "".join(f"{' | '.join(filter(None, row))}\n" for row in rows)


def read(text: str) -> Document:
    return read_bytes(text.encode())


FORMS = [markdown, grid, box, wide, copied, between]


@pytest.mark.parametrize("form", FORMS)
def test_a_clean_report_is_clean_however_its_tables_are_drawn(form: Callable[[Rows], str]) -> None:
    assert lint_document(read(with_tables(BASE, form))).findings == ()


@pytest.mark.parametrize("form", FORMS)
def test_a_wrong_figure_is_found_in_its_line(form: Callable[[Rows], str]) -> None:
    text = with_tables(edited([{"replace": "行政许可\t134", "by": "行政许可\t无"}]), form)
    (finding,) = lint_document(read(text)).findings
    assert (finding.code, finding.location.row) == ("V302", "licensing")
    assert "行政许可" in text.split("\n")[(finding.location.line or 0) - 1]


def test_a_bar_in_a_line_by_itself_is_a_mark() -> None:
    blocks = read("网站首页 | 关于我们\n\n本年收到申请3件 | 办结3件。\n第一行\n").blocks
    assert [type(block) for block in blocks] == [Paragraph] * 3


def test_rules_part_no_rows_and_blank_lines_part_tables() -> None:
    blocks = read("| 甲 | 1 |\n|---|---|\n| 乙 | 2 |\n\n| 丙 | 3 |\n").blocks
    assert [[cell.text for cell in block.cells] for block in blocks if isinstance(block, Table)] == [
        ["甲", "1", "乙", "2"],
        ["丙", "3"],
    ]
