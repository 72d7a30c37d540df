"""The trace of a sum as .csv, level by level: a line for each figure and report, so that the lines of a figure add up.

A lower government without a roll-up of its own is a line above, worked out from its own lines further down.
"""

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
    "of", "table", "row", "column", "label", "sum", "agency", "path", "value", "state", "stated",
)  # fmt: skip
_NOT_SUMMED, _SUMMED = "not-summed", "summed"


def write_trace(path: Path, sums: Sums, rulebook: Rulebook) -> None:
    """The lines of each level, the top first, in the order of the form, of a figure in the order of the reports.

    `value` is what counts, `stated` what stands in the report: of totals the first is worked out from their parts.
    """
    words = {(w.table, w.row, w.column): _words(w.table_label, w.row_label, w.column_label) for w in labels(rulebook)}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEAD)
        for level in sums.levels:
            for one in level.sums:
                label = words.get(one.cell, "")
                for counted in level.children:
                    writer.writerow([neutral(level.level.name), *_line(one, counted, label)])


def _line(one: Sum, counted: Counted, label: str) -> Iterator[str]:
    child = counted.child
    value, stated = counted.values.get(one.cell), counted.stated(one.cell)
    yield from (*one.cell, label, "" if one.value is None else plain(one.value))
    yield from map(neutral, (child.name, ";".join(filed.path for filed in child.filed)))
    yield "" if value is None else plain(value)
    yield _state(one, counted)
    yield "" if stated is None else plain(stated)


def _state(one: Sum, counted: Counted) -> str:
    if one.cell not in counted.values and (one.summed or counted.child.filed):
        return counted.lacking.get(one.cell, "absent")
    if not one.summed:
        return _NOT_SUMMED
    return "number" if counted.child.filed else _SUMMED


def _words(*parts: str) -> str:
    return "·".join(filter(None, parts))
