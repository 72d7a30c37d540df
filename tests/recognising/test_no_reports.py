"""What is a report and what is not: other documents of the same offices, and reports of which little is left."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from nianbao.document import Block, Cell, Document, Paragraph, Picture, Table
from nianbao.errors import ReadError
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from nianbao.rulebook import load_rulebook
from tests.builders.reports.broken import BROKEN, TABLES, TITLE

OTHERS: list[dict[str, str]] = YAML(typ="safe").load(Path(__file__).with_name("no_reports.yaml").read_text("utf-8"))
RECOGNITION = load_rulebook().recognition


def gridded(text: str) -> Document:
    """The text as a Word file or a web page would have it: rows with tabs are tables with a grid."""
    blocks: list[Block] = []
    for part in TABLES.split(text):
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
