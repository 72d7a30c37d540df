"""Putting a table together: every figure in its place, and what is wrong, missing or left over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from nianbao.document import Cell, Place
from nianbao.patterns import LazyPattern
from nianbao.recognising.tables.forms import BlockForm, Form
from nianbao.recognising.tables.frames import wrong_label
from nianbao.recognising.tables.lines import KeyedTable, Piece, piece_of
from nianbao.recognising.tables.matched_rows import MatchedRow, MatchedRows, match_rows
from nianbao.recognising.tables.out_of_order import moved, without_exchanged
from nianbao.recognising.tables.pieces import columns_by_piece
from nianbao.recognising.tables.row_cells import row_cells
from nianbao.recognising.tables.rows import wrong_labels
from nianbao.report import ExtraLabel, FoundLabel, FoundTable, Moved, SurplusFigure, Value
from nianbao.rulebook.equations import CellRef
from nianbao.rulebook.model import Leaf
from nianbao.text import MAX_DIGITS, parse_number

# A hundred times what all licences of the country are in a year.
_TOO_WIDE = Decimal(10) ** 12


def assembly_of(form: Form, tables: Sequence[KeyedTable]) -> Assembly | None:
    """What puts the table together that is spread over these pieces; None where no row of it is there."""
    pieces = [piece_of(table, number, form) for number, table in enumerate(tables)]
    matched = match_rows(pieces, form)
    return Assembly(form, pieces, matched) if matched.rows else None


class Assembly:
    """Puts one table together, block by block."""

    def __init__(self, form: Form, pieces: list[Piece], matched: MatchedRows) -> None:
        self.form, self.pieces, self.matched, self.rows = form, pieces, matched, matched.rows
        self.values: dict[CellRef, Value] = {}
        self.cells: dict[CellRef, Cell] = {}  # in which the values stand that have a cell
        self.wrong_rows: list[FoundLabel] = []
        self.wrong_columns: list[FoundLabel] = []
        self.missing_columns: list[FoundLabel] = []
        self.extra_columns: list[ExtraLabel] = []
        self.surplus: list[SurplusFigure] = []
        self.moved: list[Moved] = []

    def table(self) -> FoundTable:
        """The table with all its blocks read."""
        for number, block in enumerate(self.form.blocks):
            rows = [row for row in self.rows if row.block == number]
            if rows:
                self._block(block, rows)
        self._find_moved()
        first = self.pieces[self.rows[0].line.piece]
        return FoundTable(
            form=self.form.table,
            place=first.table.place,
            values=self.values,
            rows=tuple(self._leaf(row).id for row in self.rows),
            wrong_rows=tuple(self.wrong_rows),
            wrong_columns=tuple(self.wrong_columns),
            missing_rows=tuple(self._missing()),
            missing_columns=tuple(self.missing_columns),
            extra_rows=tuple(self._extra_rows()),
            extra_columns=tuple(self.extra_columns),
            surplus=tuple(self.surplus),
            moved=tuple(self.moved),
        )

    def _find_moved(self) -> None:
        """What stands out of order, labels that stand in each other's place with it."""
        before = [
            sum(len(block.rows) for block in self.form.blocks[:number]) for number in range(len(self.form.blocks))
        ]
        labels = [FoundLabel(leaf.label, leaf.label, leaf.id, self._place(row)) for row, leaf in self._leaves()]
        self.wrong_rows, rows = without_exchanged("row", self.wrong_rows)
        self.wrong_columns, columns = without_exchanged("column", self.wrong_columns)
        self.moved += [*moved("row", [before[row.block] + row.index for row in self.rows], labels), *rows, *columns]

    def _leaves(self) -> Iterator[tuple[MatchedRow, Leaf]]:
        return ((row, self._leaf(row)) for row in self.rows)

    def _leaf(self, row: MatchedRow) -> Leaf:
        return self.form.blocks[row.block].rows[row.index]

    def _block(self, block: BlockForm, rows: Sequence[MatchedRow]) -> None:
        headers = self.matched.headers_of(rows[0])
        by_piece = columns_by_piece(block, headers, [row.line for row in rows], self.pieces)
        columns = next(iter(by_piece.values()))
        if label := wrong_label(block, headers):
            self.wrong_rows.append(label)
        self.wrong_columns += columns.wrong
        self.missing_columns += columns.missing
        self.extra_columns += columns.extra
        self.moved += columns.moved
        present = [leaf for leaf, at in zip(block.columns, columns.at, strict=True) if at is not None]
        for row in rows:
            own = self._leaf(row).id
            cells, over = row_cells(row.line, by_piece[row.line.piece], self.pieces[row.line.piece].source)
            self.surplus += [SurplusFigure(c.text, own, c.place) for c in over]
            for leaf, cell in zip(present, cells, strict=True) if row.told and not over else ():
                if cell:
                    self.cells[own, leaf.id] = cell
                self.values[own, leaf.id] = value_in(cell) if cell else Value("", None, self._place(row))
        gridded = all(self.pieces[row.line.piece].table.gridded for row in rows)
        self.wrong_rows += wrong_labels(block, [(row.line, row.index) for row in rows], gridded)

    def _place(self, row: MatchedRow) -> Place:
        return row.line.cells[0].place if row.line.cells else self.pieces[row.line.piece].table.place

    def _missing(self) -> Iterator[FoundLabel]:
        """Rows that are not there; a group or a block that is wholly absent stands once."""
        found = {(row.block, row.index) for row in self.rows}
        place = self._place(self.rows[0])
        for number, block in enumerate(self.form.blocks):
            absent = [i for i in range(len(block.rows)) if (number, i) not in found]
            if len(absent) == len(block.rows):
                yield FoundLabel("", block.block.label or block.rows[0].label, block.rows[0].id, place)
                continue
            yield from _absent_rows(block, absent, place)

    def _extra_rows(self) -> Iterator[ExtraLabel]:
        for line, before in self.matched.strays():
            stated = line.cells[max(line.labels - 1, 0)]
            after = self._leaf(before).id if before else None
            yield ExtraLabel(stated.text if line.labels else "", stated.place, after)


