"""The checks, one module a family; importing this package registers them all."""

from linter.checks import arithmetic, pages, prose, statements, structure, tables, traces, typography, values, years
from linter.checks.registry import CHECKS, Case, Check

__all__ = [
    "CHECKS",
    "Case",
    "Check",
    "arithmetic",
    "pages",
    "prose",
    "statements",
    "structure",
    "tables",
    "traces",
    "typography",
    "values",
    "years",
]
