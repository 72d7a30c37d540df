"""Rates as a rulebook defines them: what is divided by what, how it is rounded, when it tells nothing."""

# Without `from __future__ import annotations`, as `nianbao.rulebook.model`.

from typing import Literal

from msgspec import Struct

from nianbao.i18n import Text


class _Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Unknown keys are mistakes."""


class Metric(_Part, frozen=True):
    """A rate. Two of one name differ in what they are a share of, which is said with the name."""

    id: str
    name: Text
    per: Text  # what the denominator is, in words
    of: str  # the numerator: a sum of `table.row` (its total), `table.row.column` or `table.column`
    over: str  # the denominator, likewise
    unit: Literal["percent", "ratio"] = "percent"
    decimals: int = 1  # digits behind the point, rounded half up
    least: int = 1  # an agency whose denominator is less is not compared with others: one case would be 100 %


class Metrics(_Part, frozen=True):
    """The dictionary of rates, and when one of an agency stands out."""

    rates: tuple[Metric, ...] = ()
    peers: int = 8  # fewer agencies are not compared
    fence: int = 150  # so many hundredths of the middle half beyond it stand out (Tukey)
