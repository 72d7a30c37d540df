"""C516: figures that changed by more than a factor against last year's."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from linter.checks.registry import Case, check
from linter.checks.structure import at
from linter.findings import Defect
from nianbao.i18n import Text
from nianbao.report import FoundTable
from nianbao.rulebook.equations import CellRef, Lookup
from nianbao.rulebook.labels import cell_name
from nianbao.rulebook.model import Column, Rule, TableForm, leaf_columns, leaf_rows

_CHANGE = Text("{figure}上年为 {last}，本年为 {now}", "{figure} was {last} last year and is {now}")
# So many are told; the others have the same cause, or are beyond what a clerk confirms at once.
_SHOWN = 3
_MORE = Text("等 {number} 处", ", and {number} in all")


@check("unusual-change", needs_previous=True)
def unusual_change(case: Case, rule: Rule) -> Iterator[Defect]:
    """Figures that are so many times last year's, or last year's so many times theirs: one finding a table."""
    for table in case.report.tables:
        last = case.previous.lookup(table.id) if case.previous else None
        found = list(unusual(table.form, table.number, last, rule)) if last else []
        if found:
            (row, column), _, now = found[0]
            value = table.values[row, column]
            location = at(value.place, table.form.section, value.raw, table=table.id, row=row, column=column)
            yield Defect(location, {"changes": _told(table, found)}, None, str(now))


def unusual(form: TableForm, now: Lookup, last: Lookup, rule: Rule) -> Iterator[tuple[CellRef, Decimal, Decimal]]:
    """The cells that changed unusually, with last year's and this year's figure; of a row with a total its total.

    Both figures have to be large enough to tell.
    """
    for block in form.blocks:
        columns = leaf_columns(block)
        totals = [c for c in columns if isinstance(c.item, Column) and c.item.total]
        for row in leaf_rows(block):
            for column in totals or columns:
                cell = (row.id, column.id)
                before, after = last(cell), now(cell)
                if before is None or after is None or min(before, after) < rule.limits["least"]:
                    continue
                if max(before, after) > rule.limits["factor"] * min(before, after):
                    yield cell, before, after


def _told(table: FoundTable, found: list[tuple[CellRef, Decimal, Decimal]]) -> Text:
    parts = [
        _CHANGE.format(figure=cell_name(table.form, *cell), last=last, now=now) for cell, last, now in found[:_SHOWN]
    ]
    told = Text("；".join(p.zh for p in parts), "; ".join(p.en for p in parts))
    if len(found) <= _SHOWN:
        return told
    more = _MORE.format(number=len(found))
    return Text(told.zh + more.zh, told.en + more.en)
