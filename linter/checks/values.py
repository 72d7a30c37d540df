"""Family V: what stands in the cells of figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from linter.checks.matching import pattern_of
from linter.checks.registry import ONE_CAUSE, Case, check
from linter.checks.sentences import quote
from linter.checks.structure import at
from linter.findings import Cell, Defect, Location
from nianbao.i18n import Text
from nianbao.memo import once_per
from nianbao.report import FoundTable, Report, Value
from nianbao.rulebook import load_rulebook
from nianbao.rulebook.equations import CellRef
from nianbao.rulebook.labels import cell_name
from nianbao.rulebook.model import Leaf, Rule, TableForm, leaf_columns, leaf_rows
from nianbao.text import normalise

_KINDS = {
    "count": Text(" 0 或正整数", "0 or a positive whole number"),
    "amount": Text(" 0 或正数", "0 or a positive number"),
    "change": Text("整数", "a whole number"),
}


@check("blank-value")
def blank_value(case: Case, rule: Rule) -> Iterator[Defect]:
    """Empty cells: all of a table are one finding, since leaving them blank is one habit."""
    for table in case.report.tables:
        cells = _asked_for(case.report, table)
        blank = [cell for cell, value in cells.items() if value.blank]
        if not blank:
            continue
        groups = list(_grouped(table, cells, lambda value: value.blank, lambda value: ""))
        if len(blank) == 1:
            yield groups[0]
        else:
            location = _place(table, table.values[blank[0]], None, None)
            places = tuple(Cell(table.id, *cell) for cell in blank)
            yield Defect(location, {"cells": _blanks(groups, len(blank))}, places=places)


def _blanks(groups: list[Defect], count: int) -> Text:
    """Which cells they are, by rows and columns; of many groups the first ones and the number of cells."""
    named = [text for group in groups[:_NAMED] if isinstance(text := group.values["cells"], Text)]
    zh, en = "、".join(text.zh for text in named), "; ".join(text.en for text in named)
    if len(groups) <= _NAMED:
        return Text(zh, en)
    return Text(f"{zh}等 {count} 个单元格", f"{count} cells, such as {en}")


# So many groups of blank cells are named.
_NAMED = 3


@check("not-a-number")
def not_a_number(case: Case, rule: Rule) -> Iterator[Defect]:
    """Strokes, words, units. The same text all over a table is one finding, as for blanks.

    An amount may stand as the patterns of the table's edition say: that of 2019 left its unit open.
    """
    for table in case.report.tables:
        yield from _grouped(
            table, _without_units(table, rule), lambda v: v.number is None and not v.blank, lambda v: v.raw.strip()
        )


def _without_units(table: FoundTable, rule: Rule) -> dict[CellRef, Value]:
    """The cells without the amounts whose unit is allowed beside them."""
    if table.superseded is not None:
        rule = next((r for r in load_rulebook(edition=table.superseded).rules if r.code == rule.code), rule)
    if not rule.patterns:
        return table.values
    kinds, allowed = _kinds_of(table.form), pattern_of(rule.patterns)
    return {
        cell: value
        for cell, value in table.values.items()
        if kinds[cell] != "amount" or not allowed.fullmatch(normalise(value.raw))
    }


def _asked_for(report: Report, table: FoundTable) -> dict[CellRef, Value]:
    """The cells that have to hold a figure: all but those below headers of an older edition."""
    if table.superseded is None:
        return table.values
    present = {block.columns for block in report.rulebook.table(table.id).blocks}
    gone = {row.id for block in table.form.blocks if block.columns not in present for row in leaf_rows(block)}
    return {cell: value for cell, value in table.values.items() if cell[0] not in gone}


@check("not-a-count")
def not_a_count(case: Case, rule: Rule) -> Iterator[Defect]:
    """Numbers that the kind of figure excludes: below zero, or with a fraction where things are counted."""
    for table in case.report.tables:
        kinds, figures = _kinds_of(table.form), possible_figures(table)
        for cell, value in table.values.items():
            if value.number is not None and cell not in figures:
                row, column = cell
                values = {
                    "cells": cell_name(table.form, row, column),
                    "stated": quote(value.raw),
                    "kind": _KINDS[kinds[cell]],
                }
                yield Defect(_place(table, value, row, column), values, None, value.raw.strip())


def possible(table: FoundTable, cell: CellRef, number: Decimal) -> bool:
    """Whether the kind of figure of a cell allows that number."""
    return _allowed(number, _kinds_of(table.form)[cell])


def possible_number(table: FoundTable, cell: CellRef) -> Decimal | None:
    """The exact figure of a cell, None where it is blank, absent, no number, or none that can stand there."""
    return possible_figures(table).get(cell)


@once_per(16)
def possible_figures(table: FoundTable) -> dict[CellRef, Decimal]:
    """The exact figures of a table that can stand where they do, by cell."""
    kinds = _kinds_of(table.form)
    return {
        cell: value.number
        for cell, value in table.values.items()
        # What is written in digits alone, as nearly all are, can stand everywhere.
        if value.number is not None and (value.raw.isdecimal() or _allowed(value.number, kinds[cell]))
    }


def _allowed(number: Decimal, kind: str) -> bool:
    whole = kind == "amount" or number == number.to_integral_value()
    return whole and (kind == "change" or number >= 0)


@once_per()
def _kinds_of(form: TableForm) -> dict[CellRef, str]:
    return {
        (row.id, column.id): _kind(column)
        for block in form.blocks
        for row in leaf_rows(block)
        for column in leaf_columns(block)
    }


def _kind(column: Leaf) -> str:
    return str(getattr(column.item, "value", "count"))


def _place(table: FoundTable, value: Value, row: str | None, column: str | None) -> Location:
    return at(value.place, table.form.section, value.raw, table=table.id, row=row, column=column)


_Group = tuple[tuple[str, ...], str]  # the columns concerned and what stands in them


def _grouped(
    table: FoundTable, cells: Mapping[CellRef, Value], wrong: Callable[[Value], bool], text: Callable[[Value], str]
) -> Iterator[Defect]:
    """One defect for each cause: rows that are wrong in the same columns in the same way share theirs."""
    faulty = [(row, column, text(v)) for (row, column), v in cells.items() if wrong(v)]
    if len(faulty) == len(table.values) > 1 and len({said for _, _, said in faulty}) == 1:
        yield _of_columns(table, list(table.rows), None, faulty[0][2])
        return
    in_row: dict[tuple[str, str], list[str]] = {}
    for row, column, said in faulty:
        in_row.setdefault((row, said), []).append(column)
    rows: dict[_Group, list[str]] = {}
    for (row, said), columns in in_row.items():
        rows.setdefault((tuple(columns), said), []).append(row)
    for (where, said), concerned in rows.items():
        if len(concerned) >= ONE_CAUSE:
            yield _of_columns(table, concerned, where, said)
        else:
            for row in concerned:
                yield from _of_row(table, row, where, said)


def _of_columns(table: FoundTable, rows: list[str], columns: tuple[str, ...] | None, stated: str) -> Defect:
    """Many rows of the same columns: one column, several, or (None) the whole table."""
    first = table.values[next(iter(table.values))] if columns is None else table.values[rows[0], columns[0]]
    names = [cell_name(table.form, None, c) for c in columns or ()]
    if columns is None:
        what = Text("整张表", "the whole table")
    elif len(columns) == sum(1 for r, _ in table.values if r == rows[0]):
        what = Text(f"{len(rows)} 行", f"{len(rows)} rows")
    else:
        what = Text(
            f"{''.join(n.zh for n in names)}有 {len(rows)} 行", f"{len(rows)} rows of {'; '.join(n.en for n in names)}"
        )
    one = columns[0] if columns and len(columns) == 1 else None
    return Defect(_place(table, first, None, one), {"cells": what, "stated": quote(stated)}, None, stated)


def _of_row(table: FoundTable, row: str, columns: tuple[str, ...], stated: str) -> Iterator[Defect]:
    """One row: each cell by itself, or all of it as one where nothing else stands in it."""
    width = sum(1 for r, _ in table.values if r == row)
    if len(columns) == width > 1:
        value = table.values[row, columns[0]]
        name = cell_name(table.form, row, None)
        name = name if name.zh else Text("整行", "the whole row")
        yield Defect(_place(table, value, row, None), {"cells": name, "stated": quote(stated)}, None, stated)
        return
    for column in columns:
        values = {"cells": cell_name(table.form, row, column), "stated": quote(stated)}
        yield Defect(_place(table, table.values[row, column], row, column), values, None, stated)
