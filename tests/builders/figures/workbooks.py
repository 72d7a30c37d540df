"""Workbooks of figures as a clerk hands them in: opened, changed, saved, and what is said of them."""

from __future__ import annotations

import io

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from nianbao.figures import FiguresError, read_stated
from nianbao.rulebook import load_rulebook

RULEBOOK = load_rulebook()
APPLICATIONS = "三、收到和处理政府信息公开申请情况"
PROACTIVE = "二、主动公开政府信息情况"
REVIEW = "四、政府信息公开行政复议、行政诉讼情况"
BASICS = "基本信息"
OVERVIEW, PROBLEMS, OTHER = "一、总体情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"


def opened(data: bytes) -> Workbook:
    """The workbook as openpyxl reads it."""
    return load_workbook(io.BytesIO(data))


def saved(book: Workbook) -> bytes:
    """Its bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def at(sheet: Worksheet, label: str) -> int:
    """The row of the sheet that a label stands in."""
    return next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == label)


def told(book: Workbook) -> list[str]:
    """Every mistake of it, in English."""
    try:
        stated = read_stated(saved(book), "f.xlsx", RULEBOOK)
    except FiguresError as error:
        return [mistake.text.en for mistake in error.mistakes]
    return [mistake.text.en for mistake in stated.mistakes()]
