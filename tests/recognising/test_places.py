"""What was recognised is found again in its Word file: headings, titles, rows, cells, sentences."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from linter.checks.sentences import sentences
from nianbao.document import Place
from nianbao.ooxml import names as n
from nianbao.ooxml.editing import Editing
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from nianbao.report import Report
from nianbao.text import normalise
from tests.builders.docx import docx, p, tbl, tr
from tests.builders.reports import as_docx, edited


def opened(data: bytes) -> tuple[Report, Editing]:
    document = read_bytes(data)
    assert document.source is not None
    return recognise(document), Editing(document.source.data)


def standing(editing: Editing, place: Place) -> str:
    """What stands at a place, taken from the file itself."""
    found = []
    for part in place.parts:
        element = editing.find(part.anchor)
        assert element is not None, part
        text = "".join(_text(item) for item in element.iter(n.T, n.BR))
        found.append(text[slice(*part.span)] if part.span else text)
    return "".join(found)


def _text(item: etree._Element) -> str:
    return "\n" if item.tag == n.BR else item.text or ""


def rejoined(text: str) -> str:
    """A report whose headings share paragraphs with what follows them, as pages pasted into Word have them."""
    return re.sub(r"(?m)^(六、其他需要报告的事项)\n", r"\1　", text)


SPECIMENS = {
    "plain": as_docx(edited([])),
    "shared": as_docx(rejoined(edited([]))),
}


@pytest.mark.parametrize("name", SPECIMENS)
def test_everything_that_was_recognised_is_found_in_the_file(name: str) -> None:
    report, editing = opened(SPECIMENS[name])
    assert report.title is not None
    assert standing(editing, report.title.place) == report.title.stated
    assert len(report.sections) == 6
    for section in report.sections:
        assert normalise(standing(editing, section.heading.place)) == normalise(section.heading.stated)
    places = [(value.raw, value.place) for table in report.tables for value in table.values.values()]
    assert len(places) == 200
    for raw, place in places:
        assert standing(editing, place) == raw
        cell = editing.find(place.anchor)
        assert cell is not None
        assert next(cell.iterancestors(n.TR), None) is not None
    said = list(sentences(report))
    assert said
    for sentence in said:
        assert standing(editing, sentence.place) == sentence.text


def test_a_heading_that_shares_its_paragraph_is_told_from_the_text_behind_it() -> None:
    report, editing = opened(SPECIMENS["shared"])
    last = report.sections[-1]
    behind = next(report.prose(last.blocks))
    assert last.heading.place.anchor == behind.place.anchor
    assert standing(editing, behind.place) == behind.text
    assert last.heading.place.span is not None
    assert behind.place.span is not None
    assert last.heading.place.span[1] <= behind.place.span[0]


def test_a_heading_broken_over_two_paragraphs_names_both() -> None:
    words = "二、主动公开政府信息情况"
    data = docx(p("一、总体情况"), p("好。"), p(words[:6]), p(words[6:]), tbl(tr("信息内容", "1"), tr("规章", "2")))
    heading = next(h for h in recognise(read_bytes(data)).headings if h.stated.startswith("二"))
    assert [part.anchor for part in heading.place.parts] == ["p[3]", "p[4]"]


def test_paragraphs_that_a_deleted_mark_joins_name_both() -> None:
    mark = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    (block,) = read_bytes(docx(p("前", properties=mark), p("后"))).blocks
    assert {part.anchor for part in block.place.parts} == {"p[1]", "p[2]"}
