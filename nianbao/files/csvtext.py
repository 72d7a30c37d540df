"""Text fields of .csv: a spreadsheet computes what begins with = + - @, so that a title could run a command.

An apostrophe before it keeps it a text, in every spreadsheet; numbers are written as they are.
"""

from __future__ import annotations

import re

_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def neutral(text: str) -> str:
    """The text as a field that no spreadsheet computes; `as_written` gives it back."""
    return f"'{text}" if _FORMULA.match(text) else text


def as_written(field: str) -> str:
    """The text of a field that `neutral` made."""
    return field[1:] if field.startswith("'") and _FORMULA.match(field) else field
