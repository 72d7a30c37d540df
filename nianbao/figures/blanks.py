"""Blanks that somebody asked to take for zero."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from nianbao.figures.layout import slots
from nianbao.figures.model import Figures
from nianbao.rulebook.model import Rulebook


def with_zeros(figures: Figures, rulebook: Rulebook) -> tuple[Figures, int]:
    """The figures with zero for every one that was not given, where they ask for that, and how many there were."""
    if not figures.zeros_for_blanks:
        return figures, 0
    zero = Decimal(0)
    cells = {box.id: zero for slot in slots(rulebook) for box in slot.inputs if box.id not in figures.values}
    told = {(group.id, figure.id): zero for group in rulebook.prose_figures for figure in group.figures}
    absent = {key: zero for key in told if key not in figures.in_prose}
    filled = replace(figures, values={**figures.values, **cells}, in_prose={**figures.in_prose, **absent})
    return filled, len(cells) + len(absent)
