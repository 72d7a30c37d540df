"""What a government's own report says otherwise than the sum, each difference with the children that could explain it.

A difference is no mistake by itself: a government may count what no report below it has. It is one where the report
calls itself a roll-up.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from nianbao.figures.arithmetic import plain
from nianbao.figures.layout import held_equations
from nianbao.figures.model import CellId
from nianbao.i18n import Text
from nianbao.rulebook.model import Rulebook
from nianbao.survey.rolling.filed import Filed
from nianbao.survey.rolling.planning import Plan, named
from nianbao.survey.rolling.summing import Counted, Sum, Sums

_MISSING = Text("缺 {names} 的报告，可能差在这里", "the reports of {names} are missing, which may be all of it")
_LACKING = Text("{names} 没有报这个数，可能差在这里", "not told by {names}, which may be all of it")
_VERSION = Text(
    "“{name}”的报告有两份，{path} 为 {value}；若按这份计入，正好相符",
    '"{name}" handed in twice, with {value} in {path}: with this one it agrees',
)
_LEFT_OUT = Text(
    "正好是“{name}”的数 {value}，可能没有汇总进去", '{value} is just what "{name}" tells: it may be left out'
)
_TWICE = Text("正好是“{name}”的数 {value}，可能汇总了两次", '{value} is just what "{name}" tells: it may be in twice')
_BROKEN = Text(
    "“{name}”的这个数为 {stated}，按其各项应为 {value}，差 {gap}",
    '"{name}" states {stated} where its parts come to {value}: a difference of {gap}',
)
_FEW = 3  # children of whom it would be said that the difference is just their figure


class Difference(Struct, frozen=True):
    """A figure that the report states otherwise than the sum; `summed` is what those who have it come to."""

    cell: CellId
    stated: Decimal
    summed: Decimal
    causes: tuple[Text, ...]


def differences(report: Filed, sums: Sums, plan: Plan, rulebook: Rulebook) -> tuple[Difference, ...]:
    """The figures of the report that are others than the sums, in the order of the form."""
    missing = tuple(problem.who for problem in plan.problems if problem.kind in ("missing", "unreadable"))
    found = []
    for one in sums.sums:
        stated = report.values.get(one.cell)
        if stated is not None and one.summed and stated != one.known:
            causes = tuple(_causes(one, stated, sums, missing, rulebook))
            found.append(Difference(one.cell, stated, one.known, causes))
    return tuple(found)


def _causes(one: Sum, stated: Decimal, sums: Sums, missing: tuple[str, ...], rulebook: Rulebook) -> Iterator[Text]:
    gap = stated - one.known
    if missing and gap > 0:
        yield _MISSING.format(names=named(missing))
    if one.lacking:
        yield from _versions(one, gap)
        yield _LACKING.format(names=named([lacking.child.name for lacking in one.lacking]))
    yield from _broken(one.cell, sums, rulebook)
    same = [counted for counted in sums.children if counted.values.get(one.cell) == abs(gap)]
    if len(same) <= _FEW:
        told = _LEFT_OUT if gap < 0 else _TWICE
        yield from (told.format(name=counted.child.name, value=plain(abs(gap))) for counted in same)


def _versions(one: Sum, gap: Decimal) -> Iterator[Text]:
    """What would be had the child been counted by one of the versions that it handed in."""
    if len(one.lacking) > 1:
        return
    child = one.lacking[0].child
    for filed in child.filed if len(child.filed) > 1 else ():
        if filed.values.get(one.cell) == gap:
            yield _VERSION.format(name=child.name, path=filed.path, value=plain(gap))


def _broken(cell: CellId, sums: Sums, rulebook: Rulebook) -> Iterator[Text]:
    """Children whose own total is another than their parts make."""
    totals = {(table, *held.computed) for table, held in held_equations(rulebook) if held.computed}
    for counted in sums.children if cell in totals else ():
        stated, value = _stated(counted, cell), counted.values.get(cell)
        if stated is not None and value is not None and stated != value:
            yield _BROKEN.format(
                name=counted.child.name, stated=plain(stated), value=plain(value), gap=plain(stated - value)
            )


def _stated(counted: Counted, cell: CellId) -> Decimal | None:
    return counted.child.filed[0].values.get(cell)
