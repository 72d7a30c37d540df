"""Where a finding stands, in words beyond its section and table: title, preamble, topic, paragraph."""

from __future__ import annotations

from collections.abc import Iterable

from linter.findings import Location
from nianbao.document import Place
from nianbao.i18n import Text
from nianbao.report import Report

_NONE, _TITLE, _PREAMBLE = Text("", ""), Text("标题", "title"), Text("引言", "preamble")
_TOPIC = Text("“{name}”", '"{name}"')
_PARAGRAPH = Text("第{n}段", "paragraph {n}")


def spot_of(report: Report, location: Location) -> Text:
    """Title or preamble in front of the first section; in its prose the topic, else the paragraph from 1."""
    if location.table:
        return _NONE
    here = _spots([location.place])
    if location.section is not None:
        return _inside(report, location.section, here)
    if report.title is not None and here & _spots(report.title.place.parts):
        return _TITLE
    return _PREAMBLE if here & _spots(block.place for block in report.preamble) else _NONE


def _inside(report: Report, section_id: str, here: set[tuple[str, int | None]]) -> Text:
    section = report.section(section_id)
    paragraphs = [p for p in report.prose(section.blocks) if p.text.strip()] if section else []
    number = next((n for n, p in enumerate(paragraphs) if here & _spots(p.place.parts)), None)
    if number is None:
        return _NONE
    before = _spots(part for p in paragraphs[: number + 1] for part in p.place.parts)
    topics = [topic for own, topic in report.topics if own == section_id and _spots(topic.place.parts) & before]
    return _TOPIC.format(name=topics[-1].topic.words[0]) if topics else _PARAGRAPH.format(n=number + 1)


def _spots(places: Iterable[Place]) -> set[tuple[str, int | None]]:
    """By what a file tells places apart: the thing that holds them, or the line."""
    return {(place.anchor, None if place.anchor else place.line) for place in places if place.anchor or place.line}
