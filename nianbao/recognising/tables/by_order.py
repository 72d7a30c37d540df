"""Rows without a grid by the order of their figures, where labels are cut up around them."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from nianbao.document import Place
from nianbao.recognising.tables.forms import Form
from nianbao.recognising.tables.stream import Figure, Run, Stream

# How much of what the form prints may be lost where rows are read by their order.
_LOST = 0.1


class LooseRow(NamedTuple):
    """A row put together: where it belongs, the text and place of its cells."""

    at: float
    cells: list[tuple[str, Place]]


def rows_in_order(stream: Stream, form: Form) -> list[LooseRow]:
    """The rows by the order of their figures where labels are cut up around them, none where that is not certain.

    It is where all row labels are there in whatever order, and the figures between pieces of labels are whole rows
    from first to last.
    """
    there = Counter(stream.text)
    printed = Counter(form.row_print)
    if sum((printed - there).values()) > sum(printed.values()) * _LOST:
        return []
    sizes = [len(block.columns) for block in form.blocks for _ in block.rows]
    figures = _whole_rows(stream.runs, sizes)
    rows: list[LooseRow] = []
    for block in form.blocks if figures else ():
        rows += (LooseRow(len(rows), [(words[0], stream.first)]) for words in block.header_words)
        for leaf in block.rows:
            own = figures.pop(0)
            cells = [(figure.text, figure.place) for figure in own]
            rows.append(LooseRow(len(rows), [(leaf.label, own[0].place), *cells] if leaf.label else cells))
    return rows


def _whole_rows(runs: list[Run], sizes: list[int]) -> list[list[Figure]]:
    """The figures of each row, empty where a run of figures ends inside a row, or rows and figures do not match."""
    if len(sizes) == 1:
        # The only row there is holds all of them, whatever stands between.
        runs = [Run(0, [figure for run in runs for figure in run.figures])]
    else:
        # Fewer figures than any row has are the numbers of pages and of labels that were cut up.
        runs = [run for run in runs if len(run.figures) >= min(sizes)]
    rows: list[list[Figure]] = []
    for run in runs:
        begun = len(rows)
        figures = list(run.figures)
        while figures:
            size = sizes[len(rows)] if len(rows) < len(sizes) else 0
            if not 0 < size <= len(figures):
                return []
            rows.append(figures[:size])
            figures = figures[size:]
        if _may_be_columns(rows[begun:]):
            return []
    return rows if len(rows) == len(sizes) else []


def _may_be_columns(rows: list[list[Figure]]) -> bool:
    """Whether rows without a label between may as well be columns: each figure stands on a line of its own."""
    return len(rows) > 1 and any(len(row) > 1 and all(figure.alone for figure in row) for row in rows)
