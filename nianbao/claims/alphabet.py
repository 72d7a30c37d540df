"""Patterns of Chinese words that compile in a fraction of the time.

`re` makes a table of 65,536 entries for each class of characters beyond Latin-1, and Chinese words make many classes:
compiling would take longer than reading the report. So the characters of a pattern are put in the places of Latin-1,
those of the text likewise, one for one: every match stands where it stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from nianbao.patterns import compiled

# Latin-1 and the control characters, without those that are blanks to `re`; none has a meaning in a pattern.
_PLACES = (*range(0x80, 0x100), *range(0x01, 0x09), *range(0x0E, 0x1C))
# Where those go in a text that has them: a character that no report has, and no pattern.
_NOTHING = 0xF8FF


class Alphabet:
    """The characters of some words and their places; what finds no place keeps its own, which only takes longer."""

    def __init__(self, words: Iterable[str], same: Iterable[str] = ()) -> None:
        """The characters of each string in `same` share a place: a pattern names the first of them."""
        groups = {char: group for group in same for char in group}
        foreign = dict.fromkeys(groups.get(char, char) for char in "".join(words) if ord(char) > 0xFF)
        self._table = dict.fromkeys(_PLACES, _NOTHING)
        for place, group in zip(_PLACES, foreign, strict=False):
            self._table |= dict.fromkeys(map(ord, group), place)

    def compile(self, pattern: str, flags: int = 0) -> re.Pattern[str]:
        """The pattern, for texts that `put` has changed; a range of foreign characters cannot be in it."""
        return compiled(pattern.translate(self._table), flags)

    def put(self, text: str) -> str:
        """The text as these patterns read it, each character in its place."""
        return text.translate(self._table)


class PlacedMatch:
    """A match in a text that was put into an alphabet, as one in the text itself; a group without one is ""."""

    def __init__(self, match: re.Match[str], text: str) -> None:
        self.string = text
        self.span, self.start, self.end = match.span, match.start, match.end

    def __getitem__(self, group: str) -> str:
        start, end = self.span(group)
        return self.string[start:end]
