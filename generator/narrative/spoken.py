"""The Chinese names of figures: `{{ 新收.总计 }}`, made of the labels of the rulebook."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from nianbao.figures import CellId, Keys
from nianbao.figures.layout import total_cells
from nianbao.memo import once_per
from nianbao.numerals import NUMERALS
from nianbao.rulebook.model import Column, Leaf, Row, Rulebook, TableBlock, TableForm, leaf_columns, leaf_rows

Names: TypeAlias = tuple[Keys, ...]
"""All names of one thing, the one to recommend first."""

_NUMBER: Final = re.compile(rf"(?:[{NUMERALS}]+、|[（(][{NUMERALS}]+[）)]|\d+[.．、])")
_ASIDE: Final = re.compile(r"[（(][^（）()]*[）)]")
_NO_NAME: Final = re.compile(r"\W")
HEAD: Final[dict[str, str]] = {"agency": "机关名称", "year": "报告年度"}


def plain_name(label: str) -> str:
    """What a text can write of a label: no number before it, nothing in brackets, no marks."""
    return _NO_NAME.sub("", _ASIDE.sub("", _NUMBER.sub("", label.strip(), count=1)))


@once_per()
def cell_names(rulebook: Rulebook) -> dict[CellId, Names]:
    """The names of each figure of the tables: row and column; the row alone where it has one figure."""
    names: dict[CellId, Names] = {}
    for form in rulebook.tables:
        for block in form.blocks:
            columns = leaf_columns(block)
            for row in leaf_rows(block):
                alone = bool(row.label) and len(columns) == 1
                for column in columns:
                    ends = () if alone else column_path(column)
                    above = row_names(form, block, row, rulebook)
                    names[form.id, row.id, column.id] = tuple((*path, *ends) for path in above)
    return names


def row_names(form: TableForm, block: TableBlock, row: Leaf, rulebook: Rulebook) -> Names:
    """The names of a row, () of one without a label: what sums call it, then its label."""
    if not row.label:
        return ((),)
    groups = tuple(plain_name(group.label) for group in row.groups if group.id)
    totals = total_cells(rulebook)
    # The total of a group of rows is called by the group: 本年度办理结果.总计, not 总计.总计.
    if row.groups and all((form.id, row.id, column.id) in totals for column in leaf_columns(block)):
        return ((*groups, plain_name(row.groups[-1].label)),)
    own = dict.fromkeys(plain_name(label) for label in (getattr(row.item, "name", ""), row.label) if label)
    return tuple((*groups, name) for name in own)


def column_path(column: Leaf) -> Keys:
    """The name of a column with the groups that it needs to be told apart."""
    return (*(plain_name(group.label) for group in column.groups if group.id), plain_name(column.label))


def prose_names(rulebook: Rulebook) -> dict[Keys, str]:
    """The name of each figure that no table has."""
    return {
        (group.id, figure.id): plain_name(figure.label) for group in rulebook.prose_figures for figure in group.figures
    }


def group_name(leaf: Leaf, name: str) -> str:
    """What a group is called that stands above the leaf, by its id or by the name of its sum."""
    path: list[str] = []
    for group in leaf.groups:
        path += [group.id] if group.id else []
        if _is(group, name, path):
            return plain_name(group.label)
    return name


def _is(group: Row | Column, name: str, path: list[str]) -> bool:
    return group.group == name or (bool(group.id) and ".".join(path) == name)
