"""The sums of many reports: of what is counted the totals are worked out, never taken over.

A figure that any of them lacks, or that two versions of one report tell differently, has no sum: a part of the whole is
never given for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal, TypeAlias

from msgspec import Struct

from nianbao.figures import Figures
from nianbao.figures.layout import held_equations, total_cells
from nianbao.figures.model import CellId
from nianbao.figures.totals import computed_from_inputs, side_sum
from nianbao.rulebook.model import Rulebook
from nianbao.scope import Scope
from nianbao.survey.facts import State
from nianbao.survey.rolling.filed import Packed, cells_of, never_summed
from nianbao.survey.rolling.planning import Plan
from nianbao.survey.rolling.tree import Child, Level

Lack: TypeAlias = State | Literal["differs"]
"""Why a child has no figure: as the state of a cell, or since its versions tell different ones."""


class Counted(Struct, frozen=True):
    """A child with what it adds: its inputs as stated, its totals worked out from them."""

    child: Child
    values: Mapping[CellId, Decimal]
    lacking: Mapping[CellId, Lack]
    broken: tuple[CellId, ...]  # the first cell of each equation that its figures, as stated, do not satisfy

    def stated(self, cell: CellId) -> Decimal | None:
        """What stands in its report."""
        return self.child.filed[0].values.get(cell) if self.child.filed else None


class Sum(Struct, frozen=True):
    """A figure of the sum: None where any child lacks it, or where the rulebook forbids to add it up."""

    cell: CellId
    value: Decimal | None
    known: Decimal  # what those who have it add up to
    lacking: tuple[Counted, ...]
    summed: bool = True  # whether the rulebook lets it be added up


class LevelSums(Struct, frozen=True):
    """The figures of a government, worked out from those right below it."""

    level: Level
    children: tuple[Counted, ...]
    sums: tuple[Sum, ...]
    own: Counted | None  # what its own roll-up adds to the level above


class Sums(Struct, frozen=True):
    """All figures of the sum, in the order of the form, and what each child adds, level by level besides."""

    children: tuple[Counted, ...]
    sums: tuple[Sum, ...]
    levels: tuple[LevelSums, ...]

    def of(self, cell: CellId) -> Sum:
        """The sum of a figure. Raises KeyError."""
        for one in self.sums:
            if one.cell == cell:
                return one
        raise KeyError(cell)

    def figures(self, plan: Plan, rulebook: Rulebook) -> Figures:
        """The sums as a figures file holds them, without texts."""
        values = {one.cell: one.value for one in self.sums if one.value is not None}
        tables = {cell: value for cell, value in values.items() if cell[2]}
        prose = {cell[:2]: value for cell, value in values.items() if not cell[2]}
        return Figures(rulebook.edition, plan.top or "", plan.year or 0, {}, prose, tables)


def add_up(plan: Plan, rulebook: Rulebook) -> Sums:
    """The sums of the figures of all that count, and of each level."""
    adding = _Adding(rulebook)
    levels = adding.levels(plan.levels)
    children = tuple(adding.counted(child) for child in plan.children)
    return Sums(children, tuple(adding.sums(children)), levels)


class _Adding:
    """What each report adds is worked out once, whatever it is added to."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._book, self._known = rulebook, dict[tuple[str, Scope], Counted]()

    def counted(self, child: Child) -> Counted:
        key = (child.name, child.scope)
        if key not in self._known:
            self._known[key] = _counted(child, self._book)
        return self._known[key]

    def sums(self, counted: Sequence[Counted]) -> Iterator[Sum]:
        forbidden = never_summed(self._book)
        for cell in cells_of(self._book):
            yield _sum(cell, counted, cell not in forbidden)

    def levels(self, levels: Sequence[Level]) -> tuple[LevelSums, ...]:
        """The lower ones first, since a government without a roll-up has their figures."""
        found = [self._level(level) for level in reversed(levels)]
        return tuple(reversed(found))

    def _level(self, level: Level) -> LevelSums:
        children = tuple(self.counted(child) for child in level.children)
        sums = tuple(self.sums(children))
        if level.own is None:
            values = {one.cell: one.value for one in sums if one.value is not None}
            lacking: dict[CellId, Lack] = {one.cell: "absent" for one in sums if one.value is None}
            stands_for = Child(level.name, (), "rollup")
            self._known[level.name, "rollup"] = Counted(stands_for, Packed(values, self._book), lacking, ())
        return LevelSums(level, children, sums, self.counted(level.own) if level.own else None)


def _sum(cell: CellId, counted: Sequence[Counted], summed: bool) -> Sum:
    lacking = tuple(one for one in counted if cell not in one.values)
    known = sum((one.values.get(cell, Decimal(0)) for one in counted), Decimal(0))
    return Sum(cell, None if lacking or not counted or not summed else known, known, lacking, summed)


def _counted(child: Child, rulebook: Rulebook) -> Counted:
    stated, lacking = _agreed(child)
    inputs = {cell: value for cell, value in stated.items() if cell not in total_cells(rulebook)}
    values = computed_from_inputs(inputs, rulebook)
    for cell in total_cells(rulebook):
        if cell in values:
            lacking.pop(cell, None)
        else:
            lacking.setdefault(cell, "unread")
    first = child.filed[0].values
    kept = first if values == dict(first) else Packed(values, rulebook)
    return Counted(child, kept, lacking, tuple(_broken(stated, rulebook)))


def _agreed(child: Child) -> tuple[dict[CellId, Decimal], dict[CellId, Lack]]:
    """What all versions of a report tell alike."""
    first, *others = child.filed
    values: dict[CellId, Decimal] = dict(first.values)
    lacking: dict[CellId, Lack] = dict(first.lacking)
    for other in others:
        for cell in (*values, *other.values):
            if first.values.get(cell) != other.values.get(cell):
                values.pop(cell, None)
                lacking[cell] = "differs"
    return values, lacking


def _broken(stated: Mapping[CellId, Decimal], rulebook: Rulebook) -> Iterator[CellId]:
    for table, held in held_equations(rulebook):
        left, right = side_sum(held.left, table, stated), side_sum(held.right, table, stated)
        if left is not None and right is not None and left != right:
            yield (table, *held.left[0].cells[0])
