"""What is a report and what is not: other documents of the same offices, and reports of which little is left."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from nianbao.document import Block, Cell, Document, Paragraph, Picture, Table
from nianbao.errors import ReadError
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from nianbao.rulebook import load_rulebook
from tests.builders.reports import BASE, edited

OTHERS: list[dict[str, str]] = YAML(typ="safe").load(Path(__file__).with_name("no_reports.yaml").read_text("utf-8"))
RECOGNITION = load_rulebook().recognition
TITLE = BASE.split("\n", 1)[0]
_TABLE = re.compile(r"((?:^.*\t.*\n)+)", re.MULTILINE)


def gridded(text: str) -> Document:
    """The text as a Word file or a web page would have it: rows with tabs are tables with a grid."""
    blocks: list[Block] = []
    for part in _TABLE.split(text):
        if "\t" in part:
            rows = [row.split("\t") for row in part.rstrip("\n").split("\n")]
            cells = (Cell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row))
            blocks.append(Table(tuple(cells)))
        else:
            blocks += [Paragraph(line) for line in part.split("\n") if line]
    return Document(tuple(blocks), "docx")


@pytest.mark.parametrize("form", ["text", "grid"])
@pytest.mark.parametrize("other", [pytest.param(other, id=other["name"]) for other in OTHERS])
def test_another_document_is_refused_by_what_it_is(other: dict[str, Any], form: str) -> None:
    assert RECOGNITION.former is not None
    expected = RECOGNITION.former.refusal if "before" in other else RECOGNITION.refusal
    with pytest.raises(ReadError) as error:
        recognise(gridded(other["text"]) if form == "grid" else read_bytes(other["text"].encode()))
    assert error.value.message == expected


def _without_tables(text: str) -> str:
    return _TABLE.sub("", text)


def _without_sections(*numbers: str) -> str:
    """The base without these sections, what stands in them included."""
    parts = re.split(r"^(?=[一二三四五六]、)", BASE, flags=re.MULTILINE)
    return "".join(part for part in parts if part[0] not in numbers)


BROKEN = {
    "no title": BASE.replace(TITLE, ""),
    "no title, no tables": _without_tables(BASE.replace(TITLE, "")),
    "no title, three sections missing": _without_sections("二", "三", "四").replace(TITLE, ""),
    "no title, the other three missing": _without_sections("一", "五", "六").replace(TITLE, ""),
    "the title and one section": _without_sections("二", "三", "四", "五", "六"),
    "the last section with no title": _without_sections("一", "二", "三", "五", "六").replace(TITLE, ""),
    "tables only": "\n\n".join(_TABLE.findall(BASE)),
    "the table of applications only": _TABLE.findall(BASE)[1],
    "a wrong title and the first section": _without_sections("二", "三", "四", "五", "六").replace("年度报告", "报告"),
    "a title without its agency, no headings": re.sub(r"^[一二三四五六]、.*\n", "", BASE, flags=re.MULTILINE).replace(
        TITLE, "2024年信息公开报告"
    ),
    "wrong words in every heading": edited(
        [
            {"replace": "一、总体情况", "by": "一、工作概述"},
            {"replace": "二、主动公开政府信息情况", "by": "二、主动公开政府信息方面"},
            {"replace": "三、收到和处理政府信息公开申请情况", "by": "三、政府信息公开申请"},
            {"replace": "五、存在的主要问题及改进情况", "by": "五、不足"},
        ],
        _without_tables(BASE.replace(TITLE, "")),
    ),
    "a year long past in the title": BASE.replace(TITLE, TITLE.replace("2024", "2012")),
    "a year long past, no tables": _without_tables(BASE.replace(TITLE, TITLE.replace("2024", "2012"))),
}


@pytest.mark.parametrize("form", ["text", "grid"])
@pytest.mark.parametrize("name", BROKEN)
def test_a_badly_broken_report_is_still_one(name: str, form: str) -> None:
    text = BROKEN[name]
    recognise(gridded(text) if form == "grid" else read_bytes(text.encode()))


def test_a_title_over_pictures_is_a_report() -> None:
    title = Paragraph(TITLE)
    assert recognise(Document((title, Picture(), Picture()), "docx")).agency == "青岚县水务局"
    with pytest.raises(ReadError):
        recognise(Document((title,), "docx"))
