"""Tables whose cells do not say, or not alike, how many grid columns they cover: figures are read in order."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nianbao.reading import read_bytes
from tests.builders.linting import lint_document
from tests.builders.reports.grids import Grid, Report, Written, as_word, report


def without_spans(table: Grid) -> Grid:
    """As old converters leave it that write no w:gridSpan and no widths."""
    return [[(text, 1, merge) for text, _, merge in row] for row in table]


def copied(table: Grid) -> Grid:
    """As spreadsheets leave it that part a merged cell and put its text into every part."""
    return [[(text, 1, merge) for text, span, merge in row for _ in range(span)] for row in table]


def uneven(table: Grid) -> Grid:
    """As Word saves a table whose edges were dragged row by row: a narrow column beside each edge of the form."""
    width = max(sum(span for _, span, _ in row) for row in table)

    def edge(at: int, row: int) -> int:
        return 2 * at - (row % 2 if 0 < at < width else at // width)

    def spread(number: int, row: list[Written]) -> list[Written]:
        ends = [sum(span for _, span, _ in row[: i + 1]) for i in range(len(row))]
        starts = [0, *ends[:-1]]
        return [
            (text, edge(end, number) - edge(start, number), merge)
            for (text, _, merge), start, end in zip(row, starts, ends, strict=True)
        ]

    return [spread(number, row) for number, row in enumerate(table)]


def codes(change: Callable[[Grid], Grid], figure: str = "") -> list[tuple[str, str | None, str | None]]:
    """The findings where every table is changed so; `figure` stands in the place of the first total of table three."""
    blocks: Report = [block if isinstance(block, str) else change(_with(block, figure)) for block in report()]
    found = lint_document(read_bytes(as_word(blocks))).findings
    return [(f.code, f.location.row, f.location.column) for f in found]


def _with(table: Grid, figure: str) -> Grid:
    is_row = "一、本年新收政府信息公开申请数量"
    return [[*row[:-1], (figure, 1, "")] if figure and row[0][0] == is_row else row for row in table]


@pytest.mark.parametrize("change", [without_spans, copied, uneven])
def test_tables_with_lost_or_uneven_spans_are_clean(change: Callable[[Grid], Grid]) -> None:
    assert codes(change) == []


@pytest.mark.parametrize("change", [without_spans, copied, uneven])
def test_a_wrong_figure_in_them_is_found_in_its_place(change: Callable[[Grid], Grid]) -> None:
    assert codes(change, "无") == [("V302", "new", "total")]
