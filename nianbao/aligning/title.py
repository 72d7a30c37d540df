"""The report's title, on one line or broken over several, and what it says of agency and year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nianbao.document import Block, Paragraph, Table
from nianbao.report import FoundTitle
from nianbao.rulebook.model import Title
from nianbao.text import normalise

_MOST_LINES = 4
_LONGEST = 80
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_YEAR_WORDS = re.compile(r"\(?(?:关于)?(?:19|20)\d\d年?度?\)?")
_PROSE = re.compile(r"[。;!?]")


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
                return found, lines[first + size - 1][0] + 1
    return _wrong(lines, form)


def _lines(blocks: tuple[Block, ...]) -> Iterator[tuple[int, Paragraph]]:
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph) and 0 < len(normalise(block.text)) <= _LONGEST:
            yield index, block
        elif isinstance(block, Table):
            # Web pages set the title in a frame of index data.
            yield from ((index, Paragraph(c.text, c.place)) for c in block.cells if 0 < len(c.text) <= _LONGEST)


@lru_cache(maxsize=8)
def _official(template: str) -> re.Pattern[str]:
    plain = re.escape(normalise(template.replace("{agency}", "\0").replace("{year}", "\1")))
    return re.compile(
        plain.replace("\0", r"(?P<agency>[^。;:!?\d][^。;:!?]*)").replace("\1", r"(?P<year>(?:19|20)\d\d)")
    )


def _exact(lines: list[tuple[int, Paragraph]], official: re.Pattern[str]) -> FoundTitle | None:
    stated = "".join(p.text.strip() for _, p in lines)
    match = official.fullmatch(normalise(stated))
    if match is None:
        return None
    return FoundTitle(stated, True, match["agency"], int(match["year"]), lines[0][1].place)


def _wrong(lines: list[tuple[int, Paragraph]], form: Title) -> tuple[FoundTitle | None, int]:
    for size in range(1, _MOST_LINES):
        for first in range(len(lines) - size + 1):
            some = lines[first : first + size]
            stated = "".join(p.text.strip() for _, p in some)
            plain = normalise(stated)
            if not _PROSE.search(plain) and any(all(w in plain for w in words) for words in form.words):
                last = some[-1][0] + 1
                year = _YEAR.search(plain)
                agency = _agency(plain, form) or _line_before(lines, first)
                return FoundTitle(stated, False, agency, int(year[1]) if year else None, some[0][1].place), last
    return None, 0


def _agency(plain: str, form: Title) -> str | None:
    """What stands before the fixed words once the year is taken out."""
    rest = _YEAR_WORDS.sub("", plain)
    fixed = normalise(form.template).rpartition("}")[2].lstrip("年")
    cuts = [rest.find(word) for words in form.words for word in words]
    cuts += [rest.find(fixed[:size]) for size in range(len(fixed), 3, -1)]
    cut = min((c for c in cuts if c >= 0), default=0)
    return rest[:cut] or None


def _line_before(lines: list[tuple[int, Paragraph]], first: int) -> str | None:
    before = normalise(lines[first - 1][1].text) if first else ""
    return before if 2 <= len(before) <= 30 and not re.search(r"[\d。;:,]", before) else None
