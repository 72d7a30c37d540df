"""One report for the template: verdict, findings in the order in which they are mended, and the paper beside them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from linter.findings import FileResult, Finding, Former, NotChecked, Since
from linter.output.closing import State, since, state, verdict
from linter.output.html.paper import Block, Numbered, Paper
from linter.output.html.words import CODES, FIXED, LAST_YEAR, OTHER, PLACES, WAIVED, YEAR
from linter.output.style import BASELINE, Presentation
from nianbao.rulebook.labels import SEVERITIES
from nianbao.rulebook.model import Severity
from nianbao.shown import visible


class Item(Struct, frozen=True):
    """A finding in the list."""

    number: int
    severity: Severity
    word: str
    codes: str
    place: str
    more: str  # how many places there are, where there are several
    linked: bool  # whether it shows on the paper
    new: bool  # whether an earlier run did not find it
    message: str
    mend: str
    fixable: bool
    expected: str
    basis: str
    why: str


class Group(Struct, frozen=True):
    """Findings under one heading, which is a name of `words.WORDS`."""

    name: str
    items: tuple[Item, ...]


class View(Struct, frozen=True):
    """All that the template shows of a report."""

    number: int
    path: str
    agency: str
    year: str
    state: State
    verdict: str
    error: str
    groups: tuple[Group, ...]
    since: str  # what became of the findings of an earlier run, "" without one
    fixed: tuple[str, ...]  # those that are no more
    not_checked: tuple[str, ...]
    waived: tuple[str, ...]
    paper: tuple[Block, ...]


def report_view(result: FileResult, style: Presentation, number: int) -> View:
    """The report as the template needs it, in the language of the style."""
    shown = [finding for finding in result.findings if finding.waived is None]
    first = [finding for finding in shown if finding.severity == "error"]
    numbered = list(enumerate([*first, *_later(shown)], 1))
    items = [_item(n, finding, result, style) for n, finding in numbered]
    groups = (Group("mend_first", tuple(items[: len(first)])), Group("confirm", tuple(items[len(first) :])))
    return View(
        number=number,
        path=visible(result.path),
        agency=visible(result.agency or ""),
        year=style.say(YEAR, year=result.year) if result.year else "",
        state=state(result),
        verdict=verdict(result, style) if not result.error else "",
        error=visible(style.say(result.error)) if result.error else "",
        groups=tuple(group for group in groups if group.items),
        since=_since(result.since, style) if result.since else "",
        fixed=tuple(_fixed(former, style) for former in result.since.fixed) if result.since else (),
        not_checked=() if style.quiet else tuple(_not_checked(missed, style) for missed in result.not_checked),
        waived=tuple(_waived(finding, style) for finding in result.findings if finding.waived),
        paper=tuple(_paper(result, numbered, style)),
    )


def _later(findings: list[Finding]) -> list[Finding]:
    return [f for severity in ("warning", "info") for f in findings if f.severity == severity]


def _item(number: int, finding: Finding, result: FileResult, style: Presentation) -> Item:
    transcript = result.transcript
    spots = transcript.spots.get(finding.fingerprint, ()) if transcript else ()
    message, mend = style.say(finding.message), style.say(finding.mend)
    told = finding.expected is None or any(finding.expected in said for said in (message, mend))
    others = [code for code in dict.fromkeys(b.code for b in finding.breaks) if code != finding.code]
    return Item(
        number=number,
        severity=finding.severity,
        word=style.say(SEVERITIES[finding.severity]),
        codes=style.say(CODES, code=finding.code, others=style.listed(others)) if others else finding.code,
        place=visible(style.place(finding)),
        more=style.say(PLACES, n=len(spots)) if len(spots) > 1 else "",
        linked=bool(spots),
        new=bool(result.since and finding.fingerprint in result.since.new),
        message=visible(message),
        mend=visible(mend),
        fixable=finding.fixable,
        expected="" if told else visible(finding.expected or ""),
        basis=finding.basis,
        why=style.say(transcript.why[finding.code]) if transcript and finding.code in transcript.why else "",
    )


def _paper(result: FileResult, numbered: Iterable[tuple[int, Finding]], style: Presentation) -> list[Block]:
    transcript = result.transcript
    if transcript is None:
        return []
    findings = (
        Numbered(n, f.severity, style.say(SEVERITIES[f.severity]), transcript.spots.get(f.fingerprint, ()))
        for n, f in numbered
    )
    return Paper(transcript, findings, style).blocks()


def _since(told: Since, style: Presentation) -> str:
    return since({"fixed": len(told.fixed), "left": len(told.left), "new": len(told.new)}, style)


def _fixed(former: Former, style: Presentation) -> str:
    return visible(style.say(FIXED, code=former.code, message=former.message))


def _not_checked(missed: NotChecked, style: Presentation) -> str:
    text = LAST_YEAR if missed.cause == "not-given" else OTHER
    return style.say(text, reason=missed.reason, rules=style.listed(list(missed.rules)))


def _waived(finding: Finding, style: Presentation) -> str:
    assert finding.waived is not None
    waived = finding.waived
    reason = style.say(BASELINE.format(path=waived.file)) if waived.baseline else waived.reason
    place, message = style.place(finding), style.say(finding.message)
    return visible(style.say(WAIVED, code=finding.code, place=place, message=message, reason=reason))
