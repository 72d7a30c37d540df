"""What is found in prose: counts that the tables must agree with; totals, their parts, and whether these can be all."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Literal, TypeAlias

from msgspec import Struct

from nianbao.claims.model import Claims, Whose

# What a list is to its total: equal, above it, or below it though the text means it as all; or nothing can be said.
Verdict: TypeAlias = Literal["equal", "above", "below", "open"]


class Claim(Struct, frozen=True):
    """A count that the prose states of a figure of the tables.

    A number that is the sum of two figures (收到N件，含上年结转) is a claim about neither.
    `low` and `high` are the values that agree with it, both included; an exact claim has low = value = high.
    `start` and `end` are offsets into the text given, `quote` the text between them.
    """

    figure: str
    value: Decimal
    start: int
    end: int
    quote: str
    low: Decimal
    high: Decimal
    # Figures that the same words may mean as well: a table contradicts the claim only if none of them agrees either.
    also: tuple[str, ...] = ()
    whose: Whose = ""

    @property
    def approximate(self) -> bool:
        """Whether the text gives the number only roughly (余, 近, 约, a rounded 万)."""
        return self.low != self.high

    def agrees(self, value: Decimal) -> bool:
        """Whether a table that holds `value` says the same."""
        return self.low <= value <= self.high


def figure_value(figure: str, book: Claims, value: Callable[[str], Decimal | None]) -> Decimal | None:
    """What the tables hold for a claim's figure, None where a cell of it is not known.

    `value` gives the figure of a row (its total), a row group (the sum of its rows) or a cell by its dotted id;
    sums of figures ("a+b", review.litigation.total, applications.new.organizations) are added up here.
    """
    sums = {f.named(s): f.sum_of for f in book.figures if f.sum_of for s in f.of}
    found = [value(i) for part in figure.split("+") for i in sums.get(part, (part,))]
    # A negative count is a defect of its own, and no part of a sum.
    return None if None in found else sum((v for v in found if v is not None and v > 0), Decimal(0))


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
