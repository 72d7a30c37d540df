"""Headings that share a paragraph with other text, or are broken over two: each made a paragraph of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, islice

import msgspec

from nianbao.document import Block, Cell, Paragraph, Table
from nianbao.numerals import NUMERALS
from nianbao.patterns import LazyPattern
from nianbao.recognising.tables.forms import Forms
from nianbao.recognising.words import label_key
from nianbao.text import normalise

# The dots and the page number that a line of a table of contents ends in.
LEADER = LazyPattern(r"[.…·\-]{2,}\d{1,3}$|(?<=\D)\t\d{1,3}$")
# The longest heading has 31 characters; behind one, more than this is looked at only where a section is missing.
_BEGINNING = 80
# Fewer lines than this are no table of contents.
_FEWEST = 3
_ENDS_SENTENCE = "。；！？;!?…）)”】]:：" + "\n\t 　\xa0"
_ENUMERATES = "、,;和及与等"
_MARKS = "。:;.,"
_REMARK = LazyPattern(r"\([^()]{1,16}\)")


def split_headings(blocks: tuple[Block, ...], forms: Forms) -> tuple[Block, ...]:
    """The blocks with each heading that is broken put together, and text behind a heading put below it."""
    split: list[Block] = []
    for block in _whole(blocks, forms):
        if isinstance(block, Paragraph) and (ends := _list_of_headings(block.text, forms)):
            split += _parts(block, ends)
            continue
        at = _run_in(block.text, forms) if isinstance(block, Paragraph) else 0
        if at and isinstance(block, Paragraph):
            split += _parts(block, (at,))
        else:
            split.append(block)
    return tuple(split)


def _list_of_headings(text: str, forms: Forms) -> tuple[int, ...]:
    """Where the lines of a table of contents end that stands in one paragraph, nothing where it is none."""
    if text.count("\n") < _FEWEST - 1:
        return ()
    lines, titles = text.split("\n"), tuple(forms.titles)
    if not all(normalise(line[:_BEGINNING]).startswith(titles) for line in lines):
        return ()
    return tuple(accumulate(len(line) + 1 for line in lines[:-1]))


def _whole(blocks: tuple[Block, ...], forms: Forms) -> Iterator[Block]:
    """The blocks; a heading broken over two paragraphs is one, with a line break inside."""
    index = 0
    while index < len(blocks):
        block = blocks[index]
        below = _second_half(blocks, index, forms)
        other = blocks[below] if below else None
        if below and isinstance(block, Paragraph) and isinstance(other, Paragraph):
            yield Paragraph(f"{block.text}\n{other.text}", block.place.through(other.place), block.level, block.number)
            index = below
        else:
            yield block
        index += 1


def _second_half(blocks: tuple[Block, ...], index: int, forms: Forms) -> int | None:
    """The paragraph that completes the heading that this one begins, blank ones skipped."""
    begun = blocks[index]
    text = begun.text if isinstance(begun, Paragraph) else ""
    start = text.lstrip()[:1]
    if not start or start not in NUMERALS or len(text) > _BEGINNING:
        return None
    plain = normalise(text)
    if plain in forms.titles or not any(title.startswith(plain) for title in forms.titles):
        return None
    for below in range(index + 1, len(blocks)):
        block = blocks[below]
        if not isinstance(block, Paragraph) or len(block.text) > _BEGINNING:
            return None
        if rest := normalise(block.text):
            return below if plain + rest in forms.titles else None
    return None


def _run_in(text: str, forms: Forms) -> int:
    """Where the text behind a heading begins in the same paragraph, 0 where there is none."""
    start = text[:_BEGINNING].lstrip()
    if not start or start[0] not in NUMERALS or LEADER.search(normalise(start)):
        return 0
    plain = normalise(start)
    for title in forms.titles:
        if plain.startswith(title) and len(plain) > len(title):
            at = _consume(text, title)
            official = title in forms.official_titles
            if at and (_parted(text, at, forms, official=official) or (official and _is_form(text[at:], forms))):
                return at
    return 0


def _parted(text: str, at: int, forms: Forms, *, official: bool) -> bool:
    """Whether what follows there is other text: behind a mark or a blank, for official headings anything but words.

    More marks alone are the heading's own, and so is a remark in brackets that is not what the format's own blank says.
    """
    rest = normalise(text[at:])
    if not rest.strip(_MARKS + "、") or (_REMARK.fullmatch(rest) and rest not in forms.blanks):
        return False
    if text[at].isspace() or not normalise(text[at]):
        return not rest.isdigit()
    return rest[0] in _MARKS if not official else not rest[0].isalnum() and rest[0] != "、"


def _is_form(rest: str, forms: Forms) -> bool:
    """Whether the text is what a table prints, taken for the second line of the heading above it."""
    return len(rest) > len("情况") and forms.is_table_text(label_key(rest))


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


def split_inside(blocks: tuple[Block, ...], forms: Forms, missing: frozenset[str]) -> tuple[Block, ...]:
    """The blocks with the headings of missing sections that stand within a paragraph made paragraphs of their own.

    A page that was pasted as one paragraph has all its headings there; an enumeration of the sections has none.
    A heading may also be the first row of its table.
    """
    split: list[Block] = []
    titles = [title for title, section in forms.titles.items() if section.id in missing]
    for block in blocks:
        if isinstance(block, Paragraph):
            cuts = _cuts(block.text, titles)
            split += _parts(block, cuts) if cuts else (block,)
        elif isinstance(block, Table) and (heading := _first_row(block)) and normalise(heading.text) in titles:
            split += (Paragraph(heading.text, heading.place), _without_first_row(block))
        else:
            split.append(block)
    return tuple(split)


def _first_row(table: Table) -> Cell | None:
    """The one cell of the first row that holds something, where there is no other and other rows follow."""
    filled = [cell for cell in table.cells if cell.row == 0 and cell.text.strip()]
    alone = len(filled) == 1 and filled[0].rows == 1 and table.cells[-1].row > 0
    return filled[0] if alone else None


def _without_first_row(table: Table) -> Table:
    cells = tuple(msgspec.structs.replace(c, row=c.row - 1) for c in table.cells if c.row)
    return Table(cells, cells[0].place, table.gridded)


def _cuts(text: str, titles: list[str]) -> tuple[int, ...]:
    """Where headings begin and end in the text: of each title the last place where it is one."""
    plain = normalise(text)
    if not any(title in plain for title in titles):
        return ()
    offsets = [at for at, char in enumerate(text) for _ in normalise(char)]
    spans: list[tuple[int, int]] = []
    for title in titles:
        places = (m.start() for m in re.finditer(re.escape(title), plain))
        fitting = [at for at in places if _begins(text, offsets[at]) and not _enumerates(plain, at + len(title))]
        if fitting and not any(start <= fitting[-1] < end for start, end in spans):
            spans.append((fitting[-1], fitting[-1] + len(title)))
    return tuple(sorted({offsets[at] for span in spans for at in span if 0 < at < len(offsets)}))


def _begins(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in _ENDS_SENTENCE


def _enumerates(plain: str, at: int) -> bool:
    return plain[at : at + 1] in _ENUMERATES and at < len(plain)


def _parts(block: Paragraph, cuts: tuple[int, ...]) -> list[Paragraph]:
    """The paragraph cut at these places; each part knows its line."""
    bounds = (0, *cuts, len(block.text))
    parts: list[Paragraph] = []
    line = block.place.line
    for start, end in zip(bounds, islice(bounds, 1, None), strict=False):
        text = block.text[start:end]
        lead = len(text) - len(text.lstrip("\n")) if start else 0
        place = block.place.cut(start + lead, end, line + lead if line else None)
        first = not parts
        parts.append(Paragraph(text[lead:], place, block.level if first else None, block.number if first else ""))
        line = line + text.count("\n") if line else None
    return [part for part in parts if normalise(part.text)]
