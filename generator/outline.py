"""What a report says, in its order and in its roles, before any file format: every output walks the same outline."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

from msgspec import Struct

from nianbao.figures import Figures, Narrative
from nianbao.figures.arithmetic import plain
from nianbao.figures.grid import Grid, grid_of
from nianbao.memo import once_per
from nianbao.numerals import count
from nianbao.rulebook.model import Rulebook, Section, TableForm
from nianbao.rulebook.typography import Role
from nianbao.text import without_controls


class OutlineText(Struct, frozen=True):
    """One paragraph and what it is for."""

    role: Role
    text: str


class TablePart(Struct, frozen=True):
    """A statutory table: its form, its grid, and the text of each cell of figures by the cell's place."""

    form: TableForm
    caption: str
    grid: Grid
    texts: dict[tuple[int, int], str]


Part: TypeAlias = OutlineText | TablePart


def outline(figures: Figures, narrative: Narrative, rulebook: Rulebook) -> tuple[Part, ...]:
    """The title, the preamble and every section with its heading, texts and tables.

    `narrative` holds final texts: by section id, "preamble", and for a section with topics by topic id or
    "summary". A text that is not there is left out; its heading stays.
    """
    parts: list[Part] = [OutlineText("title", title_of(figures, rulebook))]
    parts += _text(narrative.get("preamble", ""), rulebook)
    for section in rulebook.sections:
        parts.append(OutlineText("section", section.title))
        parts += _texts(section, narrative.get(section.id, ""), rulebook)
        parts += (
            _figuring(form, caption, grid, figures)
            for form, caption, grid in _forms(rulebook)
            if form.section == section.id
        )
    return tuple(parts)


def title_of(figures: Figures, rulebook: Rulebook) -> str:
    """The report's title."""
    agency = without_controls(figures.agency).strip()
    return rulebook.title.template.replace("{year}", str(figures.year)).replace("{agency}", agency)


def _texts(section: Section, given: str | dict[str, str], rulebook: Rulebook) -> Iterator[Part]:
    if isinstance(given, str):
        yield from _text(given, rulebook)
        return
    yield from _text(given.get("summary", ""), rulebook)
    for number, topic in enumerate(section.topics, 1):
        if topic.id in given:
            yield OutlineText("topic", _topic(number, topic.name.zh, rulebook))
            yield from _text(given[topic.id], rulebook)


def _topic(number: int, name: str, rulebook: Rulebook) -> str:
    form = rulebook.typography.topic if rulebook.typography else "{name}"
    return form.replace("{number}", count(number, "chineseCounting")).replace("{name}", name)


def _text(given: str | dict[str, str], rulebook: Rulebook) -> Iterator[OutlineText]:
    """A paragraph for each line that holds anything; indents that were typed are left to the style."""
    lines = (
        given.splitlines()
        if isinstance(given, str)
        else [line for text in given.values() for line in text.splitlines()]
    )
    for line in (without_controls(line).strip() for line in lines):
        if line:
            topic = rulebook.typography is not None and rulebook.typography.is_topic(line)
            yield OutlineText("topic" if topic else "body", line)


@once_per()
def _forms(rulebook: Rulebook) -> tuple[tuple[TableForm, str, Grid], ...]:
    """Each table with its caption and its grid."""
    return tuple((form, rulebook.caption(form), grid_of(form)) for form in rulebook.tables)


def _figuring(form: TableForm, caption: str, grid: Grid, figures: Figures) -> TablePart:
    texts = {(cell.row, cell.column): _printed(figures.values.get(cell.id)) for cell in grid.cells if cell.id}
    return TablePart(form, caption, grid, texts)


def _printed(value: Decimal | None) -> str:
    """A figure, or nothing where nothing was given."""
    return "" if value is None else plain(value)
