"""Where something stands in a figures file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from msgspec import Struct

from nianbao.ooxml.cellrefs import parse_range
from nianbao.shown import visible

Keys: TypeAlias = tuple[str, ...]
"""A path of keys in a figures file, from the outermost in."""


class FigurePlace(Struct, frozen=True):
    """A line of a text file or cells of a workbook, as near as is known; printed as editors follow it.

    `figures.yaml:12:5`, `figures.yaml:12`, `figures.xlsx:SHEET!C7:H7`, `figures.xlsx:SHEET`, or the file alone.
    """

    file: str  # as the user named it; for figures without a file the agency
    line: int | None = None  # from 1, as is `column`
    column: int | None = None
    sheet: str = ""
    cells: str = ""  # one cell or a range, as a spreadsheet names it

    def __str__(self) -> str:
        if self.sheet:
            return visible(f"{self.file}:{self.sheet}!{self.cells}" if self.cells else f"{self.file}:{self.sheet}")
        return ":".join(str(part) for part in (visible(self.file), self.line, self.column) if part is not None)


Places: TypeAlias = Mapping[Keys, FigurePlace]
"""Where each key of the user's file stands; () is the file."""


def order_of(places: Places) -> Callable[[FigurePlace], tuple[int, ...]]:
    """A key by which places sort as the file has them: by line, or by sheet in the order of the book, row, column."""
    sheets = {sheet: at for at, sheet in enumerate(dict.fromkeys(place.sheet for place in places.values()))}

    def order(place: FigurePlace) -> tuple[int, ...]:
        row, column = parse_range(place.cells)[:2] if place.cells else (0, 0)
        return sheets.get(place.sheet, -1), place.line or row, place.column or column

    return order


def place_of(keys: Keys, places: Places) -> FigurePlace:
    """Where a key stands, or the nearest key around it."""
    while keys and keys not in places:
        keys = keys[:-1]
    return places.get(keys, FigurePlace(""))
