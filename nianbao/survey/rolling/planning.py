"""Whose reports are added up, and what of them is amiss: nothing counts twice, nothing is left out in silence.

A roll-up stands for all below it. Who is below whom says the roster; without one, the name of an agency that begins
with the area of a government. What cannot be placed is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from linter.previous import agency_key, names_of
from nianbao.i18n import Text
from nianbao.many.roster import Roster
from nianbao.rulebook.bodies import area_of
from nianbao.rulebook.model import Rulebook
from nianbao.scope import Scope
from nianbao.shown import visible
from nianbao.survey.facts import Surveyed
from nianbao.survey.rolling.filed import Filed
from nianbao.survey.rolling.listed import Listed
from nianbao.survey.rolling.standing import Standing
from nianbao.survey.rolling.tree import Child, Level, Tree

Trouble: TypeAlias = Literal["missing", "doubled", "unreadable", "unnamed", "other-year", "unlisted", "unplaced"]

_SHOWN = 5  # names of a list in a line
_MISSING = Text("未报送{year}年度报告", "no report for {year}")
_DOUBLED = Text("{year}年度报告有 {n} 份：{paths}", "{n} reports for {year}: {paths}")
_UNNAMED = Text("没有写明机关名称", "does not name its agency")
_OTHER_YEAR = Text("是{stated}年度报告，不是{year}年度", "is for {stated}, not for {year}")
_NO_YEAR = Text("没有写明年份", "does not give its year")
_UNLISTED = Text("“{agency}”不在名单上", '"{agency}" is not on the list')
_UNPLACED = Text(
    "已计入，但从名称不能确定是否已在{names}的汇总报告中；请用 --roster 给出名单，或用 --agency 写明汇总机关",
    "counted, but its name does not tell whether it is in the roll-up of {names}; give --roster, or --agency",
)
_UNTOLD = Text(
    "没有名单（--roster）时，看名称分不清设区的市和县级市，以下按互不隶属各计一次：{names}；有隶属关系的，请在名单的“上级单位”写明",
    "without a list (--roster) names do not tell cities with districts from county-level ones; taken to be side by"
    " side: {names}; where one is below another, say so in the column 上级单位 of a list",
)
_VERTICAL = Text("垂直管理，由上级系统汇总", "a vertical system, which reports up its own line")
_ITSELF = Text("是本级的汇总报告", "the roll-up itself")
_ELSEWHERE = Text("按名单不属于“{name}”", 'is not below "{name}" on the list')
_WITHIN = Text("已计入“{name}”的汇总报告", 'is in the roll-up of "{name}"')


class Problem(Struct, frozen=True):
    """What keeps the sum from being whole; `who` is an agency, or a file where none is known."""

    kind: Trouble
    who: str
    what: Text


class Aside(Struct, frozen=True):
    """A report that does not count, and why."""

    filed: Filed
    why: Text


class Plan(Struct, frozen=True):
    """Who counts for which agency and year; `levels` are the wanted one and those below it that have reports here."""

    top: str | None
    year: int | None
    children: tuple[Child, ...]
    levels: tuple[Level, ...]
    aside: tuple[Aside, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Text, ...] = ()  # what names do not tell


class Wanted(Struct, frozen=True):
    """Whose roll-up is wanted and of which year, as far as that is said, by which rulebook and list."""

    rulebook: Rulebook
    roster: Roster | None = None
    top: str | None = None
    year: int | None = None


def plan(filed: Sequence[Filed], unread: Sequence[Surveyed], wanted: Wanted) -> Plan:
    """Who counts; problems come in the order missing, doubled, unreadable, and what else could not be placed."""
    return _Planning(filed, wanted).plan(unread)


class _Planning:
    def __init__(self, filed: Sequence[Filed], wanted: Wanted) -> None:
        self.book, self.listed = wanted.rulebook, Listed(wanted.roster, wanted.rulebook)
        self.year = wanted.year or most_common(one.year for one in filed)
        self.problems: list[Problem] = []
        self.aside: list[Aside] = []
        self.children = self._told_apart(filed)
        self.tree = Tree(self.listed, self.children, wanted.top)

    def plan(self, unread: Sequence[Surveyed]) -> Plan:
        counted = tuple(self._counted())
        missing = tuple(self._missing())
        unreadable = (Problem("unreadable", visible(one.path), one.error) for one in unread if one.error)
        doubled = (
            Problem("doubled", child.name, _DOUBLED.format(year=self.year, n=len(child.filed), paths=_paths(child)))
            for child in counted
            if len(child.filed) > 1
        )
        standing = Standing(self.tree.top, counted, [child.name for child in self.children], self.book)
        unplaced = () if self.listed.roster else (*self._unplaced(counted), *_parts(standing))
        untold = () if self.listed.roster else standing.untold()
        problems = (*missing, *doubled, *unreadable, *self.problems, *unplaced)
        notes = (_UNTOLD.format(names=named(untold)),) if untold else ()
        return Plan(self.tree.top, self.year, counted, self.tree.levels(), tuple(self.aside), problems, notes)

    def _told_apart(self, filed: Sequence[Filed]) -> list[Child]:
        """Reports by agency and scope; those that belong to nobody, or to another line or year, left out."""
        found: dict[tuple[str, Scope], list[Filed]] = {}
        names: dict[str, str] = {}
        present = {agency_key(one.agency) for one in filed if one.year == self.year}
        for one in filed:
            if one.agency is None or one.year != self.year or one.year is None:
                self._leave_out(one, present)
                continue
            filer = self.listed.filer(one.agency)
            if self.listed.is_vertical(one.agency):
                self.aside.append(Aside(one, _VERTICAL))
            elif self.listed.roster and filer is None and agency_key(one.agency) not in self.listed.parents:
                self.problems.append(Problem("unlisted", one.path, _UNLISTED.format(agency=one.agency)))
            else:
                name = filer.name if filer else min(names_of(one.agency, self.book))
                names.setdefault(name, filer.name if filer else one.agency)
                found.setdefault((name, self._scope(one)), []).append(one)
        return [Child(names[n], tuple(own), scope, self.listed.received(n)) for (n, scope), own in found.items()]

    def _leave_out(self, one: Filed, present: set[str]) -> None:
        """Last year's beside this year's is as it should be."""
        what = _OTHER_YEAR.format(stated=one.year, year=self.year) if one.year else _NO_YEAR
        if one.agency is None:
            self.problems.append(Problem("unnamed", one.path, _UNNAMED))
        elif one.year and agency_key(one.agency) in present:
            self.aside.append(Aside(one, what))
        else:
            self.problems.append(Problem("other-year", one.path, what))

    def _scope(self, one: Filed) -> Scope:
        """What the report says, else what the list says of the agency, else what its name does."""
        if one.said:
            return one.said
        return "rollup" if self.listed.rolls_up(one.agency or "") else "own"

    def _counted(self) -> Iterator[Child]:
        for child in self.children:
            if why := self._why_not(child):
                self.aside += (Aside(one, why) for one in child.filed)
            else:
                yield child

    def _why_not(self, child: Child) -> Text | None:
        if self.tree.is_top(child):
            return _ITSELF
        if self.tree.elsewhere(child):
            return _ELSEWHERE.format(name=self.tree.top)
        within = self.tree.covering(child)
        return _WITHIN.format(name=within) if within else None

    def _unplaced(self, counted: Sequence[Child]) -> Iterator[Problem]:
        """Whatever may be in a lower roll-up as well, since its name does not begin with the area."""
        lower = [child.name for child in counted if child.scope == "rollup"]
        area = area_of(self.tree.top, self.book)
        for child in counted if lower else ():
            if child.scope == "own" and not (area and agency_key(child.name).startswith(area)):
                yield Problem("unplaced", child.name, _UNPLACED.format(names=named(lower)))

    def _missing(self) -> Iterator[Problem]:
        top = agency_key(self.tree.top)
        there = {agency_key(child.name) for child in self.children}
        for filer in self.listed.filers:
            key = agency_key(filer.name)
            by_members = key in self.listed.parents and key not in self.tree.rollups
            if key == top or key in there or by_members or self.listed.is_vertical(filer.name):
                continue
            if not self.tree.covered(filer.name) and not self.tree.elsewhere(Child(filer.name, (), "rollup")):
                yield Problem("missing", filer.name, _MISSING.format(year=self.year))


def _parts(standing: Standing) -> Iterator[Problem]:
    for name, over in standing.parts():
        yield Problem("unplaced", name, _UNPLACED.format(names=named(over)))


def named(names: Sequence[str]) -> Text:
    """The first of them, and how many more."""
    return listed([Text(f"“{name}”", f'"{name}"') for name in names])


def listed(items: Sequence[Text]) -> Text:
    """The first of them, and how many more."""
    more = len(items) - _SHOWN
    zh, en = "、".join(item.zh for item in items[:_SHOWN]), ", ".join(item.en for item in items[:_SHOWN])
    return Text(f"{zh}等 {len(items)} 个", f"{en} and {more} more") if more > 0 else Text(zh, en)


def _paths(child: Child) -> Text:
    return Text("、".join(one.path for one in child.filed), ", ".join(one.path for one in child.filed))


def most_common(years: Iterable[int | None]) -> int | None:
    """The year that most are of, of several the newest."""
    counted = Counter(year for year in years if year is not None)
    return max(counted, key=lambda year: (counted[year], year), default=None)
