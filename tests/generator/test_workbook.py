"""The workbook: what is read back of it, and what is said of what cannot be read."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from openpyxl import load_workbook

from generator import generate
from generator.workbook import write_workbook
from nianbao.errors import ReadError
from nianbao.figures import Figures, FiguresError, dump_figures, open_figures, read_stated
from nianbao.figures.layout import slots
from nianbao.reading import read_bytes
from nianbao.rulebook import load_rulebook
from tests.builders.figures.sound import fee, of, sound_figures, zeros
from tests.builders.figures.workbooks import (
    APPLICATIONS,
    BASICS,
    OTHER,
    PROACTIVE,
    PROBLEMS,
    REVIEW,
    opened,
    saved,
    told,
)

RULEBOOK = load_rulebook()


@settings(max_examples=5, deadline=None)
@given(sound_figures)
def test_a_workbook_gives_back_what_was_written(figures: Figures) -> None:
    given = replace(
        figures, narrative={"preamble": "=1+1", "overview": {"summary": "一\n二"}, "other": "_x0041_ {{ year }}"}
    )
    assert read_stated(write_workbook(given, RULEBOOK), "f.xlsx", RULEBOOK).figures == given


def test_the_same_figures_give_the_same_bytes() -> None:
    assert write_workbook(of(zeros()), RULEBOOK) == write_workbook(of(zeros()), RULEBOOK)


def test_amounts_keep_their_decimals() -> None:
    values = {**zeros(), ("proactive", "fees", "amount"): Decimal("12.3400")}
    figures = replace(of(values), in_prose=fee(1, "20.50"))
    read = read_stated(write_workbook(figures, RULEBOOK), "f.xlsx", RULEBOOK).figures
    assert str(read.value("proactive", "fees", "amount")) == "12.3400"
    assert str(read.in_prose["fee", "charged"]) == "20.50"


def test_an_empty_cell_was_not_given_and_is_asked_for_by_sheet_and_cell() -> None:
    book = opened(write_workbook(of(zeros()), RULEBOOK))
    book[APPLICATIONS]["E6"] = None
    book[PROACTIVE]["B9"] = "  "
    assert [line.split(" not given")[0] for line in told(book)] == [
        f"f.xlsx:{PROACTIVE}!B9: 行政许可 (proactive.licensing):",
        f"f.xlsx:{APPLICATIONS}!E6: 一、本年新收政府信息公开申请数量·商业企业 (applications.new.business):",
    ]


def test_a_blank_workbook_asks_for_everything_at_once() -> None:
    lines = told(opened(write_workbook(None, RULEBOOK)))
    assert lines[0] == f"f.xlsx:{BASICS}!B4: agency: not given; expected the name of the agency"
    assert lines[1].startswith(f"f.xlsx:{BASICS}!B5: year: not given; expected a year from 2021 on")
    assert any(
        line.startswith(f"f.xlsx:{APPLICATIONS}!D6:I6: 一、本年新收政府信息公开申请数量 (applications.new): not given")
        for line in lines
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("/", "'/' is not a number; expected a whole number"),
        (1.5, "cannot be 1.5; expected a whole number"),
        (-2, "cannot be -2; expected a whole number"),
        (True, "'True' is not a number"),
        (10**16, "15 digits at most"),
        ("=A1+1", "is a formula (=A1+1) without a result"),
    ],
)
def test_what_is_no_count_is_refused_by_sheet_and_cell(value: str | float, expected: str) -> None:
    book = opened(write_workbook(of(zeros()), RULEBOOK))
    book[APPLICATIONS]["D7"] = value
    (line,) = told(book)
    label = "二、上年结转政府信息公开申请数量·自然人"
    assert line.startswith(f"f.xlsx:{APPLICATIONS}!D7: {label} (applications.carried_in.natural_person): ")
    assert expected in line


@pytest.mark.parametrize("typed", ["3", "３", " 3 ", 3.0])
def test_a_number_typed_as_text_is_a_number(typed: str | float) -> None:
    book = opened(write_workbook(of(zeros()), RULEBOOK))
    for cell in ("D6", "D8"):
        book[APPLICATIONS][cell] = typed
    stated = read_stated(saved(book), "f.xlsx", RULEBOOK)
    assert stated.figures.value("applications", "new", "natural_person") == 3
    assert stated.mistakes() == ()


def test_formulas_are_computed_by_us_and_not_believed() -> None:
    book = opened(write_workbook(of(zeros()), RULEBOOK))
    book[APPLICATIONS]["J6"] = "=99"
    assert told(book) == []


def test_a_total_that_was_typed_over_has_to_agree() -> None:
    book = opened(write_workbook(of(zeros()), RULEBOOK))
    book[REVIEW]["E6"] = 4
    (line,) = told(book)
    assert line.startswith(
        f"f.xlsx:{REVIEW}!E6: 行政复议·总计 (review.reconsideration.total): the stated total 4 disagrees"
    )


def test_a_shifted_table_is_refused_and_not_misread() -> None:
    book = opened(write_workbook(of(zeros()), RULEBOOK))
    book[PROACTIVE].delete_rows(5)
    (line,) = told(book)
    assert line.startswith(f"f.xlsx:{PROACTIVE}!A5: holds '行政规范性文件'; expected '规章'")


def test_a_missing_sheet_is_named() -> None:
    book = opened(write_workbook(of(zeros()), RULEBOOK))
    del book[REVIEW]
    assert told(book) == [f"f.xlsx: there is no sheet '{REVIEW}'; expected a workbook made by nianbao new"]


def test_a_broken_equation_names_the_cells() -> None:
    values = zeros()
    values["applications", "new", "business"] = Decimal(2)
    (line,) = told(opened(write_workbook(of(values), RULEBOOK)))
    assert line.startswith(f"f.xlsx:{APPLICATIONS}!E6: 商业企业 (applications.business): new 2 + carried_in 0 = 2")


def test_the_year_and_the_agency_are_checked() -> None:
    book = opened(write_workbook(of(zeros()), RULEBOOK))
    book[BASICS]["B4"] = None
    book[BASICS]["B5"] = "二〇二四"
    lines = told(book)
    assert lines[0].startswith(f"f.xlsx:{BASICS}!B4: agency: not given")
    assert lines[1].startswith(f"f.xlsx:{BASICS}!B5: year: cannot be '二〇二四'")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\x00" * 100, b"agency: x"])
def test_what_is_no_workbook_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(ReadError):
        read_stated(data, "f.xlsx", RULEBOOK)


def test_a_change_of_the_older_edition_may_be_negative(tmp_path: Path) -> None:
    old = load_rulebook(edition="2019")
    cell = ("proactive", "licensing", "change")
    values = {box.id: Decimal(0) for slot in slots(old) for box in slot.inputs} | {cell: Decimal(-3)}
    given = Figures("2019", "青岚县水务局", 2020, {}, fee(), values)
    data = write_workbook(given, old)
    page = load_workbook(io.BytesIO(data)).worksheets[3]
    limits = {(rule.type, rule.formula1) for rule in page.data_validations.dataValidation}
    assert limits == {("whole", "0"), ("decimal", "0"), ("whole", "-999999999999999")}
    (tmp_path / "f.xlsx").write_bytes(data)
    assert open_figures(tmp_path / "f.xlsx").rulebook.edition == "2019"
    read = read_stated(data, "f.xlsx", old)
    assert read.figures.values == values
    assert read_stated(dump_figures(read.figures, old), "f.yaml", old).figures.values == values


def test_a_change_is_a_whole_number_all_the_same() -> None:
    old = load_rulebook(edition="2019")
    with pytest.raises(FiguresError) as refusal:
        read_stated(
            "agency: 青岚县水务局\nyear: 2020\nproactive: {licensing: {change: -0.5}}\n".encode(), "f.yaml", old
        )
    said = [mistake.text.en for mistake in refusal.value.mistakes]
    label = "行政许可·本年增/减 (proactive.licensing.change)"
    assert f'f.yaml:3:33: {label}: "change" is -0.5; expected a whole number or nothing' in said


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "save it as .xlsx without a password"),
        (b"a,b\n1,2\n", "not a readable .xlsx"),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "this is an .ods"),
        (b"", "not a readable .xlsx"),
    ],
)
def test_what_is_called_a_workbook_and_is_none_ends_in_one_line(data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "f.xlsx").write_bytes(data)
    with pytest.raises(ReadError) as refusal:
        open_figures(tmp_path / "f.xlsx", RULEBOOK)
    assert said in refusal.value.message.en


def test_sheets_that_are_gone_are_named_in_one_line() -> None:
    book = opened(write_workbook(of(zeros()), RULEBOOK))
    for name in (BASICS, OTHER, REVIEW):
        del book[name]
    assert told(book) == [
        f"f.xlsx: there is no sheet '{BASICS}', '{REVIEW}', '{OTHER}'; expected a workbook made by nianbao new"
    ]


@pytest.mark.parametrize("kind", ["xlsx", "yaml"])
def test_blanks_are_zero_only_where_the_file_says_so_and_that_is_kept(kind: str) -> None:
    left = {key: value for key, value in zeros().items() if key[0] != "review"}
    asked = replace(of(left), in_prose={})
    for zeros_for_blanks in (False, True):
        given = replace(asked, zeros_for_blanks=zeros_for_blanks)
        data = write_workbook(given, RULEBOOK) if kind == "xlsx" else dump_figures(given, RULEBOOK)
        stated = read_stated(data, f"f.{kind}", RULEBOOK)
        assert bool(stated.mistakes()) is not zeros_for_blanks
        assert stated.zeros == (12 + 3 if zeros_for_blanks else 0)
        assert stated.figures.zeros_for_blanks is zeros_for_blanks
        again = read_stated(dump_figures(stated.figures, RULEBOOK), "g.yaml", RULEBOOK)
        assert (again.figures, again.zeros) == (stated.figures, 0)


def test_mistakes_come_in_the_order_of_the_sheets(tmp_path: Path) -> None:
    book = opened(write_workbook(replace(of(zeros()), narrative={"problems": "【请核对：1】"}), RULEBOOK))
    book[OTHER]["B3"] = "x"
    book[REVIEW]["A6"] = None
    book[APPLICATIONS]["E8"] = "x"
    book[PROACTIVE]["B9"] = -1
    book[BASICS]["B4"] = None
    (tmp_path / "f.xlsx").write_bytes(saved(book))
    with pytest.raises(FiguresError) as refusal:
        generate(tmp_path / "f.xlsx")
    places = [mistake.place for mistake in refusal.value.mistakes]
    assert [place.sheet for place in places] == [BASICS, PROACTIVE, APPLICATIONS, REVIEW, PROBLEMS, OTHER]


def test_the_switch_takes_yes_and_no() -> None:
    book = opened(write_workbook(of(zeros()), RULEBOOK))
    book[BASICS]["B6"] = "也许"
    (line,) = told(book)
    assert line.startswith(f"f.xlsx:{BASICS}!B6: zeros for blanks (zeros_for_blanks): cannot be '也许'; expected")


@pytest.mark.parametrize(
    ("edition", "year", "said"),
    [
        ("2021", 2020, "expected a year from 2021 on; for 2020 create a file with nianbao new --year 2020"),
        ("2021", 2008, "expected a year from 2021 on"),
        ("2019", 2024, "expected a year from 2019 to 2020; for 2024 create a file with nianbao new --year 2024"),
    ],
)
def test_a_year_of_another_edition_is_told_what_to_do(edition: str, year: int, said: str) -> None:
    rulebook = load_rulebook(edition=edition)
    with pytest.raises(FiguresError) as refusal:
        read_stated(write_workbook(Figures(edition, "甲局", year, {}, {}, {}), rulebook), "f.xlsx")
    lines = [mistake.text.en for mistake in refusal.value.mistakes]
    assert lines[0].endswith(said)


def test_lint_says_that_a_workbook_of_figures_is_one() -> None:
    for data in (write_workbook(None, RULEBOOK), saved(opened(write_workbook(None, RULEBOOK)))):
        with pytest.raises(ReadError) as refusal:
            read_bytes(data)
        assert "nianbao generate" in refusal.value.message.zh
