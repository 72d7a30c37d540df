"""Family A: the equations of the rulebook over the figures of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import msgspec
from msgspec import Struct

from linter.checks.registry import Case, check
from linter.checks.structure import at
from linter.checks.values import possible_figures, possible_number
from linter.findings import Defect
from nianbao.document import Place
from nianbao.i18n import Text
from nianbao.memo import once_per
from nianbao.report import FoundTable
from nianbao.rulebook.equations import Addend, CellRef, Instance, Lookup, instances_of, value_of
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


@check("equation")
def equation(case: Case, rule: Rule) -> Iterator[Defect]:
    """Equations that do not hold. Where a figure of one is blank, missing or none that can be, it cannot be told.

    Nor where labels have changed places and the sum holds as the figures stand: that is one cause, and told.
    """
    for table in case.report.tables:
        before = case.previous.lookup(table.id) if case.previous else None
        own = _by_rule(instances_of(case.report.rulebook, table.form)).get(rule.code, ())
        for one in sums_of(table, own, before):
            if not one.holds and not (table.moved and _holds_in_place(one.instance, table, before)):
                yield _defect(table, before, one)


@once_per()
def _by_rule(instances: tuple[Instance, ...]) -> dict[str, list[Instance]]:
    """The equations of a table by the rule that holds them."""
    held: dict[str, list[Instance]] = {}
    for instance in instances:
        held.setdefault(instance.equation.rule, []).append(instance)
    return held


def sums_of(table: FoundTable, instances: Iterable[Instance], before: Lookup | None = None) -> Iterator[Sum]:
    """The equations whose figures are all known and can be, with both sides."""
    return _sums(instances, possible_figures(table).get, before)


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


def _defect(table: FoundTable, before: Lookup | None, broken: Sum) -> Defect:
    instance = broken.instance
    place, text = _place(table, instance)
    row, column = _ids(instance)
    location = at(place, table.form.section, text, table=table.id, row=row, column=column)
    values = {"arithmetic": _arithmetic(table, broken, before), "hint": Text("", "")}
    one_total = instance.total is not None
    expected, actual = (broken.right, broken.left) if one_total else (broken.left, broken.right)
    return Defect(location, values, str(expected), str(actual), instance=instance)


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
