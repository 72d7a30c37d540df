"""Writing the workbook that a clerk fills in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from msgspec import Struct
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from generator.workbook import looks
from generator.workbook.formulas import Check, checks, total_formulas, wrong_total
from generator.workbook.guide import write_guide
from generator.workbook.package import packed
from generator.workbook.quotes import write_quotes
from generator.workbook.texts import write_text_sheet
from nianbao.figures import CellId, Figures
from nianbao.figures.arithmetic import plain
from nianbao.figures.grid import GridCell
from nianbao.figures.schema import MAX_FIGURE_DIGITS
from nianbao.figures.totals import computed_from_inputs
from nianbao.figures.workbook.layout import TOP, TableSheet, sheets
from nianbao.rulebook.model import Rulebook, ValueType

_HINT = "黄色单元格逐一填写数字，没有的填 0（空白表示尚未填写）；灰色单元格自动计算，不需填写。"
_CHECK_HEAD = "勾稽核对"
_COUNT = ("请填件数", "请填 0 或正整数；没有的填 0。", "应为 0 或正整数，不带单位、斜线和文字。")
_AMOUNT = ("请填金额", "请填数字，可带小数；没有的填 0。", "应为 0 或正数，可带小数，不带单位和文字。")
_CHANGE = ("请填增减数", "请填整数，减少的填负数；没有的填 0。", "应为整数，减少的填负数，不带单位和文字。")
_PROMPTS: dict[ValueType, tuple[str, str, str]] = {"count": _COUNT, "amount": _AMOUNT, "change": _CHANGE}
_WRONG_TOTAL = "填写的 {stated} 与各项之和 {computed} 不符，请核对。"
_GREATEST = str(10**MAX_FIGURE_DIGITS - 1)


class _Page(Struct, frozen=True):
    """A sheet being written with all that goes into it."""

    sheet: TableSheet
    page: Worksheet
    rulebook: Rulebook
    values: Mapping[CellId, Decimal]
    computed: Mapping[CellId, Decimal]
    notes: Mapping[CellId, str]


def write_workbook(
    figures: Figures | None,
    rulebook: Rulebook,
    *,
    notes: Mapping[CellId, str] | None = None,
    more: Callable[[Workbook], object] | None = None,
) -> bytes:
    """An .xlsx with the figures, or a blank; `notes` stand beside the rows of their cells.

    A stated total that agrees with its parts becomes the formula that computes it, one that does not stays a
    number; `more` adds sheets behind the others. The same figures give the same bytes.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    values = figures.values if figures else {}
    for sheet in sheets(rulebook):
        if isinstance(sheet, TableSheet):
            page = book.create_sheet(sheet.name)
            _write_table(_Page(sheet, page, rulebook, values, computed_from_inputs(values, rulebook), notes or {}))
        else:
            write_text_sheet(book, sheet, figures, rulebook, {})
    write_guide(book, figures, rulebook, write_quotes(book, rulebook))
    if more is not None:
        more(book)
    book.calculation.fullCalcOnLoad = True
    book.active = 0
    return packed(book)


def _write_table(page: _Page) -> None:
    width = page.sheet.grid.width
    _set_widths(page)
    looks.put_line(page.page, 1, page.sheet.heading, width, Font(name=looks.HEADING_FONT, size=14))
    looks.put_line(page.page, 2, _HINT, width, looks.NOTE)
    totals = total_formulas(page.sheet, page.rulebook)
    for cell in page.sheet.grid.cells:
        _write_cell(page, cell, totals)
    _set_heights(page)
    _write_notes(page)
    _write_checks(page, checks(page.sheet, page.rulebook))
    _validate(page, set(totals))
    _mark_blanks(page, set(totals))
    _mark_wrong_totals(page)
    top = page.sheet.grid.header_rows + 3
    page.page.freeze_panes = f"{get_column_letter(page.sheet.grid.labels + 1)}{top}"
    looks.print_on_one_page(page.page, width, page.sheet.grid.header_rows + 2, tall=page.sheet.grid.height > 20)
    looks.protect(page.page)


def _write_cell(page: _Page, cell: GridCell, totals: Mapping[CellId, str]) -> None:
    row, column = page.sheet.position(cell)
    at = looks.cell_at(page.page, row, column)
    if cell.id is None:
        looks.put_text(at, cell.text)
        at.font = looks.LABEL
        at.fill = looks.HEADER_FILL if cell.kind != "label" else PatternFill()
        at.alignment = Alignment(
            horizontal="left" if cell.kind == "label" and cell.rows == 1 else "center",
            vertical="center",
            wrap_text=True,
        )
    else:
        _write_figure(page, at, cell.id, totals.get(cell.id))
    for r in range(row, row + cell.rows):
        for c in range(column, column + cell.columns):
            page.page.cell(r, c).border = looks.BORDER
    if cell.rows > 1 or cell.columns > 1:
        page.page.merge_cells(
            start_row=row, start_column=column, end_row=row + cell.rows - 1, end_column=column + cell.columns - 1
        )


