"""Sums as people write them, with the name of each term: 新收10＋上年结转2＝12."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from nianbao.i18n import Text
from nianbao.rulebook.equations import Addend, Instance
from nianbao.rulebook.labels import column_header, column_label, row_name
from nianbao.rulebook.model import TableForm

# Sums of more terms leave out those that are nought.
_WHOLE = 3
_ALL_ZERO = Text("各项均为0", "all parts are 0")


class SumTerm(Struct, frozen=True):
    """A term of a sum: what it is called and what it counts."""

    sign: int
    name: Text
    value: Decimal


def addend_name(form: TableForm, held: Instance, addend: Addend) -> str:
    """What a sum calls one of its addends: its row where it runs down a column, else the head of its column."""
    row, column = addend.cells[0]
    alone = len(addend.cells) == 1
    if held.row is None:
        return row_name(form, row if alone else addend.name)
    return column_header(form, column) if alone else column_label(form, addend.name)


def sum_in_words(terms: Sequence[SumTerm]) -> Text:
    """The terms added up with what comes out; a single one is only named."""
    told = [SumTerm(t.sign, t.name, t.value + 0) for t in terms if t.value or len(terms) <= _WHOLE]  # nor -0
    if not told:
        return _ALL_ZERO
    zh = "".join(f"{'－' if t.sign < 0 else '＋'}{t.name.zh}{t.value:f}" for t in told).removeprefix("＋")
    en = " ".join(f"{'-' if t.sign < 0 else '+'} {t.name.en} {t.value:f}" for t in told).removeprefix("+ ")
    if len(terms) == 1:
        return Text(zh, en)
    if len(told) == 1:
        return Text(f"{zh}，其余为0", f"{en}, all others 0")
    total = sum((t.sign * t.value for t in terms), Decimal(0))
    return Text(f"{zh}＝{total:f}", f"{en} = {total:f}")
