"""The table of formats: its readers exist, its endings lead to it, the pages name them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest

from nianbao.files.inputs import Input, find_inputs
from nianbao.formats import CALLED, ENDINGS, FORMATS, FileFormat, Format, format_called, format_of_ending
from nianbao.reading import read_bytes
from nianbao.reading.sniff import sniff
from tests.builders.docx import docx, p

DOCS = Path(__file__).parents[1] / "docs"


def test_every_format_stands_in_the_table_once() -> None:
    assert [one.name for one in FORMATS] == list(get_args(Format))
    endings = [ending for one in FORMATS for ending in (*one.endings, *one.other)]
    assert len(endings) == len(set(endings))


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_its_reader_is_there(one: FileFormat) -> None:
    module, _, function = one.reader.partition(":")
    assert callable(getattr(import_module(module), function))


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_its_endings_lead_to_it(one: FileFormat) -> None:
    for ending in (*one.endings, *one.other):
        assert format_of_ending(f"报告{ending.upper()}") is one
    assert one.endings[0] == f".{one.name}" or one.name == "plain"
    assert format_called(one.endings[0].removeprefix(".")) == one.name


def test_what_is_no_ending_of_a_report_leads_nowhere() -> None:
    assert [format_of_ending(name) for name in ("a.xlsx", "docx", "")] == [None] * 3
    assert [format_called(ending) for ending in ("xlsx", "", None)] == [None] * 3
    assert set(CALLED) == {"docx", "html", "pdf", "txt"}


def test_folders_are_searched_for_all_endings_of_the_table(tmp_path: Path) -> None:
    for ending in (*ENDINGS, ".xlsx", ".dotm"):
        (tmp_path / f"a{ending}").touch()
    found = {Path(item.path).suffix for item in find_inputs([str(tmp_path)]) if isinstance(item, Input)}
    assert found == ENDINGS


@pytest.mark.parametrize("page", ["reading.md", "reading.zh-CN.md"])
def test_the_page_on_reading_names_the_endings_of_each_format_together(page: str) -> None:
    rows = [line for line in (DOCS / page).read_text("utf-8").splitlines() if line.startswith("|")]
    for one in FORMATS:
        assert any(all(f"`{ending}`" in row for ending in one.endings) for row in rows), one.name


def test_a_document_says_the_format_of_its_content_whatever_the_name() -> None:
    contents: dict[Format, bytes] = {
        "docx": docx(p("一、总体情况")),
        "html": "<html><body><p>一、总体情况：很好。</p></body></html>".encode(),
        "plain": "一、总体情况".encode(),
    }
    for name, data in contents.items():
        assert sniff(data, "a.doc") == read_bytes(data, name="a.doc").format == name
