"""Making the transcript of a report where it is at hand: in the process that read it."""

from __future__ import annotations

from collections.abc import Iterable

from linter.findings import Finding
from linter.locating import Locator
from linter.transcript import Role, Transcript
from nianbao.document import Block
from nianbao.report import Report
from nianbao.text import normalise


def transcript_of(report: Report, findings: Iterable[Finding]) -> Transcript:
    """The report with the spots of what was found in it."""
    locator = Locator(report)
    told = tuple(findings)
    figures = {(thing.block, thing.cell) for thing in locator.figures.values() if thing.cell is not None}
    names = {
        thing.block: report.rulebook.table(table).name
        for (table, _, _), thing in locator.figures.items()
        if thing.cell is not None and table is not None
    }
    return Transcript(
        report.blocks,
        _roles(report),
        names,
        frozenset((block, cell) for block, cell in figures if cell is not None),
        {finding.fingerprint: locator.spots(finding) for finding in told},
        {code: report.rulebook.rule(code).why for code in dict.fromkeys(finding.code for finding in told)},
    )


def _roles(report: Report) -> tuple[Role, ...]:
    headings = {heading.block for heading in report.headings}
    first = min(headings, default=len(report.blocks))
    title = normalise(report.title.stated) if report.title else ""
    topics = [(topic.place, normalise(topic.stated)) for _, topic in report.topics]

    def role(number: int, block: Block) -> Role:
        if number in headings:
            return "section"
        words = normalise(getattr(block, "text", "")).rstrip(".。")
        if number < first and words and words in title:
            return "title"
        # A topic that stands by itself is a heading; one that opens a paragraph is not.
        alone = any(block.place == place and words.endswith(stated) for place, stated in topics)
        return "topic" if alone else "text"

    return tuple(role(number, block) for number, block in enumerate(report.blocks))
