"""Where a finding stands, in words beyond its section and table: title, preamble, topic, paragraph."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TypeAlias

from linter.findings import Location
from nianbao.document import Place
from nianbao.i18n import Text
from nianbao.report import Report

_NONE, _TITLE, _PREAMBLE = Text("", ""), Text("标题", "title"), Text("引言", "preamble")
_TOPIC = Text("“{name}”", '"{name}"')
_PARAGRAPH = Text("第{n}段", "paragraph {n}")

# What a file tells places apart by: the thing that holds them, or the line.
_Key: TypeAlias = tuple[str, int | None]


class Spots:
    """The spots of a report by their places, worked out once: a hostile report has thousands of findings."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def of(self, location: Location) -> Text:
        """Title or preamble in front of the first section; in its prose the topic, else the paragraph from 1."""
        if location.table:
            return _NONE
        spots = self._in_front if location.section is None else self._inside.get(location.section, {})
        return next((spots[key] for key in _keys([location.place]) if key in spots), _NONE)

    @cached_property
    def _in_front(self) -> dict[_Key, Text]:
        report = self.report
        spots = dict.fromkeys(_keys(block.place for block in report.preamble), _PREAMBLE)
        return spots | dict.fromkeys(_keys(report.title.place.parts) if report.title else (), _TITLE)

    @cached_property
    def _inside(self) -> dict[str, dict[_Key, Text]]:
        begin: dict[str, dict[_Key, str]] = {}
        for section_id, topic in self.report.topics:
            begin.setdefault(section_id, {}).update(dict.fromkeys(_keys(topic.place.parts), topic.topic.words[0]))
        return {section.id: self._of_section(section.id, begin.get(section.id, {})) for section in self.report.sections}

    def _of_section(self, section_id: str, begin: dict[_Key, str]) -> dict[_Key, Text]:
        section = self.report.section(section_id)
        prose = self.report.prose(section.blocks) if section else ()
        spots: dict[_Key, Text] = {}
        topic = ""
        for number, paragraph in enumerate((p for p in prose if p.text.strip()), 1):
            keys = _keys(paragraph.place.parts)
            topic = next((begin[key] for key in keys if key in begin), topic)
            spot = topic_spot(topic) if topic else paragraph_spot(number)
            spots |= {key: spot for key in keys if key not in spots}
        return spots


def topic_spot(name: str) -> Text:
    """A topic, by the first of its words."""
    return _TOPIC.format(name=name)


def paragraph_spot(number: int) -> Text:
    """A paragraph of a section, from 1."""
    return _PARAGRAPH.format(n=number)


def _keys(places: Iterable[Place]) -> list[_Key]:
    return [(place.anchor, None if place.anchor else place.line) for place in places if place.anchor or place.line]
