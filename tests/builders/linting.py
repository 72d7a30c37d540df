"""Linting what a test holds in its hands: unguarded, so that a bug comes out as it was raised."""

from __future__ import annotations

from typing import Any

from linter import FileResult, Settings, examine
from nianbao import recognise
from nianbao.document import Document
from nianbao.rulebook import Rulebook
from tests.builders.reports import BASE, edited

WRONG = edited([
    {"replace": "3\t1\t0\t0\t4\t1", "by": "3\t1\t0\t0\t5\t1"},
    {"replace": "五、存在的主要问题及改进情况", "by": "五、存在的主要问题及改进措施"},
    {"replace": "行政强制\t3", "by": "行政强制\t"},
])  # fmt: skip
LAST = BASE.replace("2024", "2023")


def lint_document(document: Document, rulebook: Rulebook | None = None, **settings: Any) -> FileResult:
    """All that is said of a document. Raises ReadError for one that is no report."""
    return examine(recognise(document, rulebook), Settings(**settings))
