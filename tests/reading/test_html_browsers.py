"""What sites write wrongly and browsers show all the same is read as browsers show it."""

from __future__ import annotations

import re

import pytest

from nianbao.document import Paragraph, Table
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from tests.builders.linting import lint_document
from tests.builders.reports import BASE
from tests.builders.reports.html import as_html

PAGE = as_html(BASE).decode()
BODY = "<body>"


def _sound(page: str) -> None:
    document = read_bytes(page.encode())
    assert [(f.code, f.message.zh) for f in lint_document(document).findings] == []
    assert recognise(document).agency == "青岚县水务局"


@pytest.mark.parametrize(
    "page",
    [
        PAGE.replace("<p>一、", "</body></html><p>一、", 1),
        PAGE.replace(BODY, "</HTML>" + BODY),
        PAGE.replace(BODY, BODY + "<noscript><div><img src='s.gif'></noscript>"),
        PAGE.replace(BODY, BODY + "<script>var list = [" + "'<a b=c>'," * 60_000 + "]</script>"),
        PAGE.replace(BODY, BODY + '<script type=\'application/json\'>{"t": "<' + "x y " * 80_000 + '"}</script>'),
        PAGE.replace(BODY, BODY + "<!-- <script> of an older site -->"),
        re.sub(r"(?<=</tr>)<tr>(?=<td)", "", PAGE),
        PAGE.replace("<p>二、", "<p><a href='more.html'>信息公开平台<p>二、"),
    ],
    ids=["closed early", "closed first", "noscript", "script", "data", "comment", "rows", "link"],
)
def test_the_page_is_sound(page: str) -> None:
    assert page != PAGE
    _sound(page)


@pytest.mark.parametrize(
    "figure",
    [
        "<del>3</del>134",
        "<s>9</s>134",
        "<strike>9</strike>134",
        "<span style='text-decoration: line-through'>9</span>134",
        "<select><option>0</option><option selected>134</option></select>",
        "<ruby>134<rp>(</rp><rt>yi</rt><rp>)</rp></ruby>",
    ],
)
def test_a_figure_is_what_is_left_of_its_cell(figure: str) -> None:
    page = PAGE.replace(">134<", f">{figure}<")
    assert page != PAGE
    proactive = recognise(read_bytes(page.encode())).table("proactive")
    assert proactive is not None
    assert proactive.number(("licensing", "decisions")) == 134


@pytest.mark.parametrize(("tag", "kind"), [("s", "hidden-text"), ("del", "tracked-change")])
def test_what_was_struck_out_is_told(tag: str, kind: str) -> None:
    page = PAGE.replace(">134<", f"><{tag}>9</{tag}>134<")
    assert [(t.kind, t.text) for t in read_bytes(page.encode()).traces] == [(kind, "9")]


@pytest.mark.parametrize("mark", ["<sup>1</sup>", "<span style='vertical-align:super'>1</span>"])
def test_the_mark_of_a_note_is_no_digit_of_the_figure(mark: str) -> None:
    page = PAGE.replace(">134<", f">134{mark}<")
    found = lint_document(read_bytes(page.encode())).findings
    assert [(f.code, f.location.row) for f in found] == [("V302", "licensing")]


def test_scripts_that_never_end_cost_no_more_than_they_are_long() -> None:
    document = read_bytes((PAGE + "<script>" * 20_000).encode())
    assert any(isinstance(block, Table) for block in document.blocks)
    assert any(isinstance(block, Paragraph) for block in document.blocks)
