"""What is found of lists in prose: a total, its parts, and whether these can be all of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, TypeAlias

from msgspec import Struct

# What a list is to its total: equal, above it, or below it though the text means it as all; or nothing can be said.
Verdict: TypeAlias = Literal["equal", "above", "below", "open"]


class Part(Struct, frozen=True):
    """One number of a breakdown with its place in the text."""

    value: Decimal
    start: int
    end: int


class Breakdown(Struct, frozen=True):
    """A total and what the text surely lists as its parts.

    `open` is a list that may leave parts out, or whose numbers are not all known and not too many already.
    """

    total: Part
    parts: tuple[Part, ...]
    verdict: Verdict
    start: int
    end: int
    quote: str

    @property
    def wrong(self) -> bool:
        """Whether the parts cannot be those of the total."""
        return self.verdict in ("above", "below")

    @property
    def sum(self) -> Decimal:
        """What the parts come to."""
        return sum((p.value for p in self.parts), Decimal(0))
