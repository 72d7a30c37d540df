"""How a figures file is laid out, derived from the rulebook: which key holds which figure.

A table's key holds its rows, a row's key its columns; paths of ids nest. A row without a label (there is
nothing to choose by) is transparent: its columns stand right below the table.
"""

from __future__ import annotations

from msgspec import Struct

from nianbao.figures.model import CellId
from nianbao.figures.places import Keys
from nianbao.memo import once_per
from nianbao.rulebook.equations import Instance, instances
from nianbao.rulebook.model import Column, Leaf, Row, Rulebook, TableBlock, TableForm, leaf_columns, leaf_rows


class KeyTree(Struct, frozen=True):
    """One cell of figures: where the file holds it, what the table calls it, what it takes."""

    id: CellId
    keys: Keys  # below the keys of its slot
    label: str
    column: Column
    total: bool  # computed by an equation, so that it need not be given


class Slot(Struct, frozen=True):
    """A mapping of figures that is given or left out as one: a row, or a group of columns of the only row."""

    keys: Keys
    label: str
    boxes: tuple[KeyTree, ...]

    @property
    def inputs(self) -> tuple[KeyTree, ...]:
        """The cells that have to be given."""
        return tuple(box for box in self.boxes if not box.total)


@once_per()
def slots(rulebook: Rulebook) -> tuple[Slot, ...]:
    """Every slot of a figures file in the order of the tables. Rows computed as a whole have slots, too."""
    totals = total_cells(rulebook)
    found: dict[Keys, Slot] = {}
    for form in rulebook.tables:
        for block in form.blocks:
            for slot in _slots_of(form, block, totals):
                before = found.get(slot.keys)
                found[slot.keys] = Slot(slot.keys, slot.label, (*before.boxes, *slot.boxes)) if before else slot
    return tuple(found.values())


@once_per()
def keys_of(rulebook: Rulebook) -> dict[CellId, Keys]:
    """The whole path of keys of each cell."""
    return {box.id: (*slot.keys, *box.keys) for slot in slots(rulebook) for box in slot.boxes}


@once_per()
def held_equations(rulebook: Rulebook) -> tuple[tuple[str, Instance], ...]:
    """The table and each place where an equation of this year's figures alone holds."""
    return tuple(
        (equation.table, instance)
        for equation in rulebook.equations
        for instance in instances(rulebook.table(equation.table), equation)
        if not any(addend.previous for addend in (*instance.left, *instance.right))
    )


@once_per()
def total_cells(rulebook: Rulebook) -> frozenset[CellId]:
    """The cells that the equations compute from others."""
    return frozenset(
        (table, *instance.computed) for table, instance in held_equations(rulebook) if instance.computed is not None
    )


def label_of(leaf: Leaf) -> str:
    """What the table calls a row or column: the labels of its groups and its own, in reading order."""
    return " ".join(filter(None, (*(group.label for group in leaf.groups), leaf.label)))


def _slots_of(form: TableForm, block: TableBlock, totals: frozenset[CellId]) -> list[Slot]:
    return [
        slot
        for row in leaf_rows(block)
        for slot in (_row_slots if row.label else _group_slots)(form, block, row, totals)
    ]


def _row_slots(form: TableForm, block: TableBlock, row: Leaf, totals: frozenset[CellId]) -> list[Slot]:
    boxes = tuple(
        _box((form.id, row.id, leaf.id), tuple(leaf.id.split(".")), leaf.label, leaf, totals)
        for leaf in leaf_columns(block)
    )
    return [Slot((form.id, *row.id.split(".")), label_of(row), boxes)]


def _group_slots(form: TableForm, block: TableBlock, row: Leaf, totals: frozenset[CellId]) -> list[Slot]:
    """The columns of a row without a label, by the ids of their groups."""
    grouped: dict[Keys, list[Leaf]] = {}
    for leaf in leaf_columns(block):
        grouped.setdefault(tuple(leaf.id.split(".")[:-1]), []).append(leaf)
    return [
        Slot(
            (form.id, *path),
            _group_label(leaves[0], form),
            tuple(
                _box((form.id, row.id, leaf.id), (leaf.id.split(".")[-1],), leaf.label, leaf, totals) for leaf in leaves
            ),
        )
        for path, leaves in grouped.items()
    ]


def _group_label(leaf: Leaf, form: TableForm) -> str:
    return " ".join(group.label for group in leaf.groups) or form.name.zh


def _box(cell: CellId, keys: Keys, label: str, leaf: Leaf, totals: frozenset[CellId]) -> KeyTree:
    assert not isinstance(leaf.item, Row)
    return KeyTree(cell, keys, label, leaf.item, cell in totals)
