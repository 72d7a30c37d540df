"""Figures as a workbook: figures, reports, and what the columns hold. Written row by row; no text is computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from nianbao.errors import NianbaoError
from nianbao.i18n import Text
from nianbao.shown import visible
from nianbao.survey.columns import FIGURES, REPORTS, ColumnOf
from nianbao.survey.facts import Surveyed
from nianbao.survey.labels import labels
from nianbao.survey.writing import Output, report_of, rows_of
from nianbao.survey.writing.settled import settle

MOST_ROWS = 1_048_576  # of a sheet, its header among them: the limit of the format
_TOO_MANY = Text(
    "{path}：数字超过 {most} 行，.xlsx 放不下；请改用 .csv、.parquet 或 .duckdb",
    "{path}: more than {most} rows, which no .xlsx holds; use .csv, .parquet or .duckdb",
)
_LONGEST = 32_767  # characters of a cell
_SHEETS = (Text("数字", "figures"), Text("报告", "reports"), Text("说明", "about"))
_LABELS = ("表名", "行名", "列名")


def write(output: Output, told: Iterable[Surveyed]) -> None:
    """Write the workbook as reports come. Raises NianbaoError for more rows than a sheet holds."""
    book = Workbook(write_only=True)
    sheets = [book.create_sheet(name.in_(output.language)) for name in _SHEETS]
    try:
        _fill(sheets, output, told)
    except BaseException:
        for sheet in sheets:  # or its writer complains when it is forgotten
            sheet.close()
        raise
    book.save(output.path)
    settle(output.path)


def _fill(sheets: list[WriteOnlyWorksheet], output: Output, told: Iterable[Surveyed]) -> None:
    figures, reports, about = sheets
    words = {(w.edition, w.table, w.row, w.column): (w.table_label, w.row_label, w.column_label) for w in labels()}
    _head(figures, FIGURES, output, extra=_LABELS)
    _head(reports, REPORTS, output)
    count = 1
    for one in told:
        reports.append(list(_cells(reports, report_of(one, output.language))))
        for row in rows_of(one):
            count += 1
            if count > MOST_ROWS:
                raise NianbaoError(_TOO_MANY.format(path=output.path.name, most=f"{MOST_ROWS:,}"))
            figures.append(list(_cells(figures, (*row, *words.get((row[2], *row[5:8]), ("", "", ""))))))
    _explain(about, output)


def _head(
    sheet: WriteOnlyWorksheet, columns: tuple[ColumnOf, ...], output: Output, extra: tuple[str, ...] = ()
) -> None:
    names = [column.label.zh if output.chinese else column.name for column in columns]
    sheet.freeze_panes = "A2"
    sheet.append([_bold(sheet, name) for name in (*names, *extra)])


def _bold(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _cells(sheet: WriteOnlyWorksheet, values: Iterable[Any]) -> Iterator[Any]:
    """Texts as texts, whatever they begin with."""
    for value in values:
        if isinstance(value, str):
            cell = WriteOnlyCell(sheet, visible(value)[:_LONGEST])
            cell.data_type = "s"
            yield cell
        else:
            yield value


def _explain(sheet: WriteOnlyWorksheet, output: Output) -> None:
    for name, columns in zip(_SHEETS, (FIGURES, REPORTS), strict=False):
        sheet.append([_bold(sheet, name.in_(output.language))])
        for column in columns:
            sheet.append([column.name, column.label.in_(output.language), column.what.in_(output.language)])
    for key, value in output.about:
        sheet.append([key, value])
