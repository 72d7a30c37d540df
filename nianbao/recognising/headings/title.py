"""The report's title, on one line or broken over several, and what it says of agency and year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nianbao.document import Block, Paragraph, Place, Table
from nianbao.numerals import DIGITS
from nianbao.patterns import LazyPattern
from nianbao.report import FoundTitle
from nianbao.rulebook.model import Title
from nianbao.text import chinese_number, normalise

_MOST_LINES = 4
_LONGEST = 80
_YEAR = LazyPattern(rf"(?<!\d)((?:19|20)\d\d)(?!\d)|([一二][〇零○{DIGITS}]{{3}})年")
_YEAR_WORDS = LazyPattern(rf"\(?(?:关于)?(?:(?:19|20)\d\d|[一二][〇零○{DIGITS}]{{3}})年?度?\)?")
_PROSE = re.compile(r"[。;!?]")
# What pages print before or around a title: 标题：, 《》, 【】.
_FRAME = LazyPattern(r"^[^:]{1,6}:|^[<\[\"]+|[>\]\"]+$")
_NAME = LazyPattern(r"[^\d。;:,\[\]<>|/]{2,30}")


class _Text:
    """A line that may be the title or part of it."""

    def __init__(self, block: int, text: str, paragraph: Paragraph) -> None:
        self.block, self.text, self.place = block, text.strip(), paragraph.place
        self.plain = normalise(text)


def find_title(blocks: tuple[Block, ...], form: Title) -> tuple[FoundTitle | None, int]:
    """The title among the blocks before the first section, and the index of the block behind it.

    A line of the official form wins over any other, the shortest run of lines over longer ones; where no line has
    the official form, the first that holds the words of a title is the (wrong) one.
    """
    lines = list(_lines(blocks))
    official = _official(form.template)
    for size in range(1, _MOST_LINES + 1):
        for first in range(len(lines) - size + 1):
            if found := _exact(lines[first : first + size], official):
                return found, lines[first + size - 1].block + 1
    return _run_in(blocks, official) or _wrong(lines, form)


def _run_in(blocks: tuple[Block, ...], official: re.Pattern[str]) -> tuple[FoundTitle, int] | None:
    """A title of the official form that a paragraph begins with, and that paragraph, the rest of which is text."""
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph) and len(block.text) > _LONGEST:
            match = official.match(normalise(block.text[: 2 * _LONGEST]))
            if match and _NAME.fullmatch(match["agency"]):
                return FoundTitle(match[0], True, match["agency"], int(match["year"]), block.place), index
    return None


def _lines(blocks: tuple[Block, ...]) -> Iterator[_Text]:
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            yield from (_Text(index, text, block) for text in _short(block.text))
        elif isinstance(block, Table):
            # Web pages set the title in a frame of index data.
            for cell in block.cells:
                yield from (_Text(index, text, Paragraph(text, cell.place)) for text in _short(cell.text))


def _short(text: str) -> Iterator[str]:
    """A text of a title's length; of a longer one, such as a page in one paragraph, what stands before a blank."""
    if len(text) > _LONGEST:
        text = next(iter(text[: 2 * _LONGEST].split(maxsplit=1)), "")
    if 0 < len(normalise(text)) <= _LONGEST:
        yield text


@lru_cache(maxsize=8)
def _official(template: str) -> re.Pattern[str]:
    plain = re.escape(normalise(template.replace("{agency}", "\0").replace("{year}", "\1")))
    return re.compile(
        plain.replace("\0", r"(?P<agency>[^。;:!?\d][^。;:!?]*?)(?<!关于)").replace("\1", r"(?P<year>(?:19|20)\d\d)")
    )


def _exact(lines: list[_Text], official: re.Pattern[str]) -> FoundTitle | None:
    plain = "".join(line.plain for line in lines)
    match = official.fullmatch(plain)
    if match is None or match["agency"][0] in "<[\"'":
        match = official.fullmatch(_FRAME.sub("", plain))
    if match is None:
        return None
    stated = "".join(line.text for line in lines)
    return FoundTitle(stated, True, match["agency"], int(match["year"]), _place(lines))


def _place(lines: list[_Text]) -> Place:
    """Where a title stands that may be set in several paragraphs."""
    return lines[0].place.through(*(line.place for line in lines[1:] if line.place != lines[0].place))


def _wrong(lines: list[_Text], form: Title) -> tuple[FoundTitle | None, int]:
    for size in range(1, _MOST_LINES):
        for first in range(len(lines) - size + 1):
            if _has_words(lines[first : first + size], form):
                return _with_neighbours(lines, first, size, form)
    return None, 0


def _has_words(lines: list[_Text], form: Title) -> bool:
    plain = "".join(line.plain for line in lines)
    return not _PROSE.search(plain) and any(all(w in plain for w in words) for words in form.words)


def _with_neighbours(lines: list[_Text], first: int, size: int, form: Title) -> tuple[FoundTitle, int]:
    """The title that has the words there, with the lines beside it that hold the agency or the year it lacks."""
    end = first + size
    if not _years(lines[first:end]):
        if end < len(lines) and _YEAR_WORDS.fullmatch(lines[end].plain):
            end += 1
        elif first and _years(lines[first - 1 : first]) and _NAME.fullmatch(_without_year(lines[first - 1].plain)):
            first -= 1
    plain = _FRAME.sub("", "".join(line.plain for line in lines[first:end]))
    year = _years(lines[first:end])
    agency = _agency(plain, form) or _line_before(lines, first)
    stated = "".join(line.text for line in lines[first:end])
    return FoundTitle(stated, False, agency, year, _place(lines[first:end])), lines[end - 1].block + 1


def _years(lines: list[_Text]) -> int | None:
    found = _YEAR.search("".join(line.plain for line in lines))
    return (int(found[1]) if found[1] else chinese_number(found[2])) if found else None


def _without_year(plain: str) -> str:
    return _YEAR_WORDS.sub("", plain)


def _agency(plain: str, form: Title) -> str | None:
    """What stands before the fixed words once the year is taken out."""
    rest = _without_year(plain)
    fixed = normalise(form.template).rpartition("}")[2].lstrip("年")
    cuts = [rest.find(word) for words in form.words for word in words]
    cuts += [rest.find(fixed[:size]) for size in range(len(fixed), 3, -1)]
    cut = min((c for c in cuts if c >= 0), default=0)
    return rest[:cut] or None


def _line_before(lines: list[_Text], first: int) -> str | None:
    before = lines[first - 1].plain if first else ""
    return before if _NAME.fullmatch(before) else None
