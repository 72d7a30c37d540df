"""A report: a Document aligned with a Rulebook.

Everything that the checks need is here: which paragraph is which heading, which cell holds which figure, what
is missing and what is extra. The reading is never repaired: what stands in the file is kept as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, TypeAlias

from msgspec import Struct

from nianbao.document import Block, Document, Paragraph, Place
from nianbao.memo import once_per
from nianbao.rulebook.equations import CellRef
from nianbao.rulebook.model import Rulebook, Section, TableForm, Topic

Match: TypeAlias = Literal["exact", "known"]


class FoundTitle(Struct, frozen=True):
    """The line or lines taken for the title; `exact` tells whether all that a title needs is there, in any order."""

    stated: str
    exact: bool
    agency: str | None
    year: int | None
    place: Place


class FoundHeading(Struct, frozen=True):
    """A first-level heading; `section` is None where the format has no such heading."""

    stated: str
    section: Section | None
    number: str | None  # as stated, without its mark; None where there is none
    exact: bool  # the words are the official ones, of the template or of the notice itself
    place: Place
    block: int  # index of its block in Report.blocks
    # What stands between its number and its words, "部分" for 第一部分, and the marks at its end.
    mark: str = "、"
    tail: str = ""


class FoundSection(Struct, frozen=True):
    """A section with everything below its heading, up to the next section's."""

    section: Section
    heading: FoundHeading
    blocks: tuple[Block, ...]

    @property
    def id(self) -> str:
        """The section's id in the rulebook."""
        return self.section.id


class Value(Struct, frozen=True, gc=False):
    """A cell of figures: the text that stands there, its exact value if it is one number, its place."""

    raw: str
    number: Decimal | None
    place: Place

    @property
    def blank(self) -> bool:
        """Whether nothing at all stands there. Blank is not zero."""
        return self.number is None and not self.raw.strip("\u200b\ufeff \t\n\r\u3000\xa0")


class FoundLabel(Struct, frozen=True):
    """A row label or column header as stated, with the official one that it was taken for."""

    stated: str
    official: str
    id: str | None  # path of the row or column, None for a group without one
    place: Place


class ExtraLabel(Struct, frozen=True):
    """A row or column that the form does not have."""

    stated: str
    place: Place
    after: str | None = None  # the id of the row before it; None for a column


class SurplusFigure(Struct, frozen=True):
    """A figure of a row in which it cannot be told which figure is which column's."""

    stated: str
    row: str  # the id of its row
    place: Place


class Moved(Struct, frozen=True):
    """Rows or columns that follow each other as in the form, but stand elsewhere than the form has them."""

    kind: Literal["row", "column"]
    first: FoundLabel
    last: FoundLabel  # the same as `first` where it is one only
    count: int
    # What has changed places with it, None where it was moved alone; the label behind which it belongs, "" for none.
    exchanged: FoundLabel | None = None
    behind: str = ""


class FoundTable(Struct, frozen=True):
    """A statutory table as found, over however many pieces of the document it is spread."""

    form: TableForm
    place: Place
    # A cell that a recognised row and column share is in here, unless the figures of its row are `surplus`.
    values: dict[CellRef, Value]
    rows: tuple[str, ...]
    # The paragraphs that it was put together from, by index in Report.blocks, where the file has no table there.
    paragraphs: tuple[int, ...] = ()
    # Whether the figures in these stand apart from the labels of their rows, so that no one can tell them apart.
    disordered: bool = False
    wrong_rows: tuple[FoundLabel, ...] = ()
    wrong_columns: tuple[FoundLabel, ...] = ()
    missing_rows: tuple[FoundLabel, ...] = ()  # `stated` is empty; a group that is wholly absent stands once
    missing_columns: tuple[FoundLabel, ...] = ()
    extra_rows: tuple[ExtraLabel, ...] = ()
    extra_columns: tuple[ExtraLabel, ...] = ()
    surplus: tuple[SurplusFigure, ...] = ()
    moved: tuple[Moved, ...] = ()
    # The section it stands in, None in front of the first.
    inside: str | None = None
    # Further tables of the same form, in the order of the document.
    copies: tuple[FoundTable, ...] = ()
    # The edition whose form this is, where it is not the one that the report should use.
    superseded: str | None = None

    @property
    def id(self) -> str:
        """The table's id in the rulebook."""
        return self.form.id

    def number(self, cell: CellRef) -> Decimal | None:
        """The exact figure of a cell, None where it is blank, absent or no number."""
        value = self.values.get(cell)
        return value.number if value else None


class FoundTopic(Struct, frozen=True):
    """A topic of a narrative section with the words that open it."""

    topic: Topic
    stated: str
    place: Place


class Report(Struct, frozen=True):
    """What was recognised in a document.

    `agency` and `year` are those that the title names, or, where it names none, those that the report states of itself.
    """

    document: Document
    rulebook: Rulebook
    blocks: tuple[Block, ...]  # the document's, with headings that share a line with their text split off
    title: FoundTitle | None
    headings: tuple[FoundHeading, ...]  # all first-level headings in order, unexpected and repeated ones too
    sections: tuple[FoundSection, ...]  # one for each section found, in the order of the document
    topics: tuple[tuple[str, FoundTopic], ...]  # (section id, topic)
    tables: tuple[FoundTable, ...]
    preamble: tuple[Block, ...] = ()  # between the title and the first section
    # What the text says where the title does not.
    stated_agency: str | None = None
    stated_year: int | None = None

    def __repr__(self) -> str:
        return f"<Report {self.agency} {self.year}: {len(self.sections)} sections, {len(self.tables)} tables>"

    @property
    def agency(self) -> str | None:
        """The agency that the title names, or else the text; None where neither does."""
        return (self.title.agency if self.title else None) or self.stated_agency

    @property
    def year(self) -> int | None:
        """The report year that the title names, or else the text; None where neither does."""
        return (self.title.year if self.title else None) or self.stated_year

    def prose(self, blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
        """Those of the blocks that are prose: paragraphs, without the ones that a loosely set table was made of."""
        taken = _loosely_set(self)
        return (block for block in blocks if isinstance(block, Paragraph) and id(block) not in taken)

    def section(self, section_id: str) -> FoundSection | None:
        """The section of that id, None where it was not found."""
        return next((s for s in self.sections if s.id == section_id), None)

    def table(self, table_id: str) -> FoundTable | None:
        """The table of that id, None where it was not found."""
        return next((t for t in self.tables if t.id == table_id), None)


# One report is looked at after another: only the last one is kept.
@once_per(1)
def _loosely_set(report: Report) -> frozenset[int]:
    """The identities of the paragraphs that a loosely set table was made of."""
    return frozenset(id(report.blocks[i]) for table in report.tables for i in table.paragraphs)
