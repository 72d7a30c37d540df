"""A report as it is added up: the figures of the form in one order, and why there is none where there is none."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec import Struct

from nianbao.figures.layout import slots
from nianbao.figures.model import CellId
from nianbao.files.saved import Saved
from nianbao.memo import once_per
from nianbao.rulebook.model import Column, Leaf, Row, Rulebook, leaf_columns, leaf_rows
from nianbao.scope import Scope
from nianbao.shown import visible
from nianbao.survey.facts import State, Surveyed


class Packed(Mapping[CellId, Decimal]):
    """Figures of the form in a few bytes each: those of thousands of reports are held at once."""

    __slots__ = ("_at", "_others", "_whole")
    _NONE = -(2**63)

    def __init__(self, values: Mapping[CellId, Decimal], rulebook: Rulebook) -> None:
        self._at = _places(rulebook)
        self._whole = array("q", (self._NONE,)) * len(self._at)
        self._others: dict[CellId, Decimal] = {}  # no whole numbers, or large ones
        for cell, value in values.items():
            if abs(value) < -self._NONE and value == int(value):
                self._whole[self._at[cell]] = int(value)
            else:
                self._others[cell] = value

    def __getitem__(self, cell: CellId) -> Decimal:
        whole = self._whole[self._at[cell]]
        return self._others[cell] if whole == self._NONE else Decimal(whole)

    def __iter__(self) -> Iterator[CellId]:
        return (cell for cell, at in self._at.items() if self._whole[at] != self._NONE or cell in self._others)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@once_per(8)
def _places(rulebook: Rulebook) -> dict[CellId, int]:
    return {cell: at for at, cell in enumerate(cells_of(rulebook))}


class Filed(Struct, frozen=True):
    """A report that was read."""

    path: str
    agency: str | None
    year: int | None
    said: Scope | None
    values: Mapping[CellId, Decimal]  # the figures that it states
    lacking: Mapping[CellId, State]  # and those of the form that it does not
    saved: Saved | None = None  # the day on which the file was last changed


@once_per(8)
def cells_of(rulebook: Rulebook) -> tuple[CellId, ...]:
    """Every figure of the form in its order; one that prose alone tells has no column."""
    tables = [box.id for slot in slots(rulebook) for box in slot.boxes]
    return (*tables, *((group.id, figure.id, "") for group in rulebook.prose_figures for figure in group.figures))


@once_per(8)
def _counts(rulebook: Rulebook) -> frozenset[CellId]:
    boxes = (box for slot in slots(rulebook) for box in slot.boxes)
    prose = ((group.id, figure) for group in rulebook.prose_figures for figure in group.figures)
    return frozenset(box.id for box in boxes if box.column.value == "count") | {
        (group, figure.id, "") for group, figure in prose if figure.value == "count"
    }


@once_per(8)
def never_summed(rulebook: Rulebook) -> frozenset[CellId]:
    """The figures that the rulebook forbids to add up."""
    return frozenset(
        (form.id, row.id, column.id)
        for form in rulebook.tables
        for block in form.blocks
        for row in leaf_rows(block)
        for column in leaf_columns(block)
        if not (_sums(row) and _sums(column))
    )


def _sums(leaf: Leaf) -> bool:
    items: tuple[Row | Column, ...] = (*leaf.groups, leaf.item)
    return all(item.sums for item in items)


def filed_of(told: Surveyed, rulebook: Rulebook) -> Filed:
    """What is kept of a report that was read."""
    known = {(fact.table, fact.row, fact.column): fact for fact in told.facts}
    counts = _counts(rulebook)
    values: dict[CellId, Decimal] = {}
    lacking: dict[CellId, State] = {}
    for cell in cells_of(rulebook):
        fact = known.get(cell)
        if fact is None or fact.value is None:
            lacking[cell] = fact.state if fact else "absent"
        elif cell in counts and (fact.value < 0 or fact.value % 1):
            lacking[cell] = "not-a-number"  # no count, which would make the sum none either
        else:
            values[cell] = fact.value
    return Filed(visible(told.path), told.agency, told.year, told.scope, Packed(values, rulebook), lacking, told.saved)
