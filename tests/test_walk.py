"""A walk as a clerk takes it: last year's report, the workbook, the report, an edit by hand, comments, fix, clean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from click.testing import CliRunner, Result
from openpyxl.cell import Cell

from linter import lint
from nianbao.cli import main

EXAMPLES = Path(__file__).parents[1] / "examples"
_MARK = re.compile(r"【请核对：([^】]*)】")
# What the clerk writes besides noughts: sheet, row and column by how their labels begin.
FIGURES = {
    ("二、", "行政规范性文件", "现行有效件数"): 6,
    ("三、", "一、本年新收", "自然人"): 4,
    ("三、", "（一）予以公开", "自然人"): 5,
    ("三、", "四、结转", "自然人"): 1,
}
REQUESTS = "本年新收政府信息公开申请4件，上年结转2件，办结5件，结转下年度继续办理1件。"


def nianbao(*args: str) -> Result:
    """The command, which has to come to an end of its own."""
    result = CliRunner().invoke(main, args)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def _begins(sheet: Any, text: str) -> tuple[int, int]:
    """Row and column of the first cell that begins so."""
    cells = (cell for row in sheet.iter_rows() for cell in row)
    found = next(cell for cell in cells if str(cell.value or "").startswith(text))
    return found.row, found.column


def fill_in(path: Path) -> None:
    """Fill the workbook in as a clerk does: figures, noughts, and the marked texts looked through."""
    book = openpyxl.load_workbook(path)
    for sheet in book:
        if sheet.title.startswith(("二、", "三、", "四、")):
            for (title, row, column), figure in FIGURES.items():
                if sheet.title.startswith(title):
                    sheet.cell(_begins(sheet, row)[0], _begins(sheet, column)[1]).value = figure
            cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell)]
            for blank in (cell for cell in cells if not cell.protection.locked and cell.value is None):
                blank.value = 0
        elif sheet.title.startswith(("基本信息", "一、", "五、", "六、")):
            for label, cell in ((str(row[0].value or ""), row[1]) for row in sheet.iter_rows()):
                if "件）" in label or "元）" in label:
                    cell.value = 0
                elif label.endswith("依申请公开"):
                    cell.value = REQUESTS
                elif isinstance(cell.value, str):
                    cell.value = _MARK.sub(lambda found: found[1].replace("2023", "2024"), cell.value)
    book.save(path)


def edit_by_hand(path: Path) -> None:
    """What goes wrong in Word: a heading in other words, a label that lost some, brackets of the other width."""
    document = docx.Document(str(path))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    wanted = {
        "五、存在的主要问题及改进情况": "五、存在的问题和改进措施",
        "行政规范性文件": "规范性文件",
        "2.其他法律行政法规禁止公开": "2.其他法律法规禁止公开",
        "（四）无法提供": "(四)无法提供",
    }
    for paragraph in (*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)):
        if paragraph.text in wanted:
            words = wanted.pop(paragraph.text)
            first, *others = paragraph.runs
            first.text = words
            for run in others:
                run.text = ""
    assert not wanted
    document.save(str(path))


def _prose_and_figures(path: Path) -> Iterator[str]:
    """Every text of the document that is no heading and no label."""
    document = docx.Document(str(path))
    yield from (p.text for p in document.paragraphs if not re.match("[一二三四五六]、", p.text))
    for table in document.tables:
        yield from (cell.text for row in table.rows for cell in row.cells if re.fullmatch(r"[\d.]+", cell.text))


def test_from_last_years_report_to_a_clean_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    last = str(EXAMPLES / "good-2023.docx")
    assert nianbao("new", "--from", last, "-o", "figures.xlsx").exit_code == 0
    fill_in(tmp_path / "figures.xlsx")
    generated = nianbao("generate", "figures.xlsx", "-o", "report.docx")
    assert generated.exit_code == 0, generated.output
    clean = nianbao("lint", "report.docx", "--previous", last)
    assert clean.exit_code == 0, clean.output

    edit_by_hand(tmp_path / "report.docx")
    before = list(_prose_and_figures(tmp_path / "report.docx"))
    commented = nianbao("lint", "report.docx", "--format", "word", "-o", "commented.docx")
    assert commented.exit_code == 1
    assert len(docx.Document("commented.docx").comments) == 3
    assert "3 个可以自动改正：nianbao fix report.docx" in commented.stdout

    assert nianbao("fix", "report.docx", "--diff").exit_code == 1
    assert nianbao("fix", "report.docx", "--in-place").stdout.startswith("report.docx：已改正 4 处（写法 1 处）")
    assert list(_prose_and_figures(tmp_path / "report.docx")) == before
    assert nianbao("lint", "report.docx", "--previous", last, "--fail-on", "warning").exit_code == 0
    assert lint("report.docx").findings == ()
    assert nianbao("fix", "report.docx", "--diff").exit_code == 0
