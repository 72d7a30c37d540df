"""Linting what a test holds in its hands: unguarded, so that a bug comes out as it was raised."""

from __future__ import annotations

from typing import Any

from linter import FileResult, Settings, examine
from nianbao import recognise
from nianbao.document import Document
from nianbao.rulebook import Rulebook


def lint_document(document: Document, rulebook: Rulebook | None = None, **settings: Any) -> FileResult:
    """All that is said of a document. Raises ReadError for one that is no report."""
    return examine(recognise(document, rulebook), Settings(**settings))
