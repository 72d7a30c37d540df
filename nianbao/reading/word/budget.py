"""What one walk may still spend: nesting and cells."""

from __future__ import annotations

from nianbao.errors import ReadError
from nianbao.reading.limits import Limits
from nianbao.reading.word import refusals

# Each level of content takes up to four Python frames; the interpreter stops at about a thousand.
MAX_DEPTH = 200


class Budget:
    """Counts down; each method raises ReadError where its limit is passed."""

    def __init__(self, limits: Limits) -> None:
        """Start with everything that the limits allow."""
        self._max_depth, self._max_cells = min(limits.depth, MAX_DEPTH), limits.cells
        self._depth = self._cells = 0

    def enter(self) -> None:
        """Go one level of content deeper."""
        self._depth += 1
        if self._depth > self._max_depth:
            raise ReadError(refusals.TOO_DEEP.format(limit=self._max_depth))

    def leave(self) -> None:
        """Come back from the level entered last."""
        self._depth -= 1

    def cell(self) -> None:
        """Read one more table cell."""
        self._cells += 1
        if self._cells > self._max_cells:
            raise ReadError(refusals.TOO_MANY_CELLS.format(limit=self._max_cells))
