"""What differs in the statutory tables: tables, labels, figures."""

from __future__ import annotations

from collections.abc import Iterator

from linter.comparing.model import Figure, Label, Table
from nianbao.report import FoundTable, Report, Value
from nianbao.rulebook.equations import CellRef
from nianbao.rulebook.labels import column_label, row_label
from nianbao.rulebook.model import TableForm
from nianbao.text import normalise


def lacking_tables(old: Report, new: Report) -> tuple[Table, ...]:
    """The tables that one of the reports has not."""
    lacking = [Table(table.id, "new") for table in new.tables if old.table(table.id) is None]
    return (*(Table(table.id, "old") for table in old.tables if new.table(table.id) is None), *lacking)


def _both(old: Report, new: Report) -> Iterator[tuple[FoundTable, FoundTable]]:
    for before in old.tables:
        after = new.table(before.id)
        if after is not None:
            yield before, after


def changed_figures(old: Report, new: Report) -> tuple[Figure, ...]:
    """The cells that hold another figure, or that one of the reports has not, in the order of the form."""
    return tuple(figure for before, after in _both(old, new) for figure in _changed(before, after))


def _changed(before: FoundTable, after: FoundTable) -> Iterator[Figure]:
    for row, column in dict.fromkeys((*after.values, *before.values)):
        old, new = before.values.get((row, column)), after.values.get((row, column))
        if not _equal(old, new):
            form = after.form if new else before.form
            yield Figure(before.id, row, column, _name(form, (row, column)), _stated(old), _stated(new))


def _equal(old: Value | None, new: Value | None) -> bool:
    if old is None or new is None:
        return old is new
    if old.number is not None and new.number is not None:
        return old.number == new.number
    return normalise(old.raw) == normalise(new.raw)


def _stated(value: Value | None) -> str | None:
    return value.raw.strip() if value else None


def _name(form: TableForm, cell: CellRef) -> str:
    """The row and the column; a table of one row has no labels of rows, one of one column needs none of columns."""
    return " · ".join(filter(None, (row_label(form, cell[0]), column_label(form, cell[1]))))


def changed_labels(old: Report, new: Report) -> tuple[Label, ...]:
    """Row labels and column headers that stand otherwise; what is not told is the official wording."""
    return tuple(label for before, after in _both(old, new) for label in _changed_labels(before, after))


def _changed_labels(before: FoundTable, after: FoundTable) -> Iterator[Label]:
    left, right = _reworded(before), _reworded(after)
    for official in dict.fromkeys((*left, *right)):
        old, new = left.get(official, official), right.get(official, official)
        if normalise(old) != normalise(new):
            yield Label(before.id, official, old, new)
    left_extra, right_extra = _extra(before), _extra(after)
    for plain in dict.fromkeys((*left_extra, *right_extra)):
        if plain not in left_extra or plain not in right_extra:
            extra = left_extra.get(plain), right_extra.get(plain)
            yield Label(before.id, extra[0] or extra[1] or "", *extra)


def _reworded(table: FoundTable) -> dict[str, str]:
    return {label.official: label.stated for label in (*table.wrong_rows, *table.wrong_columns)}


def _extra(table: FoundTable) -> dict[str, str]:
    return {normalise(label.stated): label.stated for label in (*table.extra_rows, *table.extra_columns)}
