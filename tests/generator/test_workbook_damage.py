"""Workbooks that other programs wrote, that broke, and that were made to break us: read, or refused in a line."""

from __future__ import annotations

import tracemalloc
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.workbook import write_workbook
from nianbao.errors import NianbaoError, ReadError
from nianbao.figures import Figures, FiguresError, read_stated
from nianbao.ooxml.celltext import escaped, unescaped
from nianbao.rulebook import load_rulebook
from tests.builders.figures.sound import of, zeros
from tests.builders.hostile.workbooks import (
    BASICS,
    FIRST_TABLE,
    OTHER,
    PROBLEMS,
    Change,
    edited,
    merged,
    shouting,
    strict,
    with_parts,
    without_column,
    without_row,
)

RULEBOOK = load_rulebook()
MIB = 1024 * 1024


@cache
def whole() -> bytes:
    return write_workbook(of(zeros()), RULEBOOK)


def figures_in(data: bytes) -> Figures:
    return read_stated(data, "f.xlsx", RULEBOOK).figures


def said_of(data: bytes) -> str:
    with pytest.raises(NianbaoError) as refusal:
        figures_in(data)
    return refusal.value.message.en


def _written(text: str) -> bytes:
    """As openpyxl writes it into a part that declares no encoding."""
    return text.encode("ascii", "xmlcharrefreplace")


def _dropped(*names: str) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        for name in names:
            del parts[name]

    return change


UNNEEDED: dict[str, Change] = {
    "no styles": _dropped("xl/styles.xml"),
    "no styles in their part": lambda parts: parts.update({"xl/styles.xml": b"\n"}),
    "no theme, no properties": _dropped("xl/theme/theme1.xml", "docProps/core.xml", "docProps/app.xml"),
    "a fill of nothing": edited("xl/styles.xml", b"</fills>", b"<fill/></fills>"),
    "a border of nothing": edited("xl/styles.xml", b"</borders>", b"<border/></borders>"),
    "a date that is none": edited("docProps/core.xml", b"1980-01-01T00:00:00Z", b"31.12.1899"),
    "a guide that is cut off": edited("xl/worksheets/sheet1.xml", b"</worksheet>", b""),
    "strict": strict,
    "names in capitals": shouting,
    "an extension of later versions": edited(FIRST_TABLE, b"</worksheet>", b"<extLst><ext/></extLst></worksheet>"),
}


@pytest.mark.parametrize("change", UNNEEDED.values(), ids=UNNEEDED.keys())
def test_what_no_figure_needs_keeps_none_from_being_read(change: Change) -> None:
    assert figures_in(with_parts(whole(), change)) == figures_in(whole())


DAMAGED: dict[str, Change] = {
    "basics cut off": edited(BASICS, b"</worksheet>", b""),
    "a table cut off": edited(FIRST_TABLE, b"</sheetData>", b""),
    "a cell without a name": edited(FIRST_TABLE, b'r="C7"', b'r="7C"'),
    "a cell in another row": edited(FIRST_TABLE, b'r="C7"', b'r="C9"'),
    "a cell twice": edited(FIRST_TABLE, b'r="C7"', b'r="B7"'),
    "a style that is no number": edited(FIRST_TABLE, b' s="', b' s="x'),
    "a style that is not there": edited(FIRST_TABLE, b' s="', b' s="99'),
    "a shared string of none": edited(BASICS, b't="inlineStr"><is><t>agency</t></is>', b't="s"><v>7</v>'),
    "styles cut off, so that a date cannot be told": edited("xl/styles.xml", b"</styleSheet>", b""),
    "margins in words": edited(FIRST_TABLE, b"</worksheet>", b'<pageMargins left="wide"/></worksheet>'),
    "a sheet that is not there": _dropped(FIRST_TABLE),
    "a document type": edited(BASICS, b"<worksheet ", b"<!DOCTYPE worksheet><worksheet "),
}


