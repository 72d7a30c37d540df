"""What `show` and `rules` print: complete, in columns, within a terminal."""

from __future__ import annotations

import pytest

from nianbao.cli.show import shown
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from nianbao.rulebook import load_rulebook
from nianbao.rulebook.explaining import rule_list
from nianbao.text import display_width
from tests.builders.reports import BASE, as_docx, edited


def lines(text: str, form: str = "txt") -> list[str]:
    """What is shown of a report, read as a text or a Word file."""
    return list(shown(recognise(read_bytes(text.encode() if form == "txt" else as_docx(text))), "zh"))


def test_shows_title_agency_sections_and_topics() -> None:
    said = lines(BASE)
    assert said[:3] == ["标题    青岚县水务局2024年政府信息公开工作年度报告", "机关    青岚县水务局", "年份    2024"]
    assert "  四、政府信息公开行政复议、行政诉讼情况" in said
    assert "    · 监督保障" in said


def test_figures_stand_in_columns_within_80() -> None:
    said = lines(BASE)
    assert max(map(display_width, said)) <= 80
    rows = [line for line in said if line.startswith(("  一、本年新收", "  （七）总计", "  1.属于国家秘密"))]
    assert len({display_width(row) for row in rows}) == 1
    assert rows[0].endswith(" 11 2 0 0 1 0 14")
    assert rows[1].endswith("  0 0 0 0 0 0  0")


def test_a_table_of_one_row_has_a_line_for_each_column() -> None:
    said = [line.split() for line in lines(BASE)]
    assert ["行政复议·结果维持", "3"] in said
    assert ["复议后起诉·总计", "1"] in said


def test_a_blank_is_no_zero() -> None:
    blank = edited([{"replace": "行政强制\t3", "by": "行政强制\t"}])
    assert ["行政强制", "□"] in [line.split() for line in lines(blank)]


def test_shows_the_same_whatever_the_file() -> None:
    assert lines(BASE) == lines(BASE, "docx")


def test_line_breaks_inside_a_heading_or_a_figure_are_not_shown() -> None:
    cuts = (("复议、", "行政诉讼情况</w:t>"), ("<w:t xml:space='preserve'>18.", "65</w:t>"))
    broken = [{"replace": head + tail, "by": f"{head}</w:t><w:br/><w:t>{tail}"} for head, tail in cuts]
    report = recognise(read_bytes(as_docx(BASE, broken)))
    assert [h.stated for h in report.headings if "\n" in h.stated] == ["四、政府信息公开行政复议、\n行政诉讼情况"]
    assert list(shown(report, "zh")) == lines(BASE)


def test_an_absent_table_is_said_to_be_absent() -> None:
    start, end = BASE.index("第二十条第（一）项"), BASE.index("三、收到")
    assert "表 主动公开政府信息情况 （没有找到）" in lines(BASE[:start] + BASE[end:])


@pytest.mark.parametrize("width", [80, 100])
def test_the_list_of_rules_fits_a_terminal(width: int) -> None:
    listed = rule_list(load_rulebook(), width)
    assert max(map(display_width, [*listed.zh.splitlines(), *listed.en.splitlines()])) <= width


def test_the_list_of_rules_has_a_line_for_each_where_nobody_looks() -> None:
    rules = load_rulebook().rules
    assert [line[:4] for line in rule_list(load_rulebook()).en.splitlines()] == [rule.code for rule in rules]
