"""Rates of all reports of a year and of each agency, exactly, and which stand out from last year and from peers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor
from statistics import quantiles
from typing import TypeAlias

from msgspec import Struct

from nianbao.rulebook.metrics import Metric
from nianbao.rulebook.rates import Rate, Share
from nianbao.survey.statistics.measuring import Measured, Measures

_HUNDRED = 100
_Valued: TypeAlias = tuple[Measured, Fraction]


class Spread(Struct, frozen=True):
    """How the values of the agencies lie: quartiles by linear interpolation between them, ends included."""

    values: tuple[Fraction, ...]  # sorted
    low: Fraction
    middle: Fraction
    high: Fraction

    def fences(self, hundredths: int) -> tuple[Fraction, Fraction]:
        """Beyond which a value stands out."""
        beyond = (self.high - self.low) * hundredths / _HUNDRED
        return self.low - beyond, self.high + beyond


class Total(Struct, frozen=True):
    """A rate of a year over the reports of a group that tell it: the quotient of sums, no mean of quotients."""

    year: int
    group: str | None  # as `Measured.group`
    rate: Rate
    of: Decimal
    over: Decimal
    counted: int  # reports that tell both sums
    unknown: int  # reports of which a figure of it is not known
    empty: int  # of those counted, how many have a denominator of 0
    spread: Spread | None  # of the agencies with enough cases


class Outlier(Struct, frozen=True):
    """A rate that stands out: from `middle`, that of so many peers. `before` is last year's, where that is meant."""

    report: Measured
    rate: Rate
    value: Fraction
    middle: Fraction
    peers: int
    before: Fraction | None = None


def value_of(share: Share | None) -> Fraction | None:
    """The quotient, None where a sum is not known or the denominator is 0."""
    return None if share is None or share.over == 0 else Fraction(share.of) / Fraction(share.over)


def rounded(value: Fraction | None, metric: Metric) -> Decimal | None:
    """The value as it is told, in hundredths where it is a percentage; half is rounded up."""
    if value is None:
        return None
    shifted = value * (_HUNDRED if metric.unit == "percent" else 1) * 10**metric.decimals
    whole = floor(abs(shifted) + Fraction(1, 2))
    return Decimal(whole if shifted >= 0 else -whole).scaleb(-metric.decimals)


def totals(measures: Measures) -> Iterator[Total]:
    """Every rate of every year and group, the newest year first."""
    for year in measures.years():
        for group, reports in measures.groups(year):
            for rate in measures.rates:
                yield _total((year, group), rate, reports)


def _total(of_what: tuple[int, str | None], rate: Rate, reports: Sequence[Measured]) -> Total:
    shares = [share for one in reports if (share := one.shares.get(rate.metric.id)) is not None]
    of = sum((share.of for share in shares), Decimal(0))
    over = sum((share.over for share in shares), Decimal(0))
    empty = sum(share.over == 0 for share in shares)
    values = [value for _, value in _compared(reports, rate)]
    return Total(*of_what, rate, of, over, len(shares), len(reports) - len(shares), empty, spread_of(values))


def _compared(reports: Sequence[Measured], rate: Rate) -> list[_Valued]:
    """The agencies that have enough cases to be compared."""
    found = []
    for one in reports:
        share = one.shares.get(rate.metric.id)
        value = value_of(share)
        if share is not None and value is not None and share.over >= rate.metric.least:
            found.append((one, value))
    return found


def spread_of(values: Sequence[Fraction]) -> Spread | None:
    """How values lie, None without any."""
    if not values:
        return None
    kept = tuple(sorted(values))
    low, middle, high = quantiles(kept, n=4, method="inclusive") if len(kept) > 1 else kept * 3
    return Spread(kept, low, middle, high)


def from_peers(measures: Measures) -> Iterator[Outlier]:
    """Rates far from those of the agencies of the same sort in the same year."""
    for year, rate in ((year, rate) for year in measures.years() for rate in measures.rates):
        compared = _compared(measures.of_year(year), rate)
        for sort in sorted({_sort(one) for one, _ in compared}):
            peers = [(one, value) for one, value in compared if _sort(one) == sort]
            yield from (
                Outlier(one, rate, value, middle, len(peers))
                for one, value, middle in _beyond(peers, lambda valued: valued[1], measures)
            )


def _sort(report: Measured) -> tuple[str, str]:
    return report.body or "", report.scope


def from_last_year(measures: Measures) -> Iterator[Outlier]:
    """Rates whose change against the year before is far from that of the others."""
    for year, rate in ((year, rate) for year in measures.years() for rate in measures.rates):
        before = {_whose(one): value for one, value in _compared(measures.of_year(year - 1), rate)}
        changed = [(one, value) for one, value in _compared(measures.of_year(year), rate) if _whose(one) in before]

        def change(valued: _Valued, before: dict[tuple[str, str], Fraction] = before) -> Fraction:
            return valued[1] - before[_whose(valued[0])]

        for one, value, middle in _beyond(changed, change, measures):
            yield Outlier(one, rate, value, middle, len(changed), before[_whose(one)])


def _whose(report: Measured) -> tuple[str, str]:
    return report.key[0], report.scope


def _beyond(
    peers: Sequence[_Valued], told: Callable[[_Valued], Fraction], measures: Measures
) -> Iterator[tuple[Measured, Fraction, Fraction]]:
    """Those that are beyond the fences of all, with the middle; too few tell nothing."""
    metrics = measures.rulebook.metrics
    if metrics is None or len(peers) < metrics.peers:
        return
    spread = spread_of([told(valued) for valued in peers])
    assert spread is not None
    low, high = spread.fences(metrics.fence)
    for valued in peers:
        if not low <= told(valued) <= high:
            yield valued[0], valued[1], spread.middle
