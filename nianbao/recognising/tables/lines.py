"""The rows of a table as they stand in the document: what is label, what is figure."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from nianbao.document import Cell, Table, rows_of
from nianbao.patterns import LazyPattern
from nianbao.recognising.tables.forms import Form
from nianbao.recognising.words import label_key

# What people put where a figure belongs: numbers with or without a unit or a note in brackets, strokes, "none".
_FIGURE = LazyPattern(
    r"[+-]?\d[\d.,]*(?:[%‰]|万?[元件条份个宗起项])?(?:\([^()]{2,40}\))?|[+-]?[.,]+|[-/\\*.]{1,4}|无|零|○|〇"
)


class TableLine(Struct, frozen=True):
    """One row: its own cells, each with its key, split into label cells and figure cells."""

    cells: tuple[Cell, ...]
    keys: tuple[str, ...]
    labels: int  # how many cells at the front are label
    piece: int  # which piece of the table it stands in
    row: int  # its row in that piece

    @property
    def at(self) -> tuple[int, int]:
        """Where it stands: no other line of the table stands there."""
        return self.piece, self.row

    @property
    def figures(self) -> tuple[Cell, ...]:
        """The cells behind the label, blank ones too."""
        return self.cells[self.labels :]

    @property
    def label(self) -> str:
        """The keys of all label cells, from left to right."""
        return "".join(self.keys[: self.labels])

    @property
    def blank(self) -> bool:
        """Whether no cell of the row holds anything."""
        return not any(self.keys)


class KeyedTable(Struct, frozen=True):
    """A table of the document, or a loosely set one put together from paragraphs, with the key of every cell.

    Keys are what costs: they are made once, however many forms the table is then read by.
    """

    table: Table
    rows: tuple[tuple[tuple[Cell, ...], tuple[str, ...]], ...]  # the cells that begin in each row, and their keys
    cover: dict[tuple[int, int], Cell]  # the cell at each place of the grid; empty where there is no grid
    ends: dict[int, int]  # the last column that a cell covers in each row of the grid
    block: int  # where it stands in the report
    tabbed: bool = False  # cells are told apart by marks of their own, not by blanks


class Piece(Struct, frozen=True):
    """A table of the document as lines, its labels told from its figures as one form has them."""

    source: KeyedTable
    lines: tuple[TableLine, ...]

    @property
    def cover(self) -> dict[tuple[int, int], Cell]:
        """The cell at each place of the grid; empty where there is no grid."""
        return self.source.cover

    @property
    def table(self) -> Table:
        """The table as it was read."""
        return self.source.table


def is_figure(key: str) -> bool:
    """Whether the text is what stands in a cell of figures, blank or odd ones included."""
    return not key or key.isdecimal() or _FIGURE.fullmatch(key) is not None


def keyed(table: Table, block: int, *, tabbed: bool = True) -> KeyedTable:
    """The table with the key of every cell; `block` is where it stands in the report.

    `tabbed` is False for one that was put together from figures set apart by blanks.
    """
    rows = tuple(
        [(tuple(cells), tuple([label_key(c.text) if c.text else "" for c in cells])) for cells in rows_of(table)]
    )
    cover = _cover(table) if table.gridded else {}
    return KeyedTable(table, rows, cover, _ends(table) if table.gridded else {}, block, tabbed)


def piece_of(source: KeyedTable, number: int, form: Form) -> Piece:
    """A table as lines: where a row label of the form ends, the figures begin."""
    lines = (
        TableLine(cells, keys, _label_cells(keys, form), number, index)
        for index, (cells, keys) in enumerate(source.rows)
    )
    return Piece(source, tuple(lines))


def _cover(table: Table) -> dict[tuple[int, int], Cell]:
    cover: dict[tuple[int, int], Cell] = {}
    for cell in table.cells:
        if cell.rows == cell.columns == 1:
            cover[cell.row, cell.column] = cell
        else:
            for row in range(cell.row, cell.row + cell.rows):
                for column in range(cell.column, cell.column + cell.columns):
                    cover[row, column] = cell
    return cover


def _ends(table: Table) -> dict[int, int]:
    ends: dict[int, int] = {}
    for cell in table.cells:
        last = cell.column + cell.columns - 1
        for row in range(cell.row, cell.row + cell.rows) if cell.columns else ():
            if last >= ends.get(row, 0):
                ends[row] = last
    return ends


def _label_cells(keys: Sequence[str], form: Form) -> int:
    for index, key in enumerate(keys):
        if key in form.row_words:
            # Converters that part a merged cell leave its words in every part.
            return next((i for i in range(index + 1, len(keys)) if keys[i] != key), len(keys))
    if is_unlabelled_row(keys, form):
        return 0 if is_figure(keys[0]) else len(keys) - form.unlabelled
    last = 0
    for index, key in enumerate(keys):
        if not is_figure(key):
            last = index + 1
    return last


def is_unlabelled_row(keys: Sequence[str], form: Form) -> bool:
    """Whether these cells are the figures of the form's row without a label, some of which are no numbers."""
    if not form.unlabelled or len(keys) < form.unlabelled or any(key in form.vocabulary for key in keys):
        return False
    return 2 * sum(map(is_figure, keys)) > len(keys)
