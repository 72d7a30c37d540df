"""The three tables as a form: cells as on paper, their fields, and the sums that hold between them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct, structs

from nianbao.figures.arithmetic import place_label
from nianbao.figures.grid import Grid, GridCell, grid_of
from nianbao.figures.labels import labels_of
from nianbao.figures.layout import held_equations, keys_of, total_cells
from nianbao.figures.totals import computed_from_inputs
from nianbao.memo import once_per
from nianbao.rulebook.equations import Addend, Instance
from nianbao.rulebook.model import Rulebook, TableForm
from nianbao.rulebook.sums import addend_name
from nianbao.web.drafting import Open, cell_field, stated
from nianbao.web.drafts import Draft


class FormCell(Struct, frozen=True):
    """A cell: words, or a field with what was typed into it."""

    rows: int
    columns: int
    text: str = ""
    scope: str = ""
    field: str = ""
    label: str = ""  # what the field is called
    value: str = ""
    note: str = ""  # what is said beside it
    total: bool = False  # computed, not typed
    wrong: bool = False


class FormTable(Struct, frozen=True):
    """A table of the form."""

    id: str
    caption: str
    rows: tuple[tuple[FormCell, ...], ...]
    broken: tuple[Open, ...] = ()  # what is wrong with its figures


def form_tables(draft: Draft, found: Iterable[Open] = ()) -> list[FormTable]:
    """The tables with what was typed, the totals that follow from it, and what is found wrong with them."""
    read, _ = stated(draft)
    book = read.rulebook
    totals = computed_from_inputs(read.figures.values, book)
    known = {cell_field(keys_of(book)[cell]): f"{value:f}" for cell, value in totals.items()}
    broken = [one for one in found if not one.missing]
    return [_marked(_table(form, grid_of(form), book, draft, known), broken) for form in book.tables]


def _marked(table: FormTable, broken: list[Open]) -> FormTable:
    fields = {cell.field for row in table.rows for cell in row if cell.field}
    own = tuple(one for one in broken if one.field in fields)
    wrong = {one.field for one in own}
    rows = tuple(tuple(structs.replace(cell, wrong=cell.field in wrong) for cell in row) for row in table.rows)
    return structs.replace(table, rows=rows, broken=own)


def _table(form: TableForm, grid: Grid, book: Rulebook, draft: Draft, totals: dict[str, str]) -> FormTable:
    rows = tuple(_told_once([_cell(cell, book, draft, totals) for cell in row]) for row in grid.rows())
    return FormTable(form.id, book.section(form.section).title, rows)


def _told_once(row: list[FormCell]) -> tuple[FormCell, ...]:
    """The row with what is said beside several of its cells beside its label instead."""
    said = [cell.note for cell in row if cell.note]
    labels = [at for at, cell in enumerate(row) if not cell.field]
    if not labels or len(said) < 2 or len(set(said)) > 1:
        return tuple(row)
    at = labels[-1]
    plain = [structs.replace(cell, note="") for cell in row]
    return (*plain[:at], structs.replace(plain[at], note=said[0]), *plain[at + 1 :])


_SCOPES = {"header": "col", "corner": "col", "label": "row", "title": "colgroup"}


def _cell(cell: GridCell, book: Rulebook, draft: Draft, totals: dict[str, str]) -> FormCell:
    if cell.id is None:
        return FormCell(cell.rows, cell.columns, cell.text, _SCOPES[cell.kind])
    keys = keys_of(book)[cell.id]
    field, total = cell_field(keys), cell.id in total_cells(book)
    return FormCell(
        cell.rows,
        cell.columns,
        field=field,
        label=labels_of(book)[keys].zh,
        value=totals.get(field, "") if total else draft.typed.get(field, ""),
        note=draft.notes.get(field, ""),
        total=total,
    )


@once_per()
def sums_json(book: Rulebook) -> str:
    """The equations for the script: the field that each computes, if any, and both sides with names and fields."""
    return json.dumps([_sum(table, held, book) for table, held in held_equations(book)], ensure_ascii=False)


def _sum(table: str, held: Instance, book: Rulebook) -> dict[str, Any]:
    form, keys = book.table(table), keys_of(book)

    def side(addends: tuple[Addend, ...]) -> Iterator[dict[str, Any]]:
        for addend in addends:
            fields = [cell_field(keys[(table, *cell)]) for cell in addend.cells]
            yield {"s": addend.sign, "n": addend_name(form, held, addend), "f": fields}

    computed = held.computed
    return {
        "t": cell_field(keys[(table, *computed)]) if computed else None,
        "at": place_label(held, form),
        "l": list(side(held.left)),
        "r": list(side(held.right)),
    }
