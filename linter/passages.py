"""The passages of a report that are looked at for copied text: a section of its own account, and each topic."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from linter.shingles import pieces, shared, shingles
from nianbao.document import Paragraph, Place
from nianbao.patterns import LazyPattern
from nianbao.report import FoundSection, Report
from nianbao.rulebook.model import Rule

_PERCENT = 100
_SENTENCE, _FIGURE = LazyPattern(r"(?<=[。；;！!])"), LazyPattern(r"\d")
# So much of a paragraph is kept to quote it.
_QUOTED = 120


class Passage(Struct, frozen=True):
    """A section, or a topic of one, as the pieces of its text (see `linter.shingles`), with how it begins."""

    section: str
    topic: str  # its id, "" where it is the whole section
    pieces: bytes
    begins: str
    place: Place
    name: str = ""  # of the topic

    @property
    def spot(self) -> tuple[str, str]:
        """Section and topic: what another report's has to have in common to be compared with it."""
        return self.section, self.topic

    def share_in(self, other: Passage) -> int:
        """How much of it stands in another, in a hundred."""
        return round(shared(self.pieces, other.pieces) * _PERCENT)


def passages_of(report: Report, rule: Rule) -> Iterator[Passage]:
    """The section of the rule and the topics of every section; one that is too short proves nothing."""
    whole = report.section(rule.section or "")
    if whole is not None:
        yield from _passage(whole.id, "", "", list(report.prose(whole.blocks)), rule)
    for section in report.sections:
        for topic, name, prose in _topics(report, section):
            yield from _passage(section.id, topic, name, prose, rule)


def _passage(section: str, topic: str, name: str, prose: list[Paragraph], rule: Rule) -> Iterator[Passage]:
    plain = "".join(p.text for p in prose)
    text = shingles(_without_counts(plain) if topic else plain, rule.words["boilerplate"])
    if prose and len(pieces(text)) >= rule.limits["least_topic" if topic else "least"]:
        yield Passage(section, topic, text, prose[0].text.strip()[:_QUOTED], prose[0].place, name)


def _without_counts(text: str) -> str:
    """The sentences without a figure: how many applications came is told in the same words by everybody."""
    return "".join(sentence for sentence in _SENTENCE.split(text) if not _FIGURE.search(sentence))


def _topics(report: Report, section: FoundSection) -> Iterator[tuple[str, str, list[Paragraph]]]:
    """The topics of a section with their paragraphs; of several that share a paragraph, the first has it."""
    begins = {
        (place.anchor, place.line): topic.topic
        for section_id, topic in reversed(report.topics)
        if section_id == section.id
        for place in topic.place.parts[:1]
        if place.anchor or place.line
    }
    found: list[tuple[str, str, list[Paragraph]]] = []
    for paragraph in report.prose(section.blocks) if begins else ():
        topic = begins.pop((paragraph.place.anchor, paragraph.place.line), None)
        if topic is not None:
            found.append((topic.id, topic.words[0], []))
        if found:
            found[-1][2].append(paragraph)
    return iter(found)
