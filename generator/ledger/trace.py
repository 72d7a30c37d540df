"""Which requests each figure counts: as a sheet behind the figures, and as a list of its own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from generator.workbook import looks
from generator.workbook.package import packed
from nianbao.errors import NianbaoError
from nianbao.figures import CellId
from nianbao.figures.layout import slots
from nianbao.figures.ledger import Count, Remark, Request, with_totals
from nianbao.files.csvtext import neutral
from nianbao.i18n import Text
from nianbao.ooxml.rows import address
from nianbao.rulebook.model import Rulebook

SHEET: Final = "台账明细"
REMARKS: Final = "核对明细"
_HEADS: Final = ("table", "row", "column", "行", "列", "登记编号", "工作表", "行号")
_CHECK, _LEFT_OUT = "请核对", "未计入"
_ENDING = Text("{path}：明细应为 .csv 或 .xlsx 文件", "{path}: expected a trace in .csv or .xlsx")
_AT_ONCE: Final = 100  # requests, or cells, in one line of a sheet
_LONGEST: Final = 30_000  # characters of it; Excel takes 32,767
_HINT: Final = "每个数字（合计在内）由哪些申请（登记编号）得来。一行最多 100 件，件数相加等于表中的数字。"
_REMARKS_HINT: Final = "请核对的各处照常计数；未计入的是有错误而略去的行。单元格是台账中的位置，一行最多 100 处。"
_WIDTHS: Final = {"行": 44, "列": 30, "件数": 8, "登记编号": 90}
_REMARKS_WIDTHS: Final = {"类别": 10, "工作表": 14, "事项": 50, "处数": 8, "单元格": 90}


class Traced(Struct, frozen=True):
    """What is told of a register beside its figures: their requests and what to check, and what does not count."""

    count: Count
    rulebook: Rulebook
    left_out: tuple[Remark, ...] = ()

    def figures(self) -> Iterator[tuple[CellId, tuple[str, str], list[Request]]]:
        """Each figure that counts anything, in the order of the tables, with what its row and column are called."""
        trace = with_totals(self.count.trace, self.rulebook)
        for slot in slots(self.rulebook):
            for box in slot.boxes:
                if requests := trace.get(box.id):
                    yield box.id, (slot.label, box.label), requests

    def remarks(self) -> Iterator[tuple[str, Remark]]:
        """What is to be checked and what was left out, cell by cell."""
        yield from ((_CHECK, remark) for remark in self.count.warnings)
        yield from ((_LEFT_OUT, remark) for remark in self.left_out)


def trace_bytes(path: Path, traced: Traced) -> bytes:
    """As a file of its own: .xlsx with the sheets of the workbook of figures, or .csv with a byte order mark.

    The .csv has a row for each figure and request, and below them one for each remark. Raises NianbaoError for a name
    of another kind.
    """
    ending = path.suffix.lower()
    if ending == ".csv":
        return _csv(traced)
    if ending != ".xlsx":
        raise NianbaoError(_ENDING.format(path=path))
    book = Workbook()
    book.remove(book.worksheets[0])
    write_trace_sheets(book, traced)
    return packed(book)


def write_trace_sheets(book: Workbook, traced: Traced) -> None:
    """Sheets with the numbers of the requests of each figure, and with the cells that something is said of."""
    numbers = (
        ((*labels, len(some)), "、".join(some))
        for _, labels, requests in traced.figures()
        for some in _pieces([request.number for request in requests])
    )
    _write(book.create_sheet(SHEET), _HINT, _WIDTHS, numbers)
    found: dict[tuple[str, str, str], list[str]] = {}
    for kind, remark in traced.remarks():
        at = address(remark.spot.row, remark.spot.column)
        found.setdefault((kind, remark.spot.sheet, remark.what.zh), []).append(at)
    cells = (((*told, len(some)), "、".join(some)) for told, at in found.items() for some in _pieces(at))
    if found:
        _write(book.create_sheet(REMARKS), _REMARKS_HINT, _REMARKS_WIDTHS, cells)


def _write(
    page: Worksheet, hint: str, heads: dict[str, int], lines: Iterable[tuple[tuple[str | int, ...], str]]
) -> None:
    for at, (head, width) in enumerate(heads.items(), 1):
        page.column_dimensions["ABCDE"[at - 1]].width = width
        cell = looks.cell_at(page, 2, at)
        looks.put_text(cell, head)
        cell.font = Font(name=looks.LABEL.name, size=11, bold=True)
        cell.fill, cell.border = looks.HEADER_FILL, looks.BORDER
    looks.put_line(page, 1, hint, len(heads), looks.NOTE)
    pattern = looks.cell_at(page, 3, 1)
    pattern.font, pattern.border = looks.LABEL, looks.BORDER
    pattern.alignment = Alignment(vertical="top", wrap_text=True)
    for row, (values, listed) in enumerate(lines, 3):
        for at, value in enumerate((*values, listed), 1):
            cell = looks.cell_at(page, row, at)
            if isinstance(value, str):
                looks.put_text(cell, value)
            else:
                cell.value = value
            looks.look_like(cell, pattern)
        high = (looks.height_of(value, width) for value, width in zip((*values, listed), heads.values(), strict=True))
        page.row_dimensions[row].height = max(high)
    page.freeze_panes = "A3"
    looks.print_on_one_page(page, len(heads), 2, tall=False, high=0)


def _pieces(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """So many that a cell holds them."""
    some: list[str] = []
    length = 0
    for text in texts:
        if some and (len(some) == _AT_ONCE or length + len(text) >= _LONGEST):
            yield some
            some, length = [], 0
        some.append(text)
        length += len(text) + 1
    if some:
        yield some


def _csv(traced: Traced) -> bytes:
    """Written as text of UTF-8 at once: a list of 600,000 rows is 70 MB of it, and four times that as a str."""
    found = io.BytesIO()
    out = io.TextIOWrapper(found, "utf-8-sig", newline="")
    out.write(_line(*_HEADS))
    behind: dict[tuple[str, int], str] = {}  # of each request what stands behind the figure, which several count
    for cell, labels, requests in traced.figures():
        before = _line(*cell, *labels)[:-1]
        for request in requests:
            at = (request.sheet, request.row)
            told = behind.get(at) or behind.setdefault(at, _line(request.number, *at))
            out.write(f"{before},{told}")
    for kind, remark in traced.remarks():
        spot = remark.spot
        what = f"{address(spot.row, spot.column)}：{remark.what.zh}"
        told = behind.get((spot.sheet, spot.row)) or _line("", spot.sheet, spot.row)
        out.write(f"{_line('', '', '', kind, what)[:-1]},{told}")
    out.flush()
    return found.getvalue()


def _line(*values: str | int) -> str:
    """A line of .csv in which nothing is computed."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(
        [neutral(value) if isinstance(value, str) else value for value in values]
    )
    return out.getvalue()
