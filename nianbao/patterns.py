"""Patterns that are compiled when they are first used.

A class of Chinese characters takes `re` half a millisecond and more to compile. Most reports need few of the patterns
that are there for what few reports have.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property

# A Chinese character, 〇 aside. A range of their codes says it too, and takes a millisecond to compile.
HAN = r"[^\W\d_A-Za-z〇]"

Compile = Callable[[str, int], re.Pattern[str]]
_COMPILE: ContextVar[Compile] = ContextVar("compile", default=re.compile)


def compiled(text: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, from what an earlier run has compiled where that is kept: see `nianbao.compiling`."""
    return _COMPILE.get()(text, flags)


@contextmanager
def compiled_by(function: Compile) -> Iterator[None]:
    """Let another function than `re.compile` make the patterns that are first used within."""
    before = _COMPILE.set(function)
    try:
        yield
    finally:
        _COMPILE.reset(before)


_PIECE = 1_000  # characters that are searched at once, half of them again with those that follow


def search_piecewise(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """As `re.Pattern.search`, for a match of at most 500 characters, in time that grows as the text does.

    A pattern of a user may take the cube of what it is given, and a paragraph may have a million characters.
    """
    if len(text) <= _PIECE:
        return pattern.search(text)
    for start in range(0, len(text) - _PIECE // 2, _PIECE // 2):
        match = pattern.search(text, start, start + _PIECE)
        # What ends where the piece does may go on behind it, or end there only because it was cut.
        if match and (match.end() < start + _PIECE or match.end() == len(text)):
            return match
    return None


class LazyPattern:
    """A regular expression with the methods of a compiled one; compiled by the first of them that is called."""

    def __init__(self, text: str, flags: int = 0) -> None:
        self.text = text
        self.flags = int(flags)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern. Raises re.error for a text that is none."""
        return compiled(self.text, self.flags)

    def search(self, string: str) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return self.compiled.search(string)

    def match(self, string: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        return self.compiled.match(string, start, end)

    def fullmatch(self, string: str) -> re.Match[str] | None:
        """As `re.Pattern.fullmatch`."""
        return self.compiled.fullmatch(string)

    def finditer(self, string: str) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        return self.compiled.finditer(string)

    def sub(self, by: str | Callable[[re.Match[str]], str], string: str) -> str:
        """As `re.Pattern.sub`."""
        return self.compiled.sub(by, string)

    def split(self, string: str, maxsplit: int = 0) -> list[str]:
        """As `re.Pattern.split`, for patterns whose groups all take part."""
        return [part or "" for part in self.compiled.split(string, maxsplit)]
