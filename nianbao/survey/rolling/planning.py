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
from nianbao.many.roster import Filer, Roster
from nianbao.rulebook.bodies import area_of, body_of
from nianbao.rulebook.model import Rulebook
from nianbao.survey.facts import Surveyed
from nianbao.survey.rolling.filed import Filed
from nianbao.survey.scope import Scope, is_vertical

Trouble: TypeAlias = Literal["missing", "doubled", "unreadable", "unnamed", "other-year", "unlisted", "unplaced"]

_SHOWN = 5  # names of a list in a line
_MISSING = Text("未报送{year}年度报告", "no report for {year}")
_DOUBLED = Text("{year}年度报告有 {n} 份：{paths}", "{n} reports for {year}: {paths}")
_UNNAMED = Text("没有写明机关名称", "names no agency")
_OTHER_YEAR = Text("是{stated}年度报告，不是{year}年度", "is for {stated}, not for {year}")
_NO_YEAR = Text("没有写明年份", "names no year")
_UNLISTED = Text("“{agency}”不在名单上", '"{agency}" is not on the list')
_UNPLACED = Text(
    "计入了，但看名称不能确定是否已在{names}的汇总报告中；请用 --roster 给出名单，或用 --agency 写明汇总机关",
    "counted, but its name does not tell whether it is in the roll-up of {names}; give --roster, or --agency",
)
_VERTICAL = Text("垂直管理，由上级系统汇总", "a vertical system, which reports up its own line")
_ITSELF = Text("是本级的汇总报告", "the roll-up itself")
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


class Child(Struct, frozen=True):
    """An agency whose report counts; it stands there more than once where it was handed in more than once."""

    name: str
    filed: tuple[Filed, ...]
    scope: Scope
    above: str | None = None  # whose roll-up it belongs to; None where nothing tells


