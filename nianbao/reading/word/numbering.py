"""Automatic numbering."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree


class Numbering:
    """Counts the numbered paragraphs of one document."""

    def __init__(self, load: Callable[[], etree._Element | None]) -> None:
        """`load` fetches the numbering part when the first numbered paragraph is met."""
        self._load = load

    def label(self, number_id: int, level: int | None, style: str) -> str:
        """The number that the next paragraph of a list begins with."""
        return ""
