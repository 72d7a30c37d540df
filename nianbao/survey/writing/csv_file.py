"""Figures as .csv in UTF-8, the reports in a second file; for people with a byte order mark and Chinese headers."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from nianbao.files.csvtext import neutral
from nianbao.survey.columns import FIGURES, REPORTS, ColumnOf
from nianbao.survey.facts import Surveyed
from nianbao.survey.labels import labels
from nianbao.survey.writing import Output, report_of, rows_of

_LABELS = ("表名", "行名", "列名")


def write(output: Output, told: Iterable[Surveyed]) -> None:
    """Write both files as reports come."""
    encoding = "utf-8-sig" if output.chinese else "utf-8"
    words = _words() if output.chinese else {}
    with ExitStack() as stack:
        figures, reports = (
            csv.writer(stack.enter_context(Path(path).open("w", encoding=encoding, newline="")), lineterminator="\n")
            for path in (output.path, output.beside)
        )
        figures.writerow([*_head(FIGURES, output), *(_LABELS if output.chinese else ())])
        reports.writerow(_head(REPORTS, output))
        for one in told:
            reports.writerow(map(_field, report_of(one, output.language)))
            for row in rows_of(one):
                extra: Sequence[str] = words.get((row[2], *row[5:8]), ("", "", "")) if output.chinese else ()
                figures.writerow([*map(_field, row), *extra])


def _words() -> dict[tuple[str, ...], tuple[str, str, str]]:
    return {(w.edition, w.table, w.row, w.column): (w.table_label, w.row_label, w.column_label) for w in labels()}


def _head(columns: tuple[ColumnOf, ...], output: Output) -> list[str]:
    return [column.label.zh if output.chinese else column.name for column in columns]


def _field(value: Any) -> Any:
    """Texts come from anywhere: none is computed by a spreadsheet. Numbers stay numbers."""
    return neutral(value) if isinstance(value, str) else format(value, "f") if hasattr(value, "as_tuple") else value