def _write_figure(page: _Page, at: Cell, cell: CellId, formula: str | None) -> None:
    value = page.values.get(cell)
    at.font = looks.FIGURE
    at.alignment = Alignment(horizontal="center", vertical="center")
    if formula is None:
        at.fill = looks.INPUT_FILL
        at.protection = Protection(locked=False)
    else:
        at.fill = looks.TOTAL_FILL
    if formula is not None and (value is None or value == page.computed.get(cell)):
        at.value = formula
    elif value is not None:
        looks.put_number(at, value)


def _set_widths(page: _Page) -> None:
    """By what a column is for."""
    labels = page.sheet.grid.labels
    for index in range(page.sheet.grid.width):
        narrow = 8.5 if page.sheet.grid.width > 12 else 9.5 if page.sheet.grid.width > 6 else 16.0
        width = narrow if index >= labels else 42.0 if index == labels - 1 else 15.0
        page.page.column_dimensions[get_column_letter(index + 1)].width = width


def _set_heights(page: _Page) -> None:
    """So that every label is seen whole: one that runs over several rows makes the last of them higher."""
    heights = [21.0] * page.sheet.grid.height
    for cell in sorted(page.sheet.grid.cells, key=lambda cell: cell.rows):
        rows = range(cell.row, cell.row + cell.rows)
        heights[rows[-1]] += max(0.0, looks.height_of(cell.text, _width(page, cell)) - sum(heights[r] for r in rows))
    for row, height in enumerate(heights, TOP):
        page.page.row_dimensions[row].height = height


def _width(page: _Page, cell: GridCell) -> float:
    _, column = page.sheet.position(cell)
    widths = page.page.column_dimensions
    return sum(widths[get_column_letter(c)].width for c in range(column, column + cell.columns))


def _write_notes(page: _Page) -> None:
    """To the right of the table, one line for all the cells of a row that have something to be said of."""
    column = page.sheet.grid.width + 2
    said: dict[int, list[str]] = {}
    for cell, (row, _) in page.sheet.positions.items():
        if cell in page.notes:
            said.setdefault(row, []).append(page.notes[cell])
        if (wrong := _wrong_total(page, cell)) is not None:
            said.setdefault(row, []).append(wrong)
    for row, lines in said.items():
        at = looks.cell_at(page.page, row, column)
        looks.put_text(at, " ".join(dict.fromkeys(lines)))
        at.font = looks.NOTE
        at.alignment = Alignment(vertical="center", wrap_text=True)
        page.page.column_dimensions[get_column_letter(column)].width = 44


def _wrong_total(page: _Page, cell: CellId) -> str | None:
    stated, computed = page.values.get(cell), page.computed.get(cell)
    if stated is None or computed is None or stated == computed:
        return None
    return _WRONG_TOTAL.format(stated=plain(stated), computed=plain(computed))


def _write_checks(page: _Page, balances: tuple[Check, ...]) -> None:
    """Below the table one line for each balance, in words; what is broken turns red, and its cells with it."""
    width = max(2, page.sheet.grid.width)
    if balances:
        looks.put_line(page.page, balances[0].line - 1, _CHECK_HEAD, width, looks.LABEL)
    for check in balances:
        at = check.line
        looks.put_text(looks.cell_at(page.page, at, 1), check.label)
        said = looks.cell_at(page.page, at, 2)
        said.value = f"={check.said}"
        for cell in (looks.cell_at(page.page, at, 1), said):
            cell.font = looks.NOTE
            cell.alignment = Alignment(vertical="center", wrap_text=True)
        page.page.merge_cells(start_row=at, start_column=2, end_row=at, end_column=width)
        page.page.row_dimensions[at].height = 20
        rule = looks.when(check.broken, looks.BROKEN_FILL, looks.BROKEN_FONT)
        for address in (*check.cells, f"A{at}:{get_column_letter(width)}{at}"):
            page.page.conditional_formatting.add(address, rule)


def _validate(page: _Page, totals: set[CellId]) -> None:
    for kind, texts in _PROMPTS.items():
        rule = DataValidation(
            type="decimal" if kind == "amount" else "whole",
            operator="between",
            formula1=f"-{_GREATEST}" if kind == "change" else "0",
            formula2=_GREATEST,
            allow_blank=True,
            showInputMessage=True,
            showErrorMessage=True,
            errorStyle="stop",
            promptTitle=texts[0],
            prompt=texts[1],
            errorTitle=texts[0],
            error=texts[2],
        )
        for cell in page.sheet.grid.cells:
            if cell.id is not None and cell.value == kind and cell.id not in totals:
                rule.add(looks.cell_at(page.page, *page.sheet.position(cell)))
        if rule.sqref.ranges:
            page.page.add_data_validation(rule)


def _mark_blanks(page: _Page, totals: set[CellId]) -> None:
    for cell in page.sheet.grid.cells:
        if cell.id is not None and cell.id not in totals:
            at = looks.cell_at(page.page, *page.sheet.position(cell)).coordinate
            page.page.conditional_formatting.add(at, looks.when(f"ISBLANK({at})", looks.BLANK_FILL))


def _mark_wrong_totals(page: _Page) -> None:
    for cell, condition in wrong_total(page.sheet, page.rulebook).items():
        at = looks.cell_at(page.page, *page.sheet.positions[cell]).coordinate
        page.page.conditional_formatting.add(at, looks.when(condition, looks.BROKEN_FILL, looks.BROKEN_FONT))
