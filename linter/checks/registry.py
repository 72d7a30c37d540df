"""The kinds of check: a function for each name in `nianbao.rulebook.kinds.KINDS`, and no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from linter.digest import LastYear
from linter.findings import Defect
from nianbao.report import Report
from nianbao.rulebook.model import Rule

# So many of the same defect side by side, as blanks in one column or rows pasted between two, have one cause together.
ONE_CAUSE = 4


class Case(Struct, frozen=True):
    """What a check may look at: the report, and last year's where it was given."""

    report: Report
    previous: LastYear | None = None


Check = Callable[[Case, Rule], Iterator[Defect]]
CHECKS: dict[str, Check] = {}
_NEED_YEAR: set[str] = set()
_NEED_PREVIOUS: set[str] = set()


def check(kind: str, *, needs_year: bool = False, needs_previous: bool = False) -> Callable[[Check], Check]:
    """Register a function as the check of that kind. It gets a case and the rule, and yields defects.

    Checks are pure: no printing, no files, no severity; a check whose premise does not hold yields nothing. One that
    `needs_year` yields nothing where the year is not known, one that `needs_previous` nothing without last year's
    report, and the result says so.
    """

    def register(function: Check) -> Check:
        assert kind not in CHECKS, kind
        CHECKS[kind] = function
        if needs_year:
            _NEED_YEAR.add(kind)
        if needs_previous:
            _NEED_PREVIOUS.add(kind)
        return function

    return register


def needs_year(kind: str) -> bool:
    """Whether checks of that kind say nothing of a report whose year is not known."""
    return kind in _NEED_YEAR


def needs_previous(kind: str) -> bool:
    """Whether checks of that kind say nothing without last year's report."""
    return kind in _NEED_PREVIOUS
