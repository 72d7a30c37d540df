"""Which rows or columns stand elsewhere than the form has them: the fewest, and what has changed places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from nianbao.recognising.words import label_key
from nianbao.report import FoundLabel, Moved

Kind = Literal["row", "column"]


def moved(kind: Kind, order: Sequence[int], labels: Sequence[FoundLabel]) -> Iterator[Moved]:
    """What is out of place among rows or columns; `order` are their places in the form, as they stand.

    `labels` are theirs, in the same order. Two that have changed places are one; what was moved alone is told with
    what it belongs behind, neighbours that were moved together as one.
    """
    if list(order) == sorted(order):
        return
    exchanged = exchanges(order)
    if exchanged is not None:
        for here, there in exchanged:
            yield Moved(kind, labels[here], labels[here], 1, exchanged=labels[there])
        return
    kept = rising(order)
    astray = [at for at, number in enumerate(order) if number not in kept]
    for first, last in _neighbours(astray, order):
        before = max((n for n in order if n < order[first]), default=None)
        behind = labels[order.index(before)].official if before is not None else ""
        yield Moved(kind, labels[first], labels[last], last - first + 1, behind=behind)


def without_exchanged(kind: Kind, wrong: Sequence[FoundLabel]) -> tuple[list[FoundLabel], list[Moved]]:
    """Labels that are not the form's, without those that stand in each other's place: these are out of order."""
    rest = list(wrong)
    found: list[Moved] = []
    for label in wrong:
        other = next((o for o in rest if label in rest and _in_each_others_place(label, o)), None)
        if other is not None:
            rest = [r for r in rest if r not in (label, other)]
            here, there = _as_stated(label, other), _as_stated(other, label)
            found.append(Moved(kind, here, here, 1, exchanged=there))
    return rest, found


def _as_stated(label: FoundLabel, other: FoundLabel) -> FoundLabel:
    """The label as what it says, which is the other's."""
    return FoundLabel(label.stated, other.official, other.id, label.place)


def _in_each_others_place(one: FoundLabel, other: FoundLabel) -> bool:
    return one.official != other.official and (
        label_key(one.stated) == label_key(other.official) and label_key(other.stated) == label_key(one.official)
    )


def exchanges(order: Sequence[int]) -> list[tuple[int, int]] | None:
    """The pairs of places whose exchange puts all in order, None where it takes more than that."""
    right = sorted(order)
    pairs: list[tuple[int, int]] = []
    for here, (number, due) in enumerate(zip(order, right, strict=True)):
        if number != due:
            there = right.index(number)
            if order[there] != due:
                return None
            if here < there:
                pairs.append((here, there))
    return pairs


def rising(numbers: Sequence[int]) -> set[int]:
    """The most of the numbers that stand in rising order."""
    best: list[tuple[int, ...]] = [()]
    for number in numbers:
        before = max((run for run in best if run[-1:] < (number,)), key=len)
        best.append((*before, number))
    longest: tuple[int, ...] = max(best, key=len)
    return set(longest)


def _neighbours(places: Sequence[int], order: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last of places that follow each other, as they do in the form."""
    start = 0
    for at in range(1, len(places) + 1):
        goes_on = at < len(places) and places[at] == places[at - 1] + 1
        if not (goes_on and order[places[at]] == order[places[at - 1]] + 1):
            yield places[start], places[at - 1]
            start = at
