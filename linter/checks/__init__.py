"""The checks, one module a family; importing this package registers them all."""

from linter.checks import arithmetic, structure, tables, values
from linter.checks.registry import CHECKS, Case, Check

__all__ = ["CHECKS", "Case", "Check", "arithmetic", "structure", "tables", "values"]
