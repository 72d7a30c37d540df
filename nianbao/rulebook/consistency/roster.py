"""The days by which reports are due are days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nianbao.i18n import Text
from nianbao.rulebook.consistency.access import entries
from nianbao.yamltree.tree import Mapping, Scalar, Sequence, TreeMistake

_NO_DAY = Text("没有 {month} 月 {day} 日", "there is no day {day} in month {month}")
_COMMON_YEAR = 2023


def check(book: Mapping) -> Iterator[TreeMistake]:
    """Days that a year does not have."""
    roster = book.get("roster")
    for kind in entries(roster, "kinds"):
        due = kind.get("due")
        if isinstance(due, Sequence):
            day = [n.value for n in due.items if isinstance(n, Scalar) and isinstance(n.value, int)]
            if len(day) == 2 and not _is_day(*day):
                yield TreeMistake(due.at, _NO_DAY.format(month=day[0], day=day[1]))


def _is_day(month: int, day: int) -> bool:
    try:
        date(_COMMON_YEAR, month, day)
    except ValueError:
        return False
    return True
