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
from nianbao.files.saved import Saved
from nianbao.i18n import Text
from nianbao.rulebook.model import Rulebook
from nianbao.survey.rolling.filed import Filed
from nianbao.survey.rolling.planning import Plan, listed, named
from nianbao.survey.rolling.summing import Sum, Sums
from nianbao.survey.rolling.tree import Child

_MISSING = Text("缺少{names}的报告，可能是差异所在", "the reports of {names} are missing, which may explain it")
_LACKING = Text("{names}没有填报这个数字，可能是差异所在", "not reported by {names}, which may explain it")
_VERSION = Text(
    "“{name}”的报告有两份，{path} 为 {value}；若按这份计入，正好相符",
    '"{name}" filed two reports, {path} has {value}: with that one it agrees',
)
_LEFT_OUT = Text(
    "正好等于“{name}”的 {value}，可能漏汇总了这份报告",
    'exactly the {value} of "{name}": that report may have been left out',
)
_TWICE = Text(
    "正好等于“{name}”的 {value}，可能重复汇总了这份报告",
    'exactly the {value} of "{name}": that report may have been counted twice',
)
_BROKEN = Text(
    "“{name}”的这个数字为 {stated}，按其各项应为 {value}，相差 {gap}",
    '"{name}" states {stated} where its parts come to {value}: a difference of {gap}',
)
_BOTH = Text("“{name}”的报告有多份，分别为 {told}", '"{name}" filed several reports: {told}')
_TOLD = Text("{value}（{path}）", "{value} in {path}")
_REST = Text("其余 {rest}，下级的报告不能解释", "the reports below do not explain the remaining {rest}")
_LATER = Text(
    "{children}的报告在报送后改动过，可能是差异所在", "changed after they were filed, which may explain it: {children}"
)
_CHANGED = Text(
    "“{name}”（{received} 报送，文件 {saved} 修改）", '"{name}" (filed {received}, the file was changed {saved})'
)
_COPIED = Text(
    "“{name}”（{received} 报送，文件夹中的日期为 {saved}，复制也会改变它）",
    '"{name}" (filed {received}; the folder has {saved}, which a copy changes too)',
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
    explaining = _Explaining(sums, plan, rulebook)
    found = []
    for one in sums.sums:
        stated = report.values.get(one.cell)
        if stated is not None and one.summed and stated != one.known:
            found.append(Difference(one.cell, stated, one.known, tuple(explaining.causes(one, stated))))
    return tuple(found)


class _Explaining:
    """What could explain a difference: of each child that could, how much of it where that is known."""

    def __init__(self, sums: Sums, plan: Plan, rulebook: Rulebook) -> None:
        self._sums = sums
        self._missing = tuple(one.who for one in plan.problems if one.kind in ("missing", "unreadable"))
        # Whole governments too: all of what is below one may be left out.
        lower = (one for level in sums.levels[:1] for one in level.children if not one.child.filed)
        self._children = (*sums.children, *lower)
        self._totals = {(table, *held.computed) for table, held in held_equations(rulebook) if held.computed}
        self._later = tuple(one for one in sums.children if _changed(one.child))

    def causes(self, one: Sum, stated: Decimal) -> Iterator[Text]:
        gap = stated - one.known
        told = [*self._without(one, gap), *self._just(one.cell, gap), *self._changed(one.cell)]
        broken = tuple(self._broken(one.cell))
        yield from (text for text, _ in broken)
        yield from told
        rest = gap - sum((amount for _, amount in broken), Decimal(0))
        if broken and rest and not told:
            yield _REST.format(rest=f"{rest:+f}")

    def _without(self, one: Sum, gap: Decimal) -> Iterator[Text]:
        """Children that are not in the sum with this figure."""
        if self._missing and gap > 0:
            yield _MISSING.format(names=named(self._missing))
        if one.lacking:
            yield from _versions(one, gap)
            yield _LACKING.format(names=named([lacking.child.name for lacking in one.lacking]))

    def _just(self, cell: CellId, gap: Decimal) -> Iterator[Text]:
        """Children whose figure is just the difference."""
        same = [counted for counted in self._children if counted.values.get(cell) == abs(gap)]
        if len(same) <= _FEW:
            told = _LEFT_OUT if gap < 0 else _TWICE
            yield from (told.format(name=counted.child.name, value=plain(abs(gap))) for counted in same)

    def _changed(self, cell: CellId) -> Iterator[Text]:
        """Children whose file is younger than the day on which it was handed in."""
        later = [_later(one.child) for one in self._later if cell in one.values or cell in one.lacking]
        if later:
            yield _LATER.format(children=listed(later))

    def _broken(self, cell: CellId) -> Iterator[tuple[Text, Decimal]]:
        """Children whose own total is another than their parts make, and by how much."""
        for counted in self._sums.children if cell in self._totals else ():
            stated, value = counted.stated(cell), counted.values.get(cell)
            if stated is not None and value is not None and stated != value:
                told = _BROKEN.format(
                    name=counted.child.name, stated=plain(stated), value=plain(value), gap=plain(stated - value)
                )
                yield told, stated - value


def _changed(child: Child) -> Saved | None:
    """When a report was last changed after it had come; by what files say of themselves, where one does."""
    saved = [one.saved for one in child.filed if one.saved and child.received and one.saved.day > child.received]
    return max(saved, key=lambda one: (one.by_itself, one.day), default=None)


def _later(child: Child) -> Text:
    saved = _changed(child)
    told = _CHANGED if saved and saved.by_itself else _COPIED
    return told.format(name=child.name, received=child.received, saved=saved.day if saved else "")


def _versions(one: Sum, gap: Decimal) -> Iterator[Text]:
    """What the versions of a child say that handed in several, above all whether one of them is the difference."""
    for lacking in one.lacking:
        child = lacking.child
        told = {filed.path: value for filed in child.filed if (value := filed.values.get(one.cell)) is not None}
        just = [path for path, value in told.items() if value == gap] if len(one.lacking) == 1 else []
        if len(child.filed) > 1 and just:
            yield _VERSION.format(name=child.name, path=just[0], value=plain(gap))
        elif len(child.filed) > 1 and told:
            each = [_TOLD.format(value=plain(value), path=path) for path, value in told.items()]
            yield _BOTH.format(name=child.name, told=listed(each))
