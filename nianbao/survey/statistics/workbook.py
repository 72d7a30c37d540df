"""The tables as a workbook: numbers as numbers, no text is computed, the same numbers give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from nianbao.files.marks import ARCHIVE
from nianbao.i18n import Language, Text
from nianbao.shown import visible
from nianbao.survey.statistics.sheets import Sheet, Value
from nianbao.survey.writing.settled import settle

_LONGEST = 32_767  # characters of a cell


def write_workbook(path: Path, sheets: Iterable[Sheet], language: Language) -> None:
    """A sheet of each table, its note in the last rows."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.title.in_(language)[:31]), sheet, language)
    book.save(path)
    settle(path, ARCHIVE)


def _fill(target: WriteOnlyWorksheet, sheet: Sheet, language: Language) -> None:
    target.freeze_panes = "A2"
    target.append([_bold(target, head.in_(language)) for head in sheet.head])
    for row in sheet.rows or ((sheet.empty,),):
        target.append(list(_cells(target, row, language)))
    if note := sheet.note.in_(language):
        target.append([])
        target.append([_text(target, note)])


def _bold(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    cell = _text(sheet, text)
    cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    return cell


def _text(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    cell: Cell = WriteOnlyCell(sheet, visible(text)[:_LONGEST])
    cell.data_type = "s"
    return cell


def _cells(sheet: WriteOnlyWorksheet, row: Iterable[Value], language: Language) -> Iterator[object]:
    """A rate that there is none of is an empty cell."""
    for value in row:
        if isinstance(value, Text):
            yield _text(sheet, value.in_(language))
        elif isinstance(value, str):
            yield _text(sheet, value)
        else:
            yield value
