"""Equations over figures, written out."""

from __future__ import annotations

from decimal import Decimal

from nianbao.figures.totals import Values, side_sum
from nianbao.i18n import Text
from nianbao.rulebook.equations import Addend, Instance
from nianbao.rulebook.labels import column_header, row_label
from nianbao.rulebook.model import TableForm


def plain(value: Decimal) -> str:
    """A figure as people write it, without an exponent."""
    return f"{value:f}"


def addition(addends: tuple[Addend, ...], table: str, values: Values) -> str:
    """`3 + 1 + 0 = 4` over the cells of one side, all of them known."""
    cells = [(addend.sign, (table, *cell)) for addend in addends for cell in addend.cells]
    terms = [("- " if sign < 0 else "+ ") + plain(values[cell]) for sign, cell in cells]
    total = sum((sign * values[cell] for sign, cell in cells), Decimal(0))
    return f"{' '.join(terms).removeprefix('+ ')} = {plain(total)}"


def two_sides(held: Instance, form: TableForm, values: Values) -> tuple[Text, Text]:
    """Both sides of an equation as sums of what they name: by the labels in Chinese, by the ids in English."""
    left, right = (
        Text(
            _side(side, form, values, _labels_of(side, held, form)),
            _side(side, form, values, [addend.name for addend in side]),
        )
        for side in (held.left, held.right)
    )
    return left, right


def place_label(held: Instance, form: TableForm) -> str:
    """What the table calls the row or column that the equation is held for."""
    return column_header(form, held.column) if held.column else row_label(form, held.row or "")


def _side(side: tuple[Addend, ...], form: TableForm, values: Values, names: list[str]) -> str:
    """`name 3 + name 1 = 4`"""
    parts = []
    for addend, name in zip(side, names, strict=True):
        value = abs(side_sum((addend,), form.id, values) or Decimal(0))
        parts.append(f"{'-' if addend.sign < 0 else '+'} {name} {plain(value)}")
    total = side_sum(side, form.id, values) or Decimal(0)
    text = " ".join(parts).removeprefix("+ ")
    return f"{text} = {plain(total)}" if len(side) > 1 else text


def _labels_of(side: tuple[Addend, ...], held: Instance, form: TableForm) -> list[str]:
    """The label of each addend: of its row where the equation is held for a column, else of its column."""
    return [addend_label(addend, held, form) if len(addend.cells) == 1 else addend.name for addend in side]


def addend_label(addend: Addend, held: Instance, form: TableForm) -> str:
    """The label of the first cell of an addend: of its row where the equation is held for a column."""
    row, column = addend.cells[0]
    return row_label(form, row) if held.row is None else column_header(form, column)
