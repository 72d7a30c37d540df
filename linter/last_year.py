"""Which report is last year's of another: by agency and year."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from nianbao.report import Report
from nianbao.text import normalise

Previous = Callable[[Report], Report | None]


def among(reports: Iterable[Report]) -> Previous:
    """Of these reports the one of the same agency for the year before; of several the last."""
    known = {(_plain(r.agency), r.year): r for r in reports}

    def matched(present: Report) -> Report | None:
        if present.agency is None or present.year is None:
            return None
        names = _names(present)
        return next((known[name, present.year - 1] for name in names if (name, present.year - 1) in known), None)

    return matched


def _names(report: Report) -> list[str]:
    """The agency's name and those that the rulebook gives it in other years."""
    own = _plain(report.agency)
    others = [_plain(n) for names in report.rulebook.aliases if own in map(_plain, names) for n in names]
    return list(dict.fromkeys([own, *others]))


def _plain(agency: str | None) -> str:
    return normalise(agency or "")


def slim(report: Report) -> Report:
    """The report with its title and tables only: all that next year's needs, in little memory."""
    empty = msgspec.structs.replace(report.document, blocks=(), traces=(), source=b"")
    return msgspec.structs.replace(report, document=empty, blocks=(), headings=(), sections=(), topics=(), preamble=())
