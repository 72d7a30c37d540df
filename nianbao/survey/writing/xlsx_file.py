"""Figures as a workbook: figures, reports, and what the columns hold. Written row by row; no text is computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from nianbao.errors import NianbaoError
from nianbao.i18n import Text
from nianbao.ooxml.spreadsheet import MOST_ROWS, NO_DAY, Column, Sheet, Value, workbook
from nianbao.shown import visible
from nianbao.survey.columns import FIGURES, REPORTS, ColumnOf
from nianbao.survey.facts import Surveyed
from nianbao.survey.labels import labels
from nianbao.survey.writing import Output, report_of, rows_of

_TOO_MANY = Text(
    "{path}：数字超过 {most} 行，.xlsx 放不下；请改用 .csv、.parquet 或 .duckdb",
    "{path}: more than {most} rows, which no .xlsx holds; use .csv, .parquet or .duckdb",
)
_TITLE = Text("报告数字", "figures of reports")
_FIGURES, _REPORTS, _ABOUT = Text("数字", "figures"), Text("报告", "reports"), Text("说明", "about")
_LABELS = ("表名", "行名", "列名")
_NAME, _LABEL, _WHAT = Text("列", "column"), Text("名称", "name"), Text("内容", "what it holds")
_WIDTHS = {"path": 30.0, "hash": 20.0, "agency": 24.0, "raw": 14.0, "row": 24.0, "column": 18.0, "error": 40.0}
_WIDTH, _LABEL_WIDTH, _WHAT_WIDTH = 12.0, 26.0, 70.0


def write(output: Output, told: Iterable[Surveyed]) -> None:
    """Write the workbook as reports come. Raises NianbaoError for more rows than a sheet holds."""
    figures, reports = _sheet(_FIGURES, FIGURES, output, _LABELS), _sheet(_REPORTS, REPORTS, output)
    words = {(w.edition, w.table, w.row, w.column): (w.table_label, w.row_label, w.column_label) for w in labels()}
    for one in told:
        reports.add(tuple(_shown(report_of(one, output.language))))
        for row in rows_of(one):
            figures.add(tuple(_shown((*row, *words.get((row[2], *row[5:8]), ("", "", ""))))))
        if figures.left_out or reports.left_out:
            raise NianbaoError(_TOO_MANY.format(path=output.path.name, most=f"{MOST_ROWS:,}"))
    title = _TITLE.in_(output.language)
    output.path.write_bytes(workbook([figures, reports, _about(output)], title=title, created=NO_DAY))


def _sheet(name: Text, columns: tuple[ColumnOf, ...], output: Output, extra: tuple[str, ...] = ()) -> Sheet:
    heads = [
        Column(column.label.zh if output.chinese else column.name, _WIDTHS.get(column.name, _WIDTH))
        for column in columns
    ]
    return Sheet(name.in_(output.language), (*heads, *(Column(label, _LABEL_WIDTH) for label in extra)), fit=False)


def _shown(values: Iterable[Any]) -> Iterator[Value]:
    return (visible(value) if isinstance(value, str) else value for value in values)


def _about(output: Output) -> Sheet:
    widths = ((_NAME, _LABEL_WIDTH), (_LABEL, _LABEL_WIDTH), (_WHAT, _WHAT_WIDTH))
    sheet = Sheet(_ABOUT.in_(output.language), [Column(head.in_(output.language), width) for head, width in widths])
    for name, columns in ((_FIGURES, FIGURES), (_REPORTS, REPORTS)):
        sheet.add((name.in_(output.language), None, None), ("head",) * 3)
        for column in columns:
            sheet.add((column.name, column.label.in_(output.language), column.what.in_(output.language)))
    for key, value in output.about:
        sheet.add((key, visible(value), None))
    return sheet
