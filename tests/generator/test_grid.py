"""The grid of a table against facts of the official form that are written down here, not in the rulebook."""

from __future__ import annotations

import pytest

from nianbao.figures.grid import Grid, grid_of
from nianbao.rulebook import load_rulebook


def _grid(table: str) -> Grid:
    return grid_of(load_rulebook().table(table))


@pytest.mark.parametrize(
    ("table", "height", "width", "header_rows"),
    [("proactive", 14, 4, 2), ("applications", 28, 10, 3), ("review", 4, 15, 3)],
)
def test_grids_have_the_size_of_the_official_form(table: str, height: int, width: int, header_rows: int) -> None:
    grid = _grid(table)
    assert (grid.height, grid.width, grid.header_rows) == (height, width, header_rows)


@pytest.mark.parametrize("table", ["proactive", "applications", "review"])
def test_cells_tile_the_grid_without_gap_or_overlap(table: str) -> None:
    grid = _grid(table)
    covered = [
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    ]
    assert sorted(covered) == [(r, c) for r in range(grid.height) for c in range(grid.width)]


def test_a_narrow_block_stretches_its_last_column() -> None:
    licensing = [cell for cell in _grid("proactive").cells if cell.row == 6]
    assert [(cell.kind, cell.columns) for cell in licensing] == [("label", 1), ("value", 3)]


def test_groups_of_rows_and_columns_are_merged_as_printed() -> None:
    cells = {cell.text: cell for cell in _grid("applications").cells if cell.text}
    assert (cells["三、本年度办理结果"].rows, cells["三、本年度办理结果"].columns) == (22, 1)
    assert (cells["（三）不予公开"].rows, cells["（三）不予公开"].columns) == (8, 1)
    assert (cells["（七）总计"].rows, cells["（七）总计"].columns) == (1, 2)
    assert (cells["法人或其他组织"].rows, cells["法人或其他组织"].columns) == (1, 5)
    assert (cells["总计"].rows, cells["总计"].columns) == (2, 1)
