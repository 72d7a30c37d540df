"""Patterns that are compiled when they are first used.

A class of Chinese characters takes `re` half a millisecond and more to compile. Most reports need few of the patterns
that are there for what few reports have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property


class LazyPattern:
    """A regular expression with the methods of a compiled one; compiled by the first of them that is called."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern. Raises re.error for a text that is none."""
        return re.compile(self.text)

    def search(self, string: str) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return self.compiled.search(string)

    def match(self, string: str) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        return self.compiled.match(string)

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
