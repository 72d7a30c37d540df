"""A statutory table in a Word file: merges, a full grid, explicit widths, repeated header rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from generator.outline import TablePart
from nianbao.figures.grid import Grid, GridCell
from nianbao.ooxml.markup import run, twips, w
from nianbao.rulebook.typography import TableSetting, Typography

# Twips. Labels and headers have room at both sides; figures give theirs up for another digit.
_ROOM = {"value": 15, "label": 40, "header": 60}
_ROW = 340
# A digit's width by its height: half in Times New Roman, a little more in what replaces it elsewhere.
_DIGIT = 0.56
_BORDER = 4  # eighths of a point


class Sheet(Struct, frozen=True):
    """What a table is drawn on: how wide it may be, in twips, and the id of its paragraphs' style."""

    text_width: int
    style: str
    typography: Typography


class _Drawn(Struct, frozen=True):
    """One table under way: its columns' widths in twips, and what its cells need to know."""

    figuring: TablePart
    widths: tuple[int, ...]
    sheet: Sheet
    setting: TableSetting


def table(figuring: TablePart, sheet: Sheet) -> str:
    """The markup of a table, as wide as the text."""
    setting = sheet.typography.table(figuring.form.id)
    drawn = _Drawn(figuring, _widths(figuring.grid, setting, sheet.text_width), sheet, setting)
    columns = w("tblGrid", *(w("gridCol", w=width) for width in drawn.widths))
    return w("tbl", _properties(drawn), columns, *(_row(drawn, row) for row in range(figuring.grid.height)))


def _widths(grid: Grid, setting: TableSetting, text_width: int) -> tuple[int, ...]:
    """Whole twips that add up to the width of the text."""
    figures = grid.width - grid.labels
    labels = [twips(width) for width in setting.labels]
    if len(labels) != grid.labels or sum(labels) >= text_width:
        labels = [text_width // grid.width] * grid.labels
    rest = text_width - sum(labels)
    return (*labels, *(rest * (i + 1) // figures - rest * i // figures for i in range(figures)))


def _properties(drawn: _Drawn) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = (w(side, val="single", sz=_BORDER, space=0, color="auto") for side in sides)
    return w(
        "tblPr",
        w("tblW", w=sum(drawn.widths), type="dxa"),
        w("jc", val="center"),
        w("tblBorders", *borders),
        w("tblLayout", type="fixed"),
        w("tblCellMar", *(w(side, w=_ROOM["label"], type="dxa") for side in ("left", "right"))),
        w("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        w("tblCaption", val=drawn.figuring.caption),
        w("tblDescription", val=_description(drawn.figuring)),
    )


def _description(figuring: TablePart) -> str:
    """The headers from left to right: what a screen reader says before it reads figures."""
    return "、".join(dict.fromkeys(cell.text for cell in figuring.grid.cells if cell.kind == "header"))


def _row(drawn: _Drawn, row: int) -> str:
    """A row that no page breaks; the header comes again on each page that the table runs on to."""
    header = w("tblHeader") if row < drawn.figuring.grid.header_rows else ""
    properties = w("trPr", w("cantSplit"), w("trHeight", val=_ROW, hRule="atLeast"), header)
    return w("tr", properties, *_cells(drawn, row))


def _cells(drawn: _Drawn, row: int) -> Iterator[str]:
    """The cells of a row, with a continuation for each that comes down from above."""
    standing = [cell for cell in drawn.figuring.grid.cells if cell.row <= row < cell.row + cell.rows]
    for cell in sorted(standing, key=lambda cell: cell.column):
        yield _cell(drawn, cell, row)


def _cell(drawn: _Drawn, cell: GridCell, row: int) -> str:
    width = sum(drawn.widths[cell.column : cell.column + cell.columns])
    first = cell.row == row
    merge = "" if cell.rows == 1 else "restart" if first else "continue"
    fill = drawn.sheet.typography.title_fill if cell.kind == "title" else ""
    properties = _cell_properties(width, cell.columns, merge, fill, _ROOM.get(cell.kind, _ROOM["label"]))
    # All rows but the last are kept with the next: a table that fits a page stands on one.
    keep = row < drawn.figuring.grid.height - 1
    text = _text(drawn, cell, width) if first else ""
    return w("tc", properties, w("p", _paragraph(drawn.sheet.style, keep, _aligned(cell, drawn.setting)), text))


def _aligned(cell: GridCell, setting: TableSetting) -> str:
    if cell.kind == "title":
        return "left"
    return setting.align if cell.kind in ("corner", "label") else "center"


@lru_cache(maxsize=1024)
def _cell_properties(width: int, columns: int, merge: str, fill: str, room: int) -> str:
    sides = (w(side, w=room, type="dxa") for side in ("left", "right"))
    return w(
        "tcPr",
        w("tcW", w=width, type="dxa"),
        w("gridSpan", val=columns) if columns > 1 else "",
        w("vMerge", val=merge) if merge else "",
        w("shd", val="clear", color="auto", fill=fill) if fill else "",
        w("tcMar", *sides) if room != _ROOM["label"] else "",
        w("vAlign", val="center"),
    )


@lru_cache(maxsize=64)
def _paragraph(style: str, keep: bool, align: str) -> str:
    kept = w("keepNext") if keep else ""
    return w("pPr", w("pStyle", val=style), kept, w("jc", val=align))


def _text(drawn: _Drawn, cell: GridCell, width: int) -> str:
    if cell.kind != "value":
        return run(cell.text)
    text = drawn.figuring.texts.get((cell.row, cell.column), "")
    scale = _scale(text, width - 2 * _ROOM["value"], drawn.sheet.typography.style("cell").size)
    return run(text, w("w", val=scale) if scale < 100 else "")


def _scale(text: str, room: int, size: float) -> int:
    """The character width in percent at which a figure stands in one line of so many twips."""
    needed = len(text) * size * _DIGIT * 20
    return 100 if needed <= room else max(int(room * 100 / needed), 1)
