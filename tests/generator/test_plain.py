"""Plain text: paragraphs apart, cells told apart by tabs."""

from __future__ import annotations

from generator.plain import render_txt
from nianbao.document import Table
from nianbao.reading.plain import read_text
from nianbao.rulebook import load_rulebook
from tests.builders.figures.sound import of, zeros

RULEBOOK = load_rulebook()


def test_the_report_reads_as_it_is_written() -> None:
    text = render_txt(of(zeros()), {"preamble": "前言。", "other": "甲。\n乙。"}, RULEBOOK)
    lines = text.split("\n")
    assert lines[:5] == ["青岚县水务局2024年政府信息公开工作年度报告", "", "前言。", "", "一、总体情况"]
    assert lines[-6:] == ["六、其他需要报告的事项", "", "甲。", "", "乙。", ""]
    assert "规章\t0\t0\t0" in lines
    assert "\t（三）不予公开\t1.属于国家秘密\t0\t0\t0\t0\t0\t0\t" in lines


def test_tables_have_as_many_rows_as_the_official_ones() -> None:
    document = read_text(render_txt(of(zeros()), {}, RULEBOOK).encode())
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert [max(c.row for c in table.cells) + 1 for table in tables] == [14, 28, 4]


def test_a_draft_says_so_first() -> None:
    assert render_txt(of(zeros()), {}, RULEBOOK, draft=True).startswith("草稿\n\n青岚县水务局2024年")
