"""What an unquoted word of YAML stands for: the core schema of YAML 1.2, and nothing beyond it.

`yes`, `no`, `on`, `off` and dates are text there. Infinities, numbers that are no number and numbers too long
to be a figure stay text too, so that whoever expects a number says so.
"""

from __future__ import annotations

import re
from decimal import Decimal

from nianbao.yamltree.tree import Value

_WORDS: dict[str, Value] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
# Bounded lengths: int() and Decimal() of a megabyte of digits, or 1e999999999 written out, cost minutes.
_WHOLE = re.compile(r"[-+]?[0-9]{1,40}")
_BASED = re.compile(r"0o[0-7]{1,40}|0x[0-9a-fA-F]{1,40}")
_EXACT = re.compile(r"[-+]?(?:\.[0-9]{1,40}|[0-9]{1,40}(?:\.[0-9]{0,40})?)(?:[eE][-+]?[0-9]{1,2})?")


def resolve(text: str) -> Value:
    """The value of a plain scalar."""
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _BASED.fullmatch(text):
        return int(text, 0)
    return Decimal(text) if _EXACT.fullmatch(text) else text
