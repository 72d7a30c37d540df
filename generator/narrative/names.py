"""The names by which a narrative speaks of figures: `{{ applications.new.total }}`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec import Struct

from generator.narrative.sandbox import Absent
from generator.narrative.spoken import (
    HEAD,
    Names,
    cell_names,
    column_path,
    group_name,
    plain_name,
    prose_names,
    row_names,
)
from nianbao.figures import CellId, Figures
from nianbao.figures.layout import keys_of
from nianbao.figures.places import Keys
from nianbao.memo import once_per
from nianbao.rulebook.bodies import is_government
from nianbao.rulebook.equations import names_of as group_names
from nianbao.rulebook.model import Rulebook, TableForm, leaf_columns, leaf_rows


class _Sum(Struct, frozen=True):
    """What a group of rows or columns adds up to, under keys that hold no figure of their own."""

    keys: Keys
    spoken: Names
    cells: list[CellId]


def names_of(figures: Figures, rulebook: Rulebook) -> dict[str, Any]:
    """The figures by the keys of the file and by the labels, completed ones expected, and the sums of groups.

    `applications.refused.total` and `不予公开.总计` are the sum of the rows of that group, `review.litigation.total`
    and `行政诉讼.总计` of its columns.
    """
    names: dict[str, Any] = {
        "agency": figures.agency,
        "year": figures.year,
        "edition": figures.edition,
        "source": rulebook.source,
        "government": is_government(figures.agency, rulebook),
    }
    names |= {spoken: names[key] for key, spoken in HEAD.items()}
    for keys, spoken in prose_names(rulebook).items():
        value = _or_absent(figures.in_prose.get((keys[0], keys[1])), keys)
        _put_all(names, keys, ((spoken,),), value)
    for cell, keys in keys_of(rulebook).items():
        _put_all(names, keys, cell_names(rulebook)[cell], _or_absent(figures.values.get(cell), keys))
    for group in _sums(rulebook):
        _put_all(names, group.keys, group.spoken, _or_absent(_sum(group.cells, figures), group.keys))
    return names


def quotable(rulebook: Rulebook) -> dict[str, Keys]:
    """Every name in Chinese that a text is advised to use, in the order of the report, with the keys it stands for."""
    named: dict[str, Keys] = {spoken: (key,) for key, spoken in HEAD.items()}
    for cell, keys in keys_of(rulebook).items():
        named.setdefault(".".join(cell_names(rulebook)[cell][0]), keys)
    for group in _sums(rulebook):
        named.setdefault(".".join(group.spoken[0]), group.keys)
    for keys, spoken in prose_names(rulebook).items():
        named.setdefault(spoken, keys)
    # 其他处理.其他 is a row, and no sum over 其他.
    return {name: keys for name, keys in named.items() if not any(other.startswith(f"{name}.") for other in named)}


def group_cells(rulebook: Rulebook) -> dict[Keys, tuple[CellId, ...]]:
    """The cells that each sum of a group adds up, by its keys."""
    return {group.keys: tuple(group.cells) for group in _sums(rulebook)}


@once_per()
def _sums(rulebook: Rulebook) -> tuple[_Sum, ...]:
    return tuple(group for form in rulebook.tables for group in _sums_of(form, rulebook))


def _sums_of(form: TableForm, rulebook: Rulebook) -> list[_Sum]:
    sums: dict[Keys, _Sum] = {}
    for block in form.blocks:
        rows, columns = leaf_rows(block), leaf_columns(block)
        for name, members in group_names(rows).items():
            of = next(row for row in rows if row.id == members[0])
            for column in columns if len(members) > 1 else ():
                keys = (form.id, *name.split("."), *column.id.split("."))
                spoken: Names = ((group_name(of, name), *column_path(column)),)
                _add(sums, keys, spoken, [(form.id, row, column.id) for row in members])
        for name, members in group_names(columns).items():
            of = next(column for column in columns if column.id == members[0])
            for row in rows if len(members) > 1 else ():
                above = (form.id, *(row.id.split(".") if row.label else ()), *name.split("."))
                for column_id in members:
                    ends = plain_name(next(c.label for c in columns if c.id == column_id)) if "." in column_id else ""
                    spoken = tuple(
                        (*path, group_name(of, name), *([ends] if ends else []))
                        for path in row_names(form, block, row, rulebook)
                    )
                    keys = (*above, *column_id.split(".")[1:][-1:])
                    _add(sums, keys, spoken, [(form.id, row.id, column_id)])
    return list(sums.values())


def _add(sums: dict[Keys, _Sum], keys: Keys, spoken: Names, cells: list[CellId]) -> None:
    sums.setdefault(keys, _Sum(keys, spoken, [])).cells.extend(cells)


def _put_all(names: dict[str, Any], keys: Keys, spoken: Names, value: Any) -> None:
    for path in (keys, *spoken):
        _put(names, path, value)


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
