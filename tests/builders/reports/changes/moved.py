"""Labels, rows and tables that have changed places, are there twice or are left out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tests.builders.reports.changes.places import (
    Change,
    figure_rows,
    grid_of,
    is_figure,
    kind,
    label_of,
    labelled,
    lines_of_headers,
    set_text,
    tables_of,
    with_exchanged,
)
from tests.builders.reports.grids import report


@kind
def row_labels_exchanged() -> Iterator[Change]:
    for table, labels in labelled():
        for step in (1, 4):
            for one, other in list(zip(labels, labels[step:], strict=False))[::3]:
                yield f"{table} {one} {other}", with_exchanged(table, one, other)


@kind
def whole_rows_exchanged() -> Iterator[Change]:
    for table, labels in labelled():
        for (r, c), (below, _) in list(pairwise(labels))[::2]:
            blocks = report()
            grid = grid_of(blocks, table)
            if below == r + 1 and c == label_of(grid[below]) and not any(m == "restart" for _, _, m in grid[below]):
                upper, lower = grid[r], grid[below]
                grid[r], grid[below] = [*upper[:c], *lower[c:]], [*lower[:c], *upper[c:]]
                yield f"{table} {r}", blocks


@kind
def rows_exchanged_under_their_numbers() -> Iterator[Change]:
    """Rows of one group that have changed places, numbered as they stand now."""
    for table, labels in labelled():
        for (r, c), (below, _) in pairwise(labels):
            blocks = report()
            grid = grid_of(blocks, table)
            (number, dot, words), (other, _, others) = (grid[at][c][0].partition(".") for at in (r, below))
            if dot and number.isdigit() and other.isdigit() and int(other) == int(number) + 1:
                set_text(blocks, table, r, c, f"{number}.{others}")
                set_text(blocks, table, below, c, f"{other}.{words}")
                yield f"{table} {r}", blocks


@kind
def headers_exchanged() -> Iterator[Change]:
    for table, r, here in lines_of_headers():
        for one, other in list(pairwise(here))[::2]:
            yield f"{table} {r} {one} {other}", with_exchanged(table, (r, one), (r, other))


@kind
def block_labels_exchanged() -> Iterator[Change]:
    blocks = report()
    table = tables_of(blocks)[0]
    labels = [(r, 0) for r, row in enumerate(grid_of(blocks, table)) if row[0][0].startswith("第二十条")]
    for one, other in pairwise(labels):
        yield f"{one}", with_exchanged(table, one, other)


@kind
def tables_exchanged() -> Iterator[Change]:
    first, second, third = tables_of(report())
    for one, other in ((first, second), (first, third), (second, third)):
        blocks = report()
        blocks[one], blocks[other] = blocks[other], blocks[one]
        yield f"{one} {other}", blocks


@kind
def tables_in_another_section() -> Iterator[Change]:
    for table in tables_of(report()):
        blocks = report()
        moved = blocks.pop(table)
        end = next(at for at, block in enumerate(blocks) if isinstance(block, str) and block.startswith("六、"))
        blocks.insert(end, moved)
        yield f"{table}", blocks


@kind
def tables_twice() -> Iterator[Change]:
    for table in tables_of(report()):
        for changed in (False, True):
            blocks = report()
            copy = [list(row) for row in grid_of(blocks, table)]
            if changed:
                row = figure_rows(copy)[0]
                column = next(c for c, cell in enumerate(copy[row]) if is_figure(cell[0]))
                copy[row][column] = ("77", *copy[row][column][1:])
            blocks[table + 1 : table + 1] = ["有关情况见下表。", copy]
            yield f"{table} {changed}", blocks


@kind
def rows_left_out() -> Iterator[Change]:
    for table, labels in labelled():
        for r, _ in labels[1::3]:
            blocks = report()
            grid = grid_of(blocks, table)
            if not any(m == "restart" for _, _, m in grid[r]):
                del grid[r]
                yield f"{table} {r}", blocks
