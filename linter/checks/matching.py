"""The patterns of a rule, and where in a text what they match stands."""

from __future__ import annotations

import re
from functools import lru_cache

from nianbao.patterns import compiled
from nianbao.text import normalise


def as_stated(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Where in a text as it stands the characters are that stand there in its normal form."""
    offsets = [at for at, char in enumerate(text) for _ in normalise(char)]
    return offsets[span[0]], offsets[span[1] - 1] + 1


@lru_cache(maxsize=64)
def pattern_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for any of the patterns of a rule; none matches nothing."""
    return compiled("|".join(f"(?:{p})" for p in patterns) or r"(?!)")
