"""The figures of all reports side by side: a row a report, a column for each cell of the statutory tables."""

from __future__ import annotations

from decimal import Decimal

from linter.digest import Digest, figures_of, form_of
from linter.output.called import book_of
from linter.output.style import Presentation
from nianbao.i18n import Text
from nianbao.ooxml.spreadsheet import Column, Sheet
from nianbao.rulebook import Rulebook
from nianbao.rulebook.labels import column_label, row_label
from nianbao.rulebook.model import TableForm, leaf_columns, leaf_rows
from nianbao.shown import writable

_NAME = Text("数据", "figures")
_ABOUT = ((Text("机关", "agency"), 24.0), (Text("年份", "year"), 7.0), (Text("文件", "file"), 28.0))
_WIDTH = 11.0  # of a figure
_Cell = tuple[str, str, str]  # table, row, column


def figures_sheet(digests: list[tuple[str, Digest]], style: Presentation) -> Sheet:
    """The sheet; a figure that could not be read is blank, as is one that the report's edition does not have."""
    heads: dict[_Cell, tuple[str, str, str]] = {}
    read = [(path, digest, book_of(path, digest.edition, style)) for path, digest in digests]
    for _, digest, book in read:
        for table in digest.tables:
            heads |= {cell: head for cell, head in _heads(form_of(table, book), style).items() if cell not in heads}
    sheet = _sheet(heads, style)
    for path, digest, book in read:
        known = _known(digest, book)
        sheet.add((digest.agency or "", digest.year, writable(path), *(known.get(cell) for cell in heads)))
    return sheet


def _sheet(heads: dict[_Cell, tuple[str, str, str]], style: Presentation) -> Sheet:
    columns = [Column(style.say(text), width) for text, width in _ABOUT]
    columns += [Column(column, _WIDTH) for _, _, column in heads.values()]
    blank = ("",) * len(_ABOUT)
    above = [(*blank, *(head[line] for head in heads.values())) for line in (0, 1)]
    return Sheet(style.say(_NAME), columns, above=above, frozen=len(_ABOUT), fit=False)


def _heads(form: TableForm, style: Presentation) -> dict[_Cell, tuple[str, str, str]]:
    """The name of the table, the label of the row and that of the column, for each cell."""
    return {
        (form.id, row.id, column.id): (
            style.say(form.name), row_label(form, row.id), column_label(form, column.id)
        )
        for block in form.blocks
        for row in leaf_rows(block)
        for column in leaf_columns(block)
    }  # fmt: skip


def _known(digest: Digest, book: Rulebook) -> dict[_Cell, Decimal]:
    return {
        (table, row, column): figure
        for table, figures in figures_of(digest, book).items()
        for (row, column), figure in figures.items()
    }
