"""Differences between two reports, as types: what `nianbao diff --format json` writes, version 1."""

# Without `from __future__ import annotations`: msgspec would have to evaluate the strings at every start.

from typing import Literal

from msgspec import Struct


class Side(Struct, frozen=True):
    """One of the two reports."""

    path: str
    agency: str | None
    year: int | None
    edition: str


class Heading(Struct, frozen=True):
    """A title or heading as it stands in each, None where it does not; `section` is None where the format has none."""

    section: str | None
    old: str | None
    new: str | None


class Table(Struct, frozen=True):
    """A statutory table that stands in one of the two alone."""

    table: str
    only_in: Literal["old", "new"]


class Label(Struct, frozen=True):
    """A row label or column header as it stands in each, None where the format has none and the report neither."""

    table: str
    label: str  # the official one, or for a row or column that the form has not the one that stands there
    old: str | None
    new: str | None


class Figure(Struct, frozen=True):
    """A cell of a statutory table as it stands in each, None where there is no such cell."""

    table: str
    row: str
    column: str
    label: str  # row and column in the words of the table
    old: str | None
    new: str | None


class Words(Struct, frozen=True, rename={"in_": "in"}):
    """A piece of a paragraph: in both, in the old one alone, or in the new one alone."""

    in_: Literal["both", "old", "new"]
    text: str


class Prose(Struct, frozen=True):
    """A paragraph as it stands in each, None where it does not. In front of the first section `section` is None."""

    section: str | None
    topic: str | None
    old: str | None
    new: str | None
    words: tuple[Words, ...]  # both in one, in reading order


class Comparison(Struct, frozen=True, kw_only=True):
    """All that differs between two reports."""

    version: Literal[1] = 1
    old: Side
    new: Side
    title: Heading | None
    headings: tuple[Heading, ...]
    tables: tuple[Table, ...]
    labels: tuple[Label, ...]
    figures: tuple[Figure, ...]
    prose: tuple[Prose, ...]

    @property
    def count(self) -> int:
        """How many differences there are; none where the reports are the same."""
        lists = (self.headings, self.tables, self.labels, self.figures, self.prose)
        return (self.title is not None) + sum(map(len, lists))
