"""The checks, one module a family; importing this package registers those that every lint needs."""

from __future__ import annotations

from importlib import import_module

from linter.checks import (  # noqa: F401 -- imported for what they register
    arithmetic,
    changes,
    copying,
    enumerations,
    fees,
    growth,
    periods,
    personal,
    placeholders,
    preamble,
    prose,
    shares,
    statements,
    structure,
    superseded,
    tables,
    traces,
    values,
    years,
)
from linter.checks.registry import CHECKS, Case, Check, needs_previous, needs_year

# Families that are off until somebody selects them cost nothing until then.
_LATE = ("linter.checks.pages", "linter.checks.typography")
__all__ = ["Case", "Check", "all_checks", "check_of", "needs_previous", "needs_year"]


def check_of(kind: str) -> Check:
    """The check of that kind. Raises KeyError where there is none."""
    return CHECKS[kind] if kind in CHECKS else all_checks()[kind]


def all_checks() -> dict[str, Check]:
    """Every check by its kind."""
    for module in _LATE:
        import_module(module)
    return CHECKS
