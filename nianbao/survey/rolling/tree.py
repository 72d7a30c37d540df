"""Who is above whom: the list says it; without one, the name of an agency that begins with the area of a government."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from linter.previous import agency_key
from nianbao.many.roster import Filer
from nianbao.rulebook.bodies import area_of
from nianbao.scope import Scope
from nianbao.survey.rolling.filed import Filed
from nianbao.survey.rolling.listed import Listed


class Child(Struct, frozen=True):
    """An agency whose report counts; it stands there more than once where it was handed in more than once.

    Without any, it is a lower government whose figures are those below it added up.
    """

    name: str
    filed: tuple[Filed, ...]
    scope: Scope
    received: date | None = None  # the day on which its report came, where the list tells


class Level(Struct, frozen=True):
    """A government and those whose figures add up to its own: those right below it. `own` is its roll-up, if any."""

    name: str
    above: str | None  # the level that it is part of, None for the top
    children: tuple[Child, ...]
    own: Child | None = None


class Tree:
    """The agencies that handed in reports, each below the next government up."""

    def __init__(self, listed: Listed, children: Sequence[Child], top: str | None) -> None:
        self._listed, self._children = listed, children
        self.rollups = {agency_key(c.name): c.name for c in children if c.scope == "rollup"}
        self.top = top or self._found_top()
        self._key = agency_key(self.top)

    def chain(self, name: str) -> Iterator[str]:
        """Those above an agency whose roll-ups are there or on the list, from the nearest up."""
        if self._listed.roster:
            seen = {agency_key(name)}
            above = self._listed.above(name)
            while above and agency_key(above) not in seen:
                yield above
                seen.add(agency_key(above))
                above = self._listed.above(above)
            return
        key, book = agency_key(name), self._listed.book
        areas = ((area_of(other, book), other) for other in self.rollups.values())
        within = [(area, other) for area, other in areas if area and key.startswith(area) and agency_key(other) != key]
        yield from (other for _, other in sorted(within, key=lambda found: -len(found[0])))

    def _found_top(self) -> str | None:
        """The one above all others: of the list, or of the reports."""
        if self._listed.roster:
            roots = {self._root(filer) for filer in self._listed.filers}
            named = {agency_key(root): root for root in roots if agency_key(root) in self._listed.parents}
            return next(iter(named.values())) if len(named) == 1 else None
        tops = {chain[-1] for child in self._children if (chain := tuple(self.chain(child.name)))}
        top, *others = tops or (None,)
        outside = any(
            not any(True for _ in self.chain(child.name))
            and area_of(child.name, self._listed.book)
            and child.name != top
            for child in self._children
            if child.scope == "rollup"
        )
        return top if not others and not outside else None

    def _root(self, filer: Filer) -> str:
        return (filer.name, *self.chain(filer.name))[-1]

    def is_top(self, child: Child) -> bool:
        """Whether it is the roll-up that is wanted, as it was handed in."""
        return child.scope == "rollup" and agency_key(child.name) == self._key

    def covering(self, child: Child) -> str | None:
        """The lower government whose roll-up has the report's figures already."""
        keys = ((agency_key(name), name) for name in self._over(child))
        return next((name for key, name in keys if key in self.rollups and key != self._key), None)

    def covered(self, agency: str) -> bool:
        """Whether a roll-up that is there has the figures of an agency."""
        return any(agency_key(name) in self.rollups and agency_key(name) != self._key for name in self.chain(agency))

    def elsewhere(self, child: Child) -> bool:
        """Whether the list says that it is below another government than the one that is wanted, or above it."""
        if not self._listed.roster or self._key not in self._listed.parents:
            return False
        over = [agency_key(name) for name in self._over(child)]
        above_top = {agency_key(name) for name in self.chain(self.top or "")}
        return self._key not in over and (bool(over) or agency_key(child.name) in above_top)

    def _over(self, child: Child) -> Iterator[str]:
        """The governments that its report counts for: what a government does itself is part of its own level."""
        if child.scope == "own":
            yield child.name
        yield from self.chain(child.name)

    def levels(self) -> tuple[Level, ...]:
        """The wanted one with those right below it, then each lower government, the upper ones first."""
        found: dict[str, tuple[str, str | None, list[Child]]] = {self._key: (self.top or "", None, [])}
        for child in self._children:
            if not self.is_top(child) and not self.elsewhere(child):
                found[self._level_for(self._governments(child), found)][2].append(child)
        own = {agency_key(child.name): child for child in self._children if child.scope == "rollup"}
        return tuple(
            Level(name, above, tuple(children), own.get(key)) for key, (name, above, children) in _upper_first(found)
        )

    def _governments(self, child: Child) -> list[str]:
        """Those of the tree that it is below, from the nearest to the top, which is left out."""
        known = self.rollups.keys() | self._listed.parents
        over = [name for name in self._over(child) if agency_key(name) in known]
        keys = [agency_key(name) for name in over]
        return over[: keys.index(self._key)] if self._key in keys else over

    def _level_for(self, over: list[str], found: dict[str, tuple[str, str | None, list[Child]]]) -> str:
        """The key of the nearest level, made with all above it; one without a roll-up of its own stands in for it."""
        if not over:
            return self._key
        name, *rest = over
        key = agency_key(name)
        if key not in found:
            above = self._level_for(rest, found)
            found[key] = (name, found[above][0], [])
            if key not in self.rollups:
                found[above][2].append(Child(name, (), "rollup"))
        return key


def _upper_first(
    found: dict[str, tuple[str, str | None, list[Child]]],
) -> list[tuple[str, tuple[str, str | None, list[Child]]]]:
    def depth(key: str) -> int:
        above = found[key][1]
        return 0 if above is None else 1 + depth(agency_key(above))

    return sorted(found.items(), key=lambda item: depth(item[0]))
