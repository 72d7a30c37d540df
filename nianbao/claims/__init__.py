"""Numbers in prose: what a report's text claims about the figures of its tables, and whether its lists add up.

The rulebook needs the model alone, so the engine is imported when prose is read.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nianbao.claims.find import find_claims
    from nianbao.claims.lists import find_breakdowns
    from nianbao.claims.model import Claims
    from nianbao.claims.results import Breakdown, Claim, Part, figure_value

_WHERE = {"find_breakdowns": "lists", "find_claims": "find", "Claims": "model"}
__all__ = ["Breakdown", "Claim", "Claims", "Part", "figure_value", "find_breakdowns", "find_claims"]


def __getattr__(name: str) -> object:
    if name in __all__:
        return getattr(import_module(f"nianbao.claims.{_WHERE.get(name, 'results')}"), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