@pytest.mark.parametrize("change", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_sheet_is_refused_in_one_line(change: Change) -> None:
    said = said_of(with_parts(whole(), change))
    assert "damaged" in said
    assert "\n" not in said


def test_a_figure_that_is_no_number_is_named_by_its_cell() -> None:
    said = said_of(with_parts(whole(), edited(BASICS, b"<v>2024</v>", b"<v>MMXXIV</v>")))
    assert said == "f.xlsx:基本信息!B5: year: cannot be 'MMXXIV'; expected a year from 2021 on"


def test_a_number_that_is_shown_as_a_date_is_no_figure() -> None:
    def dated(parts: dict[str, bytes]) -> None:
        edited("xl/styles.xml", b'<xf numFmtId="0" ', b'<xf numFmtId="58" ')(parts)
        edited("xl/styles.xml", b'<xf numFmtId="1" ', b'<xf numFmtId="58" ')(parts)

    said = said_of(with_parts(whole(), dated))
    assert "1899-12-30 00:00:00" in said
    assert "is not a number" in said


@pytest.mark.parametrize("area", ["A1:XFD1048576", "D1:D1048576", "B4:D4"])
@pytest.mark.parametrize("sheet", [1, 3])
def test_merges_cost_nothing_and_what_they_cover_is_not_read(sheet: int, area: str) -> None:
    data = merged(whole(), sheet, area)
    tracemalloc.start()
    with pytest.raises(FiguresError):
        figures_in(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 40 * MIB


FULL: dict[str, Change] = {
    "merges": edited(FIRST_TABLE, b"</mergeCells>", b'<mergeCell ref="A1:B2"/>' * 5_000 + b"</mergeCells>"),
    "links": edited(
        FIRST_TABLE,
        b"</worksheet>",
        b"<hyperlinks>" + b'<hyperlink ref="A1"/>' * 200_000 + b"</hyperlinks></worksheet>",
    ),
    "blanks": edited(FIRST_TABLE, b"<sheetData>", b"<sheetData>" + b" " * 17 * MIB),
    "cells": edited(FIRST_TABLE, b"</sheetData>", b'<row r="900">' + b"<c/>" * 300_000 + b"</row></sheetData>"),
}


@pytest.mark.parametrize("change", FULL.values(), ids=FULL.keys())
def test_a_sheet_that_holds_too_much_is_refused_before_it_is_parsed(change: Change) -> None:
    data = with_parts(whole(), change)
    tracemalloc.start()
    assert "too much" in said_of(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 60 * MIB


def test_sheets_that_nobody_asks_for_are_not_read() -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts["xl/worksheets/sheet9.bin"] = b" " * 17 * MIB
        edited("xl/_rels/workbook.xml.rels", b"/xl/worksheets/sheet1.xml", b"/xl/worksheets/sheet9.bin")(parts)

    assert figures_in(with_parts(whole(), change)) == figures_in(whole())


@pytest.mark.parametrize(
    ("row", "key", "what"), [(5, "year", "the row of the year"), (4, "agency", "the row of the agency")]
)
def test_a_deleted_row_is_named(row: int, key: str, what: str) -> None:
    said = said_of(without_row(whole(), 1, row))
    assert said == f"f.xlsx:基本信息: {key}: {what} ({key}) is gone; rows must stay"


def test_a_deleted_column_of_keys_is_told_once() -> None:
    said = said_of(without_column(whole(), 1, 4))
    assert said.count("\n") == 0
    assert "hidden column D" in said


def test_a_line_that_stands_twice_is_not_chosen_from() -> None:
    said = said_of(with_parts(whole(), edited(OTHER, b">fee.charged<", b">fee.notices<")))
    assert "is already given in B3" in said


def test_a_line_break_of_the_file_format_is_a_line_break() -> None:
    told = replace(of(zeros()), narrative={"problems": "一是人手少。\n二是更新慢。"})
    data = with_parts(write_workbook(told, RULEBOOK), edited(PROBLEMS, _written("。\n二"), _written("。_x000D_\n二")))
    assert figures_in(data).narrative == told.narrative


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_an_escaped_text_is_the_text_again(text: str) -> None:
    for stated in (text, f"_x{text}_", "_x000D_", "_x005F_x000D_", f"{text}_x0041_"):
        assert unescaped(escaped(stated)) == stated


@settings(max_examples=20, deadline=None)
@given(st.text(st.sampled_from("甲a =+-@_x0D\x00\x07\x0b\x1b\x7f\x85\u2028\u202e\ufffe\n\t"), min_size=1, max_size=30))
def test_whatever_a_text_holds_the_workbook_gives_it_back(text: str) -> None:
    stated = f"甲{text}乙"
    told = replace(of(zeros()), narrative={"problems": stated})
    assert figures_in(write_workbook(told, RULEBOOK)).narrative == {"problems": stated}


def test_a_text_longer_than_a_cell_is_refused_and_not_cut() -> None:
    told = replace(of(zeros()), narrative={"problems": "甲" * 32_768})
    with pytest.raises(NianbaoError) as refusal:
        write_workbook(told, RULEBOOK)
    assert "use a .yaml file" in refusal.value.message.en


def test_a_workbook_that_is_no_workbook_inside_is_refused() -> None:
    with pytest.raises(ReadError) as refusal:
        figures_in(with_parts(whole(), edited("xl/workbook.xml", b"workbook", b"document")))
    assert refusal.value.message.en == "this is not a readable .xlsx file"


def test_shared_strings_are_read_run_by_run_and_without_their_readings() -> None:
    shared = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<si><r><t>青岚县</t></r><rPh sb='0' eb='1'><t>せいらん</t></rPh><r><t>财政局</t></r></si></sst>"
    )

    def change(parts: dict[str, bytes]) -> None:
        name = _written(of(zeros()).agency)
        edited(BASICS, b't="inlineStr"><is><t>' + name + b"</t></is>", b't="s"><v>0</v>')(parts)
        parts["xl/sharedStrings.xml"] = shared.encode()
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
        more = f'<Relationship Id="rId99" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
        edited("xl/_rels/workbook.xml.rels", b"</Relationships>", more.encode())(parts)

    read = figures_in(with_parts(whole(), change))
    assert read.agency == "青岚县财政局"
    assert set(read.values.values()) == {Decimal(0)}
