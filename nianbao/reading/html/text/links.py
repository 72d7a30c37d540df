"""The links that a walk is in, those without an end among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nianbao.reading.html.text.styles import names

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# What begins behind a link, and not within it.
_BEHIND = names("p table h1 h2 h3 h4 h5 h6")


class Links:
    """Which links are open; one with words of its own that was never closed ends where a block begins."""

    def __init__(self) -> None:
        self._open: list[Element] = []

    def __bool__(self) -> bool:
        return bool(self._open)

    def begin(self, link: Element) -> None:
        """A link begins, if it leads anywhere."""
        if link.get("href"):
            self._open.append(link)

    def end(self, link: Element) -> None:
        """A link ends; nothing is to be done for one that has ended before."""
        if self._open and self._open[-1] is link:
            self._open.pop()

    def at_block(self, tag: str) -> None:
        """A block begins."""
        if self._open and tag in _BEHIND and any((link.text or "").strip() for link in self._open):
            self._open.clear()
