"""Which roll-ups may be parts of others that are here too, as far as names tell where no list says who is below whom.

云溪县 is below some city; of 云溪市 its name alone does not tell whether it has districts or is county-level.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linter.previous import agency_key
from nianbao.rulebook.bodies import area_of, body_of
from nianbao.rulebook.model import Rulebook
from nianbao.survey.rolling.tree import Child


class Standing:
    """The roll-ups that count side by side below `top`; `present` are the names of all that handed in reports."""

    def __init__(self, top: str | None, counted: Sequence[Child], present: Sequence[str], rulebook: Rulebook) -> None:
        self._book, self._present = rulebook, present
        area, upper = area_of(top, rulebook), max(self._by_name(top), default=None)
        rollups = [child.name for child in counted if child.scope == "rollup"]
        # One that is named after the area of `top` is right below it.
        apart = [name for name in rollups if not (area and agency_key(name).startswith(area))]
        self._levels = {name: self._levels_of(name, upper) for name in apart}

    def parts(self) -> Iterator[tuple[str, list[str]]]:
        """Each that is lower than others by its name, which may count it as well."""
        for name, levels in self._levels.items():
            over = [o for o, others in self._levels.items() if levels and others and max(others) > max(levels)]
            if over:
                yield name, over

    def untold(self) -> list[str]:
        """Those that may be below another, or beside it."""
        highest = max((max(levels) for levels in self._levels.values() if levels), default=0)
        found = [name for name, levels in self._levels.items() if len(levels) > 1 and min(levels) < highest]
        return found if len(self._levels) > 1 else []

    def _levels_of(self, name: str, upper: int | None) -> tuple[int, ...]:
        """The levels that it can be of: none as high as the one that all are below, and above those named after it."""
        levels = self._by_name(name)
        area = area_of(name, self._book)
        below = [
            min(lower)
            for other in self._present
            if area and other != name and agency_key(other).startswith(area) and (lower := self._by_name(other))
        ]
        fitting = tuple(
            level for level in levels if (upper is None or level < upper) and all(level > lower for lower in below)
        )
        return fitting or levels

    def _by_name(self, name: str | None) -> tuple[int, ...]:
        body = body_of(name, self._book)
        return body.levels if body else ()
