"""Which line of a table is which row of the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import dropwhile

from msgspec import Struct
from msgspec.structs import replace

from nianbao.recognising.tables.cut_columns import whole_rows
from nianbao.recognising.tables.forms import BlockForm, Form
from nianbao.recognising.tables.lines import Piece, TableLine, is_figure
from nianbao.recognising.tables.out_of_order import exchanges
from nianbao.recognising.words import pair
from nianbao.text import normalise

# So many columns in order are numbered by a line; fewer may be figures.
_FEWEST = 3


class MatchedRow(Struct, frozen=True):
    """A line taken for a row of the form; `told` is False where another with other figures is as much that row."""

    line: TableLine
    block: int
    index: int
    told: bool = True


class MatchedRows(Struct, frozen=True):
    """The lines of a table, those that may be rows of figures, and the rows that they were taken for."""

    lines: tuple[TableLine, ...]
    candidates: tuple[TableLine, ...]
    rows: tuple[MatchedRow, ...]
    numbering: frozenset[tuple[int, int]] = frozenset()  # where lines stand that number the columns: 栏次 1 2 3

    def headers_of(self, first: MatchedRow) -> list[TableLine]:
        """The lines between the rows of the block before and the first of this one."""
        taken = {row.line.at for row in self.rows}
        headers: list[TableLine] = []
        for line in self.lines:
            if line is first.line:
                break
            if line.at in taken:
                headers = []
            elif line.at not in self.numbering:
                headers.append(line)
        return headers

    def strays(self) -> Iterator[tuple[TableLine, MatchedRow | None]]:
        """The lines of figures that are no row of the form, each with the row before it."""
        rows = {row.line.at: row for row in self.rows}
        stray = {
            line.at for line in self.candidates if line.at not in rows and any(normalise(c.text) for c in line.figures)
        }
        last: MatchedRow | None = None
        for line in self.lines:
            last = rows.get(line.at, last)
            if line.at in stray:
                yield line, last


def match_rows(pieces: list[Piece], form: Form) -> MatchedRows:
    """The rows of a table that is spread over these pieces."""
    stated = [line for piece in pieces for line in piece.lines if not line.blank]
    lines = whole_rows(stated, form.row_words, lambda line: _may_be_row(line, form))
    candidates = tuple(line for line in lines if _may_be_row(line, form))
    numbering = frozenset(line.at for line in candidates if _numbers_columns(line, form))
    eligible = [line for line in candidates if line.at not in numbering]
    rows = tuple(_rows(eligible, form)) or tuple(_blank_rows(pieces, form))
    if len(rows) < len(eligible):
        rows = tuple(_contested(rows, eligible, form))
    return MatchedRows(lines, candidates, rows, numbering)


def _numbers_columns(line: TableLine, form: Form) -> bool:
    """Whether the figures of a line are but the numbers of the columns, as statistical tables print them."""
    numbers = [*dropwhile(lambda key: not key, line.keys[line.labels :])]
    if len(numbers) < _FEWEST or numbers != [str(n) for n in range(1, len(numbers) + 1)]:
        return False
    return not any(line.labels and line.label.endswith(block.row_labels) for block in form.blocks)


def _contested(rows: Sequence[MatchedRow], eligible: Sequence[TableLine], form: Form) -> Iterator[MatchedRow]:
    """The rows, those that stand a second time with other figures as not to be told."""
    taken = {row.line.at for row in rows}
    others: dict[str, list[TableLine]] = {}
    for line in eligible:
        if line.at not in taken and _stated_figures(line):
            others.setdefault(line.keys[line.labels - 1] if line.labels else "", []).append(line)
    for row in rows:
        block = form.blocks[row.block]
        if block.rows[row.index].label:
            rivals = others.get(row.line.keys[row.line.labels - 1], []) if row.line.labels else []
        else:
            wide = len(block.columns) / 2
            rivals = [line for lines in others.values() for line in lines if len(_stated_figures(line)) > wide]
        own = _stated_figures(row.line)
        yield row if all(_stated_figures(line) == own for line in rivals) else replace(row, told=False)


def _stated_figures(line: TableLine) -> list[str]:
    return [key for key in line.keys[line.labels :] if key]


def _may_be_row(line: TableLine, form: Form) -> bool:
    """Rows of figures: what is neither a header, nor the line above one, nor a remark under the table."""
    label = line.label
    if not line.figures and line.labels != 1:
        return False
    for block in form.blocks:
        if label.endswith(block.row_labels):
            return True
        if not block.frame_words.isdisjoint(line.keys) and not any(line.keys[line.labels :]):
            return False
    return any(line.keys[line.labels :]) or len(line.figures) >= len(form.blocks[0].columns) > 1


def _rows(candidates: Sequence[TableLine], form: Form) -> Iterator[MatchedRow]:
    places = [(b, i) for b, block in enumerate(form.blocks) for i in range(len(block.rows))]
    words = [form.blocks[b].row_words[i] for b, i in places]
    groups = frozenset(key for block in form.blocks for key in block.group_keys)
    known = frozenset(word for wordings in words for word in wordings if word)
    found = pair([_row_key(line, known, groups) for line in candidates], words)
    _keep_in_block(found, places, form)
    for line, at in zip(candidates, found, strict=True):
        if at is not None:
            yield MatchedRow(line, *places[at])


def _keep_in_block(found: list[int | None], places: Sequence[tuple[int, int]], form: Form) -> None:
    """Take two labels that have changed places between blocks of other columns for each other's: figures stay."""
    there = [at for at, row in enumerate(found) if row is not None]
    order = [row for row in found if row is not None]
    for here, other in exchanges(order) or ():
        one, two = (form.blocks[places[order[at]][0]] for at in (here, other))
        if one.block.columns != two.block.columns:
            found[there[here]], found[there[other]] = order[other], order[here]


def _row_key(line: TableLine, known: frozenset[str], groups: frozenset[str]) -> str:
    """The key of the row's own label: the last label cell, or the end of it where a group's label runs into it."""
    if not line.labels:
        return ""
    last = line.keys[line.labels - 1]
    if last in known:
        return last
    if last in groups:
        return ""
    return max((w for w in known if line.label.endswith(w)), key=len, default=last)


def _blank_rows(pieces: Sequence[Piece], form: Form) -> Iterator[MatchedRow]:
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
                yield MatchedRow(line, number, 0)
            elif _has_header(pieces, block):
                # In plain text a row of empty cells is an empty line, and gone.
                yield MatchedRow(TableLine((), (), 0, 0, len(pieces[0].lines)), number, 0)


def _has_header(pieces: Sequence[Piece], block: BlockForm) -> bool:
    stated = [key for piece in pieces for line in piece.lines for key in line.keys]
    return sum(words[0] in stated for words in block.header_words) * 2 > len(block.header_words)
