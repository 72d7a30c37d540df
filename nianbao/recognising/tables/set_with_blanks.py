"""Statutory tables in plain text without tabs: labels broken over lines, figures set apart by blanks.

Only the rulebook knows where a label ends there. The label text of the region is one stream, in which the
official labels are looked up in their order; each run of figures belongs to the label that begins last before it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct

from nianbao.document import Block, Cell, Place, Table
from nianbao.recognising.tables.by_order import LooseRow, rows_in_order
from nianbao.recognising.tables.forms import BlockForm, Form
from nianbao.recognising.tables.stream import Figure, Run, Stream, stream_of
from nianbao.recognising.words import likeness

# How alike a damaged label is to the official one at least.
_LIKE = 0.5


class Span(Struct, frozen=True):
    """Where the official label of a row stands in the stream; `start` is None where it does not."""

    start: int | None
    end: int
    block: BlockForm
    index: int  # of the row in its block

    @property
    def label(self) -> str:
        """The official label."""
        return self.block.rows[self.index].label


class Loose(Struct, frozen=True):
    """A table put together from paragraphs: `blocks` are their indices in the report, one for each line."""

    table: Table
    blocks: tuple[int, ...]
    # Its figures are there, but not behind the labels of their rows: columns printed one below another.
    disordered: bool


def loose_table(blocks: Sequence[tuple[int, Block]], form: Form) -> Loose | None:
    """The table of that form set loosely in the paragraphs; None without one."""
    stream = stream_of(blocks, form)
    if stream is None or not stream.runs:
        return None
    spans = _as_they_stand(_spans(stream.text, form))
    ordered = _each_behind_its_label(stream, spans)
    rows = [] if ordered else rows_in_order(stream, form)
    disordered = False
    if not rows:
        if not any(span.start is not None for span in spans):
            return None
        rows = [*_header_rows(stream, spans), *_figure_rows(stream, spans)]
        rows.sort(key=lambda row: row.at)
        disordered = not ordered and _is_disordered(stream, spans)
    cells = [Cell(text, r, c, place=place) for r, row in enumerate(rows) for c, (text, place) in enumerate(row.cells)]
    return Loose(Table(tuple(cells), stream.first, gridded=False), tuple(stream.blocks), disordered)


def _as_they_stand(spans: list[Span]) -> list[Span]:
    """The rows in the order of their labels; one whose label is not there stands behind the one before in the form."""
    starts: list[float] = []
    for span in spans:
        starts.append((starts[-1] if starts else 0) if span.start is None else span.start)
    return [spans[at] for at in sorted(range(len(spans)), key=starts.__getitem__)]


def _each_behind_its_label(stream: Stream, spans: list[Span]) -> bool:
    """Whether each row's figures stand behind its label, whole or damaged, and nothing between."""
    if len(stream.runs) != len(spans):
        return False
    before = 0
    for run, span in zip(stream.runs, spans, strict=True):
        whole = span.start is not None and before <= span.start and span.end <= run.at
        if len(run.figures) != len(span.block.columns) or not (
            whole or _is_damaged(stream.text[before : run.at], span)
        ):
            return False
        before = run.at
    return True


def _is_damaged(stated: str, span: Span) -> bool:
    """Whether a text ends in what may be the label of the row."""
    label = span.block.row_words[span.index][0]
    return bool(label) and likeness(stated[-len(label) :], label) >= _LIKE


def _is_disordered(stream: Stream, spans: list[Span]) -> bool:
    """Whether figures stand each on its line, more of them behind a label than its row has.

    Fewer are a row with blanks, or a table that lacks a column; those on one line are a row whose label is lost.
    """
    starts = [(span.start, len(span.block.columns)) for span in spans if span.start is not None]
    served: set[int] = set()
    astray = 0
    for run in stream.runs:
        owner = bisect_left(starts, (run.at, 0)) - 1
        size, wanted = len(run.figures), starts[owner][1] if owner >= 0 else 0
        if size <= wanted and owner not in served:
            served.add(owner)
        elif size >= wanted and all(figure.alone for figure in run.figures):
            astray += 2 if size >= max(2 * wanted, 3) else 1
    cells = sum(len(span.block.columns) for span in spans)
    figures = sum(len(run.figures) for run in stream.runs)
    return len(spans) > 1 and figures * 2 >= cells and astray > 1


