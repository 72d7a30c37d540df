"""The kinds of check: a function for each name in `nianbao.rulebook.kinds.KINDS`, and no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from linter.findings import Defect
from nianbao.report import Report
from nianbao.rulebook.model import Rule

# So many of the same defect side by side, as blanks in one column or rows pasted between two, have one cause together.
ONE_CAUSE = 4


class Case(Struct, frozen=True):
    """What a check may look at: the report, and last year's where it was given."""

    report: Report
    previous: Report | None = None


Check = Callable[[Case, Rule], Iterator[Defect]]
CHECKS: dict[str, Check] = {}


def check(kind: str) -> Callable[[Check], Check]:
    """Register a function as the check of that kind. It gets a case and the rule, and yields defects.

    Checks are pure: no printing, no files, no severity; a check whose premise does not hold yields nothing.
    """

    def register(function: Check) -> Check:
        assert kind not in CHECKS, kind
        CHECKS[kind] = function
        return function

    return register
