"""Figures that satisfy every equation of one year, and which equations others break."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from random import Random

from nianbao.rulebook import load_rulebook
from nianbao.rulebook.equations import CellRef, instances_of, value_of
from nianbao.rulebook.model import leaf_columns, leaf_rows

BOOK = load_rulebook()
CELLS = [
    (form.id, row.id, column.id)
    for form in BOOK.tables
    for block in form.blocks
    for row in leaf_rows(block)
    for column in leaf_columns(block)
]
# The text says that no fees were charged, so nobody failed to pay.
UNPAID = "otherwise.unpaid"


def balanced(seed: int) -> dict[tuple[str, str, str], int]:
    """Figures that satisfy every equation of one year: free cells drawn, totals computed, carried over balanced.

    One seed is drawn instead of two hundred figures: a failing case then shrinks at once.
    """
    random = Random(seed)
    figures = {cell: random.choice((0, 0, 1, random.randrange(10**6))) for cell in CELLS}
    figures |= {cell: 0 for cell in CELLS if cell[1] == UNPAID}
    for form in BOOK.tables:
        for _ in range(3):  # totals of totals settle in the second round
            for instance in instances_of(BOOK, form):
                if instance.total and not instance.previous:
                    value = value_of(instance.right, partial(_number, figures, form.id))
                    assert value is not None
                    figures[(form.id, *instance.total)] = int(value)
        _balance(form.id, figures)
    return figures


def _number(figures: dict[tuple[str, str, str], int], table: str, cell: tuple[str, str]) -> Decimal:
    return Decimal(figures[(table, *cell)])


def _balance(table: str, figures: dict[tuple[str, str, str], int]) -> None:
    """What came in and was not completed is carried out; more is carried in where too little came."""
    if table != "applications":
        return
    columns = [c.id for c in leaf_columns(BOOK.table(table).blocks[0])]
    for column in columns:
        done, new, before = (figures[table, row, column] for row in ("completed", "new", "carried_in"))
        if column != "total":
            figures[table, "carried_in", column] = max(before, done - new)
            figures[table, "carried_out", column] = new + figures[table, "carried_in", column] - done
    for row in ("new", "carried_in", "carried_out"):
        figures[table, row, "total"] = sum(figures[table, row, c] for c in columns if c != "total")


def broken_by(figures: Mapping[tuple[str, str, str], int], table: str) -> set[tuple[str, str | None, str | None]]:
    """Code, row and column of every equation of the table that does not hold."""
    found = set()
    for instance in instances_of(BOOK, BOOK.table(table)):

        def lookup(cell: CellRef) -> Decimal:
            return Decimal(figures[(table, *cell)])

        if not instance.previous and value_of(instance.left, lookup) != value_of(instance.right, lookup):
            found.add((instance.equation.rule, instance.row, instance.column))
    return found
