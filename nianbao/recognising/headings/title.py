"""The report's title, on one line or broken over several, and what it says of agency and year."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from nianbao.document import Block, Paragraph, Place
from nianbao.memo import once_per
from nianbao.numerals import DIGITS
from nianbao.patterns import LazyPattern, compiled
from nianbao.recognising.headings.frames import LONGEST, Line, lines_of
from nianbao.recognising.headings.stated import TOLD
from nianbao.recognising.words import likeness
from nianbao.report import FoundTitle
from nianbao.rulebook.bodies import body_of
from nianbao.rulebook.model import Rulebook, Title
from nianbao.text import normalise, whole_number

_MOST_LINES = 4
# The year with the words that belong to it; a date is none, and 年度报告 is no year's own 年度.
YEAR = LazyPattern(
    rf"\(?(?<!\d)((?:19|20)\d\d|[一二][〇零○{DIGITS}]{{3}}(?=年))(?!\d|[-./年]\d)年{{0,2}}度?(?!度?报告)\)?"
)
_PROSE = LazyPattern(r"[。;!?]")
_MARK = "\0"
_NAME = r"[^\0。;:,!?<>\[\]\"|/\d][^\0。;:!?<>\[\]\"|]*?"
_ABOUT = "关于"
_GOVERNMENT = "人民政府"
_LAST = len("年度报告")
# Of the words of a title as many must be there: two letters too few, or 总结 for 报告.
_MISSPELT = 0.75


class _Words(Struct):
    """What a rulebook's title is told by."""

    fixed: str
    right: re.Pattern[str]  # agency, year (as a mark) and the fixed words, in any order that keeps the words whole
    behind: re.Pattern[str]  # the fixed words first and the agency behind them
    beginning: re.Pattern[str]  # of the words behind agency and year, also of wrong ones
    kinds: tuple[tuple[str, ...], ...]
    around: tuple[str, ...]


class _Reading(Struct):
    """A run of lines read as a title."""

    lines: list[Line]
    agency: str | None
    year: int | None
    right: bool
    behind: str | None  # an agency that stands behind the words, where nothing else is told to be one
    ends: bool  # with the words of a title, as a letter that only speaks of the report does not


def find_title(blocks: tuple[Block, ...], rulebook: Rulebook) -> tuple[FoundTitle | None, int]:
    """The title among the blocks before the first section, and the index of the block behind it.

    A title with everything that it needs wins over any other, the shortest run of lines over longer ones, and one
    with the agency in front over one with it behind the words; where there is none, the run that lacks the least is
    the (wrong) one.
    """
    form = rulebook.title
    words = _words(form)
    lines = list(lines_of(blocks, form, lambda plain: _read(plain, words).right))
    wrong: list[_Reading] = []
    for size in range(1, _MOST_LINES + 1):
        for first in range(len(lines) - size + 1):
            reading = _reading(lines[first : first + size], words)
            if reading and reading.right:
                return _found(reading), reading.lines[-1].block + 1
            if reading:
                wrong.append(reading)
    for reading in wrong:
        if reading.behind and body_of(reading.behind, rulebook) and not _is_furniture(reading.behind, words):
            complete = replace(reading, agency=_whole_name(reading.behind), right=True)
            return _found(complete), reading.lines[-1].block + 1
    if run_in := _run_in(blocks, words):
        return run_in
    best = min(wrong, key=lambda r: (not r.ends, (r.agency is None) + (r.year is None), len(r.lines)), default=None)
    if best is None or not (best.agency or best.year):
        best = _misspelt(lines, words, rulebook) or best
    return (_found(best), best.lines[-1].block + 1) if best else (None, 0)


def _misspelt(lines: list[Line], words: _Words, rulebook: Rulebook) -> _Reading | None:
    """An agency and the year with words that are nearly a title's: …2024年政府信公开工作年度报告."""
    for size in range(1, _MOST_LINES):
        for first in range(len(lines) - size + 1):
            run = lines[first : first + size]
            name, year, rest = YEAR.sub(_MARK, "".join(line.plain for line in run)).partition(_MARK)
            if year and likeness(rest, words.fixed) >= _MISSPELT and body_of(name, rulebook):
                return replace(_read("".join(line.plain for line in run), words), lines=run, agency=name)
    return None


def _found(reading: _Reading) -> FoundTitle:
    stated = "".join(line.text for line in reading.lines)
    return FoundTitle(stated, reading.right, reading.agency, reading.year, _place(reading.lines))


