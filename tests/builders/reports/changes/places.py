"""Where in a report something can be changed, and the change itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.builders.reports.grids import Grid, Report, Written, report

Change = tuple[str, Report]  # what is changed, and the report with it
KINDS: dict[str, Callable[[], Iterator[Change]]] = {}


def kind(function: Callable[[], Iterator[Change]]) -> Callable[[], Iterator[Change]]:
    KINDS[function.__name__] = function
    return function


def tables_of(blocks: Report) -> list[int]:
    return [at for at, block in enumerate(blocks) if not isinstance(block, str)]


def is_figure(text: str) -> bool:
    return text.replace(".", "").isdigit()


def figure_rows(table: Grid) -> list[int]:
    return [r for r, row in enumerate(table) if any(is_figure(text) for text, _, _ in row)]


def label_of(row: list[Written]) -> int | None:
    """Which cell is the row's own label."""
    labels = [c for c, (text, _, merge) in enumerate(row) if text and not is_figure(text) and merge == ""]
    return labels[-1] if labels else None


def set_text(blocks: Report, table: int, row: int, column: int, text: str) -> None:
    grid = blocks[table]
    assert not isinstance(grid, str)
    _, span, merge = grid[row][column]
    grid[row][column] = (text, span, merge)


def grid_of(blocks: Report, table: int) -> Grid:
    grid = blocks[table]
    assert not isinstance(grid, str)
    return grid


def with_exchanged(table: int, one: tuple[int, int], other: tuple[int, int]) -> Report:
    """The report with the texts of two cells exchanged."""
    blocks = report()
    grid = grid_of(blocks, table)
    first, second = grid[one[0]][one[1]][0], grid[other[0]][other[1]][0]
    set_text(blocks, table, *one, second)
    set_text(blocks, table, *other, first)
    return blocks


def labelled() -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Each table with the places of the labels of its rows of figures."""
    blocks = report()
    for table in tables_of(blocks):
        grid = grid_of(blocks, table)
        yield table, [(r, c) for r in figure_rows(grid) if (c := label_of(grid[r])) is not None]


def lines_of_headers() -> Iterator[tuple[int, int, list[int]]]:
    """Each line of headers that stand right above figures, with the places of its cells that hold words."""
    blocks = report()
    for table in tables_of(blocks):
        grid = grid_of(blocks, table)
        for r in range(len(grid) - 1):
            if r not in figure_rows(grid) and r + 1 in figure_rows(grid):
                here = [
                    c for c, (text, span, m) in enumerate(grid[r]) if text and m != "continue" and text != "信息内容"
                ]
                if here:
                    yield table, r, here
