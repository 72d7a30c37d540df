"""The rates of a rulebook by the cells that they are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TypeAlias

from msgspec import Struct

from nianbao.errors import NianbaoError
from nianbao.i18n import Text
from nianbao.memo import once_per
from nianbao.rulebook.equations import EquationError, Term, names_of, parse_equation
from nianbao.rulebook.metrics import Metric
from nianbao.rulebook.model import Column, Rulebook, TableBlock, leaf_columns, leaf_rows

Cell: TypeAlias = tuple[str, str, str]
Addends: TypeAlias = tuple[tuple[int, Cell], ...]
Lookup: TypeAlias = Callable[[Cell], Decimal | None]

_UNKNOWN = Text("没有“{name}”这个数", 'there is no figure "{name}"')
_SAME_NAME = Text(
    "“{name}”与“{other}”名称和分母的说明都相同；应能分清",
    '"{name}" and "{other}" have one name and one denominator in words',
)


class Rate(Struct, frozen=True):
    """A metric with the cells of both sides, each with its sign."""

    metric: Metric
    of: Addends
    over: Addends


class Share(Struct, frozen=True):
    """A rate of one report or of many: the two sums that it is the quotient of."""

    of: Decimal
    over: Decimal


@once_per()
def rates_of(rulebook: Rulebook) -> tuple[Rate, ...]:
    """Every rate of the dictionary whose figures the tables have; a rulebook's own were checked when it was loaded."""
    wrong = {number for number, _ in mistakes_of(rulebook)}
    metrics = rulebook.metrics.rates if rulebook.metrics else ()
    return tuple(_rate(metric, rulebook) for number, metric in enumerate(metrics) if number not in wrong)


def mistakes_of(rulebook: Rulebook) -> Iterator[tuple[int, Text]]:
    """What is wrong with the dictionary: the number of the metric, from 0, and what."""
    told: dict[tuple[Text, Text], str] = {}
    for number, metric in enumerate(rulebook.metrics.rates if rulebook.metrics else ()):
        try:
            _rate(metric, rulebook)
        except NianbaoError as error:
            yield number, error.message
        other = told.setdefault((metric.name, metric.per), metric.id)
        if other != metric.id:
            yield number, _SAME_NAME.format(name=metric.id, other=other)


def share_of(rate: Rate, lookup: Lookup) -> Share | None:
    """The two sums over the figures of a report, None where one of them is not known: blank is not zero."""
    of, over = _sum(rate.of, lookup), _sum(rate.over, lookup)
    return None if of is None or over is None else Share(of, over)


def _sum(addends: Addends, lookup: Lookup) -> Decimal | None:
    total = Decimal(0)
    for sign, cell in addends:
        value = lookup(cell)
        if value is None:
            return None
        total += sign * value
    return total


def _rate(metric: Metric, rulebook: Rulebook) -> Rate:
    relation = parse_equation(f"{metric.of} = {metric.over}")
    of, over = (tuple(found for t in side for found in _cells(t, rulebook)) for side in (relation.left, relation.right))
    return Rate(metric, of, over)


def _cells(term: Term, rulebook: Rulebook) -> Iterator[tuple[int, Cell]]:
    table, _, name = term.name.partition(".")
    form = next((form for form in rulebook.tables if form.id == table), None)
    found = [cell for block in (form.blocks if form else ()) for cell in _named(block, name)]
    if not found or term.previous:
        raise EquationError(_UNKNOWN.format(name=term.name))
    yield from ((term.sign, (table, *cell)) for cell in found)


def _named(block: TableBlock, name: str) -> Iterator[tuple[str, str]]:
    """The cells that a name stands for: the totals of rows, cells of rows, or those of the only row."""
    rows, columns = names_of(leaf_rows(block)), names_of(leaf_columns(block))
    if name in rows:
        yield from ((row, column) for row in rows[name] for column in _totals(block))
        return
    parts = name.split(".")
    for at in range(1, len(parts)):
        row, column = ".".join(parts[:at]), ".".join(parts[at:])
        if row in rows and column in columns:
            yield from ((r, c) for r in rows[row] for c in columns[column])
            return
    if name in columns and len(leaf_rows(block)) == 1:
        yield from ((leaf_rows(block)[0].id, column) for column in columns[name])


def _totals(block: TableBlock) -> list[str]:
    columns = leaf_columns(block)
    totals = [leaf.id for leaf in columns if isinstance(leaf.item, Column) and leaf.item.total]
    return totals or [leaf.id for leaf in columns if len(columns) == 1]
