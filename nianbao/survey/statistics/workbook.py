"""The tables as a workbook: numbers as numbers, no text is computed, the same numbers give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nianbao.files.marks import ARCHIVE
from nianbao.i18n import Language, Text
from nianbao.ooxml import spreadsheet
from nianbao.shown import visible
from nianbao.survey.statistics.sheets import TITLE, Sheet, Value

_LONGEST_NAME = 31  # characters
_NARROW, _WIDE = 11.0, 26.0


def workbook_of(sheets: Iterable[Sheet], language: Language) -> bytes:
    """A sheet of each table, its note in the last row."""
    made = [_sheet(sheet, language) for sheet in sheets]
    return spreadsheet.workbook(made, title=TITLE.in_(language), created=spreadsheet.NO_DAY, comment=ARCHIVE)


def _sheet(sheet: Sheet, language: Language) -> spreadsheet.Sheet:
    texts = [any(isinstance(row[at], (str, Text)) for row in sheet.rows) for at in range(len(sheet.head))]
    heads = [
        spreadsheet.Column(head.in_(language), _WIDE if text else _NARROW)
        for head, text in zip(sheet.head, texts, strict=True)
    ]
    made = spreadsheet.Sheet(sheet.title.in_(language)[:_LONGEST_NAME], heads, fit=False)
    rest = (None,) * (len(heads) - 1)
    for row in sheet.rows or ((sheet.empty, *rest),):
        made.add(tuple(_shown(row, language)))
    if note := sheet.note.in_(language):
        made.add((None, *rest))
        made.add((note, *rest))
    return made


def _shown(row: Iterable[Value], language: Language) -> Iterator[spreadsheet.Value]:
    """A rate that there is none of is an empty cell."""
    for value in row:
        told = value.in_(language) if isinstance(value, Text) else value
        yield visible(told) if isinstance(told, str) else told
