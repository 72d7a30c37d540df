"""Tables of contents and lists of the sections, one a line: headings to look at, and none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from nianbao.document import Block, Paragraph
from nianbao.text import normalise

# Fewer items than this are no list of the sections.
_FEWEST = 3
# What may stand between two items: sub-headings and page numbers, but no sentence.
_SHORT = 40


class _Line(Protocol):
    @property
    def block(self) -> int: ...


_L = TypeVar("_L", bound=_Line)


def without_contents(lines: list[_L], blocks: tuple[Block, ...], section_of: Callable[[_L], str | None]) -> list[_L]:
    """The lines without those of a list: a run of headings with no text between that most come again further down."""
    named = [(line.block, section) for line in lines if (section := section_of(line))]
    listed = {block for run in _lists(named, blocks) for block in run}
    return [line for line in lines if line.block not in listed]


def _lists(named: Sequence[tuple[int, str]], blocks: tuple[Block, ...]) -> Iterator[range]:
    """The blocks of each list, from its first item to its last."""
    last = {section: index for index, (_, section) in enumerate(named)}
    start = 0
    while start < len(named):
        end = _end_of_run(named, start, blocks)
        run = [section for _, section in named[start:end]]
        again = sum(last[section] >= end for section in run)
        if len(run) >= _FEWEST and again * 2 >= len(run):
            yield range(named[start][0], named[end - 1][0] + 1)
        start = end


def _end_of_run(named: Sequence[tuple[int, str]], start: int, blocks: tuple[Block, ...]) -> int:
    """Where the run ends that begins there: at text, or where a section comes the second time."""
    seen = {named[start][1]}
    for end in range(start + 1, len(named)):
        block, section = named[end]
        if section in seen or any(_is_text(b) for b in blocks[named[end - 1][0] + 1 : block]):
            return end
        seen.add(section)
    return len(named)


def _is_text(block: Block) -> bool:
    if not isinstance(block, Paragraph):
        return True
    return len(block.text) > _SHORT or "。" in normalise(block.text)
