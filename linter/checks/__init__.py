"""The checks, one module a family; importing this package registers them all."""

from linter.checks import arithmetic, prose, statements, structure, tables, traces, values, years
from linter.checks.registry import CHECKS, Case, Check

__all__ = [
    "CHECKS",
    "Case",
    "Check",
    "arithmetic",
    "prose",
    "statements",
    "structure",
    "tables",
    "traces",
    "values",
    "years",
]
