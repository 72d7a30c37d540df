"""Which requests each figure counts: as a sheet behind the figures, and as a list of its own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from generator.workbook import looks
from nianbao.clock import now
from nianbao.errors import NianbaoError
from nianbao.figures import CellId
from nianbao.figures.layout import slots
from nianbao.figures.ledger import Count, Request, with_totals
from nianbao.files.csvtext import neutral
from nianbao.i18n import Text
from nianbao.ooxml.spreadsheet import Column, Sheet, workbook
from nianbao.rulebook.model import Rulebook

SHEET: Final = "台账明细"
_HEADS: Final = (
    ("table", 14.0),
    ("row", 26.0),
    ("column", 22.0),
    ("行", 44.0),
    ("列", 30.0),
    ("登记编号", 22.0),
    ("工作表", 12.0),
    ("行号", 8.0),
)
_ENDING = Text("{path}：明细应为 .csv 或 .xlsx 文件", "{path}: expected a trace in .csv or .xlsx")
_TOO_LONG = Text("{path}：明细超过 .xlsx 的行数上限；请改用 .csv", "{path}: more rows than an .xlsx holds; use .csv")
_AT_ONCE: Final = 100  # numbers in one cell
_HINT: Final = "每个数字（合计在内）由哪些申请（登记编号）得来。一行最多 100 件，件数相加等于表中的数字。"


def trace_bytes(path: Path, count: Count, rulebook: Rulebook) -> bytes:
    """A list with a row for each figure and request: .csv with a byte order mark, or .xlsx.

    Raises NianbaoError for a name of another kind, and for more rows than a sheet has.
    """
    ending = path.suffix.lower()
    if ending == ".csv":
        return _csv(count, rulebook)
    if ending != ".xlsx":
        raise NianbaoError(_ENDING.format(path=path))
    sheet = Sheet(SHEET, [Column(head, width) for head, width in _HEADS])
    for row in _rows(count, rulebook):
        sheet.add(row)
    if sheet.left_out:
        raise NianbaoError(_TOO_LONG.format(path=path))
    return workbook([sheet], title=SHEET, created=f"{now().isoformat(timespec='seconds')}Z")


def write_trace_sheet(book: Workbook, count: Count, rulebook: Rulebook) -> None:
    """A sheet with the numbers of the requests of each figure, a hundred in a line."""
    page = book.create_sheet(SHEET)
    for letter, width in zip("ABCD", (44, 30, 8, 90), strict=True):
        page.column_dimensions[letter].width = width
    looks.put_line(page, 1, _HINT, 4, looks.NOTE)
    for column, head in enumerate(("行", "列", "件数", "登记编号"), 1):
        cell = looks.cell_at(page, 2, column)
        looks.put_text(cell, head)
        cell.font, cell.fill, cell.border = (
            Font(name=looks.LABEL.name, size=11, bold=True),
            looks.HEADER_FILL,
            looks.BORDER,
        )
    row = 3
    for _, labels, requests in _figures(count, rulebook):
        for at in range(0, len(requests), _AT_ONCE):
            some = requests[at : at + _AT_ONCE]
            told = "、".join(request.number for request in some)
            values: tuple[str | int, ...] = (*labels, len(some), told)
            for column, value in enumerate(values, 1):
                cell = looks.cell_at(page, row, column)
                if isinstance(value, str):
                    looks.put_text(cell, value)
                else:
                    cell.value = value
                cell.font, cell.border = looks.LABEL, looks.BORDER
                cell.alignment = Alignment(vertical="top", wrap_text=True)
            page.row_dimensions[row].height = looks.height_of(told, 90)
            row += 1
    page.freeze_panes = "A3"
    looks.print_on_one_page(page, 4, 2, tall=False, high=0)


def _figures(count: Count, rulebook: Rulebook) -> Iterator[tuple[CellId, tuple[str, str], list[Request]]]:
    """Each figure that counts anything, in the order of the tables, with what its row and column are called."""
    trace = with_totals(count.trace, rulebook)
    for slot in slots(rulebook):
        for box in slot.boxes:
            if requests := trace.get(box.id):
                yield box.id, (slot.label, box.label), requests


def _rows(count: Count, rulebook: Rulebook) -> Iterator[tuple[str | int, ...]]:
    for cell, labels, requests in _figures(count, rulebook):
        for request in requests:
            yield (*cell, *labels, request.number, request.sheet, request.row)


def _csv(count: Count, rulebook: Rulebook) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([head for head, _ in _HEADS])
    for row in _rows(count, rulebook):
        writer.writerow([neutral(value) if isinstance(value, str) else value for value in row])
    return out.getvalue().encode("utf-8-sig")
