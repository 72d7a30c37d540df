"""How deep one walk may still go."""

from __future__ import annotations

from nianbao.errors import ReadError
from nianbao.files.limits import Limits, exceeded
from nianbao.ooxml import refusals

# Each level of content takes up to four Python frames; the interpreter stops at about a thousand.
MAX_DEPTH = 200


class Nesting:
    """Counts the levels of content that a walk is in."""

    def __init__(self, limits: Limits) -> None:
        """Start outside of any content."""
        self._limits = limits
        self._deepest = min(limits.depth, MAX_DEPTH)
        self._depth = 0

    def enter(self) -> None:
        """Go one level deeper. Raises ReadError beyond the limit `depth`."""
        self._depth += 1
        if self._depth > self._deepest:
            too_deep = ReadError(refusals.TOO_DEEP.format(limit=MAX_DEPTH))
            raise exceeded("depth", self._limits) if self._limits.depth <= MAX_DEPTH else too_deep

    def leave(self) -> None:
        """Come back from the level entered last."""
        self._depth -= 1
