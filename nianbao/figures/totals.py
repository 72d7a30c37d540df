"""Totals computed by the rulebook's equations."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec.structs import replace

from nianbao.figures.layout import held_equations, total_cells
from nianbao.figures.model import CellId, Figures
from nianbao.rulebook.equations import Addend, value_of
from nianbao.rulebook.model import Rulebook

Values = Mapping[CellId, Decimal]


def complete(figures: Figures, rulebook: Rulebook) -> Figures:
    """The figures with every total that was not given and can be computed; what was given stays as it is."""
    return replace(figures, values=_completed(figures.values, rulebook))


def computed_from_inputs(values: Values, rulebook: Rulebook) -> dict[CellId, Decimal]:
    """The inputs and every total that they give, whatever the stated totals are."""
    totals = total_cells(rulebook)
    return _completed({cell: value for cell, value in values.items() if cell not in totals}, rulebook)


def _completed(values: Values, rulebook: Rulebook) -> dict[CellId, Decimal]:
    known = dict(values)
    waiting = [(t, i, total) for t, i in held_equations(rulebook) if (total := i.computed) is not None]
    progress = True
    while progress:
        progress = False
        for table, instance, total in waiting:
            if (table, *total) not in known and (value := side_sum(instance.right, table, known)) is not None:
                known[(table, *total)] = value
                progress = True
    return known


def side_sum(addends: tuple[Addend, ...], table: str, values: Values) -> Decimal | None:
    """One side of an equation over the figures of a table, None where a figure of it is not known."""
    return value_of(addends, lambda cell: values.get((table, *cell)))
