"""The workbook: what a clerk sees, and what a spreadsheet computes."""

from __future__ import annotations

import io
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from generator.narrative import write_prose
from generator.workbook import write_workbook
from nianbao.figures import complete, read_stated
from nianbao.files import libreoffice
from nianbao.rulebook import load_rulebook
from tests.builders.figures.minimal import with_row
from tests.builders.figures.sound import of, zeros
from tests.builders.figures.workbooks import (
    APPLICATIONS,
    BASICS,
    OTHER,
    OVERVIEW,
    PROACTIVE,
    PROBLEMS,
    REVIEW,
    at,
    opened,
)

RULEBOOK = load_rulebook()


def test_sheets_are_laid_out_as_the_official_tables() -> None:
    book = opened(write_workbook(None, RULEBOOK))
    sections = [OVERVIEW, PROACTIVE, APPLICATIONS, REVIEW, PROBLEMS, OTHER]
    assert book.sheetnames == ["填写说明", BASICS, *sections, "可引用的数字"]
    assert book.active is not None
    assert book.active.title == "填写说明"
    sheet = book[APPLICATIONS]
    assert {str(r) for r in sheet.merged_cells.ranges if r.min_row == 3} == {"A3:C5", "D3:J3"}
    assert sheet["E5"].value == "商业企业"
    assert sheet.print_title_rows == "$1:$5"


def test_totals_are_locked_formulas_and_inputs_are_open() -> None:
    sheet = opened(write_workbook(None, RULEBOOK))[APPLICATIONS]
    row = at(sheet, "一、本年新收政府信息公开申请数量")
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert sheet.cell(row, 10).value == f'=IF(COUNT($D${row}:$I${row})=6,SUM($D${row}:$I${row}),"")'
    assert sheet.cell(row, 10).protection.locked
    assert not sheet.cell(row, 4).protection.locked
    assert sheet.cell(row, 4).value is None


def test_inputs_take_whole_numbers_and_amounts_decimals() -> None:
    book = opened(write_workbook(None, RULEBOOK))
    kinds = {rule.type: rule for rule in book[PROACTIVE].data_validations.dataValidation}
    assert set(kinds) == {"whole", "decimal"}
    assert "B16" in str(kinds["decimal"].sqref)
    assert "正整数" in str(kinds["whole"].prompt)


def test_a_wrong_total_of_a_report_stays_visible_in_the_workbook() -> None:
    wrong = {**zeros(), ("review", "cases", "reconsideration.total"): Decimal(4)}
    data = write_workbook(of(wrong), RULEBOOK)
    assert opened(data)[REVIEW]["E6"].value == 4
    assert read_stated(data, "f.xlsx", RULEBOOK).figures == of(wrong)


def test_a_total_that_agrees_becomes_its_formula() -> None:
    whole = complete(of(zeros()), RULEBOOK)
    read = read_stated(write_workbook(whole, RULEBOOK), "f.xlsx", RULEBOOK).figures
    assert complete(read, RULEBOOK) == whole


def test_another_rulebook_gives_another_workbook() -> None:
    other = with_row(RULEBOOK)
    assert at(opened(write_workbook(None, other))[PROACTIVE], "规划") == 7


