"""Where everything stands in the workbook: what is written and what is read find a cell by the same facts."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from nianbao.figures.grid import Grid, GridCell, grid_of
from nianbao.figures.model import CellId
from nianbao.figures.narrative import telling_section
from nianbao.figures.places import Keys
from nianbao.figures.schema import PREAMBLE, SUMMARY, ZEROS
from nianbao.formats import GUIDE_SHEET
from nianbao.memo import once_per
from nianbao.ooxml.cellrefs import column_letters
from nianbao.rulebook.model import ProseFigure, Rulebook, Section, TableForm

GUIDE: Final = GUIDE_SHEET
BASICS: Final = "基本信息"
# At first the basics and all texts stood on one sheet; workbooks that were handed out then are read as they are.
FORMER_BASICS: Final = "基本信息和文字"
QUOTES: Final = "可引用的数字"
KEY_COLUMN: Final = 4  # of the sheets without a table: the key that a line holds
VALUE_COLUMN: Final = 2
FIRST_LINE: Final = 3  # below the sheet's heading and what to fill in
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


class TextSheet(Struct, frozen=True):
    """A sheet without a table: a line for each key, with what a clerk calls it."""

    name: str
    heading: str
    lines: dict[Keys, str]

    def row(self, keys: Keys) -> int:
        """The row in which the line of a key is written, from 1."""
        return list(self.lines).index(keys) + FIRST_LINE


@once_per()
def sheets(rulebook: Rulebook) -> tuple[TextSheet | TableSheet, ...]:
    """Every sheet that is filled in: the basics, then the sections in the order of the report, by their headings."""
    found: list[TextSheet | TableSheet] = [TextSheet(BASICS, BASICS, _basics())]
    taken = [GUIDE, BASICS, QUOTES]
    for section in rulebook.sections:
        if section.content == "narrative":
            name = _sheet_name(section.title, taken)
            found.append(TextSheet(name, section.title, _lines(section, rulebook)))
            taken.append(name)
        for form in (form for form in rulebook.tables if form.section == section.id):
            found.append(_table_sheet(form, section.title, taken))
            taken.append(found[-1].name)
    return tuple(found)


@once_per()
def former_sheets(rulebook: Rulebook) -> tuple[TextSheet | TableSheet, ...]:
    """The sheets of workbooks of former versions."""
    lines = {keys: label for sheet in text_sheets(rulebook) for keys, label in sheet.lines.items()}
    return (TextSheet(FORMER_BASICS, FORMER_BASICS, lines), *table_sheets(rulebook))


def table_sheets(rulebook: Rulebook) -> tuple[TableSheet, ...]:
    """The sheets of the tables."""
    return tuple(sheet for sheet in sheets(rulebook) if isinstance(sheet, TableSheet))


def text_sheets(rulebook: Rulebook) -> tuple[TextSheet, ...]:
    """The sheets without a table."""
    return tuple(sheet for sheet in sheets(rulebook) if isinstance(sheet, TextSheet))


def _table_sheet(form: TableForm, heading: str, taken: list[str]) -> TableSheet:
    grid = grid_of(form)
    positions = {cell.id: TableSheet.position(cell) for cell in grid.cells if cell.id is not None}
    return TableSheet(form, _sheet_name(heading, taken), heading, grid, positions)


def _basics() -> dict[Keys, str]:
    return {
        ("edition",): "格式版本",
        ("agency",): "机关名称（全称）",
        ("year",): "报告年度",
        (ZEROS,): "其余空白填 0（是／否）",
        ("narrative", PREAMBLE): "引言（第一部分之前，可以不写）",
    }


def _lines(section: Section, rulebook: Rulebook) -> dict[Keys, str]:
    """The figures that the section tells without a table, and its texts."""
    told = prose_keys(rulebook) if section == telling_section(rulebook) else {}
    above: Keys = ("narrative", section.id)
    lines: dict[Keys, str] = {keys: figure.label for keys, figure in told.items()}
    if not section.topics:
        return lines | {above: "文字（一段一行）"}
    lines[(*above, SUMMARY)] = "开头（可以不写）"
    return lines | {(*above, topic.id): topic.name.zh for topic in section.topics}


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
