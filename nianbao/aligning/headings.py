"""First-level headings: which line is which section, though its number or its words are wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from nianbao.aligning.forms import Forms
from nianbao.aligning.words import label_key, likeness
from nianbao.document import Block, Paragraph, Place
from nianbao.report import FoundHeading
from nianbao.rulebook.model import Section
from nianbao.text import normalise

# Longer lines are prose; the longest wrong heading seen has 31 characters.
_LONGEST = 45
_NUMBER = re.compile(r"(?:第?([一二三四五六七八九十]{1,3})(?:部分)?[、.,:]|([1-9])[、.])")
_BARE_NUMBER = re.compile(r"第?([一二三四五六七八九十]{1,3})部分")
_PROSE = re.compile(r"[。;!?]|[,:].{12}")
# The dots and the page number that a line of a table of contents ends in.
_LEADER = re.compile(r"[.…·\-]{2,}\d{1,3}$|(?<=\D)\t\d{1,3}$")
# How alike wrong words must be where the number is right, and where it is not.
_LIKE_WITH_NUMBER, _LIKE = 0.6, 0.75
_TRAILING = "、。.,:;"
_ARABIC = dict(zip("123456789", "一二三四五六七八九", strict=True))


class _Line(Struct, frozen=True):
    block: int
    text: str
    number: str | None
    words: str
    listed: bool  # ends as a line of a table of contents does
    place: Place
    level: int | None


def split_headings(blocks: tuple[Block, ...], forms: Forms) -> tuple[Block, ...]:
    """The blocks with a heading that shares its paragraph with the text behind it made a paragraph of its own."""
    split: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and (at := _run_in(block.text, forms)):
            head, rest = block.text[:at], block.text[at:]
            lines = head.count("\n") + len(rest) - len(rest.lstrip("\n"))
            place = block.place
            below = Place(place.page, place.line + lines if place.line else None, place.anchor)
            split += [Paragraph(head, place, block.level, block.number), Paragraph(rest.lstrip("\n"), below)]
        else:
            split.append(block)
    return tuple(split)


def _run_in(text: str, forms: Forms) -> int:
    """Where the text behind an official heading begins in the same paragraph, 0 where there is none."""
    start = text[:80].lstrip()
    if not start or start[0] not in "一二三四五六七八九十" or _LEADER.search(normalise(text)):
        return 0
    match = _NUMBER.match(normalise(start))
    for section in forms.rulebook.sections if match else ():
        at = _consume(text, normalise(section.title))
        if at and normalise(text[at:]) and not normalise(text[at])[:1].isalpha():
            return at
        if at and text[at] in "　 \n\t":
            return at
    return 0


def _consume(text: str, plain: str) -> int:
    """How much of the text says what `plain` says, 0 if it says something else."""
    done = 0
    for at, char in enumerate(text):
        if done == len(plain):
            return at
        level = normalise(char)
        if not plain.startswith(level, done):
            return 0
        done += len(level)
    return 0


def find_headings(blocks: tuple[Block, ...], forms: Forms) -> tuple[FoundHeading, ...]:
    """All first-level headings in order. Of repeated sections the first that is not in a table of contents counts."""
    lines = [line for line in _lines(blocks) if not forms.is_table_text(_row_part(line))]
    lines = _without_contents(lines, blocks, forms)
    exact = {i: s for i, line in enumerate(lines) if (s := forms.exact.get(line.words)) and _stands(line)}
    taken = {s.id for s in exact.values()}
    inexact = _inexact(lines, forms, taken, exact)
    found = [
        FoundHeading(line.text.strip(), section, line.number, i in exact, line.place, line.block)
        for i, line in enumerate(lines)
        if (section := exact.get(i) or inexact.get(i)) or _is_first_level(line)
    ]
    return tuple(found)


def _stands(line: _Line) -> bool:
    return not _PROSE.search(line.words)


def _is_first_level(line: _Line) -> bool:
    return line.number is not None and line.number not in _ARABIC and line.text.strip()[-1] not in "。；;：:，,"


def _row_part(line: _Line) -> str:
    """The line as a row of a loosely set table would begin: without the figures behind the label."""
    return label_key(re.sub(r"[\s\d./—－-]+$", "", line.text))


def _lines(blocks: tuple[Block, ...]) -> Iterator[_Line]:
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or not 2 <= len(block.text) <= 3 * _LONGEST:
            continue
        plain = normalise(block.text)
        leader = _LEADER.search(plain) or _LEADER.search(block.text.strip())
        if leader:
            plain = plain[: -len(normalise(leader[0]))]
        match = _NUMBER.match(plain) or _BARE_NUMBER.match(plain)
        words = (plain[match.end() :] if match else plain).strip(_TRAILING)
        if words and len(words) <= _LONGEST and not _PROSE.search(words):
            number = next(filter(None, match.groups())) if match else None
            yield _Line(index, block.text, number, words, bool(leader), block.place, block.level)


def _without_contents(lines: list[_Line], blocks: tuple[Block, ...], forms: Forms) -> list[_Line]:
    """A table of contents is a run of headings with nothing in between that all come again further down."""
    named = [line.block for line in lines if line.words in forms.exact or line.words in forms.known or line.listed]
    run = _first_run(named, blocks)
    words = [line.words for line in lines if line.block in run]
    later = {line.words for line in lines if run and line.block > run[-1]}
    if len(run) < 3 or sum(w in later for w in words) < len(words) / 2:
        return [line for line in lines if not line.listed]
    return [line for line in lines if line.block not in run and not line.listed]


def _first_run(indices: list[int], blocks: tuple[Block, ...]) -> list[int]:
    run: list[int] = []
    for index in indices:
        if run and any(_has_content(block) for block in blocks[run[-1] + 1 : index]):
            break
        run.append(index)
    return run


def _has_content(block: Block) -> bool:
    return not isinstance(block, Paragraph) or bool(block.text.strip())


def _inexact(lines: list[_Line], forms: Forms, taken: set[str], exact: dict[int, Section]) -> dict[int, Section]:
    """For each section without an exact heading the line that is nearest to it, if one is near enough."""
    scored = sorted(
        (
            (-score, i, section)
            for i, line in enumerate(lines)
            if i not in exact
            for section, heading, known in forms.sections
            if section.id not in taken and (score := _score(line, section, heading, known)) > 0
        ),
        key=lambda entry: entry[:2],
    )
    found: dict[int, Section] = {}
    for _, i, section in scored:
        if i not in found and section.id not in taken:
            found[i] = section
            taken.add(section.id)
    return found


def _score(line: _Line, section: Section, heading: str, known: frozenset[str]) -> float:
    numbered = line.number in (section.number, *(a for a, c in _ARABIC.items() if c == section.number))
    if line.words in known and (numbered or (line.number is None and line.level == 1)):
        return 0.99
    if line.number is None or line.number in _ARABIC:
        return 0.0
    if numbered and (line.words.endswith(heading) or line.words.startswith(heading)):
        return 0.95
    alike = likeness(line.words, heading)
    if line.words in known:
        return 0.9
    return alike if alike >= (_LIKE_WITH_NUMBER if numbered else _LIKE) else 0.0
