"""A sound report changed in one thing at a time: each kind of change as a function that makes every report of it.

A report is blocks: paragraphs, and tables as rows of cells. What is due of each kind stands in
`tests/linter/changes.yaml`, under the name of the function.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.builders.reports.changes import figures, moved, wordings
from tests.builders.reports.changes.places import KINDS
from tests.builders.reports.grids import Report, Written, as_page, as_word

__all__ = ["FORMS", "KINDS", "figures", "moved", "wordings"]


def as_tabs(blocks: Report) -> bytes:
    """The report as text, a row a line with tabs between the cells."""
    lines = [block if isinstance(block, str) else "\n".join(map(_row, block)) for block in blocks]
    return "\n\n".join(lines).encode()


def as_blanks(blocks: Report) -> bytes:
    """The report as text, with blanks between the cells."""
    return as_tabs(blocks).replace(b"\t", b"   ")


def _row(row: list[Written]) -> str:
    cells = [text if merge != "continue" else "" for text, _, merge in row]
    return "\t".join(cells) if len(cells) > 1 else f"{cells[0]}\t\t\t"


FORMS: dict[str, Callable[[Report], bytes]] = {"txt": as_tabs, "blanks": as_blanks, "docx": as_word, "html": as_page}
