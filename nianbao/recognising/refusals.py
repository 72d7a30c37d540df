"""What no report is made of: documents that are none, and texts whose figures cannot be told apart."""

from __future__ import annotations

from nianbao.i18n import Text
from nianbao.report import Report

_NONE = Text(
    "这不是政府信息公开工作年度报告：没有找到标题、规定的部分或表格",
    "not an annual report on government information disclosure: no title, section or table of it was found",
)
_DISORDERED = Text(
    "表「{table}」的数字与行名分离，逐列排在一起，无法判断哪个数字属于哪一行；请直接检查原文件（如 PDF），"
    "由 pdftotext 转换的请加 -layout",
    'the figures of the table "{table}" stand apart from the labels of their rows, column by column, and cannot be told'
    " apart; check the original file instead (the PDF, say), or take the text with pdftotext -layout",
)


def refusal(report: Report) -> Text | None:
    """Why the document is not read as a report, None where it is."""
    if not _is_report(report):
        return _NONE
    disordered = next((table for table in report.tables if table.disordered), None)
    return _DISORDERED.format(table=disordered.form.name) if disordered else None


def _is_report(report: Report) -> bool:
    """Whether enough was recognised to speak of a report: the official title, a table, or two sections."""
    return bool(report.title and report.title.exact) or bool(report.tables) or len(report.sections) > 1
