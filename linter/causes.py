"""One cause, one finding: a wrong cell breaks every sum that it stands in, and is told once, at the cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from linter.checks.arithmetic import Sum, sums_of
from linter.checks.structure import at
from linter.checks.values import possible
from linter.findings import Broken, Defect, Suspect
from nianbao.i18n import Text
from nianbao.memo import once_per
from nianbao.report import FoundTable, Report
from nianbao.rulebook.equations import PREVIOUS, CellRef, instances_of
from nianbao.rulebook.labels import cell_name
from nianbao.rulebook.model import Rule, Rulebook

if TYPE_CHECKING:
    from fractions import Fraction

    from linter.digest import LastYear

Found: TypeAlias = tuple[Rule, Defect]

_WRONG = Text(
    "；疑似填错：现填 {actual}，改为 {value} 后勾稽关系均成立",
    "; this cell is probably wrong: it is {actual}, but with {value} all sums agree",
)
_AMONG = Text(
    "；疑似填错：现填 {actual}，改为 {value}，并将{others}，勾稽关系均成立",
    "; this cell is probably wrong: it is {actual}, but with {value} here and {others} all sums agree",
)
_AT = Text("{place}：{sum}", "{place}: {sum}")
_OTHER = Text("{cell}改为 {value}", "{value} in {cell}")


class Change(Struct, frozen=True):
    """A cell, what it holds, and the value with which every sum agrees."""

    cell: CellRef
    actual: Decimal
    value: Decimal


@once_per()
def within(rulebook: Rulebook) -> frozenset[str]:
    """The codes of the rules over the sums of one year's tables, which a wrong cell breaks together."""
    return frozenset(e.rule for e in rulebook.equations if PREVIOUS not in e.text)


def one_for_each_cause(
    report: Report, found: Sequence[Found], checked: frozenset[str], last_year: LastYear | None = None
) -> list[Found]:
    """The findings with those of each wrong cell made one; `checked` are the codes of the rules that were asked.

    Where it cannot be told which cells are wrong each sum stays a finding, or all are one if one cell would do. What
    was carried out last year tells wrong cells from others that would do as well.
    """
    result = [one for one in found if not _is_sum(one)]
    for table in report.tables:
        broken = [one for one in found if _is_sum(one) and one[1].location.table == table.id]
        if broken:
            carried = _carried_over(report, table, last_year)
            result.extend(_causes(report, table, broken, checked, carried))
    return result


def _is_sum(one: Found) -> bool:
    return one[1].instance is not None and not one[1].instance.previous


def _carried_over(report: Report, table: FoundTable, last_year: LastYear | None) -> list[Sum]:
    """The equations of a table with last year's figures, where these settle a cell; a clean-up may change others."""
    before = last_year.lookup(table.id) if last_year else None
    instances = (i for i in instances_of(report.rulebook, table.form) if i.previous and len(list(i.cells())) == 1)
    return list(sums_of(table, instances, before)) if before else []


def _causes(
    report: Report, table: FoundTable, broken: list[Found], checked: frozenset[str], carried: list[Sum]
) -> Iterator[Found]:
    if table.moved:  # figures under exchanged labels say nothing of the cells
        yield from broken
        return
    instances = instances_of(report.rulebook, table.form)
    for sums in _linked(sums_of(table, (i for i in instances if not i.previous and i.equation.rule in checked))):
        here = {one.instance for one in sums}
        if concerned := [one for one in broken if one[1].instance in here]:
            yield from _told(table, concerned, _told_apart(table, sums, carried))


def _linked(sums: Iterable[Sum]) -> list[list[Sum]]:
    """The sums in groups that share no cell with each other, as the cases of table review do."""
    groups: list[tuple[set[CellRef], list[Sum]]] = []
    for one in sums:
        cells = {cell for _, cell in one.instance.cells()}
        joined = [group for group in groups if group[0] & cells]
        groups = [group for group in groups if not group[0] & cells]
        groups.append((cells.union(*(g[0] for g in joined)), [*(s for g in joined for s in g[1]), one]))
    return [group[1] for group in groups]


def _told(table: FoundTable, broken: list[Found], explained: tuple[tuple[Change, ...], ...]) -> Iterable[Found]:
    if len(explained) == 1:
        return _at_cells(table, broken, explained[0])
    if len(broken) > 1 and explained and all(len(changes) == 1 for changes in explained):
        return [_as_one([(rule, _named(table, defect)) for rule, defect in broken])]
    return broken


