"""Who of a list has filed a report, and how: missing, late, twice, of the wrong year, under another name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec import Struct

from linter.findings import FailOn, FileResult, Roster, RosterProblem
from linter.previous import names_of
from nianbao.i18n import Text
from nianbao.many import roster as lists
from nianbao.many.roster import Filer
from nianbao.rulebook import Rulebook
from nianbao.text import normalise

T = TypeVar("T")

_MISSING = Text("未报送{year}年度报告", "no report for {year}")
_NO_REPORT = Text("未报送报告", "no report")
_LATE = Text(
    "{received} 收到{year}年度报告，应于 {due} 前报送",
    "the report for {year} was received on {received}; it was due by {due}",
)
_DOUBLED = Text("{year}年度报告有 {n} 份", "{n} reports for {year}")
_WRONG_YEAR = Text("报送的是{stated}年度报告，应为{year}年度", "the report is for {stated}, not for {year}")
_OTHER_NAME = Text("报告用的名称是“{stated}”", 'the report calls it "{stated}"')


class _Report(Struct, frozen=True):
    path: str
    agency: str
    year: int | None


def beside(
    results: Iterable[T], roster: lists.Roster, rulebook: Rulebook, fail_on: FailOn = "error"
) -> Iterator[T | Roster]:
    """The results, and behind them how they stand against the roster."""
    reports: list[_Report] = []
    unnamed: list[str] = []
    for result in results:
        if isinstance(result, FileResult):
            if result.agency:
                reports.append(_Report(result.path, result.agency, result.year))
            else:
                unnamed.append(result.path)
        yield result
    yield _against(roster, reports, unnamed, rulebook, fail_on)


def _against(
    roster: lists.Roster, reports: list[_Report], unnamed: list[str], rulebook: Rulebook, fail_on: FailOn
) -> Roster:
    by_row: dict[int, list[_Report]] = {}
    unlisted: list[str] = []
    for report in reports:
        filer = roster.of(report.agency, *names_of(report.agency, rulebook))
        if filer is None:
            unlisted.append(report.path)
        else:
            by_row.setdefault(filer.row, []).append(report)
    years = _common_years(report for own in by_row.values() for report in own)
    year = _year_due(roster, years)
    problems: list[RosterProblem] = []
    filed = 0
    for filer in roster.filers:
        own = by_row.get(filer.row, [])
        present = [report for report in own if report.year in (year, None)]
        filed += bool(present)
        problems += _present(filer, present, year, rulebook) if present else _absent(filer, own, year, years)
    return Roster(
        roster.path, year, len(roster.filers), filed, tuple(problems), tuple(unlisted), tuple(unnamed), fail_on
    )


def _common_years(reports: Iterable[_Report]) -> tuple[int, ...]:
    """The years that many of the reports are for, the newest first: one that few are for was got wrong."""
    counted = Counter(report.year for report in reports if report.year is not None)
    most = max(counted.values(), default=0)
    return tuple(sorted((year for year, number in counted.items() if number * 4 >= most), reverse=True))


def _year_due(roster: lists.Roster, years: tuple[int, ...]) -> int | None:
    """The year before most reports came, where the list says when; else the newest that many of them are for."""
    came = Counter(filer.received.year - 1 for filer in roster.filers if filer.received)
    if came:
        return max(came, key=lambda year: (came[year], year))
    return years[0] if years else None


def _present(filer: Filer, own: list[_Report], year: int | None, rulebook: Rulebook) -> Iterator[RosterProblem]:
    paths = tuple(report.path for report in own)
    day = lists.due(filer, year, rulebook) if year is not None else None
    if day is not None and filer.received is not None and filer.received > day:
        late = _LATE.format(received=filer.received, year=year, due=day)
        yield RosterProblem(filer.name, filer.row, "late", late, paths)
    if len(own) > 1:
        yield RosterProblem(filer.name, filer.row, "doubled", _DOUBLED.format(year=year, n=len(own)), paths)
    for report in own:
        if normalise(report.agency) != normalise(filer.name):
            stated = _OTHER_NAME.format(stated=report.agency)
            yield RosterProblem(filer.name, filer.row, "other-name", stated, (report.path,))


def _absent(filer: Filer, own: list[_Report], year: int | None, years: tuple[int, ...]) -> Iterator[RosterProblem]:
    """No report for the year: one of another year takes its place where no other agency filed for that."""
    wrong = [report for report in own if report.year not in years]
    for report in wrong:
        stated = _WRONG_YEAR.format(stated=report.year, year=year)
        yield RosterProblem(filer.name, filer.row, "wrong-year", stated, (report.path,))
    if not wrong:
        what = _NO_REPORT if year is None else _MISSING.format(year=year)
        yield RosterProblem(filer.name, filer.row, "missing", what)
