"""The web page: real tables, nothing from elsewhere, nothing but text from the figures."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from lxml import etree, html

from generator.html import render_html
from nianbao.document import Table
from nianbao.figures import Narrative
from nianbao.reading.html import read_html
from nianbao.rulebook import load_rulebook
from nianbao.text import normalise
from tests.builders.figures.sound import of, zeros
from tests.builders.reports.official import TABLES

RULEBOOK = load_rulebook()
NARRATIVE: Narrative = {"overview": {"proactive": "公开信息3条。"}, "other": "无。"}


def page(narrative: Narrative = NARRATIVE, *, draft: bool = False) -> str:
    values = dict.fromkeys(zeros(), Decimal(8))
    totals = {
        ("applications", row, "total"): Decimal(8)
        for row in {row for table, row, _ in values if table == "applications"}
    }
    return render_html(of({**values, **totals}), narrative, RULEBOOK, draft=draft)


def tree(text: str) -> etree._Element:
    return html.document_fromstring(text)


def found(root: etree._Element, path: str) -> list[etree._Element]:
    """The elements at an XPath."""
    elements = root.xpath(path)
    assert isinstance(elements, list)
    return [element for element in elements if isinstance(element, etree._Element)]


def strings(root: etree._Element, path: str) -> list[str]:
    """The texts or attributes at an XPath."""
    texts = root.xpath(path)
    assert isinstance(texts, list)
    return [str(text) for text in texts]


def test_nothing_is_fetched_and_nothing_runs() -> None:
    root = tree(page())
    assert not root.xpath("//script | //link | //img | //iframe | //@src | //@href | //@*[starts-with(name(), 'on')]")
    assert not re.search(r"url\(|@import|https?:", page())


def test_language_title_and_headings() -> None:
    root = tree(page())
    assert root.get("lang") == "zh-CN"
    assert root.xpath("string(//title)") == root.xpath("string(//h1)") == "青岚县水务局2024年政府信息公开工作年度报告"
    assert strings(root, "//h2/text()")[0] == "一、总体情况"
    assert root.xpath("//h3/text()") == ["（一）主动公开"]


def test_tables_are_drawn_as_in_the_official_blank() -> None:
    drawn = [block for block in read_html(page().encode()).blocks if isinstance(block, Table)]
    for table, cells in zip(drawn, TABLES.values(), strict=True):
        shape = [(c.row, c.column, c.rows, c.columns, "" if c.text == "8" else normalise(c.text)) for c in table.cells]
        assert shape == [(*cell[:4], normalise(cell[4])) for cell in cells]


def test_every_table_has_a_caption_and_every_header_a_scope() -> None:
    root = tree(page())
    assert root.xpath("//caption/text()") == [
        "主动公开政府信息情况表",
        "收到和处理政府信息公开申请情况表",
        "政府信息公开行政复议、行政诉讼情况表",
    ]
    assert set(strings(root, "//th/@scope")) == {"col", "row", "rowgroup"}
    assert not root.xpath("//th[not(@scope)] | //td[@scope]")
    assert [len(found(table, "./thead/tr")) for table in found(root, "//table")] == [0, 3, 3]
    assert [len(found(table, "./tbody")) for table in found(root, "//table")] == [4, 1, 1]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{ 7*7 }}", "a & b < c \" '"])
def test_texts_are_escaped(text: str) -> None:
    assert tree(page({"other": text})).xpath("//p[last()]/text()") == [text]


def test_a_draft_is_marked_and_the_mark_is_not_read() -> None:
    assert "草稿" not in page()
    marked = page(draft=True)
    assert tree(marked).xpath("//div[@class='draft']/text()") == ["草稿"]
