"""The sheet of figures that texts may quote by name, each with what it is now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from generator.narrative.names import group_cells, quotable
from generator.workbook import looks
from nianbao.figures import CellId, Keys
from nianbao.figures.layout import keys_of, total_cells
from nianbao.figures.workbook.layout import QUOTES, TextSheet, sheets, table_sheets
from nianbao.rulebook.model import Column, Rulebook, leaf_columns, leaf_rows

_WIDTHS: Final = (52.0, 60.0, 14.0)
_HEADS: Final = ("名称", "写在文字里", "现在的数字")
_HINT: Final = (
    "文字中引用数字的写法。每行数字按“总计”列出；要引用其中一类申请人，把“总计”换成列名，如“自然人”“商业企业”。"
    "名称后加“|jian”，如 {{{{ {example}|jian }}}}，得到“12件”。"
)
_FIRST: Final = 4


def write_quotes(book: Workbook, rulebook: Rulebook) -> str:
    """The sheet behind all others; the range that its names stand in, for a list to pick from."""
    page = book.create_sheet(QUOTES)
    for letter, width in zip("ABC", _WIDTHS, strict=True):
        page.column_dimensions[letter].width = width
    looks.put_line(page, 1, QUOTES, 3, Font(name=looks.HEADING_FONT, size=14))
    looks.put_line(page, 2, _HINT.format(example=example_name(rulebook)), 3, looks.NOTE)
    lines = [(_HEADS[0], _HEADS[1], _HEADS[2]), *((n, f"{{{{ {n} }}}}", f) for n, f in _listed(rulebook))]
    for row, line in enumerate(lines, _FIRST - 1):
        for column, value in enumerate(line, 1):
            cell = looks.cell_at(page, row, column)
            if value.startswith("="):
                cell.value = value
            else:
                looks.put_text(cell, value)
            cell.font, cell.border = looks.LABEL, looks.BORDER
            cell.alignment = Alignment(
                vertical="center", wrap_text=True, horizontal="center" if column == 3 else "left"
            )
            cell.fill = looks.HEADER_FILL if row < _FIRST else looks.NO_FILL
        page.row_dimensions[row].height = max(
            looks.height_of(line[0], _WIDTHS[0]), looks.height_of(line[1], _WIDTHS[1])
        )
    page.freeze_panes = f"A{_FIRST}"
    looks.print_on_one_page(page, 3, _FIRST - 1, tall=True, high=0)
    looks.protect(page)
    return f"'{QUOTES}'!$A${_FIRST}:$A${_FIRST + len(lines) - 2}"


def example_name(rulebook: Rulebook) -> str:
    """A name to show how figures are quoted: that of a total where there is one."""
    totals = {keys_of(rulebook)[cell] for cell in total_cells(rulebook)}
    names = quotable(rulebook)
    return next((name for name, keys in names.items() if keys in totals), next(iter(names)))


def _listed(rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """Each name that is listed, with the formula of its figure."""
    addresses = dict(_addresses(rulebook))
    left_out = _parts_of_rows(rulebook)
    cells: dict[Keys, tuple[CellId, ...]] = {keys: (cell,) for cell, keys in keys_of(rulebook).items()}
    cells |= {keys: tuple(of) for keys, of in group_cells(rulebook).items()}
    for name, keys in quotable(rulebook).items():
        if left_out.issuperset(cells.get(keys, ())) and keys in cells:
            continue
        if keys in cells:
            known = ",".join(addresses[keys_of(rulebook)[cell]] for cell in cells[keys])
            yield name, f'=IF(COUNT({known})={len(cells[keys])},SUM({known}),"")'
        elif keys in addresses:
            at = addresses[keys]
            yield name, f'=IF(ISBLANK({at}),"",{at})'


def _parts_of_rows(rulebook: Rulebook) -> set[CellId]:
    """The figures whose row has a total to quote: listed as well, they would make the list five times as long."""
    found: set[CellId] = set()
    for form in rulebook.tables:
        for block in form.blocks:
            columns = leaf_columns(block)
            parts = [c.id for c in columns if isinstance(c.item, Column) and not c.item.total]
            for row in leaf_rows(block):
                if row.label and len(parts) < len(columns):
                    found |= {(form.id, row.id, part) for part in parts}
    return found


def _addresses(rulebook: Rulebook) -> Iterator[tuple[Keys, str]]:
    """Where each figure stands, by its keys, as a formula of another sheet names it."""
    for sheet in sheets(rulebook):
        if isinstance(sheet, TextSheet):
            for keys in sheet.lines:
                yield keys, f"'{sheet.name}'!$B${sheet.row(keys)}"
    for table in table_sheets(rulebook):
        for cell in table.positions:
            yield keys_of(rulebook)[cell], f"'{table.name}'!{table.address(cell)}"
