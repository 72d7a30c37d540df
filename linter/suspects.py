"""The fewest cells whose change makes every sum of a table agree.

Sums are linear in the figures. A sum that does not agree holds at least one wrong cell, so one of its cells is taken
for wrong and its change eliminated from the others, as in Gaussian elimination, until nothing is open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import TypeAlias

from nianbao.rulebook.equations import CellRef

# More wrong cells than these leave so many explanations that none stands out.
_MOST = 3

# What one more in a cell adds to the gap of each sum, by the number of the sum.
Effects: TypeAlias = Mapping[CellRef, Mapping[int, Fraction]]
Gaps: TypeAlias = Mapping[int, Fraction]
Changes: TypeAlias = dict[CellRef, Fraction]


def smallest_changes(
    effects: Effects, gaps: Gaps, possible: Callable[[CellRef, Fraction], bool]
) -> tuple[Changes, ...]:
    """The smallest sets of changes that close all gaps: none where it takes too many, at most two.

    `possible` tells whether a cell can be changed by so much. Where a smaller set would do but for what its cells can
    hold, nothing is certain, and none is given.
    """
    for size in range(1, _MOST + 1):
        found: dict[frozenset[CellRef], Changes] = {}
        impossible = False
        for changes in _closing(effects, gaps, size):
            if len(changes) < size or not all(changes.values()):
                continue
            if all(possible(cell, change) for cell, change in changes.items()):
                found[frozenset(changes)] = changes
                if len(found) > 1:
                    break
            else:
                impossible = True
        if found or impossible:
            return tuple(found.values())
    return ()


def _closing(effects: Effects, gaps: Gaps, size: int) -> Iterator[Changes]:
    """Sets of at most so many changes that close the gaps; one may come more than once."""
    if not gaps:
        yield {}
        return
    candidates = {n: [cell for cell, effect in effects.items() if n in effect] for n in gaps}
    number = min(candidates, key=lambda n: len(candidates[n]))
    for cell in candidates[number]:
        if size == 1:
            change = gaps[number] / effects[cell][number]
            if gaps == {n: effect * change for n, effect in effects[cell].items()}:
                yield {cell: change}
            continue
        for others in _closing(*_without(effects, gaps, cell, number), size - 1):
            rest = sum((effects[c].get(number, Fraction(0)) * change for c, change in others.items()), Fraction(0))
            yield {cell: (gaps[number] - rest) / effects[cell][number], **others}


def _without(effects: Effects, gaps: Gaps, cell: CellRef, number: int) -> tuple[Effects, Gaps]:
    """What is left to close once the cell is changed by whatever makes that sum agree."""
    own = effects[cell]
    left = {c: _less(e, own, number) if number in e else e for c, e in effects.items() if c != cell}
    return left, _less(gaps, own, number)


def _less(of: Mapping[int, Fraction], own: Mapping[int, Fraction], number: int) -> Mapping[int, Fraction]:
    share = of[number] / own[number] if number in of else Fraction(0)
    reduced = {n: of.get(n, Fraction(0)) - share * own.get(n, Fraction(0)) for n in {*of, *own}}
    return {n: value for n, value in reduced.items() if value and n != number}
