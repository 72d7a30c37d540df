"""`--format xlsx`: the workbook of an office, as spreadsheets read it."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from linter.findings import FileResult, Told
from linter.output.style import Presentation
from linter.output.xlsx import write
from nianbao.cli import main
from nianbao.i18n import Text
from nianbao.ooxml.celltext import unescaped
from nianbao.ooxml.spreadsheet import Column, Sheet
from tests.builders.office import convert
from tests.builders.reports import BASE, edited
from tests.builders.results import BLANKS, CELL, HEADING, REPORT, THINGS

WRONG = edited([
    {"replace": "五、存在的主要问题及改进情况", "by": "五、存在的主要问题及改进措施"},
    {"replace": "行政强制\t3", "by": "行政强制\t"},
])  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command runs, with a wrong report and a good one; the day is fixed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    (tmp_path / "a.txt").write_text(WRONG, "utf-8")
    (tmp_path / "b.txt").write_text(BASE.replace("青岚县水务局", "青岚县林业局"), "utf-8")
    return tmp_path


def run(*args: str | Path) -> Result:
    """The command with these arguments, standard error apart."""
    return CliRunner().invoke(main, ["lint", "--format", "xlsx", *map(str, args)])


def opened(data: bytes) -> Any:
    """The workbook."""
    return openpyxl.load_workbook(io.BytesIO(data))


def rows(data: bytes, sheet: str) -> list[tuple[Any, ...]]:
    """The rows below the heads."""
    page = opened(data)[sheet]
    return list(page.iter_rows(min_row=page.freeze_panes and int(page.freeze_panes[1:]), values_only=True))


def written(*told: Told) -> bytes:
    """What is made of it."""
    return write(told, Presentation("zh"))


def test_agencies_findings_causes_figures_and_what_was_not_checked(folder: Path) -> None:
    (folder / "x.ofd").touch()
    assert run(".", "missing.docx", "-o", "out.xlsx").exit_code == 2
    data = (folder / "out.xlsx").read_bytes()
    assert opened(data).sheetnames == ["机关", "问题", "原因", "数据", "未检查"]
    verdicts = [row[:7] for row in rows(data, "机关")]
    assert verdicts == [
        ("不合格", "青岚县水务局", 2024, 1, 1, 0, None),
        ("合格", "青岚县林业局", 2024, 0, 0, 0, None),
        ("无法检查", None, None, None, None, None, None),
    ]
    findings = rows(data, "问题")
    assert [(row[0], row[2], row[3]) for row in findings] == [
        ("青岚县水务局", "警告", "V301"), ("青岚县水务局", "错误", "S102"),
    ]  # fmt: skip
    assert findings[1][8] == "改为“五、存在的主要问题及改进情况”"
    assert "国办公开办函〔2021〕30号" in findings[1][9]
    assert [row[0] for row in rows(data, "未检查")].count("文件未读取") == 1


def test_what_the_roster_lacks_is_told() -> None:
    told = rows(written(*THINGS["beside-the-findings"]), "未检查")
    assert ("名单", "名单.csv", "第3行 青岚县林业局：未报送") in told


def test_causes_count_agencies() -> None:
    other = replace(REPORT, agency="青岚县林业局", path="b.docx", findings=(CELL, BLANKS, BLANKS))
    data = written(replace(REPORT, findings=(CELL, HEADING)), replace(REPORT, path="c.pdf", findings=(CELL,)), other)
    assert [(row[0], row[3], row[4]) for row in rows(data, "原因")] == [
        ("A401", 2, 3), ("V301", 1, 2), ("S102", 1, 1),
    ]  # fmt: skip


def test_figures_stand_under_table_row_and_column(folder: Path) -> None:
    run("a.txt", "b.txt", "-o", "out.xlsx")
    page = opened((folder / "out.xlsx").read_bytes())["数据"]
    heads = list(zip(*page.iter_rows(min_row=1, max_row=3, values_only=True), strict=True))
    (column,) = (n for n, (_, row, head) in enumerate(heads, 1) if (row, head) == ("行政强制", "本年处理决定数量"))
    assert [page.cell(row, column).value for row in (4, 5)] == [None, 3]
    assert page.freeze_panes == "D4"
    assert page.auto_filter.ref.startswith("A3:")


def test_sheets_are_frozen_filtered_and_set_up_for_print() -> None:
    for page in opened(written(REPORT)).worksheets:
        assert page.freeze_panes
        assert page.auto_filter.ref
        assert page.page_setup.orientation == "landscape"
        assert page.print_title_rows
        assert page.column_dimensions["A"].width > 5
        assert page.sheet_properties.pageSetUpPr.fitToPage == (page.title != "数据")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "\t=1", "'=1"])
def test_text_of_a_report_is_never_computed(text: str) -> None:
    finding = replace(HEADING, message=Text(text, text), actual=text)
    data = written(replace(REPORT, path=f"{text}.txt", agency=text, findings=(finding,)))
    for page in opened(data).worksheets:
        for row in page.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    cell = opened(data)["问题"]["A2"]
    assert cell.value == text
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@", "\t"))


def test_what_xml_cannot_hold_is_no_obstacle() -> None:
    finding = replace(HEADING, message=Text("a\x01b\ud800_x0041_", ""), actual="x" * 40_000)
    row = rows(written(replace(REPORT, findings=(finding,))), "问题")[0]
    assert unescaped(row[5]) == "a\x01b\ufffd_x0041_"
    assert len(row[7]) == 32_001
    for things in THINGS.values():
        assert written(*things)


def test_the_same_results_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    told = [told for things in THINGS.values() for told in things]
    data = written(*told)
    assert written(*told) == data
    assert b"nianbao lint" in data[-20:]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750100000")
    assert written(*told) != data


def test_it_is_replaced_and_no_other_workbook_is(folder: Path) -> None:
    assert run("a.txt", "-o", "out.xlsx").exit_code == 1
    assert run("a.txt", "-o", "out.xlsx").exit_code == 1
    openpyxl.Workbook().save(folder / "own.xlsx")
    before = (folder / "own.xlsx").read_bytes()
    assert run("a.txt", "-o", "own.xlsx").exit_code == 2
    assert (folder / "own.xlsx").read_bytes() == before


def test_it_needs_a_file_to_write() -> None:
    result = run("a.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--format xlsx 请用 -o 写明写入的文件" in result.stderr


def test_rows_beyond_a_sheet_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nianbao.ooxml.spreadsheet.MOST_ROWS", 3)
    sheet = Sheet("a", [Column("b", 10)])
    for number in range(5):
        sheet.add((number,))
    assert sheet.left_out == 3


def test_memory_stays_flat() -> None:
    def many(number: int) -> Iterator[FileResult]:
        for n in range(number):
            yield replace(REPORT, path=f"{n}.docx", findings=(CELL, HEADING, BLANKS))

    def peak(number: int) -> int:
        tracemalloc.start()
        write(many(number), Presentation("zh"))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    small, large = peak(100), peak(1_000)
    assert (large - small) / 900 < 1_500  # bytes a file with three findings


@pytest.mark.needs("libreoffice")
def test_libreoffice_reads_it(folder: Path) -> None:
    run("a.txt", "b.txt", "-o", "out.xlsx")
    data = (folder / "out.xlsx").read_bytes()
    again = convert(data, "xlsx", "xlsx:Calc MS Excel 2007 XML", folder)
    for ours, theirs in zip(opened(data).worksheets, opened(again).worksheets, strict=True):
        assert list(theirs.iter_rows(values_only=True)) == list(ours.iter_rows(values_only=True))
        assert theirs.auto_filter.ref == ours.auto_filter.ref