def _spans(text: str, form: Form) -> list[Span]:
    """Where each official row label stands in the stream; a start of None where it does not.

    Labels are looked for in their order; one that is not there any more, but earlier once, was moved.
    """
    spans: list[Span] = []
    cursor = 0
    for block in form.blocks:
        for index, words in enumerate(block.row_words):
            label = words[0]
            start = text.find(label, cursor) if label else _end_of_header(text, block, cursor)
            if start < 0 and label and text.count(label) == 1:
                start = text.find(label)
            end = cursor if start < 0 else start + len(label)
            spans.append(Span(None if start < 0 else start, end, block, index))
            cursor = max(cursor, start + len(label))
    return spans


def _end_of_header(text: str, block: BlockForm, cursor: int) -> int:
    """A row without a label begins where the last header ends."""
    ends = [text.rfind(words[0]) + len(words[0]) for words in block.header_words if words[0] in text[cursor:]]
    return max(ends, default=-1)


def _header_rows(stream: Stream, spans: list[Span]) -> Iterator[LooseRow]:
    """The headers of each block that are found between the row before and its first row.

    Each is a row of its own: the stream does not tell which stood in one line, nor in which order.
    """
    before = 0
    begun: set[str] = set()
    for span in spans:
        if span.start is not None and span.block.block.id not in begun:
            begun.add(span.block.block.id)
            text = stream.text[before : span.start]
            cursor = 0
            for words in span.block.header_words:
                at = text.find(words[0], cursor)
                if at >= 0:
                    yield LooseRow(before - 0.5, [(words[0], stream.first)])
                    cursor = at + len(words[0])
        before = span.end


def _figure_rows(stream: Stream, spans: list[Span]) -> Iterator[LooseRow]:
    """The rows of figures: each run behind the label that it belongs to, and blanks where a label has none."""
    found = [(span.start, span) for span in spans if span.start is not None]
    used: set[int] = set()
    last_end = 0
    for run in stream.runs:
        owner = next((i for i in range(len(found) - 1, -1, -1) if found[i][0] < run.at or not found[i][1].label), None)
        if owner is not None and owner not in used:
            used.add(owner)
            start, span = found[owner]
            lead = stream.text[last_end:start] if span.index and start >= last_end else ""
            last_end = max(span.end, run.at)
            leads = [(lead, stream.first)] if lead else []
            yield LooseRow(start, [*leads, *_labelled(span, run.place), *_cells(run, span.block)])
        else:
            label = stream.text[last_end : run.at]
            last_end = run.at
            if owner is not None and label:
                yield LooseRow(run.at, [(label, run.place), *_cells(run, found[owner][1].block)])
    for i, (start, span) in enumerate(found):
        if i not in used:
            blanks = [("", stream.first)] * len(span.block.columns)
            yield LooseRow(start, [*_labelled(span, stream.first), *blanks])


def _labelled(span: Span, place: Place) -> list[tuple[str, Place]]:
    """The cell of a row's label; none for a row without one, or it would stand in the place of a blank figure."""
    return [(span.label, place)] if span.label else []


def _cells(run: Run, block: BlockForm) -> list[tuple[str, Place]]:
    """The figures of a run; one too many that stands alone, not right below the others, is the number of a page."""
    figures = list(run.figures)
    while len(figures) > len(block.columns):
        alone = [i for i, figure in enumerate(figures) if figure.alone and not _goes_on(figures[:i], figure)]
        if not alone:
            break
        figures.pop(alone[-1])
    return [(figure.text, figure.place) for figure in figures]


def _goes_on(before: Sequence[Figure], figure: Figure) -> bool:
    """Whether a figure stands on the line right below others: it may be the end of the last, cut in two."""
    above = before[-1] if before else None
    if above is None or above.alone or above.place.line is None or figure.place.line is None:
        return False
    return figure.place.line - above.place.line == 1
