"""What a schema cannot say: whether the parts of a rulebook fit each other.

Each check takes the whole rulebook as nodes and tells every mistake at its place. Parts that the schema already
found wrong are passed over, so that all mistakes of a file come out at once.
"""

from __future__ import annotations

from nianbao.rulebook.consistency import claims, equations, ids, references, rules, tables, title, typography
from nianbao.yamltree.tree import Mapping, TreeMistake


def inconsistencies(book: Mapping, file: str, *, extending: bool) -> list[TreeMistake]:
    """Every mistake of the rulebook that `file` makes, merged with what it builds on.

    `extending` rulebooks need not have a rule for each kind of check.
    """
    parts = (ids, title, references, tables, equations, typography)
    found = [mistake for part in parts for mistake in part.check(book)]
    found += [*rules.check(book, file), *claims.check(book, file)]
    return found if extending else [*found, *rules.unused_kinds(book)]
