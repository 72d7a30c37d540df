"""A document as its reader sees it, whatever the file was: paragraphs, tables and pictures in reading order.

Readers (`nianbao.reading`) make Documents; nothing behind them knows XML, HTML or PDF. Text is kept to the
letter: it is normalised only where it is compared (`nianbao.text`).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from msgspec import Struct

from nianbao.formats import Format
from nianbao.place import Place

if TYPE_CHECKING:
    from nianbao.rewriting import Rewriter
    from nianbao.typesetting import Typesetting

__all__ = [
    "Block", "Cell", "Document", "Paragraph", "Picture", "Place", "Source", "Table", "Trace", "TraceKind", "rows_of",
]  # fmt: skip

TraceKind = Literal["tracked-change", "comment", "hidden-text"]


class Paragraph(Struct, frozen=True, tag=True, gc=False):
    """One paragraph as shown, an automatic number included; a line break inside it is "\\n", a tab "\\t"."""

    text: str
    place: Place = Place()
    # 1 to 9 where the file itself says that this is a heading of that level (Word outline level, h1 to h6).
    level: int | None = None
    # The automatic number that `text` begins with, "" where the number was typed or there is none.
    number: str = ""


class Cell(Struct, frozen=True, gc=False):
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
        """The file as it was read; of a Word file the package that `nianbao.ooxml.editing` changes at its places."""

    @property
    def may_track(self) -> bool:
        """Whether the file can hold changes that are still to be accepted."""

    def rewriter(self, tracked: datetime | None = None) -> Rewriter | None:
        """The file open to be changed; None where it cannot be written back.

        Changes are made for good, or `tracked` from that time on. Raises ReadError as reading does.
        """


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
