"""The clean report as grids of cells, to blank or remove one thing at a time, and as the formats that have grids."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import TypeAlias

from tests.builders.docx import docx
from tests.builders.reports import BASE, _escaped, _row, _spread
from tests.builders.reports.html import page

Written: TypeAlias = tuple[str, int, str]  # text, columns, vertical merge: "", restart or continue
Grid: TypeAlias = list[list[Written]]
Report: TypeAlias = list["str | Grid"]


def report() -> Report:
    """Paragraphs and tables of the clean report in their order."""
    blocks: Report = []
    for is_row, lines in groupby(BASE.split("\n"), key=lambda line: "\t" in line):
        if is_row:
            rows = [line.split("\t") for line in lines]
            blocks.append([_spread(row, rows) for row in rows])
        else:
            blocks += filter(None, lines)
    return blocks


def as_word(blocks: Report) -> bytes:
    """The report as a Word file."""
    return docx("".join(_word_block(block) for block in blocks))


def as_page(blocks: Report) -> bytes:
    """The report as a web page."""
    return page(blocks)


FORMS: dict[str, Callable[[Report], bytes]] = {"docx": as_word, "html": as_page}


def _word_block(block: str | Grid) -> str:
    if isinstance(block, str):
        return f"<w:p><w:r><w:t xml:space='preserve'>{_escaped(block)}</w:t></w:r></w:p>"
    width = max(sum(span for _, span, _ in row) for row in block)
    columns = "<w:gridCol w:w='600'/>" * width
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(map(_row, block))}</w:tbl>"


def without_each_cell_text() -> Iterator[tuple[str, Report]]:
    """The report with the text of one cell gone, for each cell that has one; figures only of some rows."""
    for number, table in tables():
        for r, row in enumerate(table):
            for c, (text, span, merge) in enumerate(row):
                if text and (not _is_figure(text) or c == len(row) - 1):
                    changed = [*row[:c], ("", span, merge), *row[c + 1 :]]
                    yield f"{number}-{r}-{text}", _with(number, [*table[:r], changed, *table[r + 1 :]])


def without_each_row() -> Iterator[tuple[str, Report]]:
    """The report without one row of a table; a merge that began there begins in the row below."""
    for number, table in tables():
        for r, row in enumerate(table):
            below = [*table[r + 1 :]]
            if below:
                below[0] = [_moved(cell, at, row) for at, cell in _columns(below[0])]
            yield f"{number}-{r}-{row[0][0] or row[-1][0]}", _with(number, [*table[:r], *below])


def with_rows_added(count: int) -> Iterator[tuple[str, Report]]:
    """The report with rows of another register between two rows of figures, for each place where that can be."""
    for number, table in tables():
        for r, row in enumerate(table[:-1]):
            if _has_figures(row) and _has_figures(table[r + 1]) and row[0][2] == table[r + 1][0][2] == "":
                labels = next(i for i, cell in enumerate(row) if _is_figure(cell[0]))
                label = (sum(cell[1] for cell in row[:labels]),)
                added = [[(f"某镇第{n}所", *label, ""), *row[labels:]] for n in range(count)]
                yield f"{number}-{r}", _with(number, [*table[: r + 1], *added, *table[r + 1 :]])


def with_a_column_added(header: str) -> Iterator[tuple[str, Report]]:
    """Each table with one more column at its right, under that header."""
    for number, table in tables():
        width = max(sum(cell[1] for cell in row) for row in table)
        first = next(r for r, row in enumerate(table) if _has_figures(row))
        added = [
            [*row, (header if r == first - 1 else "0" if _has_figures(row) else "", 1, "")]
            for r, row in enumerate(table)
        ]
        yield f"{number}-{width}", _with(number, added)


def tables() -> Iterator[tuple[int, Grid]]:
    """The tables with their place in the report."""
    for number, block in enumerate(report()):
        if not isinstance(block, str):
            yield number, block


def _with(number: int, table: Grid) -> Report:
    blocks = report()
    blocks[number] = table
    return blocks


def _is_figure(text: str) -> bool:
    return text.replace(".", "").isdigit()


def _has_figures(row: list[Written]) -> bool:
    return any(_is_figure(text) for text, _, _ in row)


def _columns(row: list[Written]) -> Iterator[tuple[int, Written]]:
    at = 0
    for cell in row:
        yield at, cell
        at += cell[1]


def _moved(cell: Written, at: int, gone: list[Written]) -> Written:
    above = next((c for a, c in _columns(gone) if a == at), None)
    begins = above is not None and above[2] == "restart" and cell[2] == "continue"
    return (above[0], cell[1], "restart") if begins and above else cell
