"""C513: text taken over from last year's report."""

from __future__ import annotations

from collections.abc import Iterator

from linter.checks.registry import Case, check
from linter.checks.sentences import quote
from linter.checks.structure import at
from linter.digest import copied_text
from linter.findings import Defect
from linter.shingles import pieces, shared
from nianbao.rulebook.model import Rule

_PERCENT = 100


@check("copied-from-last-year", needs_previous=True)
def copied_from_last_year(case: Case, rule: Rule) -> Iterator[Defect]:
    """The section of the rule nearly word for word as last year's; a short one proves nothing."""
    section = case.report.section(rule.section or "")
    text = copied_text(case.report, rule)
    if section is None or case.previous is None or len(pieces(text)) < rule.limits["least"]:
        return
    share = max((round(shared(text, other) * _PERCENT) for other in case.previous.texts), default=0)
    first = next(case.report.prose(section.blocks), None)
    if share >= rule.limits["alike"] and first is not None:
        values = {"text": quote(first.text), "share": share}
        yield Defect(at(first.place, section.id, first.text.strip()), values, None, f"{share}%")