@pytest.mark.needs("libreoffice")
def test_a_spreadsheet_computes_totals_and_tells_what_is_broken(tmp_path: Path) -> None:
    values = zeros()
    values["applications", "new", "business"] = Decimal(3)
    values["applications", "granted", "business"] = Decimal(2)
    text = "【请核对：2023年】受理【请核对：3】件，{{ 新收.总计 }}件。"
    left = {key: value for key, value in values.items() if key[:2] != ("proactive", "licensing")}
    asked = replace(of(left, {"problems": text, "other": "收取{{ fee.collected }}元。"}), in_prose={})
    (tmp_path / "f.xlsx").write_bytes(write_workbook(asked, RULEBOOK))
    (tmp_path / "g.xlsx").write_bytes(write_workbook(replace(asked, narrative={"other": "未收取。"}), RULEBOOK))
    soffice = libreoffice.find()
    assert soffice
    command = [
        soffice,
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx",
    ]
    files = (tmp_path / "f.xlsx", tmp_path / "g.xlsx")
    subprocess.run([*command, "--outdir", tmp_path / "out", *files], check=True, capture_output=True)
    computed = (tmp_path / "out" / "f.xlsx").read_bytes()
    sheet = load_workbook(io.BytesIO(computed), data_only=True)[APPLICATIONS]
    assert [sheet.cell(row, 10).value for row in (6, 7, 8, 29)] == [3, 0, 2, 2]
    told = str(next(row[1].value for row in sheet.iter_rows(min_row=31) if row[0].value == "商业企业"))
    assert "＝3，" in told
    assert told.endswith("＝2。两边不相等，请核对")
    guide = load_workbook(io.BytesIO(computed), data_only=True)["填写说明"]
    counts = {row[0].value: tuple(cell.value for cell in row[1:4]) for row in guide.iter_rows()}
    assert counts[PROACTIVE] == (1, 0, 0)
    assert counts[APPLICATIONS] == (0, 1, 0)
    assert counts[PROBLEMS] == (0, 0, 2)
    assert counts[OTHER] == (3, 0, 0)
    assert counts["合计"] == (4, 1, 2)
    in_words = load_workbook(tmp_path / "out" / "g.xlsx", data_only=True)["填写说明"]
    row = next(row for row in in_words.iter_rows() if row[0].value == OTHER)
    assert [cell.value for cell in row[1:4]] == [0, 0, 0]
    assert counts[f"{PROBLEMS}：文字（一段一行）"][2] == 2
    quotes = load_workbook(io.BytesIO(computed), data_only=True)["可引用的数字"]
    assert {row[0].value: row[2].value for row in quotes.iter_rows(min_row=4)}["新收.总计"] == 3
    # What the spreadsheet saved is read back as well.
    assert read_stated(computed, "f.xlsx", RULEBOOK).figures.values == left


def test_the_guide_links_to_every_mark_and_lists_what_texts_may_quote() -> None:
    told = of(zeros(), {"problems": "【请核对：36】条", "overview": {"platform": "【请核对：5】次", "proactive": "无"}})
    book = opened(write_workbook(told, RULEBOOK))
    links = [cell.hyperlink.location for row in book["填写说明"].iter_rows() for cell in row if cell.hyperlink]
    assert f"'{PROBLEMS}'!B3" in links
    assert f"'{OVERVIEW}'!B7" in links
    assert book[OVERVIEW]["B7"].value == "【请核对：5】次"
    assert f"'{OVERVIEW}'!B4" not in links
    assert any("nianbao web" in str(cell.value) for row in book["填写说明"].iter_rows() for cell in row)
    (rule,) = book["填写说明"].data_validations.dataValidation
    names = [str(row[0].value) for row in book["可引用的数字"].iter_rows(min_row=4)]
    assert rule.formula1 == f"'可引用的数字'!$A$4:$A${len(names) + 3}"
    assert {"新收.总计", "不予公开.总计", "行政许可", "发出收费通知", "行政诉讼.总计"} <= set(names)
    assert "新收.自然人" not in names
    text = "".join(f"{{{{ {name} }}}}" for name in names)
    assert write_prose(of(zeros(), {"problems": text}), RULEBOOK).mistakes == ()


def test_what_holds_for_a_whole_row_is_noted_once() -> None:
    notes = {("applications", "carried_in", column): "由上年转来" for column in ("natural_person", "business")}
    sheet = opened(write_workbook(of(zeros()), RULEBOOK, notes=notes))[APPLICATIONS]
    assert sheet["L7"].value == "由上年转来"


def test_headers_are_frozen_and_repeated_in_print() -> None:
    book = opened(write_workbook(None, RULEBOOK))
    assert {name: book[name].freeze_panes for name in (PROACTIVE, APPLICATIONS, REVIEW, OVERVIEW)} == {
        PROACTIVE: "B5",
        APPLICATIONS: "D6",
        REVIEW: "A6",
        OVERVIEW: "A3",
    }
    for page in book.worksheets:
        assert (page.page_setup.paperSize, page.page_setup.fitToWidth) == (9, 1)
        assert page.print_title_rows
