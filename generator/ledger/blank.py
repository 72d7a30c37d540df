"""A register to keep: a row a request, with lists to choose from, and no column for names, addresses or numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from generator.workbook import looks
from generator.workbook.package import packed
from nianbao.errors import NianbaoError
from nianbao.figures.ledger.words import applicants_of, outcomes_of, results_of
from nianbao.i18n import Text
from nianbao.rulebook.model import Rulebook
from nianbao.rulebook.registers import RegisterColumn, RegisterFormat

REGISTER: Final = "台账"
_GUIDE, _LISTS = "填写说明", "选项"
_NO_FORMAT = Text("规则文件没有台账的格式（ledger）", "the rulebook does not say how registers are read (ledger)")
_DAYS: Final = frozenset(
    ("received", "answered", "supplement_asked", "supplemented", "consulted_from", "consulted_to", "fee_notice",
     "fee_paid", "filed", "decided")
)  # fmt: skip
_YES_NO: Final = frozenset(("carried", "extended"))
_LAST_ROW: Final = 50_000
_NO_DAY: Final = "应为日期，如 2024-03-01。"
_NO_CHOICE: Final = "请从列表中选择。"
_TWICE: Final = "每件申请一个编号，该编号已使用。"
_TITLE: Final = "依申请公开台账填写说明"
_RULES: Final = (
    "一行一件申请，随收随记；年末尚未答复的，下一年的台账继续登记，直到答复。",
    "不登记申请人的姓名、名称、地址、电话、证件号码；另有这些列的，汇总时跳过，不读取其内容。",
    "“办理结果”“申请人类型”和复议、诉讼的结果从列表中选择；区分处理、部分公开的，只选“部分公开”。",
    "不要合并单元格，不要改动标题；可以增加自己的列，汇总时不读取。",
    "汇总：nianbao ledger 台账.xlsx --agency 机关全称 --year 年度 --from 上年报告 -o 数据.xlsx",
)


def blank_register(rulebook: Rulebook) -> bytes:
    """The blank register as a workbook, the same bytes each time. Raises NianbaoError without a format of it."""
    if rulebook.ledger is None:
        raise NianbaoError(_NO_FORMAT)
    book = Workbook()
    book.remove(book.worksheets[0])
    page, lists = book.create_sheet(REGISTER), dict(_lists(rulebook, rulebook.ledger))
    areas = _write_lists(book, lists)
    for at, column in enumerate(rulebook.ledger.columns, 1):
        _write_head(page, at, column)
        _validate(page, at, column, areas)
    page.row_dimensions[1].height = 34
    page.freeze_panes = "B2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(rulebook.ledger.columns))}1"
    page.print_title_rows = "1:1"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 8  # A3
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    _write_guide(book, rulebook.ledger, lists)
    book.move_sheet(_GUIDE, -1)
    book.active = 0
    return packed(book)


def _lists(rulebook: Rulebook, register: RegisterFormat) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What can be chosen, by the role of the column."""
    yield "applicant", tuple(applicants_of(rulebook).labels.values())
    yield "channel", register.channels
    yield "outcome", tuple(outcomes_of(rulebook).labels.values())
    yield "result", tuple(results_of(rulebook).labels.values())
    yes_no = (*register.yes[:1], *register.no[:1])
    yield from ((role, yes_no) for role in sorted(_YES_NO))


def _write_lists(book: Workbook, lists: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """The lists on a sheet of their own, since a rule holds 255 characters; the area of each."""
    page = book.create_sheet(_LISTS)
    page.sheet_state = "hidden"
    areas = {}
    for at, (role, names) in enumerate(lists.items(), 1):
        for row, name in enumerate(names, 1):
            looks.put_text(looks.cell_at(page, row, at), name)
        letter = get_column_letter(at)
        areas[role] = f"'{_LISTS}'!${letter}$1:${letter}${len(names)}"
    return areas


def _write_head(page: Worksheet, at: int, column: RegisterColumn) -> None:
    cell = looks.cell_at(page, 1, at)
    looks.put_text(cell, column.label)
    cell.font = Font(name=looks.LABEL.name, size=11, bold=True)
    cell.fill, cell.border = looks.HEADER_FILL, looks.BORDER
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    dimension = page.column_dimensions[get_column_letter(at)]
    dimension.width = 34.0 if column.role == "outcome" else 16.0 if column.role in ("applicant", "result") else 13.5
    # For the cells below, without a cell of each in the file.
    dimension.number_format = "yyyy-mm-dd" if column.role in _DAYS else "@" if column.role == "number" else "General"
    dimension.font = looks.LABEL


def _validate(page: Worksheet, at: int, column: RegisterColumn, areas: dict[str, str]) -> None:
    letter = get_column_letter(at)
    if column.role in areas:
        rule = DataValidation(type="list", formula1=areas[column.role], error=_NO_CHOICE)
    elif column.role in _DAYS:
        rule = DataValidation(
            type="date", operator="between", formula1="DATE(1990,1,1)", formula2="DATE(2099,12,31)", error=_NO_DAY
        )
    else:
        rule = DataValidation(type="custom", formula1=f"COUNTIF(${letter}:${letter},{letter}2)=1", error=_TWICE)
    rule.allow_blank, rule.showInputMessage, rule.showErrorMessage = True, True, True
    rule.promptTitle, rule.prompt = column.label, column.prompt
    rule.add(f"{letter}2:{letter}{_LAST_ROW}")
    page.add_data_validation(rule)


def _write_guide(book: Workbook, register: RegisterFormat, lists: dict[str, tuple[str, ...]]) -> None:
    page = book.create_sheet(_GUIDE)
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 24, 90
    looks.put_line(page, 1, _TITLE, 2, Font(name=looks.HEADING_FONT, size=14))
    row = 2
    for text in _RULES:
        looks.put_line(page, row, text, 2, looks.LABEL)
        row += 1
    told = [(column.label, column.prompt) for column in register.columns]
    told += [(column.label, "、".join(lists[column.role])) for column in register.columns if column.role == "outcome"]
    for label, prompt in told:
        for at, text in enumerate((label, prompt), 1):
            cell = looks.cell_at(page, row, at)
            looks.put_text(cell, text)
            cell.font, cell.border = looks.LABEL, looks.BORDER
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        page.row_dimensions[row].height = looks.height_of(prompt, 90)
        row += 1
    looks.print_on_one_page(page, 2, 1, tall=False, high=0)
