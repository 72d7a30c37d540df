"""The sheets of the workbook that hold no table: what to do, and the agency, the year, the texts and the
figures of no table."""

from __future__ import annotations

from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from generator.workbook import looks
from nianbao.errors import NianbaoError
from nianbao.figures import Figures
from nianbao.figures.layout import slots
from nianbao.figures.places import Keys
from nianbao.figures.workbook.layout import BASICS, GUIDE, KEY_COLUMN, VALUE_COLUMN, prose_keys, text_keys
from nianbao.i18n import Text
from nianbao.ooxml.celltext import escaped
from nianbao.rulebook.model import Rulebook
from nianbao.text import display_width

# What one cell of a spreadsheet holds.
MAX_CELL_TEXT = 32_767
_TOO_LONG = Text(
    "{key}：文字有 {count} 字，电子表格的一格最多 32767 字；请改用 .yaml 文件",
    "{key}: the text has {count} characters; a cell of a spreadsheet holds 32767, use a .yaml file",
)

_GUIDE = (
    "一张表一个工作表，版式与规定的格式相同。请先填“{basics}”，再逐表填写。",
    "黄色单元格要填，没有的填 0。空着表示尚未填写：生成报告时会逐一指出，不会当作 0。",
    "灰色单元格是自动计算的，已锁定，不用填写。",
    "表下的“勾稽核对”逐条说明两边是否相等；不相等时变红，相关单元格一并变红。",
    "文字可以直接写，也可以引用表中数字，例如 {{{{ {example} }}}}，生成时自动换成数字，文字与表格不会不一致。",
    "文字留空的，生成时按数字写出通用的句子，请再补充本机关的实际情况。",
    "工作表已保护，只能填写该填的单元格；没有密码，需要时可在“审阅”中撤销保护。请不要增删行列、改工作表名称。",
    "填好后运行：nianbao generate 文件名.xlsx -o 报告.docx",
)
_COUNT_PROMPT = "请填 0 或正整数；没有的填 0。"
_MONEY_PROMPT = "请填数字（元），可带小数；没有的填 0。"


def write_guide(book: Workbook, rulebook: Rulebook) -> None:
    """The sheet that says how to fill in the others."""
    page = book.create_sheet(GUIDE)
    page.column_dimensions["A"].width = 84  # of an A4 page
    looks.put_text(looks.cell_at(page, 1, 1), rulebook.name.zh)
    looks.cell_at(page, 1, 1).font = Font(name=looks.HEADING_FONT, size=16)
    for row, line in enumerate(_GUIDE, 2):
        cell = looks.cell_at(page, row, 1)
        text = line.format(basics=BASICS, example=_example(rulebook))
        looks.put_text(cell, f"{row - 1}. {text}")
        cell.font = looks.LABEL
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        page.row_dimensions[row].height = 36
    looks.print_on_one_page(page, 1, 1, tall=True)
    looks.protect(page)


def write_basics(book: Workbook, figures: Figures | None, rulebook: Rulebook) -> None:
    """The sheet with a line for each key that is in no table."""
    page = book.create_sheet(BASICS)
    for column, width in (("A", 44.0), ("B", 90.0), ("C", 2.0)):
        page.column_dimensions[column].width = width
    page.column_dimensions["D"].hidden = True
    looks.put_text(looks.cell_at(page, 1, 1), BASICS)
    looks.cell_at(page, 1, 1).font = Font(name=looks.HEADING_FONT, size=14)
    for row, (keys, label, value) in enumerate(_lines(figures, rulebook), 2):
        _write_line(page, row, keys, label, value)
    _write_rules(page, rulebook)
    looks.print_on_one_page(page, VALUE_COLUMN, 1, tall=True, high=0)
    looks.protect(page)


def _lines(figures: Figures | None, rulebook: Rulebook) -> list[tuple[Keys, str, object]]:
    given = figures.in_prose if figures else {}
    return [
        (("edition",), "格式版本", rulebook.edition),
        (("agency",), "机关名称（全称）", figures.agency if figures else ""),
        (("year",), "报告年度", figures.year if figures else None),
        *((keys, told.label, given.get((keys[0], keys[1]))) for keys, told in prose_keys(rulebook).items()),
        *((keys, label, _text_of(figures, keys)) for keys, label in text_keys(rulebook).items()),
    ]


def _text_of(figures: Figures | None, keys: Keys) -> str:
    texts: object = figures.narrative if figures else ""
    for key in keys[1:]:
        texts = texts.get(key, "") if isinstance(texts, dict) else ""
    return texts if isinstance(texts, str) else ""


def _write_line(page: Worksheet, row: int, keys: Keys, label: str, value: object) -> None:
    name, cell, key = (looks.cell_at(page, row, column) for column in (1, VALUE_COLUMN, KEY_COLUMN))
    looks.put_text(name, label)
    looks.put_text(key, ".".join(keys))
    _put(cell, value, ".".join(keys))
    name.font = cell.font = looks.LABEL
    name.border = cell.border = looks.BORDER
    name.alignment = Alignment(vertical="center", wrap_text=True)
    cell.alignment = Alignment(
        vertical="top" if keys[0] == "narrative" else "center", horizontal="left", wrap_text=True
    )
    locked = keys == ("edition",)
    cell.fill = looks.TOTAL_FILL if locked else looks.INPUT_FILL
    cell.protection = Protection(locked=locked)
    page.row_dimensions[row].height = _height(value) if keys[0] == "narrative" else 24


def _put(cell: Cell, value: object, key: str) -> None:
    if isinstance(value, Decimal):
        looks.put_number(cell, value)
    elif isinstance(value, int):
        cell.value = value
    elif isinstance(value, str) and value:
        if len(escaped(value)) > MAX_CELL_TEXT:
            raise NianbaoError(_TOO_LONG.format(key=key, count=len(value)))
        looks.put_text(cell, value)


def _height(value: object) -> float:
    """High enough for the text, within what a spreadsheet allows (409 points)."""
    text = value if isinstance(value, str) else ""
    lines = sum(max(1, -(-display_width(line) // 88)) for line in text.split("\n"))
    return min(409.0, max(60.0, 16.0 * lines + 8))


def _write_rules(page: Worksheet, rulebook: Rulebook) -> None:
    told = {".".join(keys): figure.value for keys, figure in prose_keys(rulebook).items()}
    prompts = {key: _MONEY_PROMPT if value == "amount" else _COUNT_PROMPT for key, value in told.items()}
    prompts["year"] = _COUNT_PROMPT
    for row in range(2, page.max_row + 1):
        key = looks.cell_at(page, row, KEY_COLUMN).value
        prompt = prompts.get(str(key), "")
        if prompt:
            rule = DataValidation(
                type="whole" if prompt is _COUNT_PROMPT else "decimal",
                operator="greaterThanOrEqual",
                formula1="0",
                allow_blank=True,
                showInputMessage=True,
                showErrorMessage=True,
                prompt=prompt,
                error=prompt,
            )
            rule.add(looks.cell_at(page, row, VALUE_COLUMN))
            page.add_data_validation(rule)


def _example(rulebook: Rulebook) -> str:
    slot = next((s for s in slots(rulebook) if any(box.total for box in s.boxes)), slots(rulebook)[0])
    return ".".join((*slot.keys, *slot.boxes[-1].keys))
