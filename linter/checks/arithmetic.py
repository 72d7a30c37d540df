"""Family A: the equations of the rulebook over the figures of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial

import msgspec
from msgspec import Struct

from linter.checks.registry import Case, check
from linter.checks.structure import at
from linter.checks.values import possible, possible_number
from linter.findings import Defect, Suspect
from nianbao.document import Place
from nianbao.i18n import Text
from nianbao.report import FoundTable
from nianbao.rulebook.equations import Addend, CellRef, Instance, Lookup, instances_of, value_of
from nianbao.rulebook.labels import cell_name
from nianbao.rulebook.model import Rule
from nianbao.rulebook.sums import SumTerm, addend_name, sum_in_words

# Up to so many cells a sum is printed cell by cell, beyond it by the parts that the equation names.
_PRINTED = 8


class Sum(Struct, frozen=True):
    """An equation at one place with the values of both sides."""

    instance: Instance
    left: Decimal
    right: Decimal

    @property
    def holds(self) -> bool:
        """Whether both sides are equal, exactly."""
        return self.left == self.right


class Likeliest(Struct, frozen=True):
    """The one cell in which several broken sums meet, and the value that would satisfy all of them."""

    cell: CellRef
    value: Decimal


@check("equation")
def equation(case: Case, rule: Rule) -> Iterator[Defect]:
    """Equations that do not hold. Where a figure of one is blank, missing or none that can be, it cannot be told.

    Nor where labels have changed places and the sum holds as the figures stand: that is one cause, and told.
    """
    for table in case.report.tables:
        before = case.previous.lookup(table.id) if case.previous else None
        instances = instances_of(case.report.rulebook, table.form)
        own = [i for i in instances if i.equation.rule == rule.code]
        figure = partial(possible_number, table)
        broken_sums = [s for s in _sums(own, figure, before) if not s.holds]
        if broken_sums and table.moved:
            broken_sums = [s for s in broken_sums if not _holds_in_place(s.instance, table, before)]
        # Most reports add up; only where one does not the other sums are wanted.
        sums = list(_sums(instances, figure, before)) if broken_sums else []
        for broken in broken_sums:
            yield _defect(table, before, broken, _suspect(table, broken, sums))


def _sums(instances: Iterable[Instance], figure: Lookup, before: Lookup | None) -> Iterator[Sum]:
    for instance in instances:
        left = value_of(instance.left, figure, before)
        right = value_of(instance.right, figure, before) if left is not None else None
        if left is not None and right is not None:
            yield Sum(instance, left, right)


def _holds_in_place(instance: Instance, table: FoundTable, before: Lookup | None) -> bool:
    """Whether a sum holds with the figures that stand where the form has them, whatever labels were exchanged."""
    rows, columns = (
        [(m.first.id, m.exchanged.id) for m in table.moved if m.kind == kind and m.exchanged and m.first.id]
        for kind in ("row", "column")
    )

    def figure(cell: CellRef) -> Decimal | None:
        return possible_number(table, (_in_place(cell[0], rows), _in_place(cell[1], columns)))

    return any(s.holds for s in _sums((instance,), figure, before))


def _in_place(name: str, exchanged: Sequence[tuple[str | None, str | None]]) -> str:
    """The row or column whose label stands where that one belongs."""
    for pair in exchanged:
        for one, other in (pair, pair[::-1]):
            if one and other and (name == one or name.startswith(f"{one}.")):
                return other + name[len(one) :]
    return name


def _defect(table: FoundTable, before: Lookup | None, broken: Sum, suspect: Likeliest | None) -> Defect:
    instance = broken.instance
    place, text = _place(table, instance)
    row, column = _ids(instance)
    location = at(place, table.form.section, text, table=table.id, row=row, column=column)
    values = {"arithmetic": _arithmetic(table, broken, before), "hint": _hint(table, suspect)}
    one_total = instance.total is not None
    expected, actual = (broken.right, broken.left) if one_total else (broken.left, broken.right)
    return Defect(location, values, str(expected), str(actual), suspects=_told(table, suspect))


def _told(table: FoundTable, suspect: Likeliest | None) -> tuple[Suspect, ...]:
    if suspect is None:
        return ()
    return (Suspect(table.id, *suspect.cell, str(suspect.value), str(table.number(suspect.cell))),)


def _ids(instance: Instance) -> tuple[str | None, str | None]:
    """Row and column of an equation; one that holds a single cell of this year is at that cell."""
    cells = [cell for _, cell in instance.cells()]
    return cells[0] if len(cells) == 1 else (instance.row, instance.column)


def _place(table: FoundTable, instance: Instance) -> tuple[Place, str | None]:
    """The total that is stated, or the last cell of a balance."""
    last = [cell for _, cell in instance.cells()][-1]
    value = table.values.get(instance.total or last)
    return (value.place, value.raw) if value else (table.place, None)


def _arithmetic(table: FoundTable, broken: Sum, before: Lookup | None) -> Text:
    """The sum as the table has it, both sides with the names of their terms."""
    instance = broken.instance
    right = sum_in_words(_terms(table, instance, instance.right, before))
    if instance.total is None:
        left = sum_in_words(_terms(table, instance, instance.left, before))
        return Text("{left}，{right}", "{left}, but {right}").format(left=left, right=right)
    name = addend_name(table.form, instance, instance.left[0])
    stated = Text("{sum}，{name}为 {stated}", "{sum}, but {name} is {stated}")
    return stated.format(sum=right, name=name, stated=broken.left)


def _terms(table: FoundTable, instance: Instance, addends: tuple[Addend, ...], before: Lookup | None) -> list[SumTerm]:
    """The terms of one side: the cells of the table, or by the groups that the equation names where they are many."""
    if sum(len(addend.cells) for addend in addends) <= _PRINTED:
        addends = tuple(msgspec.structs.replace(a, cells=(cell,)) for a in addends for cell in a.cells)
    terms = []
    for addend in addends:
        lookup = before if addend.previous and before else table.number
        name, value = addend_name(table.form, instance, addend), value_of((addend,), lookup, lookup) or Decimal(0)
        shown = _LAST_YEAR.format(name=name) if addend.previous else Text(name, name)
        terms.append(SumTerm(addend.sign, shown, addend.sign * value))
    return terms


_LAST_YEAR = Text("上年报告的{name}", "last year's {name}")


def _suspect(table: FoundTable, broken: Sum, sums: list[Sum]) -> Likeliest | None:
    """The cell whose change mends this sum and another one and breaks none; None where there is no such or two."""
    best: list[Likeliest] = []
    most = 1
    for sign, cell in broken.instance.cells():
        now = table.number(cell)
        if now is None:
            continue
        change = (broken.right - broken.left) * sign
        # Last year's report may be wrong as well, so sums with its figures accuse no cell of this year.
        touched = [s for s in sums if not s.instance.previous and any(c == cell for _, c in s.instance.cells())]
        mended = sum(_after(s, cell, change) for s in touched)
        if mended == len(touched) and all(not s.holds for s in touched) and possible(table, cell, now + change):
            if mended > most:
                best, most = [], mended
            if mended == most > 1:
                best.append(Likeliest(cell, now + change))
    return best[0] if len(best) == 1 else None


def _after(total: Sum, cell: CellRef, change: Decimal) -> bool:
    shift = sum(sign * change for sign, c in total.instance.cells() if c == cell)
    return total.left + shift == total.right


def _hint(table: FoundTable, suspect: Likeliest | None) -> Text:
    if suspect is None:
        return Text("", "")
    stated = table.number(suspect.cell)
    return Text(
        "；疑似填错：{cell}现填 {stated}，改为 {value} 后勾稽关系均成立",
        "; probably wrong: {cell} is {stated}; with {value} all sums would agree",
    ).format(cell=cell_name(table.form, *suspect.cell), stated=stated, value=suspect.value)