class Plan(Struct, frozen=True):
    """Who counts for which agency and year."""

    top: str | None
    year: int | None
    children: tuple[Child, ...]
    aside: tuple[Aside, ...]
    problems: tuple[Problem, ...]


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
        self.book, self.roster = wanted.rulebook, wanted.roster
        self.year = wanted.year or most_common(one.year for one in filed)
        self.problems: list[Problem] = []
        self.aside: list[Aside] = []
        self.children = self._told_apart(filed)
        self.rollups = {agency_key(c.name): c.name for c in self.children if c.scope == "rollup"}
        self.top = wanted.top or self._top()

    def plan(self, unread: Sequence[Surveyed]) -> Plan:
        counted = tuple(self._counted())
        missing = tuple(self._missing())
        unreadable = (Problem("unreadable", one.path, one.error) for one in unread if one.error)
        doubled = (
            Problem("doubled", child.name, _DOUBLED.format(year=self.year, n=len(child.filed), paths=_paths(child)))
            for child in counted
            if len(child.filed) > 1
        )
        problems = (*missing, *doubled, *unreadable, *self.problems, *self._unplaced(counted))
        return Plan(self.top, self.year, counted, tuple(self.aside), problems)

    def _filer(self, agency: str) -> Filer | None:
        return self.roster.of(agency, *names_of(agency, self.book)) if self.roster else None

    def _told_apart(self, filed: Sequence[Filed]) -> list[Child]:
        """Reports by agency and scope; those that belong to nobody, or to another line or year, left out."""
        found: dict[tuple[str, Scope], list[Filed]] = {}
        names: dict[str, str] = {}
        present = {agency_key(one.agency) for one in filed if one.year == self.year}
        for one in filed:
            if one.agency is None or one.year != self.year or one.year is None:
                self._leave_out(one, present)
                continue
            filer = self._filer(one.agency)
            if self._is_vertical(one.agency, filer):
                self.aside.append(Aside(one, _VERTICAL))
            elif self.roster and filer is None and agency_key(one.agency) not in self._parents():
                self.problems.append(Problem("unlisted", one.path, _UNLISTED.format(agency=one.agency)))
            else:
                name = filer.name if filer else min(names_of(one.agency, self.book))
                names.setdefault(name, filer.name if filer else one.agency)
                found.setdefault((name, self._scope(one, filer)), []).append(one)
        return [Child(names[n], tuple(own), scope, self._above(names[n])) for (n, scope), own in found.items()]

    def _leave_out(self, one: Filed, present: set[str]) -> None:
        """Last year's beside this year's is as it should be."""
        what = _OTHER_YEAR.format(stated=one.year, year=self.year) if one.year else _NO_YEAR
        if one.agency is None:
            self.problems.append(Problem("unnamed", one.path, _UNNAMED))
        elif one.year and agency_key(one.agency) in present:
            self.aside.append(Aside(one, what))
        else:
            self.problems.append(Problem("other-year", one.path, what))

    def _kind(self, filer: Filer | None) -> tuple[bool, bool] | None:
        kinds = self.book.roster.kinds if self.book.roster else ()
        return next(((k.rolls_up, k.vertical) for k in kinds if filer and k.id == filer.kind), None)

    def _is_vertical(self, agency: str, filer: Filer | None) -> bool:
        kind = self._kind(filer)
        return kind[1] if kind else is_vertical(agency, self.book)

    def _scope(self, one: Filed, filer: Filer | None) -> Scope:
        """What the report says, else what the list says of the agency, else what its name does."""
        if one.said:
            return one.said
        return "rollup" if self._rolls_up(one.agency or "", filer) else "own"

    def _rolls_up(self, agency: str, filer: Filer | None) -> bool:
        kind, body = self._kind(filer), body_of(agency, self.book)
        return kind[0] if kind else body is not None and body.rolls_up

    def _parents(self) -> set[str]:
        return {agency_key(filer.parent) for filer in self.roster.filers if filer.parent} if self.roster else set()

    def _above(self, name: str) -> str | None:
        filer = self._filer(name)
        return filer.parent if filer else None

    def _chain(self, name: str) -> Iterator[str]:
        """Those above an agency whose roll-ups are there or on the list, from the nearest up."""
        if self.roster:
            seen = {agency_key(name)}
            above = self._above(name)
            while above and agency_key(above) not in seen:
                yield above
                seen.add(agency_key(above))
                above = self._above(above)
            return
        key = agency_key(name)
        areas = ((area_of(other, self.book), other) for other in self.rollups.values())
        within = [(area, other) for area, other in areas if area and key.startswith(area) and agency_key(other) != key]
        yield from (other for _, other in sorted(within, key=lambda found: -len(found[0])))

    def _top(self) -> str | None:
        """The one above all others: of the list, or of the reports."""
        if self.roster:
            roots = {self._root(filer) for filer in self.roster.filers}
            named = {agency_key(root): root for root in roots if agency_key(root) in self._parents()}
            return next(iter(named.values())) if len(named) == 1 else None
        tops = {chain[-1] for child in self.children if (chain := tuple(self._chain(child.name)))}
        top, *others = tops or (None,)
        outside = any(
            not any(True for _ in self._chain(child.name)) and area_of(child.name, self.book) and child.name != top
            for child in self.children
            if child.scope == "rollup"
        )
        return top if not others and not outside else None

    def _root(self, filer: Filer) -> str:
        return (filer.name, *self._chain(filer.name))[-1]

    def _counted(self) -> Iterator[Child]:
        top = agency_key(self.top)
        for child in self.children:
            if child.scope == "rollup" and agency_key(child.name) == top:
                self.aside += (Aside(one, _ITSELF) for one in child.filed)
            elif within := self._covering(child, top):
                self.aside += (Aside(one, _WITHIN.format(name=within)) for one in child.filed)
            else:
                yield child

    def _covering(self, child: Child, top: str) -> str | None:
        """The lower government whose roll-up has the report's figures already."""
        own = (child.name,) if child.scope == "own" else ()
        above = (*own, *self._chain(child.name))
        return next((name for name in above if agency_key(name) in self.rollups and agency_key(name) != top), None)

    def _unplaced(self, counted: Sequence[Child]) -> Iterator[Problem]:
        """Without a list: whatever may be in a lower roll-up as well, since its name does not begin with the area."""
        lower = [child.name for child in counted if child.scope == "rollup"]
        area = area_of(self.top, self.book)
        for child in counted if lower and not self.roster else ():
            if child.scope == "own" and not (area and agency_key(child.name).startswith(area)):
                yield Problem("unplaced", child.name, _UNPLACED.format(names=named(lower)))

    def _missing(self) -> Iterator[Problem]:
        top = agency_key(self.top)
        there = {agency_key(child.name) for child in self.children}
        for filer in self.roster.filers if self.roster else ():
            covered = any(agency_key(n) in self.rollups and agency_key(n) != top for n in self._chain(filer.name))
            key = agency_key(filer.name)
            by_members = key in self._parents() and key not in self.rollups
            if key == top or covered or by_members or self._is_vertical(filer.name, filer):
                continue
            if key not in there:
                yield Problem("missing", filer.name, _MISSING.format(year=self.year))


def named(names: Sequence[str]) -> Text:
    """The first of them, and how many more."""
    more = len(names) - _SHOWN
    zh, en = "、".join(f"“{name}”" for name in names[:_SHOWN]), ", ".join(f'"{name}"' for name in names[:_SHOWN])
    return Text(f"{zh}等 {len(names)} 个", f"{en} and {more} more") if more > 0 else Text(zh, en)


def _paths(child: Child) -> Text:
    return Text("、".join(one.path for one in child.filed), ", ".join(one.path for one in child.filed))


def most_common(years: Iterable[int | None]) -> int | None:
    """The year that most are of, of several the newest."""
    counted = Counter(year for year in years if year is not None)
    return max(counted, key=lambda year: (counted[year], year), default=None)
