"""Statutory tables in plain text without tabs: labels broken over lines, figures set apart by blanks.

Only the rulebook knows where a label ends there. The label text of the region is one stream, in which the
official labels are looked up in their order; each run of figures belongs to the label that begins last before it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from nianbao.document import Block, Cell, Paragraph, Place, Table
from nianbao.patterns import LazyPattern
from nianbao.recognising.tables.forms import BlockForm, Form
from nianbao.recognising.tables.lines import is_figure
from nianbao.recognising.words import LONGEST, label_key
from nianbao.text import normalise

_ENUMERATED = LazyPattern(r"(?<=\d)、")
_QUOTES = str.maketrans("", "", "\"'")
# No label of a form ends in a digit.
_TOUCHING = LazyPattern(r"(?<=[\u4e00-\u9fff”）)])(?=\d[\d,.]*\Z)")
_PROSE = LazyPattern(r"[。;]")


_Figure = tuple[str, Place, bool]  # text, place, whether alone on its line
# How much of what the form prints may be lost where rows are read by their order.
_LOST = 0.1
# The official tables have 25 rows at most; the bound keeps hostile text from costing time.
_MOST_RUNS = 1000


class _Run(Struct):
    """Figures with nothing between them, and where they stand in the stream of label text."""

    at: int
    figures: list[_Figure]


class _Stream(Struct):
    text: str
    runs: list[_Run]
    first: Place
    blocks: list[int]


class Loose(Struct, frozen=True):
    """A table put together from paragraphs: `blocks` are their indices in the report, one for each line."""

    table: Table
    blocks: tuple[int, ...]
    # Its figures are there, but not behind the labels of their rows: columns printed one below another.
    disordered: bool


def loose_table(blocks: Sequence[tuple[int, Block]], form: Form) -> Loose | None:
    """The table of that form set loosely in the paragraphs; None without one."""
    stream = _stream(blocks, form)
    if stream is None or not stream.runs:
        return None
    spans = _spans(stream.text, form)
    ordered = _each_behind_its_label(stream, spans)
    rows = [] if ordered else _rows_in_order(stream, form)
    disordered = False
    if not rows:
        if not any(start is not None for start, _, _ in spans):
            return None
        rows = [*_header_rows(stream, spans), *_figure_rows(stream, spans)]
        rows.sort(key=lambda row: row[0])
        disordered = not ordered and _is_disordered(stream, spans)
    cells = [
        Cell(text, r, c, place=place) for r, (_, texts) in enumerate(rows) for c, (text, place) in enumerate(texts)
    ]
    return Loose(Table(tuple(cells), stream.first, gridded=False), tuple(stream.blocks), disordered)


def _stream(blocks: Sequence[tuple[int, Block]], form: Form) -> _Stream | None:
    stream: _Stream | None = None
    for index, text, place in _text_lines(blocks):
        tokens = _tokens(text)
        words = "".join(plain for _, plain in tokens if not is_figure(plain))
        key = _printed(words)
        inside = bool(key) and (key in form.print or label_key(key) in form.print)
        if stream is None:
            if not inside or len(key) < 2:
                continue
            stream = _Stream("", [], place, [])
        elif key and not inside and _PROSE.search(key):
            break
        stream.blocks.append(index)
        _append(stream, tokens, place)
        if len(stream.runs) > _MOST_RUNS:
            break
    return stream


def _printed(plain: str) -> str:
    """Normal text as label keys have it, but for its number."""
    return _ENUMERATED.sub(".", plain.translate(_QUOTES))


def _text_lines(blocks: Sequence[tuple[int, Block]]) -> Iterator[tuple[int, str, Place]]:
    for index, block in blocks:
        if isinstance(block, Paragraph):
            start, at = 0, block.place.line
            for offset, line in enumerate(block.text.split("\n")):
                yield index, line, block.place.cut(start, start + len(line), at + offset if at else None)
                start += len(line) + 1


def _tokens(text: str) -> list[tuple[str, str]]:
    """The words of a line as they stand and in normal form; a figure that touches the label before it is one."""
    text = text if len(text) <= LONGEST else ""
    parts = (part for token in text.split() for part in (_TOUCHING.split(token) if token[-1].isdigit() else (token,)))
    return [(part, normalise(part)) for part in parts]


def _append(stream: _Stream, tokens: list[tuple[str, str]], place: Place) -> None:
    for token, plain in tokens:
        if not is_figure(plain):
            stream.text += _printed(plain)
        else:
            if not stream.runs or stream.runs[-1].at != len(stream.text):
                stream.runs.append(_Run(len(stream.text), []))
            stream.runs[-1].figures.append((token, place, len(tokens) == 1))


_Row = tuple[float, list[tuple[str, Place]]]  # where it belongs, its cells


def _rows_in_order(stream: _Stream, form: Form) -> list[_Row]:
    """The rows by the order of their figures where labels are cut up around them, none where that is not certain.

    It is where all row labels are there in whatever order, and the figures between pieces of labels are whole rows
    from first to last.
    """
    there = Counter(stream.text)
    printed = Counter(form.row_print)
    if sum((printed - there).values()) > sum(printed.values()) * _LOST:
        return []
    sizes = [len(block.columns) for block in form.blocks for _ in block.rows]
    figures = _whole_rows(stream.runs, sizes)
    rows: list[_Row] = []
    for block in form.blocks if figures else ():
        rows.append((len(rows), [(words[0], stream.first) for words in block.header_words]))
        for leaf in block.rows:
            own = figures.pop(0)
            cells = [(text, place) for text, place, _ in own]
            rows.append((len(rows), [(leaf.label, own[0][1]), *cells] if leaf.label else cells))
    return rows


def _whole_rows(runs: list[_Run], sizes: list[int]) -> list[list[_Figure]]:
    """The figures of each row, empty where a run of figures ends inside a row, or rows and figures do not match."""
    if len(sizes) == 1:
        # The only row there is holds all of them, whatever stands between.
        runs = [_Run(0, [figure for run in runs for figure in run.figures])]
    else:
        # Fewer figures than any row has are the numbers of pages and of labels that were cut up.
        runs = [run for run in runs if len(run.figures) >= min(sizes)]
    rows: list[list[_Figure]] = []
    for run in runs:
        begun = len(rows)
        figures = list(run.figures)
        while figures:
            size = sizes[len(rows)] if len(rows) < len(sizes) else 0
            if not 0 < size <= len(figures):
                return []
            rows.append(figures[:size])
            figures = figures[size:]
        if _may_be_columns(rows[begun:]):
            return []
    return rows if len(rows) == len(sizes) else []


def _may_be_columns(rows: list[list[_Figure]]) -> bool:
    """Whether rows without a label between may as well be columns: each figure stands on a line of its own."""
    return len(rows) > 1 and any(len(row) > 1 and all(alone for _, _, alone in row) for row in rows)


def _each_behind_its_label(stream: _Stream, spans: list[_Span]) -> bool:
    """Whether every label is there whole with its figures behind it, and nothing between."""
    if len(stream.runs) != len(spans):
        return False
    return all(
        start is not None and end <= run.at and len(run.figures) == len(block.columns)
        for run, (start, end, (block, _)) in zip(stream.runs, spans, strict=True)
    )


_Span = tuple[int | None, int, tuple[BlockForm, int]]  # start and end in the stream; block and row


def _is_disordered(stream: _Stream, spans: list[_Span]) -> bool:
    """Whether figures stand each on its line, more of them behind a label than its row has.

    Fewer are a row with blanks, or a table that lacks a column; those on one line are a row whose label is lost.
    """
    starts = [(start, len(block.columns)) for start, _, (block, _) in spans if start is not None]
    served: set[int] = set()
    astray = 0
    for run in stream.runs:
        owner = bisect_left(starts, (run.at, 0)) - 1
        size, wanted = len(run.figures), starts[owner][1] if owner >= 0 else 0
        if size <= wanted and owner not in served:
            served.add(owner)
        elif size >= wanted and all(alone for _, _, alone in run.figures):
            astray += 2 if size >= max(2 * wanted, 3) else 1
    cells = sum(len(block.columns) for _, _, (block, _) in spans)
    figures = sum(len(run.figures) for run in stream.runs)
    return len(spans) > 1 and figures * 2 >= cells and astray > 1


def _spans(text: str, form: Form) -> list[_Span]:
    """Where each official row label stands in the stream; a start of None where it does not."""
    spans: list[_Span] = []
    cursor = 0
    for block in form.blocks:
        for index, words in enumerate(block.row_words):
            label = words[0]
            start = text.find(label, cursor) if label else _end_of_header(text, block, cursor)
            spans.append((None, cursor, (block, index)) if start < 0 else (start, start + len(label), (block, index)))
            cursor = max(cursor, start + len(label))
    return spans


def _end_of_header(text: str, block: BlockForm, cursor: int) -> int:
    """A row without a label begins where the last header ends."""
    ends = [text.rfind(words[0]) + len(words[0]) for words in block.header_words if words[0] in text[cursor:]]
    return max(ends, default=-1)


def _header_rows(stream: _Stream, spans: list[_Span]) -> Iterator[_Row]:
    """The headers of each block that are found between the row before and its first row."""
    before = 0
    for start, end, (block, index) in spans:
        if index == 0 and start is not None:
            text = stream.text[before:start]
            found, cursor = [], 0
            for words in block.header_words:
                at = text.find(words[0], cursor)
                if at >= 0:
                    found.append((words[0], stream.first))
                    cursor = at + len(words[0])
            yield before - 0.5, found
        before = end


def _figure_rows(stream: _Stream, spans: list[_Span]) -> Iterator[_Row]:
    found = [(start, end, block, index) for start, end, (block, index) in spans if start is not None]
    used: set[int] = set()
    last_end = 0
    for run in stream.runs:
        owner = next((i for i in range(len(found) - 1, -1, -1) if found[i][0] < run.at or not _label(found[i])), None)
        if owner is not None and owner not in used:
            used.add(owner)
            start, end, block, index = found[owner]
            label = block.rows[index].label
            lead = stream.text[last_end:start] if index and start >= last_end else ""
            last_end = max(end, run.at)
            yield (
                float(start),
                [*([(lead, stream.first)] if lead else []), (label, _place(run)), *_cells(run, block)],
            )
        else:
            label = stream.text[last_end : run.at]
            last_end = run.at
            if owner is not None and label:
                yield float(run.at), [(label, _place(run)), *_cells(run, found[owner][2])]
    for i, (start, _, block, index) in enumerate(found):
        if i not in used:
            blanks = [("", stream.first)] * len(block.columns)
            yield float(start), [(block.rows[index].label, stream.first), *blanks]


def _label(span: tuple[int, int, BlockForm, int]) -> str:
    return span[2].rows[span[3]].label


def _place(run: _Run) -> Place:
    return run.figures[0][1]


def _cells(run: _Run, block: BlockForm) -> list[tuple[str, Place]]:
    """The figures of a run; one too many that stands alone on its line is the number of a page."""
    figures = list(run.figures)
    while len(figures) > len(block.columns):
        alone = [i for i, (_, _, alone) in enumerate(figures) if alone]
        if not alone:
            break
        figures.pop(alone[-1])
    return [(text, place) for text, place, _ in figures]
