"""Names of cells: A1 is row 1 and column 1."""

from __future__ import annotations

import re

_REF = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


def parse_ref(text: str) -> tuple[int, int]:
    """Row and column, from 1, of a cell's name. Raises ValueError for what is none."""
    match = _REF.fullmatch(text)
    if match is None:
        raise ValueError(text[:20])
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def parse_range(text: str) -> tuple[int, int, int, int]:
    """First row and column, last row and column of `A1:B2` or `A1`. Raises ValueError for what is none."""
    first, _, last = text.partition(":")
    return (*parse_ref(first), *parse_ref(last or first))


def column_letters(column: int) -> str:
    """What a spreadsheet calls a column, from 1: A, Z, AA."""
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
