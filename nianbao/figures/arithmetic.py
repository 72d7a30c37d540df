"""Equations over figures, written out."""

from __future__ import annotations

from decimal import Decimal

from nianbao.figures.totals import Values, side_sum
from nianbao.i18n import Text
from nianbao.rulebook.equations import Addend, Instance
from nianbao.rulebook.labels import column_header, row_label
from nianbao.rulebook.model import TableForm
from nianbao.rulebook.sums import SumTerm, addend_name, sum_in_words


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
    """Both sides of an equation as sums of what they name."""
    left, right = (_side(side, held, form, values) for side in (held.left, held.right))
    return left, right


def place_label(held: Instance, form: TableForm) -> str:
    """What the table calls the row or column that the equation is held for."""
    return column_header(form, held.column) if held.column else row_label(form, held.row or "")


def _side(side: tuple[Addend, ...], held: Instance, form: TableForm, values: Values) -> Text:
    """新收3＋上年结转1＝4; in English by the ids, which the keys of a figures file are: new 3 + carried_in 1 = 4."""
    terms = []
    for addend in side:
        name, value = addend_name(form, held, addend), side_sum((addend,), form.id, values) or Decimal(0)
        terms.append(SumTerm(addend.sign, Text(name, addend.name), addend.sign * value))
    return sum_in_words(terms)