# Figures that stand beside each other. Single digits with a blank between are letter-spaced: they are one figure.
_SET_APART = LazyPattern(r"\d(?:\s*\t\s*|\s{2,})\d|\d\d\s\d|\d\s\d\d")


def value_in(cell: Cell) -> Value:
    """What a cell holds."""
    return Value(cell.text, _number(cell.text) if cell.text else None, cell.place)


def _number(raw: str) -> Decimal | None:
    """The figure in a cell, None for no number, and for several: on lines of their own, apart, or too wide for one."""
    return _known_figure(raw) if len(raw) <= MAX_DIGITS else _figure(raw)


def _figure(raw: str) -> Decimal | None:
    if "\n" in raw.strip() or _SET_APART.search(raw):
        return None
    number = parse_number(raw)
    return number if number is None or abs(number) < _TOO_WIDE else None


# Most cells of a report hold one of a few figures.
_known_figure = lru_cache(maxsize=1024)(_figure)


def _absent_rows(block: BlockForm, absent: list[int], place: Place) -> Iterator[FoundLabel]:
    done: set[int] = set()
    for i in absent:
        if i in done:
            continue
        leaf = block.rows[i]
        for depth, group in enumerate(leaf.groups):
            members = [j for j, other in enumerate(block.rows) if group in other.groups[: depth + 1]]
            if len(members) > 1 and set(members) <= set(absent):
                done.update(members)
                path = ".".join(g.id for g in leaf.groups[: depth + 1] if g.id)
                yield FoundLabel("", group.label, path or leaf.id, place)
                break
        else:
            yield FoundLabel("", leaf.label, leaf.id, place)