def _place(lines: list[Line]) -> Place:
    """Where a title stands that may be set in several paragraphs."""
    return lines[0].place.through(*(line.place for line in lines[1:] if line.place != lines[0].place))


def _run_in(blocks: tuple[Block, ...], words: _Words) -> tuple[FoundTitle, int] | None:
    """A title that a paragraph begins with, and that paragraph, the rest of which is text."""
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph) and len(block.text) > LONGEST:
            plain = normalise(block.text[: 2 * LONGEST])
            end = plain.find(words.fixed) + len(words.fixed)
            if end >= len(words.fixed) and not _PROSE.search(plain[:end]) and not TOLD.search(plain):
                reading = _read(plain[:end], words)
                if reading.right and "," not in (reading.agency or ","):
                    return FoundTitle(plain[:end], True, reading.agency, reading.year, block.place), index
    return None


def _reading(lines: list[Line], words: _Words) -> _Reading | None:
    """The lines read as a title, None where they cannot be one."""
    plain = [line.plain for line in lines]
    joined = "".join(plain)
    if joined.endswith("。") and not TOLD.search(joined) and _read(joined[:-1], words).right:
        joined = joined[:-1]
    if len(joined) > LONGEST or _PROSE.search(joined) or not _has_words(joined, words):
        return None
    if any(line.framed for line in lines[1:]):
        return None
    reading = _read(joined, words)
    reading.lines = lines
    alone = len(lines) > 1 and reading.agency is not None and _is_furniture(reading.agency, words)
    return None if alone else reading


def _has_words(plain: str, words: _Words) -> bool:
    return any(all(word in plain for word in kind) for kind in words.kinds)


def _is_furniture(name: str, words: _Words) -> bool:
    """Whether a line above a title is the page's own, such as a button, and no agency."""
    return any(word in name for word in words.around) or any(name.endswith(kind[0]) for kind in words.kinds)


def _read(plain: str, words: _Words) -> _Reading:
    """What a line says of agency and year, and whether all that a title needs is there."""
    years = [whole_number(y) for y in (m[1] for m in YEAR.finditer(plain))]
    marked = YEAR.sub(_MARK, plain)
    match = words.right.fullmatch(marked)
    agency = _whole_name(match["agency"] if match else _agency(marked, words))
    right = match is not None and agency is not None and bool(years)
    ends = any(marked.rstrip(_MARK).endswith(kind[-1]) for kind in words.kinds)
    behind = None if right or not years else words.behind.fullmatch(marked)
    return _Reading(
        [], agency, years[0] if years else None, right, behind and (behind["bracketed"] or behind["agency"]), ends
    )


def _whole_name(agency: str | None) -> str | None:
    """The agency without what links it to the rest (关于, 的), and with the 政府 that it shares with what follows."""
    before, about, behind = (agency or "").partition(_ABOUT)
    name = (before or (behind if about else "")).removesuffix("的")
    return (name + _GOVERNMENT[2:] if name.endswith(_GOVERNMENT[:2]) else name) or None


def _agency(marked: str, words: _Words) -> str | None:
    """What stands before the year, or, where the year is in front, between it and the words of a title."""
    before, _, after = marked.partition(_MARK)
    first = words.beginning.search(before)
    name = before[: first.start()] if first else before
    if not name and not first:
        rest = after.removeprefix(_ABOUT)
        first = words.beginning.search(rest)
        name = rest[: first.start()] if first else ""
    return name if re.fullmatch(_NAME, name) else None


_FIELD = LazyPattern(r"\{agency\}|\{year\}年?")


@once_per()
def _words(form: Title) -> _Words:
    """What a rulebook's title is told by, made once."""
    fixed = normalise(_FIELD.sub("", form.template))
    # The year may stand inside the words only in front of the last of them: 政府信息公开工作2024年度报告.
    spelled = "的?".join(map(re.escape, fixed[:-_LAST])) + r"\0?的?" + "的?".join(map(re.escape, fixed[-_LAST:]))
    right = compiled(
        rf"(?=.*\0)\0?的?(?:{_ABOUT})?\0?(?P<agency>{_NAME})(?:{_ABOUT})?的?\0?的?{spelled}\0?(?:\([^()]{{1,20}}\))?"
    )
    behind = compiled(rf"(?=.*\0)\0?的?{spelled}\0?(?:\((?P<bracketed>{_NAME})\)|(?P<agency>{_NAME}))\0?")
    words = {word for kind in form.words for word in kind} | {fixed, fixed[:4]}
    beginning = compiled("|".join(map(re.escape, sorted(filter(None, words)))))
    return _Words(fixed, right, behind, beginning, form.words, form.around)
