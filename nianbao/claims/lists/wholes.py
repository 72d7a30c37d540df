"""The total that a list divides: the number before it, and the others that it may belong to as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from nianbao.claims.clauses import PAUSE, SEMICOLON
from nianbao.claims.lists.gathering import of_counter
from nianbao.claims.lists.members import Member


class Whole(Struct, frozen=True):
    """The nearest total, and other totals of which a list may be the parts as well."""

    member: Member
    others: tuple[Decimal, ...]
    together: tuple[
        Decimal, ...
    ] = ()  # what it and those before it come to: 建议24件，提案17件，其中主办30件、协办11件


def whole_before(before: Sequence[Member], first: Member) -> Whole | None:
    """The total of a list among the numbers before it, back to a semicolon; differences are none.

    Outcomes divide what was completed, whatever stands nearer; all else divides the nearest, but maybe another.
    """
    candidates = _candidates(before, first)
    if not candidates:
        return None
    completed = [c for c in candidates if c.completed] if first.outcome else []
    if completed:
        return Whole(completed[-1], ())
    others = (*_others(candidates), *_counted_otherwise(before, candidates[-1]))
    return Whole(candidates[-1], others, tuple(_sums(candidates)))


def _candidates(before: Sequence[Member], first: Member) -> list[Member]:
    counts = [m for m in _segment(before) if of_counter(first, m.unit) and not m.is_("rates")]
    return [m for m in counts if m.carried or not m.elsewhen]


def _segment(before: Sequence[Member]) -> list[Member]:
    start = len(before) - 1
    while start > 0 and before[start].item.mark < SEMICOLON:
        start -= 1
    return list(before[max(start, 0) :])


def _others(candidates: Sequence[Member]) -> Iterator[Decimal]:
    """Totals before the nearest; it with what is carried in or joined by 、, or without what its bracket carries in."""
    nearest = candidates[-1]
    yield from _with_those_beside(candidates)
    yield from (c.value for c in candidates[:-1] if c.value != nearest.value)
    if len(candidates) > 1 and (nearest.carried or candidates[-2].carried):
        yield nearest.value + candidates[-2].value
    for bracket in nearest.item.brackets:
        yield from (nearest.value - i.number.value for i in bracket if i.number is not None)


def _counted_otherwise(before: Sequence[Member], nearest: Member) -> Iterator[Decimal]:
    """Totals of another counter before one that names only a way: 开放日14次，线上直播9场，其中企业8场、社区6场."""
    if nearest.is_("parts"):
        yield from (m.value for m in _segment(before) if m is not nearest and not (m.money or m.elsewhen))


def _sums(candidates: Sequence[Member]) -> Iterator[Decimal]:
    together = candidates[-1].value
    for before in candidates[-2::-1]:
        together += before.value
        yield together


def _with_those_beside(candidates: Sequence[Member]) -> Iterator[Decimal]:
    """The sums of totals that 、 joins: 收到建议16件、提案23件，其中主办30件."""
    together = candidates[-1].value
    for before, after in zip(candidates[-2::-1], candidates[:0:-1], strict=False):
        if after.item.mark != PAUSE:
            return
        together += before.value
        yield together


def coordinate(before: Sequence[Member], first: Member) -> bool:
    """Whether several totals stand side by side, so that nobody knows which a sentence behind them divides."""
    candidates = _candidates(before, first)
    return len({c.value for c in candidates}) > 1 and not any(w.entry and w.entry.subject for w in candidates[0].name)
