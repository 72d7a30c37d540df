"""What differs in the prose, paragraph by paragraph within each section and topic."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from linter.comparing.aligning import aligned_texts, words_of
from linter.comparing.model import Prose
from nianbao.document import Block, Paragraph, Table, rows_of
from nianbao.report import FoundSection, Report
from nianbao.text import normalise

# Section and topic; None for neither.
_Part: TypeAlias = tuple[str | None, str | None]


def changed_prose(old: Report, new: Report) -> tuple[Prose, ...]:
    """Paragraphs that were reworded, or that one of the reports has not, in the order of the newer one."""
    left, right = _parts(old), _parts(new)
    return tuple(
        prose
        for part in dict.fromkeys((*right, *left))
        for prose in _changed(part, left.get(part, []), right.get(part, []))
    )


def _changed(part: _Part, old: list[str], new: list[str]) -> Iterator[Prose]:
    for i, j in aligned_texts(old, new):
        before, after = None if i is None else old[i], None if j is None else new[j]
        if before is None or after is None or normalise(before) != normalise(after):
            yield Prose(*part, before, after, words_of(before, after))


def _parts(report: Report) -> dict[_Part, list[str]]:
    """The paragraphs of each part that has any; a topic reaches up to the next one of its section."""
    parts: dict[_Part, list[str]] = {}
    known = {id(report.blocks[heading.block]) for heading in report.headings}
    taken = _statutory(report)
    for text in _texts(report, report.preamble, known | taken):
        parts.setdefault((None, None), []).append(text)
    for section in report.sections:
        _add_section(report, section, known | taken, parts)
    return parts


def _add_section(report: Report, section: FoundSection, left_out: set[int], parts: dict[_Part, list[str]]) -> None:
    begin = {normalise(topic.stated): topic.topic.id for id_, topic in report.topics if id_ == section.id}
    topic: str | None = None
    for text in _texts(report, section.blocks, left_out):
        plain = normalise(text)
        topic = next((id_ for stated, id_ in begin.items() if stated in plain[: len(stated) + 8]), topic)
        parts.setdefault((section.id, topic), []).append(text)


def _texts(report: Report, blocks: tuple[Block, ...], left_out: set[int]) -> Iterator[str]:
    """Paragraphs, and the rows of tables that are not statutory ones.

    What a statutory table is called is said beside it on a page and nowhere else: no prose.
    """
    prose = {id(paragraph) for paragraph in report.prose(blocks)}
    captions = {normalise(report.rulebook.caption(form)) for form in report.rulebook.tables}
    for block in blocks:
        if id(block) in left_out or (isinstance(block, Paragraph) and normalise(block.text) in captions):
            continue
        if isinstance(block, Paragraph) and id(block) in prose and block.text.strip():
            yield block.text.strip()
        elif isinstance(block, Table):
            rows = ("  ".join(cell.text.strip() for cell in row) for row in rows_of(block))
            yield from (row for row in rows if row.strip())


def _statutory(report: Report) -> set[int]:
    """The tables that the figures stand in."""
    from linter.locating import Locator

    return {id(report.blocks[thing.block]) for thing in Locator(report).figures.values() if thing.cell is not None}
