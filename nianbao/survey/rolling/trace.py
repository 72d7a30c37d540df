"""The trace of a sum as .csv: a line for each figure and report, so that the lines of a figure add up to it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from nianbao.figures.arithmetic import plain
from nianbao.files.csvtext import neutral
from nianbao.rulebook.model import Rulebook
from nianbao.survey.labels import labels
from nianbao.survey.rolling.summing import Counted, Sum, Sums

HEAD = (
    "table", "row", "column", "label", "sum", "agency", "above", "path", "value", "state", "stated",
)  # fmt: skip
_NOT_SUMMED = "not-summed"


def write_trace(path: Path, sums: Sums, rulebook: Rulebook) -> None:
    """The lines in the order of the form, of a figure in the order of the reports: a file of any length.

    `value` is what counts, `stated` what stands in the report: of totals the first is worked out from their parts.
    """
    words = {(w.table, w.row, w.column): _words(w.table_label, w.row_label, w.column_label) for w in labels(rulebook)}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEAD)
        for one in sums.sums:
            label = words.get(one.cell, "")
            for counted in sums.children:
                writer.writerow(list(_line(one, counted, label)))


def _line(one: Sum, counted: Counted, label: str) -> Iterator[str]:
    child = counted.child
    value, stated = counted.values.get(one.cell), child.filed[0].values.get(one.cell)
    yield from (*one.cell, label, "" if one.value is None else plain(one.value))
    yield from map(neutral, (child.name, child.above or "", ";".join(filed.path for filed in child.filed)))
    yield "" if value is None else plain(value)
    yield ("number" if one.summed else _NOT_SUMMED) if value is not None else counted.lacking.get(one.cell, "absent")
    yield "" if stated is None else plain(stated)


def _words(*parts: str) -> str:
    return "·".join(filter(None, parts))
