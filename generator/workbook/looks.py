"""How the workbook looks, and how values are put into cells so that they stay what they are."""

from __future__ import annotations

from copy import copy
from decimal import Decimal
from typing import Final

from openpyxl.cell import Cell
from openpyxl.formatting.rule import FormulaRule, Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from generator.marks import REVIEW_OPEN
from nianbao.ooxml.celltext import escaped
from nianbao.text import display_width

HEADING_FONT: Final = "黑体"
_BODY_FONT = "宋体"
LABEL = Font(name=_BODY_FONT, size=11)
FIGURE = Font(name="Times New Roman", size=12)
NOTE = Font(name=_BODY_FONT, size=10, color="595959")
BROKEN_FONT = Font(color="9C0006", bold=True)

_THIN = Side(style="thin", color="000000")
BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
NO_FILL = PatternFill()
HEADER_FILL = PatternFill("solid", start_color="F2F2F2")
INPUT_FILL = PatternFill("solid", start_color="FFFDF2")
TOTAL_FILL = PatternFill("solid", start_color="E7E6E6")
# The fills of conditional formats: their pattern's background is what shows.
BLANK_FILL = PatternFill("solid", end_color="FFF2CC")
BROKEN_FILL = PatternFill("solid", end_color="FFC7CE")
REVIEW_FILL = PatternFill("solid", end_color="F8CBAD")
REVIEW: Final = REVIEW_OPEN  # what a text holds that is still to be reviewed
LINK = Font(name=_BODY_FONT, size=11, color="0563C1", underline="single")
_LINE_HEIGHT: Final = 15.5  # points, of a line in the fonts above
_HIGHEST: Final = 409.0  # what a spreadsheet allows


def shown(fill: PatternFill) -> PatternFill:
    """The fill of a conditional format as that of a cell."""
    return PatternFill("solid", start_color=fill.end_color)


def cell_at(page: Worksheet, row: int, column: int) -> Cell:
    """The cell to write to; only the first one of a merged range is."""
    cell = page.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def when(formula: str, fill: PatternFill, font: Font | None = None) -> Rule:
    """A conditional format: how a cell looks while the formula holds."""
    rule: Rule = FormulaRule(formula=[formula], fill=fill, font=font)  # type: ignore[no-untyped-call]  # the stubs leave it untyped
    return rule


def look_like(cell: Cell, other: Cell) -> None:
    """The looks of another cell at once: to set font, border and alignment of a cell takes longer than to write it."""
    cell._style = copy(other._style)  # type: ignore[attr-defined]  # the stubs leave it out


def put_text(cell: Cell, text: str) -> None:
    """A text that stays a text, whatever it begins with and whatever characters it holds."""
    cell.value = escaped(text)
    cell.data_type = "s"


def put_number(cell: Cell, value: Decimal) -> None:
    """A number that shows its decimals as given: 12.3400 does not become 12.34."""
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    cell.value = value
    cell.number_format = f"0.{'0' * decimals}" if decimals else "0"


def put_line(page: Worksheet, row: int, text: str, columns: int, font: Font) -> Cell:
    """A text over the first columns of a row, as high as it needs."""
    cell = cell_at(page, row, 1)
    put_text(cell, text)
    cell.font = font
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    if columns > 1:
        page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
    width = sum(page.column_dimensions[get_column_letter(c)].width for c in range(1, columns + 1))
    page.row_dimensions[row].height = max(24.0, height_of(text, width))
    return cell


def height_of(text: object, width: float) -> float:
    """How high a row is, in points, that shows the text whole in a column of that width, in digits."""
    lines = sum(lines_of(line, width) for line in text.split("\n")) if isinstance(text, str) else 1
    return min(_HIGHEST, lines * _LINE_HEIGHT + 6)


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of that width: a Chinese character is a little wider than two digits."""
    return max(1, -(-int(display_width(text) * 1.06 + 0.99) // max(int(width - 1), 1)))


def print_on_one_page(page: Worksheet, columns: int, header_rows: int, *, tall: bool, high: int = 1) -> None:
    """A4 upright where it is `tall`, across where not; `high` is the number of pages, 0 for any."""
    page.page_setup.paperSize = 9  # A4
    page.page_setup.orientation = "portrait" if tall else "landscape"
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = high
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_options.horizontalCentered = True
    page.print_title_rows = f"1:{header_rows}"
    page.print_area = f"A1:{get_column_letter(columns)}{page.max_row}"
    page.sheet_view.showGridLines = False


def protect(page: Worksheet) -> None:
    """Keeps formulas and labels from slips of the hand: no password, columns and rows may be resized."""
    page.protection.sheet = True
    page.protection.formatColumns = False
    page.protection.formatRows = False
