"""Figures as the nested mapping that a figures file holds, and back: between ids of cells and keys."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from nianbao.figures.layout import Slot, slots
from nianbao.figures.model import CellId, Figures, ProseId
from nianbao.figures.places import Keys
from nianbao.figures.schema import PREAMBLE, SUMMARY, ZEROS
from nianbao.rulebook.model import Rulebook

Tree: TypeAlias = dict[str, Any]


def to_tree(figures: Figures, rulebook: Rulebook, *, blanks: bool = False) -> Tree:
    """The mapping of a figures file in its order, with Decimal figures.

    A cell that was not given is None in a row that was, so that it is not taken for zero; a row of which
    nothing was given is left out, or with `blanks` stands there with None for every cell to fill in.
    """
    head: Tree = {"edition": figures.edition, "agency": figures.agency or None, "year": figures.year or None}
    narrative = _narrative(figures, rulebook, blanks)
    zeros = {ZEROS: figures.zeros_for_blanks} if figures.zeros_for_blanks or blanks else {}
    return {
        **head,
        **zeros,
        **({"narrative": narrative} if narrative else {}),
        **_told(figures, rulebook, blanks),
        **_tables(figures, rulebook, blanks),
    }


def from_tree(tree: Mapping[str, Any], rulebook: Rulebook) -> Figures:
    """The figures of a mapping that its schema has passed; a column left out of a given row is zero."""
    values: dict[CellId, Decimal] = {}
    for slot in slots(rulebook):
        given = _at(tree, slot.keys)
        if given is not None:
            values.update(_slot_values(slot, given))
    return Figures(
        edition=rulebook.edition,
        agency=tree["agency"].strip(),
        year=int(tree["year"]),
        narrative=_clean(tree.get("narrative") or {}),
        in_prose=_in_prose(tree, rulebook),
        values=values,
        zeros_for_blanks=bool(tree.get(ZEROS)),
    )


def _narrative(figures: Figures, rulebook: Rulebook, blanks: bool) -> Tree:
    shape: Tree = {PREAMBLE: None}
    for section in rulebook.sections:
        if section.content == "narrative":
            topics = (SUMMARY, *(topic.id for topic in section.topics))
            shape[section.id] = dict.fromkeys(topics) if section.topics else None
    return _filled(shape, figures.narrative, blanks)


def _filled(shape: Tree, given: Mapping[str, Any], blanks: bool) -> Tree:
    filled: Tree = {}
    for key, below in shape.items():
        value = _filled(below, given.get(key) or {}, blanks) if isinstance(below, dict) else given.get(key)
        if value not in (None, {}) or blanks:
            filled[key] = value
    return filled


def _told(figures: Figures, rulebook: Rulebook, blanks: bool) -> Tree:
    """The groups of figures without a table of which anything was given."""
    told = {
        group.id: {figure.id: figures.in_prose.get((group.id, figure.id)) for figure in group.figures}
        for group in rulebook.prose_figures
    }
    return {key: below for key, below in told.items() if blanks or any(v is not None for v in below.values())}


def _tables(figures: Figures, rulebook: Rulebook, blanks: bool) -> Tree:
    root: Tree = {}
    for slot in slots(rulebook):
        row = _row(slot, figures.values, blanks)
        if row:
            _put(root, slot.keys, row)
    return root


def _row(slot: Slot, values: Mapping[CellId, Decimal], blanks: bool) -> Tree:
    row: Tree = {}
    if not blanks and not any(box.id in values for box in slot.boxes):
        return row
    for box in slot.boxes:
        if box.id in values or not box.total:
            _put(row, box.keys, values.get(box.id))
    return row


def _put(tree: Tree, keys: Keys, value: Any) -> None:
    for key in keys[:-1]:
        tree = tree.setdefault(key, {})
    last = tree.get(keys[-1])
    if isinstance(last, dict) and isinstance(value, dict):
        last.update(value)
    else:
        tree[keys[-1]] = value


def _at(tree: Mapping[str, Any] | None, keys: Keys) -> Any:
    at: Any = tree
    for key in keys:
        at = at.get(key) if isinstance(at, Mapping) else None
    return at


def _slot_values(slot: Slot, given: Mapping[str, Any]) -> dict[CellId, Decimal]:
    values: dict[CellId, Decimal] = {}
    for box in slot.boxes:
        stated = _has(given, box.keys)
        if stated and (value := _at(given, box.keys)) is not None:
            values[box.id] = Decimal(value)
        elif not stated and not box.total:
            values[box.id] = Decimal(0)
    return values


def _has(given: Mapping[str, Any], keys: Keys) -> bool:
    """Whether a column is written down: as a figure, or as null, or below a key that is null."""
    at: Any = given
    for key in keys:
        if at is None:
            return True
        if key not in at:
            return False
        at = at[key]
    return True


def _in_prose(tree: Mapping[str, Any], rulebook: Rulebook) -> dict[ProseId, Decimal]:
    """Groups follow the rule of rows: a figure left out of a given one is zero, null was not given."""
    given = {group.id: tree.get(group.id) for group in rulebook.prose_figures}
    return {
        (group.id, figure.id): Decimal(value)
        for group in rulebook.prose_figures
        if (below := given[group.id]) is not None
        for figure in group.figures
        if (value := below.get(figure.id, 0)) is not None
    }


def _clean(texts: Mapping[str, Any]) -> dict[str, Any]:
    """The texts that were given; line ends of other systems become plain ones."""
    cleaned: dict[str, Any] = {}
    for key, text in texts.items():
        value = _clean(text) if isinstance(text, Mapping) else text
        if isinstance(value, str):
            value = value.replace("\r\n", "\n").replace("\r", "\n")
        if value not in (None, {}) and (not isinstance(value, str) or value.strip()):
            cleaned[key] = value
    return cleaned
