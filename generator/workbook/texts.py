"""The sheets of the workbook that hold no table: agency and year, the texts, and the figures of no table."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from generator.workbook import looks
from generator.workbook.formulas import blank_and_asked
from nianbao.errors import NianbaoError
from nianbao.figures import Figures
from nianbao.figures.places import Keys
from nianbao.figures.schema import ZEROS
from nianbao.figures.workbook.layout import KEY_COLUMN, VALUE_COLUMN, TextSheet, prose_keys
from nianbao.i18n import Text
from nianbao.ooxml.celltext import escaped
from nianbao.rulebook.model import Rulebook, ValueType

# What one cell of a spreadsheet holds.
MAX_CELL_TEXT = 32_767
_TOO_LONG = Text(
    "{key}：文字有 {count} 字，电子表格的单元格最多 32767 字；请改用 .yaml 文件",
    "{key}: the text has {count} characters; a cell of a spreadsheet holds 32767, use a .yaml file",
)

_WIDTHS: Final = (26.0, 66.0, 2.0)
_HINT: Final = "黄色单元格要填。文字一段一行（换行按 Alt+Enter），留空的按数字写出通用的句子；橙色的含有【请核对】。"
_COUNT_PROMPT: Final = "请填 0 或正整数；没有的填 0。"
_MONEY_PROMPT: Final = "请填数字（元），可带小数；没有的填 0。"
_ZEROS_PROMPT: Final = "选“是”时，生成报告按 0 处理其余空白的数字单元格，并写明处数。确实都没有发生的才选“是”。"


def write_text_sheet(
    book: Workbook, sheet: TextSheet, figures: Figures | None, rulebook: Rulebook, notes: Mapping[Keys, str]
) -> None:
    """A sheet with a line for each key; what is noted of one stands below its name."""
    page = book.create_sheet(sheet.name)
    for column, width in zip("ABC", _WIDTHS, strict=True):
        page.column_dimensions[column].width = width
    page.column_dimensions["D"].hidden = True
    looks.put_line(page, 1, sheet.heading, 2, Font(name=looks.HEADING_FONT, size=14))
    looks.put_line(page, 2, _HINT, 2, looks.NOTE)
    kinds = {keys: figure.value for keys, figure in prose_keys(rulebook).items()}
    for keys, label in sheet.lines.items():
        told = f"{label}\n{notes[keys]}" if keys in notes else label
        _write_line(page, sheet.row(keys), keys, told, _value(figures, keys, rulebook))
        if keys in (("agency",), ("year",)) or keys in kinds:
            _mark_blank(page, sheet, keys)
        _validate(page, sheet.row(keys), keys, kinds.get(keys))
    page.freeze_panes = "A3"
    looks.print_on_one_page(page, VALUE_COLUMN, 1, tall=True, high=0)
    looks.protect(page)


def _value(figures: Figures | None, keys: Keys, rulebook: Rulebook) -> object:
    """What stands in the figures under a key."""
    if keys == ("edition",):
        return rulebook.edition
    if figures is None:
        return None
    if keys == (ZEROS,):
        return "是" if figures.zeros_for_blanks else "否"
    if len(keys) == 1:
        return getattr(figures, keys[0]) or None
    if keys[0] != "narrative":
        return figures.in_prose.get((keys[0], keys[1]))
    texts: object = figures.narrative
    for key in keys[1:]:
        texts = texts.get(key) if isinstance(texts, dict) else None
    return texts


def _write_line(page: Worksheet, row: int, keys: Keys, label: str, value: object) -> None:
    name, cell, key = (looks.cell_at(page, row, column) for column in (1, VALUE_COLUMN, KEY_COLUMN))
    text = keys[0] == "narrative"
    looks.put_text(name, label)
    looks.put_text(key, ".".join(keys))
    _put(cell, value, ".".join(keys))
    name.font = cell.font = looks.LABEL
    name.border = cell.border = looks.BORDER
    name.fill = looks.HEADER_FILL
    name.alignment = Alignment(vertical="center", wrap_text=True)
    cell.alignment = Alignment(vertical="top" if text else "center", horizontal="left", wrap_text=True)
    locked = keys == ("edition",)
    cell.fill = looks.TOTAL_FILL if locked else looks.INPUT_FILL
    cell.protection = Protection(locked=locked)
    least = 64.0 if text else 24.0
    page.row_dimensions[row].height = max(least, looks.height_of(label, _WIDTHS[0]), looks.height_of(value, _WIDTHS[1]))
    if text:
        marked = f'ISNUMBER(SEARCH("{looks.REVIEW}",{cell.coordinate}))'
        page.conditional_formatting.add(cell.coordinate, looks.when(marked, looks.REVIEW_FILL))


def _mark_blank(page: Worksheet, sheet: TextSheet, keys: Keys) -> None:
    """While it is to be filled in."""
    at = looks.cell_at(page, sheet.row(keys), VALUE_COLUMN).coordinate
    blank = f"ISBLANK({at})" if len(keys) == 1 else blank_and_asked(sheet, keys)
    page.conditional_formatting.add(at, looks.when(blank, looks.BLANK_FILL))


def _put(cell: Cell, value: object, key: str) -> None:
    if isinstance(value, Decimal):
        looks.put_number(cell, value)
    elif isinstance(value, int):
        cell.value = value
    elif isinstance(value, str) and value:
        if len(escaped(value)) > MAX_CELL_TEXT:
            raise NianbaoError(_TOO_LONG.format(key=key, count=len(value)))
        looks.put_text(cell, value)


def _validate(page: Worksheet, row: int, keys: Keys, kind: ValueType | None) -> None:
    if keys == (ZEROS,):
        rule = DataValidation(type="list", formula1='"否,是"', allow_blank=True, prompt=_ZEROS_PROMPT)
    elif kind is not None or keys == ("year",):
        prompt = _MONEY_PROMPT if kind == "amount" else _COUNT_PROMPT
        rule = DataValidation(
            type="decimal" if kind == "amount" else "whole",
            operator="greaterThanOrEqual",
            formula1="0",
            allow_blank=True,
            prompt=prompt,
            error=prompt,
        )
    else:
        return
    rule.showInputMessage = rule.showErrorMessage = True
    rule.add(looks.cell_at(page, row, VALUE_COLUMN))
    page.add_data_validation(rule)
