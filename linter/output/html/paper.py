"""The report as it was read, in blocks of marked words, cells and numbers, ready for the template."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from linter.output.style import Presentation
from linter.transcript import Spot, Transcript
from nianbao.document import Cell, Paragraph, Picture, Table, rows_of
from nianbao.i18n import Text
from nianbao.rulebook.model import Severity
from nianbao.shown import visible_lines

_GRAVEST: tuple[Severity, ...] = ("error", "warning", "info")
_GO = Text("{severity} 第{n}条", "{severity}, number {n}")
_Kind: TypeAlias = Literal["title", "section", "topic", "text", "table", "picture"]


class Numbered(NamedTuple):
    """A finding by its number on the page, with where it shows."""

    number: int
    severity: Severity
    word: str  # its severity as the page says it
    spots: tuple[Spot, ...]


class Badge(Struct, frozen=True):
    """The number of a finding at its place; the first of a finding is where its link goes."""

    number: int
    severity: Severity
    label: str
    first: bool
    after: bool


class Run(Struct, frozen=True):
    """Words with the gravest of the findings that are about them, "" for none."""

    text: str
    severity: Severity | Literal[""]


class Piece(Struct, frozen=True):
    """A paragraph or cell: its words and the numbers that stand at it. `kind` is whose tag it gets."""

    kind: str
    runs: tuple[Run, ...]
    badges: tuple[Badge, ...]
    severity: Severity | Literal[""] = ""
    rows: int = 1
    columns: int = 1
    scope: str = ""


class Block(Struct, frozen=True):
    """A paragraph or a table of the report."""

    kind: _Kind
    piece: Piece | None = None
    name: str = ""
    rows: tuple[tuple[Piece, ...], ...] = ()
    badges: tuple[Badge, ...] = ()  # of the table as a whole


class Paper:
    """Draws the blocks of a report with the marks of its findings."""

    def __init__(self, transcript: Transcript, findings: Iterable[Numbered], style: Presentation) -> None:
        self._transcript, self._style = transcript, style
        self._at: dict[tuple[int, int | None], list[tuple[Numbered, Spot, bool]]] = defaultdict(list)
        for finding in findings:
            for nth, spot in enumerate(finding.spots):
                self._at[spot.block, spot.cell].append((finding, spot, nth == 0))

    def blocks(self) -> list[Block]:
        """All blocks in their order; empty paragraphs are left out."""
        return [drawn for number, block in enumerate(self._transcript.blocks) if (drawn := self._block(number, block))]

    def _block(self, number: int, block: Paragraph | Table | Picture) -> Block | None:
        if isinstance(block, Table):
            name = self._style.say(self._transcript.names.get(number, Text("", "")))
            order = {id(cell): n for n, cell in enumerate(block.cells)}
            rows = tuple(self._row(number, [(order[id(cell)], cell) for cell in row]) for row in rows_of(block))
            rows = rows if block.gridded else _flush_right(rows)
            return Block("table", name=name, rows=rows, badges=self._badges(number, None))
        if isinstance(block, Picture):
            return Block("picture", self._piece(number, None, block.text, "picture"))
        if not block.text.strip() and (number, None) not in self._at:
            return None
        role = self._transcript.roles[number]
        return Block(role, self._piece(number, None, block.text, role))

    def _row(self, number: int, row: list[tuple[int, Cell]]) -> tuple[Piece, ...]:
        scope = "row" if any((number, n) in self._transcript.figures for n, _ in row) else "col"
        return tuple(self._cell(number, n, cell, scope) for n, cell in row)

    def _cell(self, number: int, n: int, cell: Cell, scope: str) -> Piece:
        known = number in self._transcript.names
        head = known and (number, n) not in self._transcript.figures and bool(cell.text.strip())
        piece = self._piece(number, n, cell.text, "th" if head else "td")
        return replace(piece, rows=cell.rows, columns=cell.columns, scope=scope if head else "")

    def _piece(self, number: int, cell: int | None, text: str, kind: str) -> Piece:
        marks = [(f.severity, spot.span) for f, spot, _ in self._at.get((number, cell), ()) if not spot.after]
        whole = _gravest(severity for severity, span in marks if span is None)
        parts = [(severity, span) for severity, span in marks if span is not None]
        words = _runs(text, whole if cell is None else "", parts)  # a cell is marked as such
        return Piece(kind, tuple(words), self._badges(number, cell), whole)

    def _badges(self, number: int, cell: int | None) -> tuple[Badge, ...]:
        here = self._at.get((number, cell), ())
        return tuple(
            Badge(f.number, f.severity, self._style.say(_GO, severity=f.word, n=f.number), first, spot.after)
            for f, spot, first in here
        )


def _flush_right(rows: tuple[tuple[Piece, ...], ...]) -> tuple[tuple[Piece, ...], ...]:
    """Rows whose cells are only an order, as wide as the widest: the label in front of the figures takes the room."""
    width = max(map(len, rows), default=0)
    return tuple(_widened(row, width - len(row)) if row else row for row in rows)


def _widened(row: tuple[Piece, ...], more: int) -> tuple[Piece, ...]:
    label = max((n for n, piece in enumerate(row) if piece.kind == "th"), default=len(row) - 1)
    return tuple(replace(piece, columns=piece.columns + more) if n == label else piece for n, piece in enumerate(row))


def _gravest(severities: Iterable[Severity]) -> Severity | Literal[""]:
    found = set(severities)
    return next((severity for severity in _GRAVEST if severity in found), "")


def _runs(text: str, whole: Severity | Literal[""], parts: list[tuple[Severity, tuple[int, int]]]) -> Iterable[Run]:
    cuts = sorted({0, len(text), *(edge for _, span in parts for edge in span)})
    for start, end in pairwise(cuts):
        over = [severity for severity, span in parts if span[0] <= start and end <= span[1]]
        yield Run(visible_lines(text[start:end]), _gravest([*over, *([whole] if whole else [])]))
