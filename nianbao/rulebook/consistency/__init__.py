"""What a schema cannot say: whether the parts of a rulebook fit each other.

Each check takes the whole rulebook as nodes and tells every mistake at its place. Parts that the schema already
found wrong are passed over, so that all mistakes of a file come out at once.
"""

from __future__ import annotations

from collections.abc import Collection

from nianbao.rulebook.consistency import (
    claims,
    equations,
    ids,
    ledger,
    references,
    roster,
    rules,
    tables,
    title,
    typography,
)
from nianbao.yamltree.tree import Mapping, TreeMistake


def inconsistencies(book: Mapping, files: Collection[str]) -> list[TreeMistake]:
    """Every mistake of the rulebook that `files` (a file and its parts) make, merged with what they build on."""
    parts = (ids, title, references, tables, equations, typography, roster)
    found = [mistake for part in parts for mistake in part.check(book)]
    return [*found, *rules.check(book, files), *claims.check(book, files), *ledger.check(book, files)]
