"""Columns of which nobody can tell whose figures they hold, since the headers over them do not stand in one order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from nianbao.recognising.tables.forms import BlockForm
from nianbao.report import Moved


def between_lost(found: Sequence[int | None], odd: Sequence[int], absent: Sequence[int]) -> set[int]:
    """The columns between headers that are lost (`absent`) and others that are blank or over several figures (`odd`).

    The headers between may stand a column away from their figures, so that nobody can tell whose these are.
    """
    if not odd:
        return set()
    marks = [max((i for i in found[: at + 1] if i is not None), default=0) for at in odd]
    return {*range(min(*absent, *marks), max(*absent, *marks) + 1)}


def alike(words: Sequence[Sequence[str]]) -> set[int]:
    """The columns that share their name with others: 结果维持 of each group.

    Where one is missing though a header of its name stands elsewhere, nobody can tell which of them is which.
    """
    shared = Counter(word for own in words for word in {*own})
    return {index for index, own in enumerate(words) if any(shared[word] > 1 for word in own)}


def between_groups(block: BlockForm, one: Moved) -> bool:
    """Whether columns of two groups have changed places: what other headers of the same names are over is not told."""
    ids = [label.id or "" for label in (one.first, one.exchanged) if label]
    leaves = {leaf.id for leaf in block.columns}
    return len(ids) == 2 and leaves.issuperset(ids) and len({own.rpartition(".")[0] for own in ids}) > 1
