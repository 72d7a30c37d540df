"""Where everything stands in the workbook: what is written and what is read find a cell by the same facts."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from nianbao.figures.grid import Grid, GridCell, grid_of
from nianbao.figures.model import CellId
from nianbao.figures.places import Keys
from nianbao.figures.schema import PREAMBLE, SUMMARY
from nianbao.memo import once_per
from nianbao.ooxml.cellrefs import column_letters
from nianbao.rulebook.model import ProseFigure, Rulebook, TableForm

GUIDE: Final = "填写说明"
BASICS: Final = "基本信息和文字"
KEY_COLUMN: Final = 4  # of the sheet of basics: the key that a line holds
VALUE_COLUMN: Final = 2
# Lines above a table: the section's heading, and what to fill in where.
TOP: Final = 3

_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_SHEET_NAME = 31


class TableSheet(Struct, frozen=True):
    """The sheet of one table."""

    form: TableForm
    name: str
    heading: str
    grid: Grid
    positions: dict[CellId, tuple[int, int]]  # row and column, from 1, of every figure

    @staticmethod
    def position(cell: GridCell) -> tuple[int, int]:
        """Row and column of a grid cell in the sheet, from 1."""
        return cell.row + TOP, cell.column + 1

    def address(self, cell: CellId) -> str:
        """The name of a figure's cell, such as C7."""
        row, column = self.positions[cell]
        return f"{column_letters(column)}{row}"

    @property
    def bottom(self) -> int:
        """The last row of the table, from 1."""
        return self.grid.height + TOP - 1


@once_per()
def table_sheets(rulebook: Rulebook) -> tuple[TableSheet, ...]:
    """One sheet a table, named by its section's heading."""
    names: list[str] = [GUIDE, BASICS]
    sheets = []
    for form in rulebook.tables:
        heading = rulebook.section(form.section).title
        names.append(_sheet_name(heading, names))
        grid = grid_of(form)
        positions = {cell.id: TableSheet.position(cell) for cell in grid.cells if cell.id is not None}
        sheets.append(TableSheet(form, names[-1], heading, grid, positions))
    return tuple(sheets)


def text_keys(rulebook: Rulebook) -> dict[Keys, str]:
    """The keys of all narrative texts in the order of the report, with what a clerk calls them."""
    keys: dict[Keys, str] = {("narrative", PREAMBLE): "引言（第一部分之前，可以不写）"}
    for section in rulebook.sections:
        if section.content != "narrative":
            continue
        above = ("narrative", section.id)
        if section.topics:
            keys[(*above, SUMMARY)] = f"{section.title}：开头（可以不写）"
            keys |= {(*above, topic.id): f"{section.title}：{topic.name.zh}" for topic in section.topics}
        else:
            keys[above] = section.title
    return keys


def prose_keys(rulebook: Rulebook) -> dict[Keys, ProseFigure]:
    """The keys of the figures that no table has."""
    return {(group.id, figure.id): figure for group in rulebook.prose_figures for figure in group.figures}


def _sheet_name(heading: str, taken: list[str]) -> str:
    name = _NO_SHEET_NAME.sub(" ", heading)[:_LONGEST_SHEET_NAME] or "表"
    count = 1
    while name in taken:
        count += 1
        suffix = f" {count}"
        name = name[: _LONGEST_SHEET_NAME - len(suffix)] + suffix
    return name
