"""Tables drawn with bars in plain text: Markdown, grids of characters, and what copies of web pages leave."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.reading.plain.markdown import shown

# How bars are written; each of them may begin a cell.
BARS = "|｜│┃"
_TO_TABS = str.maketrans(dict.fromkeys(BARS, "\t"))
_RULE = re.compile(r"[\s|+:=\-─━═┼├┤┬┴┌┐└┘╋┣┫┳┻┏┓┗┛╪]{3,}")
_SENTENCE = "。"


def with_tabs(lines: list[str]) -> Iterator[str | None]:
    """Each line, the cells of a row set apart by tabs instead of bars; None for a line that is only drawn.

    A row has two bars or more, or one beside a line that has some; a sentence with bars in it is none.
    """
    bars = [_bars(line) for line in lines]
    for index, (line, count) in enumerate(zip(lines, bars, strict=True)):
        beside = any(_beside(bars, index))
        if (count or beside) and _RULE.fullmatch(line):
            yield None
        elif count > 1 or (count and beside):
            yield _row(line)
        else:
            yield line


def has_bars(text: str) -> bool:
    """Whether there is anything to look at."""
    return any(bar in text for bar in BARS)


def _bars(line: str) -> int:
    return 0 if _SENTENCE in line else sum(map(line.count, BARS))


def _beside(bars: list[int], index: int) -> list[int]:
    """The bars of the lines before and behind."""
    return [*bars[max(index - 1, 0) : index], *bars[index + 1 : index + 2]]


def _row(line: str) -> str:
    cells = line.strip().translate(_TO_TABS).removeprefix("\t").removesuffix("\t")
    return "\t".join(shown(cell.strip()) for cell in cells.split("\t"))
