"""Whose work a report counts: what it says of itself, and agencies that report up their own line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, TypeAlias

from nianbao.document import Paragraph
from nianbao.patterns import compiled
from nianbao.report import Report
from nianbao.rulebook.model import Rulebook
from nianbao.text import normalise

Scope: TypeAlias = Literal["own", "rollup"]
"""The work of the agency alone, or that of its departments and of those below it added up."""


def scope_said(report: Report) -> Scope | None:
    """What the title or the preamble says; None where neither does, or both things are said."""
    title = report.title.stated if report.title else ""
    text = normalise("\n".join((title, *(b.text for b in report.preamble if isinstance(b, Paragraph)))))
    own = _any(report.rulebook.rollup.says_own, text)
    if own == _any(report.rulebook.rollup.says, text):
        return None
    return "own" if own else "rollup"


def is_vertical(agency: str, rulebook: Rulebook) -> bool:
    """Whether an agency of that name reports up its own line."""
    name = normalise(agency)
    return any(_pattern(text).fullmatch(name) for text in rulebook.rollup.vertical)


def _any(patterns: Iterable[str], text: str) -> bool:
    return any(_pattern(pattern).search(text) for pattern in patterns)


@lru_cache(maxsize=64)
def _pattern(text: str) -> re.Pattern[str]:
    return compiled(text)
