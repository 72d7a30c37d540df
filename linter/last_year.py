"""Which report is last year's of another: by agency and year.

A rulebook's `aliases` list the names that one agency had in different years; of agencies that were merged the
figures of all that reported last year are added up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

import msgspec

from nianbao.report import FoundTable, Report
from nianbao.text import normalise

Previous = Callable[[Report], Report | None]


def among(reports: Iterable[Report]) -> Previous:
    """Of these reports the one of the same agency for the year before; of several for one agency the last."""
    known = {(_plain(r.agency), r.year): r for r in reports}

    def matched(present: Report) -> Report | None:
        if present.agency is None or present.year is None:
            return None
        found = [known.get((name, present.year - 1)) for name in _names(present)]
        return _together([report for report in found if report is not None])

    return matched


def _together(reports: list[Report]) -> Report | None:
    """One report whose figures are the sums of these: what the agencies that were merged reported."""
    if len(reports) < 2:
        return reports[0] if reports else None
    tables = tuple(
        _added([table, *(other for r in reports[1:] if (other := r.table(table.id)))], len(reports))
        for table in reports[0].tables
    )
    return msgspec.structs.replace(reports[0], tables=tables)


def _added(tables: list[FoundTable], due: int) -> FoundTable:
    """The first table with the sums of all; a cell that one of them lacks or cannot read has none."""
    numbers = {cell: [table.number(cell) for table in tables] for cell in tables[0].values}
    values = {
        cell: msgspec.structs.replace(tables[0].values[cell], number=_sum(found) if len(tables) == due else None)
        for cell, found in numbers.items()
    }
    return msgspec.structs.replace(tables[0], values=values)


def _sum(numbers: list[Decimal | None]) -> Decimal | None:
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal(0)) if len(known) == len(numbers) else None


def _names(report: Report) -> list[str]:
    """The agency's name and those that the rulebook gives it in other years."""
    own = _plain(report.agency)
    others = [_plain(n) for names in report.rulebook.aliases if own in map(_plain, names) for n in names]
    return list(dict.fromkeys([own, *others]))


def _plain(agency: str | None) -> str:
    return normalise(agency or "")


def slim(report: Report) -> Report:
    """The report with its title and tables only: all that next year's needs, in little memory."""
    empty = msgspec.structs.replace(report.document, blocks=(), traces=(), source=None)
    return msgspec.structs.replace(report, document=empty, blocks=(), headings=(), sections=(), topics=(), preamble=())
