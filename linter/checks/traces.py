"""D701 to D703: what editing left in the file. One finding a kind, since one click mends all of it."""

from __future__ import annotations

from collections.abc import Iterator

from linter.checks.registry import Case, check
from linter.checks.sentences import quote
from linter.checks.structure import at
from linter.findings import Defect
from nianbao.document import TraceKind
from nianbao.rulebook.model import Rule


@check("tracked-changes")
def tracked_changes(case: Case, rule: Rule) -> Iterator[Defect]:
    """Insertions, deletions, moves and changes of form that nobody has accepted or rejected."""
    yield from _traces(case, "tracked-change")


@check("comments-left")
def comments_left(case: Case, rule: Rule) -> Iterator[Defect]:
    """Comments."""
    yield from _traces(case, "comment")


@check("hidden-text")
def hidden_text(case: Case, rule: Rule) -> Iterator[Defect]:
    """Text and rows that are in the file and not on the page."""
    yield from _traces(case, "hidden-text")


def _traces(case: Case, kind: TraceKind) -> Iterator[Defect]:
    found = [trace for trace in case.report.document.traces if trace.kind == kind]
    if found:
        text = next((trace.text for trace in found if trace.text.strip()), "")
        yield Defect(at(found[0].place, None, text), {"number": len(found), "quote": quote(text)}, "0", str(len(found)))
