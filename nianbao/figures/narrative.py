"""The narrative of a report as the texts of a figures file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from nianbao.claims.results import Claim
from nianbao.document import Block, Paragraph
from nianbao.figures.model import Narrative, ProseId
from nianbao.figures.schema import PREAMBLE, SUMMARY
from nianbao.numerals import NUMERAL, NUMERALS
from nianbao.report import FoundSection, Report
from nianbao.rulebook.bodies import area_of
from nianbao.rulebook.model import Rulebook, Section, Topic
from nianbao.text import normalise

# The number of a sub-heading and the words up to the first mark: what a topic is known by.
_LEAD = re.compile(
    rf"\s*(?:[（(][{NUMERALS}\d]{{1,3}}[)）]|[{NUMERALS}\d]{{1,2}}[、.．])?\s*(?P<lead>[^。；;：:，,！？\n]*)(?P<mark>[。；;：:，,\n]?)"
)
_NUMBERED = re.compile(rf"\s*[（(]{NUMERAL}[)）]")
# A longer lead is the beginning of a sentence rather than a heading before one.
_LONGEST_HEADING = 16
_TELLING = "fee-not-reported"  # the kind of the rule that asks a section for them
_OPENS_TEMPLATE = re.compile(r"\{[{%#]")


def narrative_of(report: Report) -> Narrative:
    """The texts by section and topic, to the letter, headings left out; what holds no text is left out."""
    texts: Narrative = {}
    if preamble := _text(report.preamble):
        texts[PREAMBLE] = preamble
    for section in report.rulebook.sections:
        found = report.section(section.id)
        if found is None or section.content != "narrative":
            continue
        if section.topics:
            below = {key: text for key, text in _by_topic(found, report) if text}
            if below:
                texts[section.id] = below
        elif text := _text(found.blocks):
            texts[section.id] = text
    return texts


def literal(text: str) -> str:
    """The text for a figures file, where `{{` would begin a template."""
    return _OPENS_TEMPLATE.sub(lambda match: f"{{{{ '{match.group()}' }}}}", text)


def _text(blocks: Sequence[Block]) -> str:
    lines = (block.text for block in blocks if isinstance(block, Paragraph))
    return literal("\n".join(line.strip() for text in lines for line in text.splitlines() if line.strip()))


def _by_topic(found: FoundSection, report: Report) -> Iterator[tuple[str, str]]:
    paragraphs = [block for block in found.blocks if isinstance(block, Paragraph)]
    starts = _starts(paragraphs, found, report)
    first = min(starts, default=len(paragraphs))
    yield SUMMARY, _text(paragraphs[:first])
    ordered = sorted(starts)
    for start, end in zip(ordered, [*ordered[1:], len(paragraphs)], strict=False):
        yield starts[start].id, _text([_without_heading(paragraphs[start]), *paragraphs[start + 1 : end]])


def _starts(paragraphs: list[Paragraph], found: FoundSection, report: Report) -> dict[int, Topic]:
    """The paragraphs that open a topic: numbered sub-headings where there are any, else any leads."""
    numbered = dict(_numbered(paragraphs, found.section.topics))
    if numbered:
        return numbered
    starts: dict[int, Topic] = {}
    for section_id, topic in report.topics:
        at = next((i for i, p in enumerate(paragraphs) if p.place == topic.place), None)
        if section_id == found.id and at is not None:
            starts.setdefault(at, topic.topic)
    return starts


def _numbered(paragraphs: list[Paragraph], topics: tuple[Topic, ...]) -> Iterator[tuple[int, Topic]]:
    waiting = list(topics)
    for at, paragraph in enumerate(paragraphs):
        match = _LEAD.match(paragraph.text)
        if match and (paragraph.level or _NUMBERED.match(paragraph.text)):
            lead = normalise(match["lead"])
            topic = next((t for t in waiting if any(normalise(word) in lead for word in t.words)), None)
            if topic:
                waiting.remove(topic)
                yield at, topic


def _without_heading(paragraph: Paragraph) -> Paragraph:
    match = _LEAD.match(paragraph.text)
    if match is None or len(match["lead"]) > _LONGEST_HEADING or match["mark"] in ("，", ","):
        return paragraph
    return Paragraph(paragraph.text[match.end() :], paragraph.place)


def in_prose_of(report: Report) -> dict[ProseId, Decimal]:
    """The figures without a table that the narrative sections state, by the rulebook's claims.

    What is not stated is absent, but for what is nought with another one: without a notice there is nothing to pay.
    """
    stated: dict[ProseId, Decimal] = {}
    for found in report.sections:
        if found.section.content == "narrative":
            text = "\n".join(block.text for block in found.blocks if isinstance(block, Paragraph))
            claims = told_in_prose(text, found.id, report.agency, report.year, report.rulebook)
            stated |= {figure: claim.value for figure, claim in claims}
    for group in report.rulebook.prose_figures:
        for figure in group.figures:
            if figure.zero_with and stated.get((group.id, figure.zero_with)) == 0:
                stated.setdefault((group.id, figure.id), Decimal(0))
    return stated


def told_in_prose(
    text: str, section: str, agency: str | None, year: int | None, rulebook: Rulebook
) -> Iterator[tuple[ProseId, Claim]]:
    """What a text states of the figures that no table has, number by number; those that it rounds are left out."""
    from nianbao.claims import find_claims

    groups, claims = rulebook.prose_figures, rulebook.claims
    if claims is None or not groups:
        return
    known = {f"{group.id}.{figure.id}": (group.id, figure.id) for group in groups for figure in group.figures}
    area = area_of(agency, rulebook)
    for claim in find_claims(text, claims, section=section, agency=agency, area=area, year=year):
        if claim.figure in known and not claim.approximate:
            yield known[claim.figure], claim


def telling_section(rulebook: Rulebook) -> Section:
    """The section that has to tell the figures that no table has."""
    asking = {rule.section for rule in rulebook.rules if rule.kind == _TELLING}
    return next((s for s in rulebook.sections if s.id in asking), rulebook.sections[-1])


def topics_not_apart(report: Report, narrative: Narrative) -> list[Topic]:
    """The topics that the report has, but not as a part of its own."""
    return [
        topic.topic
        for section_id, topic in report.topics
        if not isinstance(below := narrative.get(section_id), dict) or topic.topic.id not in below
    ]


def texts_left_out(report: Report, rulebook: Rulebook) -> list[str]:
    """The titles of the sections of tables that hold prose as well, which a figures file has no place for."""
    captions = {normalise(rulebook.caption(form)) for form in rulebook.tables}
    return [
        section.title
        for section in rulebook.sections
        if section.content == "table"
        and (found := report.section(section.id))
        and _text([block for block in found.blocks if _words(block) not in captions])
    ]


def _words(block: Block) -> str:
    return normalise(block.text) if isinstance(block, Paragraph) else ""
