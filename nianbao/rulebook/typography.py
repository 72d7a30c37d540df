"""How the report is typeset, as data: the generator writes it, the F rules check it (GB/T 9704-2012).

Lengths on the page are millimetres, sizes of type points, indents and lines characters of the body.
"""

# Without `from __future__ import annotations`: as strings, msgspec would have to evaluate each of them before a cached
# rulebook can be decoded, which takes longer than the decoding.

import re
from typing import Literal, TypeAlias

from msgspec import Struct

from nianbao.i18n import Text

Role: TypeAlias = Literal["title", "section", "topic", "body", "cell", "page_number"]
"""What a paragraph is for: the report's title, a heading of level 一、 or （一）, and so on."""


class _Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of everything that the typography part of a rulebook spells out."""


class PageSetup(_Entry, frozen=True):
    """The sheet and its margins in millimetres; `tolerance` is what rounding by editors may change."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    tolerance: float
    footer: float  # from the lower edge of the sheet to the page number

    @property
    def text_width(self) -> float:
        """The width of the text area."""
        return self.width - self.left - self.right


class Spacing(_Entry, frozen=True):
    """Exact line spacing in points: what is written, and between what it may be."""

    write: float
    least: float
    most: float


class Font(_Entry, frozen=True):
    """A typeface under all its names: `write` goes into files, each of `accept` is the same to a reader."""

    id: str
    name: Text
    write: str
    accept: tuple[str, ...] = ()


class TextStyle(_Entry, frozen=True):
    """How paragraphs of one role are set."""

    role: Role
    name: Text
    word: str  # the name of its style in a Word file
    font: str  # id of the font that is written
    size: float  # points, as written
    fonts: tuple[str, ...] = ()  # ids of further fonts that may stand in its place
    most: float | None = None  # the largest size that may stand in place of `size`
    align: Literal["left", "center", "both"] = "both"
    latin: str | None = None  # id of its font of letters and digits, where it is not the common one
    indent: int = 0  # of the first line, in characters
    spaced: bool = False  # has the exact line spacing of the page
    line: float | None = None  # exact line spacing of its own, in points


class TableSetting(_Entry, frozen=True):
    """How one table is set."""

    table: str
    labels: tuple[float, ...] = ()  # millimetres of the columns of row labels; the figures share what is left
    align: Literal["left", "center"] = "center"  # of the row labels


class Typography(_Entry, frozen=True):
    """Everything about how a report looks in print."""

    page: PageSetup
    lines: int  # on a page
    characters: int  # in a line
    spacing: Spacing
    latin: str  # id of the font of letters and digits
    fonts: tuple[Font, ...]
    styles: tuple[TextStyle, ...]
    page_number: str  # `{page}` stands for the number
    topic: str  # a heading of the second level: `{number}` and `{name}`
    # Regular expression: how a heading of the second level begins where a text is given in one piece.
    topic_opening: str
    caption: str  # of a table, for screen readers and web pages: `{name}` stands for the table's name
    draft: str  # what each page of a draft is marked with
    # What a title that is too long for one line is broken behind; `{year}` stands for the year.
    title_break: str = ""
    title_fill: str = ""  # RRGGBB behind the line that names a part of a table
    tables: tuple[TableSetting, ...] = ()

    def font(self, font_id: str) -> Font:
        """The font of that id. Raises KeyError."""
        return {font.id: font for font in self.fonts}[font_id]

    def style(self, role: Role) -> TextStyle:
        """The style of that role. Raises KeyError."""
        return {style.role: style for style in self.styles}[role]

    def table(self, table_id: str) -> TableSetting:
        """How that table is set; the plain way where the rulebook leaves it open."""
        return next((setting for setting in self.tables if setting.table == table_id), TableSetting(table=table_id))

    def is_topic(self, text: str) -> bool:
        """Whether a paragraph is nothing but a heading of the second level: numbered, one line, no sentence."""
        line = text.strip()
        return (
            len(line) <= self.characters
            and re.match(self.topic_opening, line) is not None
            and not any(mark in line[:-1] for mark in "。；！？：")
        )
