"""Marks at the beginning of every line, as mail quotes a text and lists of changes mark it: none of them is text."""

from __future__ import annotations

import re

# What mail puts before each line that it quotes, once for each time that it was quoted.
_QUOTED = re.compile(r"\f*(?:[>＞] ?)+")
# What else may stand before each line, and then before all of them.
_MARKED = tuple(re.compile(rf"\f*{mark} ?") for mark in (r"\+", r"\*", "•"))
# Fewer lines may be a list.
_LEAST = 10


def without_quotes(lines: list[str]) -> list[str]:
    """The lines without such marks; all of them as they are where only some have one.

    What the writer of a mail says above and below what is quoted has none: half of the lines are enough there.
    """
    written = [line for line in lines if line.strip()]
    for mark in (_QUOTED, *_MARKED):
        marked = sum(bool(mark.match(line)) for line in written)
        if marked >= _LEAST and marked >= len(written) / (2 if mark is _QUOTED else 1):
            return [mark.sub("", line, count=1) if mark.match(line) else line for line in lines]
    return lines
