"""The names by which a narrative speaks of figures: `{{ applications.new.total }}`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from generator.narrative.sandbox import Absent
from nianbao.figures import CellId, Figures
from nianbao.figures.layout import keys_of
from nianbao.figures.places import Keys
from nianbao.rulebook.bodies import is_government
from nianbao.rulebook.equations import names_of as group_names
from nianbao.rulebook.model import Rulebook, TableForm, leaf_columns, leaf_rows


def names_of(figures: Figures, rulebook: Rulebook) -> dict[str, Any]:
    """The figures by the keys of the file, completed ones expected, and the sums of the rulebook's groups.

    `applications.refused.total` is the sum of the rows of that group, `review.litigation.total` of its columns.
    """
    names: dict[str, Any] = {
        "agency": figures.agency,
        "year": figures.year,
        "edition": figures.edition,
        "source": rulebook.source,
        "government": is_government(figures.agency, rulebook),
    }
    for group in rulebook.prose_figures:
        for figure in group.figures:
            value = figures.in_prose.get((group.id, figure.id))
            _put(names, (group.id, figure.id), _or_absent(value, (group.id, figure.id)))
    for cell, keys in keys_of(rulebook).items():
        _put(names, keys, _or_absent(figures.values.get(cell), keys))
    for form in rulebook.tables:
        for keys, cells in _groups(form).items():
            _put(names, keys, _or_absent(_sum(cells, figures), keys))
    return names


def _groups(form: TableForm) -> dict[Keys, list[CellId]]:
    """The cells that each group of rows or columns adds up to, by keys that hold no figure of their own."""
    groups: dict[Keys, list[CellId]] = {}
    for block in form.blocks:
        rows, columns = leaf_rows(block), leaf_columns(block)
        for name, members in group_names(rows).items():
            for column in columns if len(members) > 1 else ():
                keys = (form.id, *name.split("."), *column.id.split("."))
                groups.setdefault(keys, []).extend((form.id, row, column.id) for row in members)
        for name, members in group_names(columns).items():
            for row in rows if len(members) > 1 else ():
                above = (form.id, *(row.id.split(".") if row.label else ()), *name.split("."))
                for column_id in members:
                    keys = (*above, *column_id.split(".")[1:][-1:])
                    groups.setdefault(keys, []).append((form.id, row.id, column_id))
    return groups


def _sum(cells: list[CellId], figures: Figures) -> Decimal | None:
    values = [figures.values.get(cell) for cell in cells]
    return None if None in values else sum((v for v in values if v is not None), Decimal(0))


def _or_absent(value: Any, keys: Keys) -> Any:
    return Absent(".".join(keys)) if value is None else value


def _put(names: dict[str, Any], keys: Keys, value: Any) -> None:
    """Set a name that is not taken by a figure or by names below it."""
    for key in keys[:-1]:
        below = names.setdefault(key, {})
        if not isinstance(below, dict):
            return
        names = below
    names.setdefault(keys[-1], value)
