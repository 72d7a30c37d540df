"""Finding the statutory tables: which table is which, which row is which, and every figure in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct

from nianbao.document import Block, Paragraph, Place, Table
from nianbao.recognising.tables.columns import find_columns, row_figures
from nianbao.recognising.tables.cut_columns import whole_rows
from nianbao.recognising.tables.cut_rows import side_by_side
from nianbao.recognising.tables.forms import BlockForm, Form, Forms
from nianbao.recognising.tables.lines import KeyedTable, Piece, TableLine, is_figure, keyed, piece_of
from nianbao.recognising.tables.rows import wrong_labels
from nianbao.recognising.tables.set_with_blanks import Loose, loose_table
from nianbao.recognising.words import label_key, pair
from nianbao.report import ExtraLabel, FoundLabel, FoundSection, FoundTable, SurplusFigure, Value
from nianbao.rulebook.model import Leaf
from nianbao.text import normalise, parse_number

# A label of an official table has 40 characters at most.
_LONGEST_LABEL = 90


class _Row(Struct, frozen=True):
    """A line taken for a row of the form."""

    line: TableLine
    block: int
    index: int


class Tables:
    """The tables of a document, looked through once to be read by any number of forms."""

    def __init__(self, blocks: tuple[Block, ...], sections: tuple[FoundSection, ...], forms: Forms) -> None:
        self.blocks, self.sections = blocks, sections
        self.keyed = [keyed(block, at) for at, block in enumerate(blocks) if isinstance(block, Table)]
        self.pieces = _pieces(self.keyed, forms)

    def read(self, form: Form) -> FoundTable | None:
        """The table that has the form's id, read by that form; None where nothing of it is there."""
        if pieces := self.pieces.get(form.table.id):
            return _read(form, side_by_side(pieces, form))
        loose = _loose(self.blocks, self.sections, form)
        table = _read(form, [keyed(loose.table, loose.blocks[0])]) if loose else None
        if loose is None or table is None:
            return None
        paragraphs = tuple(dict.fromkeys(loose.blocks))
        return msgspec.structs.replace(table, paragraphs=paragraphs, disordered=loose.disordered)

    def words(self) -> frozenset[str]:
        """The key of every cell, and of every word of the paragraphs, in which a table may be set loosely."""
        cells = (key for table in self.keyed for _, keys in table.rows for key in keys)
        loose = (label_key(w) for b in self.blocks if isinstance(b, Paragraph) for w in b.text.split())
        return frozenset((*cells, *loose))


def find_tables(blocks: tuple[Block, ...], sections: tuple[FoundSection, ...], forms: Forms) -> tuple[FoundTable, ...]:
    """Every statutory table that is there, in the order of the rulebook."""
    tables = Tables(blocks, sections, forms)
    return tuple(table for form in forms.tables if (table := tables.read(form)))


def _pieces(tables: Iterable[KeyedTable], forms: Forms) -> dict[str, list[KeyedTable]]:
    """The tables that are a statutory one or part of one, by its id; nothing but paragraphs may part the parts."""
    pieces: dict[str, list[KeyedTable]] = {}
    last: int | None = None
    for table in tables:
        which = _which(table, forms)
        if which is None and _only_figures(table):
            which = last
        if which is not None:
            pieces.setdefault(forms.tables[which].table.id, []).append(table)
        last = which
    return pieces


def _only_figures(table: KeyedTable) -> bool:
    """Whether it may be the lower part of a table cut below its header."""
    return len(table.table.cells) > 1 and all(is_figure(key) for _, keys in table.rows for key in keys)


def _which(table: KeyedTable, forms: Forms) -> int | None:
    """The form that most of the table's words belong to; words that two forms share tell nothing."""
    keys = {key for _, row in table.rows for key in row if key and len(key) < _LONGEST_LABEL}
    telling = keys & forms.telling
    scores = [len(telling & form.vocabulary) for form in forms.tables]
    if not any(scores):
        joined = [k for k in keys if len(k) > 6 and forms.is_table_text(k)]
        scores = [sum(k in form.print for k in joined) for form in forms.tables]
    best = max(scores, default=0)
    return scores.index(best) if best >= 1 else None


def _loose(blocks: tuple[Block, ...], sections: tuple[FoundSection, ...], form: Form) -> Loose | None:
    section = next((s for s in sections if s.id == form.table.section), None)
    where = list(enumerate(blocks))
    if section:
        start = section.heading.block + 1
        where = where[start : start + len(section.blocks)]
    return loose_table(where, form)


def _read(form: Form, tables: Sequence[KeyedTable]) -> FoundTable | None:
    row_words = frozenset(w for b in form.blocks for ws in b.row_words for w in ws if w)
    pieces = [piece_of(table, number, row_words) for number, table in enumerate(tables)]
    stated = [line for piece in _once(pieces, row_words) for line in piece.lines if not line.blank]
    lines = whole_rows(stated, row_words, lambda line: _may_be_row(line, form))
    candidates = [line for line in lines if _may_be_row(line, form)]
    rows = list(_rows(candidates, form)) or list(_blank_rows(pieces, form))
    if not rows:
        return None
    return _Reader(form, pieces, lines, candidates, rows).table()


def _once(pieces: list[Piece], row_words: frozenset[str]) -> Iterator[Piece]:
    """The pieces without a second copy of the table: one that has only rows that are already there."""
    seen: set[str] = set()
    for piece in pieces:
        rows = {key for line in piece.lines for key in line.keys if key in row_words}
        if not rows or not rows <= seen:
            seen |= rows
            yield piece


