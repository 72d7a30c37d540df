"""A document as its reader sees it, whatever the file was: paragraphs, tables and pictures in reading order.

Readers (`nianbao.reading`) make Documents; nothing behind them knows XML, HTML or PDF. Text is kept to the
letter: it is normalised only where it is compared (`nianbao.text`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from msgspec import Struct

from nianbao.formats import Format

if TYPE_CHECKING:
    from nianbao.typesetting import Typesetting

TraceKind = Literal["tracked-change", "comment", "hidden-text"]


class Place(Struct, frozen=True):
    """Where something stands. Pages and lines count from 1 and are None where the file has none."""

    page: int | None = None
    line: int | None = None
    # What finds the thing again in its file, in the words of the reader that made it, e.g. "p[12]".
    anchor: str = ""
    # The characters of its text that are meant, from and to; None for all of it.
    span: tuple[int, int] | None = None
    # Where else it stands: the other paragraphs of a heading that is broken over several.
    rest: tuple[Place, ...] = ()

    def cut(self, start: int, end: int, line: int | None = None) -> Place:
        """The place of those characters of what stands here; `line` is the line that they begin in, if another one.

        Of what is broken over several things it cannot be told which of them they are in: the place is all of it.
        """
        first = self.span[0] if self.span else 0
        span = None if self.rest else (first + start, first + end)
        return Place(self.page, self.line if line is None else line, self.anchor, span, self.rest)

    def through(self, *others: Place) -> Place:
        """The place of what stands here and goes on there."""
        rest = (*self.rest, *(part for other in others for part in other.parts))
        return Place(self.page, self.line, self.anchor, self.span, rest)

    @property
    def parts(self) -> tuple[Place, ...]:
        """The place of each thing that it stands in."""
        return Place(self.page, self.line, self.anchor, self.span), *self.rest


class Paragraph(Struct, frozen=True, tag=True):
    """One paragraph as shown, an automatic number included; a line break inside it is "\\n", a tab "\\t"."""

    text: str
    place: Place = Place()
    # 1 to 9 where the file itself says that this is a heading of that level (Word outline level, h1 to h6).
    level: int | None = None
    # The automatic number that `text` begins with, "" where the number was typed or there is none.
    number: str = ""


class Cell(Struct, frozen=True):
    """A cell of the logical grid; a merged cell stands once, at its top left corner, with its spans."""

    text: str
    row: int  # from 0
    column: int  # from 0
    rows: int = 1
    columns: int = 1
    place: Place = Place()
    picture: bool = False


class Table(Struct, frozen=True, tag=True):
    """Cells in reading order (by row, then column).

    `gridded` is False where columns are only an order, not a position: cells told apart by tabs or spaces,
    which shift from row to row.
    """

    cells: tuple[Cell, ...]
    place: Place = Place()
    gridded: bool = True


class Picture(Struct, frozen=True, tag=True):
    """A picture that stands by itself or in a paragraph; `text` is its alternative text."""

    text: str = ""
    place: Place = Place()


Block: TypeAlias = Paragraph | Table | Picture


class Trace(Struct, frozen=True):
    """What an editor left in the file and a reader of the printed page would not see."""

    kind: TraceKind
    text: str
    place: Place = Place()


class Source(Protocol):
    """The file behind a document, for what is read only when somebody asks and for writing it back."""

    @property
    def typesetting(self) -> Typesetting | None:
        """How the file is set, read once; None where it does not tell. Raises ReadError as reading does."""

    @property
    def data(self) -> bytes:
        """The package that `nianbao.ooxml.editing` changes at the places of the document."""


class Document(Struct, frozen=True):
    """Everything read from one file; `format` is what the content is, not what the file name says."""

    blocks: tuple[Block, ...]
    format: Format
    traces: tuple[Trace, ...] = ()
    # None where the format tells nothing more and cannot be written back.
    source: Source | None = None

    def __repr__(self) -> str:
        return f"<Document {self.format}: {len(self.blocks)} blocks>"


def rows_of(table: Table) -> list[list[Cell]]:
    """The cells that begin in each row, by row number; a row without one of its own is an empty list."""
    rows: list[list[Cell]] = [[] for _ in range(max((c.row + c.rows for c in table.cells), default=0))]
    for cell in table.cells:
        rows[cell.row].append(cell)
    return rows