def _told_apart(table: FoundTable, sums: list[Sum], carried: list[Sum]) -> tuple[tuple[Change, ...], ...]:
    """The smallest sets of changes; of several, the one with which last year's figures agree, too."""
    explained = _explained(table, sums)
    cells = {cell for one in sums for _, cell in one.instance.cells()}
    known = [one for one in carried if all(cell in cells for _, cell in one.instance.cells())]
    if len(explained) < 2 or not known:
        return explained
    with_last_years = _explained(table, [*sums, *known])
    alone = len(with_last_years) == 1 and len(with_last_years[0]) == len(explained[0])
    return with_last_years if alone else explained


def _explained(table: FoundTable, sums: list[Sum]) -> tuple[tuple[Change, ...], ...]:
    """The smallest sets of changes with which all sums agree: several where none stands out."""
    from fractions import Fraction

    from linter.suspects import smallest_changes

    effects: dict[CellRef, dict[int, Fraction]] = {}
    for number, one in enumerate(sums):
        for sign, cell in one.instance.cells():
            effect = effects.setdefault(cell, {})
            effect[number] = effect.get(number, Fraction(0)) + sign
    gaps = {number: Fraction(one.right) - Fraction(one.left) for number, one in enumerate(sums) if not one.holds}

    def changeable(cell: CellRef, change: Fraction) -> bool:
        value = _decimal(Fraction(table.number(cell) or 0) + change)
        return value is not None and possible(table, cell, value)

    return tuple(tuple(_changes(table, found)) for found in smallest_changes(effects, gaps, changeable))


def _changes(table: FoundTable, found: dict[CellRef, Fraction]) -> Iterator[Change]:
    order = list(table.values)
    for cell in sorted(found, key=order.index):
        actual = table.number(cell) or Decimal(0)
        yield Change(cell, actual, actual + (_decimal(found[cell]) or Decimal(0)))


def _decimal(number: Fraction) -> Decimal | None:
    """The number as a decimal, None where it has no end."""
    value = Decimal(number.numerator) / Decimal(number.denominator)
    return value if value * number.denominator == number.numerator else None


def _at_cells(table: FoundTable, broken: list[Found], changes: tuple[Change, ...]) -> Iterator[Found]:
    """A finding for each wrong cell: at the cell, by its first broken sum, with all of them."""
    for change in changes:
        own = [one for one in broken if change.cell in _cells(one)]
        if own:
            first, defect = _as_one(own)
            value, (row, column) = table.values[change.cell], change.cell
            yield (
                first,
                replace(
                    defect,
                    location=at(value.place, table.form.section, value.raw, table=table.id, row=row, column=column),
                    values={**defect.values, "hint": _hint(table, change, changes)},
                    expected=str(change.value),
                    actual=str(change.actual),
                    suspects=tuple(_suspect(table, c) for c in sorted(changes, key=lambda c: c is not change)),
                ),
            )


def _cells(one: Found) -> set[CellRef]:
    instance = one[1].instance
    return {cell for _, cell in instance.cells()} if instance else set()


def _as_one(broken: list[Found]) -> Found:
    """The finding of the first broken sum, which tells the others."""
    (rule, first), *rest = broken
    others = tuple(Broken(r.code, d.location.row, d.location.column) for r, d in rest)
    told = _joined([text for _, d in broken if isinstance(text := d.values["arithmetic"], Text)], "；", "; ")
    return rule, replace(first, values={**first.values, "arithmetic": told}, breaks=others)


def _named(table: FoundTable, defect: Defect) -> Defect:
    """The finding with its row or column in front of its sum, to be told from others."""
    place, sum_ = cell_name(table.form, defect.location.row, defect.location.column), defect.values["arithmetic"]
    named = _AT.format(place=place, sum=sum_) if place.zh else sum_
    return replace(defect, values={**defect.values, "arithmetic": named})


def _joined(texts: list[Text], zh: str, en: str) -> Text:
    return Text(zh.join(t.zh for t in texts), en.join(t.en for t in texts))


def _suspect(table: FoundTable, change: Change) -> Suspect:
    return Suspect(table.id, *change.cell, str(change.value), str(change.actual))


def _hint(table: FoundTable, change: Change, changes: tuple[Change, ...]) -> Text:
    others = [_OTHER.format(cell=cell_name(table.form, *c.cell), value=c.value) for c in changes if c is not change]
    if not others:
        return _WRONG.format(actual=change.actual, value=change.value)
    return _AMONG.format(actual=change.actual, value=change.value, others=_joined(others, "、", ", "))