def _may_be_row(line: TableLine, form: Form) -> bool:
    """Rows of figures: what is neither a header, nor the line above one, nor a remark under the table."""
    label = line.label
    if not line.figures and line.labels != 1:
        return False
    for block in form.blocks:
        if any(words and label.endswith(words[0]) and words[0] for words in block.row_words):
            return True
        frame = {w for words in block.header_words for w in words} | {block.corner, block.label} - {""}
        if any(key in frame for key in line.keys if key) and not any(line.keys[line.labels :]):
            return False
    return any(line.keys[line.labels :]) or len(line.figures) >= len(form.blocks[0].columns) > 1


def _rows(candidates: Sequence[TableLine], form: Form) -> Iterator[_Row]:
    places = [(b, i) for b, block in enumerate(form.blocks) for i in range(len(block.rows))]
    words = [form.blocks[b].row_words[i] for b, i in places]
    groups = frozenset(key for block in form.blocks for key in block.group_keys)
    found = pair([_row_key(line, words, groups) for line in candidates], words)
    for line, at in zip(candidates, found, strict=True):
        if at is not None:
            yield _Row(line, *places[at])


def _row_key(line: TableLine, words: Sequence[Sequence[str]], groups: frozenset[str]) -> str:
    """The key of the row's own label: the last label cell, or the end of it where a group's label runs into it."""
    if not line.labels:
        return ""
    last = line.keys[line.labels - 1]
    known = [w for ws in words for w in ws if w]
    if last in known:
        return last
    if last in groups:
        return ""
    return max((w for w in known if line.label.endswith(w)), key=len, default=last)


def _blank_rows(pieces: Sequence[Piece], form: Form) -> Iterator[_Row]:
    """A table of one row without a label that has one, or is empty: the first line of figures that is wide enough."""
    for number, block in enumerate(form.blocks):
        if len(block.rows) == 1 and not block.rows[0].label:
            wide = (
                line
                for piece in pieces
                for line in piece.lines
                if len(line.figures) * 2 >= len(block.columns)
                and (all(map(is_figure, line.keys)) or any(line.keys[line.labels :]))
            )
            if line := next(wide, None):
                yield _Row(line, number, 0)
            elif _has_header(pieces, block):
                # In plain text a row of empty cells is an empty line, and gone.
                yield _Row(TableLine((), (), 0, 0, len(pieces[0].lines)), number, 0)


def _has_header(pieces: Sequence[Piece], block: BlockForm) -> bool:
    stated = [key for piece in pieces for line in piece.lines for key in line.keys]
    return sum(words[0] in stated for words in block.header_words) * 2 > len(block.header_words)


class _Reader:
    """Puts one table together, block by block."""

    def __init__(
        self, form: Form, pieces: list[Piece], lines: Sequence[TableLine], candidates: list[TableLine], rows: list[_Row]
    ) -> None:
        self.form, self.pieces, self.lines, self.rows = form, pieces, lines, rows
        taken = {id(row.line) for row in rows}
        self.strays = [line for line in candidates if id(line) not in taken]
        self.values: dict[tuple[str, str], Value] = {}
        self.wrong_rows: list[FoundLabel] = []
        self.wrong_columns: list[FoundLabel] = []
        self.missing_columns: list[FoundLabel] = []
        self.extra_columns: list[ExtraLabel] = []
        self.surplus: list[SurplusFigure] = []

    def table(self) -> FoundTable:
        """The table with all its blocks read."""
        for number, block in enumerate(self.form.blocks):
            rows = [row for row in self.rows if row.block == number]
            if rows:
                self._block(block, rows)
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
        )

    def _leaf(self, row: _Row) -> Leaf:
        return self.form.blocks[row.block].rows[row.index]

    def _block(self, block: BlockForm, rows: list[_Row]) -> None:
        columns = find_columns(block, self._headers(rows), [row.line for row in rows], self.pieces)
        self.wrong_columns += columns.wrong
        self.missing_columns += columns.missing
        self.extra_columns += columns.extra
        present = [leaf for leaf, at in zip(block.columns, columns.at, strict=True) if at is not None]
        for row in rows:
            cells, over = row_figures(row.line, columns, self.pieces)
            self.surplus += [SurplusFigure(c.text, self._leaf(row).id, c.place) for c in over]
            for leaf, cell in zip(present, cells, strict=True):
                raw = cell.text if cell else ""
                place = cell.place if cell else self._place(row)
                self.values[self._leaf(row).id, leaf.id] = Value(raw, parse_number(raw) if raw else None, place)
        gridded = all(self.pieces[row.line.piece].table.gridded for row in rows)
        self.wrong_rows += wrong_labels(block, [(row.line, row.index) for row in rows], gridded)

    def _place(self, row: _Row) -> Place:
        return row.line.cells[0].place if row.line.cells else self.pieces[row.line.piece].table.place

    def _headers(self, rows: list[_Row]) -> list[TableLine]:
        """The lines between the rows of the block before and the first of this one."""
        taken = {id(row.line) for row in self.rows}
        headers: list[TableLine] = []
        for line in self.lines:
            if line is rows[0].line:
                break
            if id(line) in taken:
                headers = []
            else:
                headers.append(line)
        return headers

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
        last: str | None = None
        order = {id(row.line): self._leaf(row).id for row in self.rows}
        strays = {id(line) for line in self.strays if any(normalise(c.text) for c in line.figures)}
        for line in self.lines:
            last = order.get(id(line), last)
            if id(line) in strays:
                stated = line.cells[max(line.labels - 1, 0)]
                yield ExtraLabel(stated.text if line.labels else "", stated.place, last)


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
