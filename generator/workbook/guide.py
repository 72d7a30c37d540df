"""The sheet that opens the workbook: what to do, what the colours mean, and what is still to be done, live."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from generator.workbook import looks
from generator.workbook.formulas import blank_and_asked, checks, input_ranges
from generator.workbook.quotes import example_name
from nianbao.figures import Figures
from nianbao.figures.places import Keys
from nianbao.figures.schema import ZEROS
from nianbao.figures.workbook.layout import (
    BASICS,
    FIRST_LINE,
    GUIDE,
    QUOTES,
    VALUE_COLUMN,
    TableSheet,
    TextSheet,
    prose_keys,
    sheets,
)
from nianbao.rulebook.model import Rulebook

_WIDTHS: Final = (46.0, 15.0, 15.0, 18.0)
_WIDE: Final = len(_WIDTHS)
_STEPS: Final = (
    "在“{basics}”核对机关名称和报告年度。",
    "逐个工作表填写黄色单元格，没有的填 0。空白表示尚未填写，不会当作 0。",
    "在文字各表写文字，处理【请核对】。文字留空的，生成时按数字写出通用的句子，之后再补充本机关的情况。",
    "看下面的“尚缺内容”，直到各项都是 0。",
    "保存并关闭，生成报告：nianbao generate 本文件名.xlsx -o 报告.docx。生成前再检查一遍，有错误的指出在哪个单元格。",
)
_ADVICE: Final = (
    "一次填许多 0：拖选一片空白单元格（按住 Ctrl 可选几片），输入 0，按 Ctrl+Enter，选中的单元格都填上 0。",
    "其余都没有发生的：在“{basics}”把“其余空白填 0”选为“是”（默认“否”）。这一选择记在数据里，生成时写明有几处。",
    "【请核对：…】是由上年报告带出的年份、数字和信息处理费情况。改为本年的实际情况，删去“【请核对：”和“】”，橙色随即消失；"
    "尚有未处理的，不予生成。",
    "各表下方的“勾稽核对”写出两边的数字，不相等的变红，相关单元格一并变红。",
    "请不要增删行列、改工作表名称。工作表已保护，没有密码，需要调整列宽等可直接调整。",
    "不使用命令行的：双击 nianbao 程序，或请同事运行 nianbao web，在打开的网页“编制报告”中选择本文件，"
    "接着填写、核对、下载；或打开本文件所在的文件夹，在地址栏输入 cmd 后回车，粘贴第 5 步的命令"
    "（文件名改为本文件的）后回车。改动后再运行一次即可。",
)
_DONE: Final = "已填写完整，可以生成"
_NOT_DONE: Final = "尚未填写完整"
_HEADS: Final = ("工作表（点击前往）", "空白的数字", "不相等", "【请核对】")


class _Sample(Struct, frozen=True):
    """A cell of a colour and what the colour means."""

    text: str
    fill: PatternFill
    meaning: str


_SAMPLES: Final = (
    _Sample("", looks.shown(looks.BLANK_FILL), "黄色：尚未填写，请填数字，没有的填 0"),
    _Sample("12", looks.INPUT_FILL, "浅色：已填，可以修改"),
    _Sample("12", looks.TOTAL_FILL, "灰色：自动计算，已锁定，不需填写"),
    _Sample("12", looks.shown(looks.BROKEN_FILL), "红色：两边不相等，请核对"),
    _Sample("【请核对：36】件", looks.shown(looks.REVIEW_FILL), "橙色：上年的文字，请核对、改写"),
)


def write_guide(book: Workbook, figures: Figures | None, rulebook: Rulebook, quotes: str) -> None:
    """The sheet before all others; `quotes` is the range of names that texts may quote."""
    page = book.create_sheet(GUIDE, 0)
    for number, width in enumerate(_WIDTHS, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    writing = _Guide(page, rulebook)
    writing.line(rulebook.name.zh, Font(name=looks.HEADING_FONT, size=16))
    writing.heading("填写步骤")
    for number, step in enumerate(_STEPS, 1):
        writing.line(f"{number}. {step.format(basics=BASICS)}", looks.LABEL)
    writing.heading("单元格的颜色")
    for sample in _SAMPLES:
        writing.sample(sample)
    writing.progress()
    writing.reviews(figures)
    writing.quoting(quotes)
    writing.heading("其他")
    for advice in _ADVICE:
        writing.line(f"· {advice.format(basics=BASICS)}", looks.LABEL)
    looks.print_on_one_page(page, _WIDE, 1, tall=True)
    looks.protect(page)


class _Guide:
    """The guide being written from top to bottom."""

    def __init__(self, page: Worksheet, rulebook: Rulebook) -> None:
        self._page, self._rulebook, self._row = page, rulebook, 0

    def line(self, text: str, font: Font) -> None:
        self._row += 1
        looks.put_line(self._page, self._row, text, _WIDE, font)

    def heading(self, text: str) -> None:
        self.line(text, Font(name=looks.HEADING_FONT, size=12))

    def sample(self, sample: _Sample) -> None:
        self._row += 1
        cell = looks.cell_at(self._page, self._row, 1)
        looks.put_text(cell, sample.text)
        cell.fill, cell.border, cell.font = sample.fill, looks.BORDER, looks.LABEL
        cell.alignment = Alignment(horizontal="center", vertical="center")
        self._text(2, sample.meaning)
        self._page.merge_cells(start_row=self._row, start_column=2, end_row=self._row, end_column=_WIDE)
        self._page.row_dimensions[self._row].height = 20

    def progress(self) -> None:
        """A line for each sheet with what is blank, what does not add up and what is to be reviewed, as formulas."""
        self.heading("尚缺内容（随填写变化）")
        self._cells(_HEADS, head=True)
        first = self._row + 1
        for sheet in sheets(self._rulebook):
            self._cells((sheet.name, *_counts(sheet, self._rulebook)))
            self._link(sheet.name, "A1")
        columns = ("B", "C", "D")
        self._cells(("合计", *(f"=SUM({c}{first}:{c}{self._row})" for c in columns)), head=True)
        open_cells = "+".join(f"{c}{self._row}" for c in columns)
        self._row += 1
        cell = looks.cell_at(self._page, self._row, 1)
        cell.value = f'=IF({open_cells}=0,"{_DONE}","{_NOT_DONE}")'
        cell.font = Font(name=looks.HEADING_FONT, size=11)
        cell.alignment = Alignment(vertical="center")
        self._page.row_dimensions[self._row].height = 24
        rule = looks.when(f"({open_cells})>0", looks.BROKEN_FILL)
        self._page.conditional_formatting.add(f"B{first}:D{self._row - 1}", looks.when(f"B{first}>0", looks.BLANK_FILL))
        self._page.conditional_formatting.add(cell.coordinate, rule)

    def reviews(self, figures: Figures | None) -> None:
        """Where the marks stand, with links; how many are left is counted as they go."""
        marked = [
            (sheet, keys) for sheet, keys in _texts(self._rulebook) if looks.REVIEW in (_text(figures, keys) or "")
        ]
        if not marked:
            return
        self.heading("【请核对】在哪里（点击前往）")
        for sheet, keys in marked:
            cell = f"{get_column_letter(VALUE_COLUMN)}{sheet.row(keys)}"
            self._cells((f"{sheet.heading}：{sheet.lines[keys]}", "", "", f"={_marks(sheet.name, cell)}"))
            self._page.merge_cells(start_row=self._row, start_column=1, end_row=self._row, end_column=_WIDE - 1)
            self._link(sheet.name, cell)
            left = looks.cell_at(self._page, self._row, _WIDE).coordinate
            self._page.conditional_formatting.add(left, looks.when(f"{left}>0", looks.REVIEW_FILL))

    def quoting(self, quotes: str) -> None:
        """A list to pick a figure from, and how a text quotes it."""
        example = example_name(self._rulebook)
        self.heading("在文字中引用数字")
        self.line(
            f"在文字里写 {{{{ {example} }}}}，生成时自动换成表中的数字，使文字与表格保持一致。下面选一个名称，"
            f"把右边的写法粘贴到文字中；全部名称和现在的数字见“{QUOTES}”。",
            looks.LABEL,
        )
        self._row += 1
        picked = looks.cell_at(self._page, self._row, 1)
        looks.put_text(picked, example)
        picked.font, picked.border, picked.fill = looks.LABEL, looks.BORDER, looks.INPUT_FILL
        picked.protection = Protection(locked=False)
        rule = DataValidation(type="list", formula1=quotes, allow_blank=True)
        rule.add(picked)
        self._page.add_data_validation(rule)
        said = looks.cell_at(self._page, self._row, 2)
        said.value = f'="{{{{ "&{picked.coordinate}&" }}}}"'
        said.font = looks.LABEL
        self._page.merge_cells(start_row=self._row, start_column=2, end_row=self._row, end_column=_WIDE)

    def _cells(self, values: tuple[str, ...], *, head: bool = False) -> None:
        self._row += 1
        for column, value in enumerate(values, 1):
            self._text(column, value)
            cell = looks.cell_at(self._page, self._row, column)
            cell.border = looks.BORDER
            cell.fill = looks.HEADER_FILL if head else PatternFill()
            cell.alignment = Alignment(
                horizontal="left" if column == 1 else "center", vertical="center", wrap_text=True
            )
        self._page.row_dimensions[self._row].height = looks.height_of(values[0], _WIDTHS[0])

    def _text(self, column: int, value: str) -> None:
        cell = looks.cell_at(self._page, self._row, column)
        if value.startswith("="):
            cell.value = value
        else:
            looks.put_text(cell, value)
        cell.font = looks.LABEL
        cell.alignment = Alignment(vertical="center", wrap_text=True)

    def _link(self, sheet: str, cell: str) -> None:
        at = looks.cell_at(self._page, self._row, 1)
        at.hyperlink = Hyperlink(ref=at.coordinate, location=f"'{sheet}'!{cell}")
        at.font = looks.LINK


def _counts(sheet: TextSheet | TableSheet, rulebook: Rulebook) -> tuple[str, str, str]:
    """Formulas: how many figures are blank, how many balances do not hold, how many marks are left."""
    switch = next(s for s in sheets(rulebook) if isinstance(s, TextSheet) and (ZEROS,) in s.lines)
    zeros = f"'{switch.name}'!$B${switch.row((ZEROS,))}=\"是\""
    if isinstance(sheet, TableSheet):
        ranges, count = input_ranges(sheet, rulebook)
        broken = [check.line for check in checks(sheet, rulebook)]
        wrong = f"=COUNTIF('{sheet.name}'!$B${broken[0]}:$B${broken[-1]},\"*不相等*\")" if broken else "=0"
        return f"=IF({zeros},0,{count}-COUNT({ranges}))", wrong, "=0"
    column = get_column_letter(VALUE_COLUMN)
    needed = [keys for keys in sheet.lines if keys in (("agency",), ("year",))]
    told = [keys for keys in sheet.lines if keys in prose_keys(rulebook)]
    heads = "+".join(f"ISBLANK('{sheet.name}'!{column}{sheet.row(keys)})" for keys in needed)
    figures = "+".join(blank_and_asked(sheet, keys) for keys in told)
    blank = f"={heads or 0}+IF({zeros},0,{figures or 0})"
    cells = f"{column}{FIRST_LINE}:{column}{FIRST_LINE + len(sheet.lines) - 1}"
    return blank, "=0", f"={_marks(sheet.name, cells)}"


def _marks(sheet: str, cells: str) -> str:
    at = f"'{sheet}'!{cells}"
    return f'SUMPRODUCT(LEN({at})-LEN(SUBSTITUTE({at},"{looks.REVIEW}","")))/{len(looks.REVIEW)}'


def _texts(rulebook: Rulebook) -> Iterator[tuple[TextSheet, Keys]]:
    for sheet in sheets(rulebook):
        if isinstance(sheet, TextSheet):
            yield from ((sheet, keys) for keys in sheet.lines if keys[0] == "narrative")


def _text(figures: Figures | None, keys: Keys) -> str | None:
    at: object = figures.narrative if figures else None
    for key in keys[1:]:
        at = at.get(key) if isinstance(at, dict) else None
    return at if isinstance(at, str) else None
