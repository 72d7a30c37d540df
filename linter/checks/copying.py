"""C513: text taken over from last year's report; what is another agency's `linter.alike` tells."""

from __future__ import annotations

from collections.abc import Iterator

from linter.checks.registry import Case, check
from linter.checks.sentences import quote
from linter.checks.structure import at
from linter.findings import Defect
from linter.passages import passages_of
from nianbao.i18n import Text
from nianbao.rulebook.model import Rule

_LAST_YEARS = Text("上年报告", "last year's report")


@check("copied-from-last-year", needs_previous=True)
def copied_from_last_year(case: Case, rule: Rule) -> Iterator[Defect]:
    """A section or a topic nearly word for word as last year's; a short one proves nothing."""
    before = case.previous.passages if case.previous else ()
    for own in passages_of(case.report, rule) if before else ():
        share = max((own.share_in(other) for other in before if other.spot == own.spot), default=0)
        if share >= rule.limits["alike"]:
            values = {"text": quote(own.begins), "share": share, "source": _LAST_YEARS}
            yield Defect(at(own.place, own.section, own.begins), values, None, f"{share}%", about=own.topic)
