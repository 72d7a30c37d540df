"""Changing words of a file that was read: what who mends a report asks of the formats that can be written back.

A reader's Document names its places; the `Rewriter` of its source finds the characters there again, tells which of them
can be changed, and gives back the file with nothing else changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from nianbao.place import Place


class Edit(Struct, frozen=True):
    """The characters of a text from `start` to `end` become `text`."""

    start: int
    end: int
    text: str = ""


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits, which are in order and do not overlap."""
    for edit in reversed(edits):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


class Stretch(Protocol):
    """Words found again in their file. Positions count from their beginning."""

    def can(self, edits: Sequence[Edit]) -> bool:
        """Whether all of these characters may be changed there: typed by hand, shown, and nobody else's business."""

    def change(self, edits: Sequence[Edit]) -> None:
        """Note the changes down; no two calls change the same characters."""


class Rewriter(Protocol):
    """A file open to be changed."""

    def find(self, place: Place, text: str, *, whole: bool) -> Stretch | None:
        """The words at a place of the document; None where they are not found there, or more than once.

        `whole` asks that nothing else stands there.
        """

    def remove(self, place: Place, text: str) -> bool:
        """Note down that the paragraph with just these words goes; False where it cannot."""

    def save(self) -> bytes:
        """The file with the changes. Raises ReadError where it is too damaged to be written back."""
