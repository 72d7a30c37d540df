"""Text fields of .csv: a spreadsheet computes what begins with = + - @, so that a title could run a command.

An apostrophe before it keeps it a text, in every spreadsheet; numbers are written as they are.
"""

from __future__ import annotations

import csv
import io
import re

_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def neutral(text: str) -> str:
    """The text as a field that no spreadsheet computes; `as_written` gives it back."""
    return f"'{text}" if _FORMULA.match(text) else text


def as_written(field: str) -> str:
    """The text of a field that `neutral` made."""
    return field[1:] if field.startswith("'") and _FORMULA.match(field) else field


def written_rows(data: bytes) -> list[list[str]]:
    """The rows of a .csv of ours with their texts as they were; a byte order mark before them is none of them.

    Raises ValueError where it is no UTF-8, csv.Error where it is no .csv.
    """
    return [
        [as_written(field) for field in row] for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    ]
