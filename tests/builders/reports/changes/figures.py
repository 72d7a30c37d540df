"""What stands in the place of a figure: words, impossible counts, other digits; and nothing changed at all."""

from __future__ import annotations

from collections.abc import Iterator

from tests.builders.reports.changes.places import Change, figure_rows, grid_of, is_figure, kind, set_text, tables_of
from tests.builders.reports.grids import report


@kind
def words_for_figures() -> Iterator[Change]:
    blocks = report()
    for table in tables_of(blocks):
        for r in figure_rows(grid_of(blocks, table))[::4]:
            figures = [c for c, cell in enumerate(grid_of(blocks, table)[r]) if is_figure(cell[0])]
            for c, words in zip(figures[::2], ("O", "N/A", "暂无", "约1", "1件", "/", "l", "—"), strict=False):
                changed = report()
                set_text(changed, table, r, c, words)
                yield f"{table} {r} {c} {words}", changed


@kind
def impossible_counts() -> Iterator[Change]:
    blocks = report()
    for table in tables_of(blocks):
        for r in figure_rows(grid_of(blocks, table))[::5]:
            c = next(c for c, cell in enumerate(grid_of(blocks, table)[r]) if is_figure(cell[0]))
            if "." not in grid_of(blocks, table)[r][c][0]:
                for figure in ("-1", "1.5"):
                    changed = report()
                    set_text(changed, table, r, c, figure)
                    yield f"{table} {r} {figure}", changed


@kind
def figures_written_otherwise() -> Iterator[Change]:
    blocks = report()
    for table in tables_of(blocks):
        for r in figure_rows(grid_of(blocks, table))[::6]:
            for c, cell in enumerate(grid_of(blocks, table)[r]):
                if is_figure(cell[0]) and "." not in cell[0]:
                    changed = report()
                    wide = cell[0].translate({ord("0") + n: ord("０") + n for n in range(10)})
                    set_text(changed, table, r, c, wide)
                    yield f"{table} {r} {c}", changed
                    break


@kind
def sound() -> Iterator[Change]:
    yield "as it is", report()
