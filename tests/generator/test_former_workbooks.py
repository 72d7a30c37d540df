"""Workbooks that were handed out before the texts had sheets of their own are read as they were filled in."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl

from generator.workbook import write_workbook
from nianbao.figures import open_figures
from nianbao.figures.opening import read_stated
from nianbao.figures.workbook.layout import FORMER_BASICS, text_sheets

EXAMPLES = Path(__file__).parents[2] / "examples"


def _former(data: bytes, names: list[str]) -> bytes:
    """The workbook as the first version wrote it: basics and texts on one sheet behind the guide."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    all_lines = book.create_sheet(FORMER_BASICS, 1)
    all_lines.append([])
    for name in names:
        for row in book[name].iter_rows(min_row=3, max_col=4, values_only=True):
            all_lines.append(list(row))
        del book[name]
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_a_workbook_of_the_first_version_holds_what_was_filled_in() -> None:
    stated = open_figures(EXAMPLES / "figures-2024.yaml")
    book = stated.rulebook
    former = _former(write_workbook(stated.figures, book), [sheet.name for sheet in text_sheets(book)])
    read = read_stated(former, "figures.xlsx")
    assert read.figures == stated.figures
    assert read.mistakes() == stated.mistakes() == ()
    assert str(read.place(("agency",))).startswith(f"figures.xlsx:{FORMER_BASICS}!")
