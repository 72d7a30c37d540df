"""Where a finding stands, in words beyond its section and table: title, preamble, topic, paragraph."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TypeAlias

from linter.findings import Location
from nianbao.document import Place, Table
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

    def of(self, location: Location, near: Place) -> tuple[str | None, Text]:
        """The section, and within its prose the topic, else the paragraph from 1; title or preamble in front of them.

        What names no section stands where it is shown in the file: `near`.
        """
        section = location.section
        if location.table:
            return section, _NONE
        place = location.place if section else near
        keys = [*_keys([place]), *([(place.within, None)] if place.within else ())]
        front = next((self._in_front[key] for key in keys if key in self._in_front), None) if section is None else None
        if section is None and front is None:
            section = next((self._sections[key] for key in keys if key in self._sections), None)
        spots = self._inside.get(section, {}) if section else {}
        return section, front or next((spots[key] for key in keys if key in spots), _NONE)

    @cached_property
    def _sections(self) -> dict[_Key, str]:
        """The section of each heading, block and cell."""
        found: dict[_Key, str] = {}
        for section in self.report.sections:
            tables = (block for block in section.blocks if isinstance(block, Table))
            cells = (cell.place for table in tables for cell in table.cells)
            places = (section.heading.place, *(block.place for block in section.blocks), *cells)
            found |= dict.fromkeys((key for place in places for key in _keys(place.parts)), section.id)
            found |= dict.fromkeys(((place.within, None) for place in places if place.within), section.id)
        return found

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
