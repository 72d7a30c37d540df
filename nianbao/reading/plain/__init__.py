"""Plain text: saved by hand, copied from a page, or taken from a PDF by pdftotext.

Sees lines, form feeds, tabs and bars. Lines with tabs or bars are rows of a table whose columns are only an order.
Paragraphs that were wrapped at a margin or cut by a page are rejoined, with as many line breaks between the
pieces as the file has, so that a line inside can be counted. Lines that may belong to a table set with blanks
stay alone: their order is all that a reader of text can know.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from msgspec import Struct

from nianbao.document import Block, Cell, Document, Paragraph, Place, Table
from nianbao.files.limits import DEFAULT, Limits, exceeded
from nianbao.reading.plain.bars import BARS, has_bars, with_tabs
from nianbao.reading.plain.decoding import decode


class _Line(Struct):
    text: str  # without white space at its ends, but with tabs, which are cells
    number: int  # from 1
    page: int  # from 1
    apart: bool = False  # whether a blank line stands before it
    first: bool = False  # of its page
    last: bool = False


def read_text(data: bytes, limits: Limits = DEFAULT) -> Document:
    """Paragraphs and tables of plain text, each with its first line; with its page if there are form feeds.

    Raises ReadError for bytes that are no text and where lines and cells are more than `limits.cells`.
    """
    text = decode(data)
    if sum(map(text.count, "\n\r\f\t" + BARS)) > limits.cells:
        raise exceeded("cells", limits)
    paged = "\f" in text.strip()
    lines = [line for line in _without_running_heads(_lines(text)) if not _is_page_number(line, paged)]
    margin = _margin(lines)
    blocks: list[Block] = []
    for is_table, group in groupby(_marked(lines), key=lambda pair: pair[0]):
        members = [line for _, line in group]
        if is_table:
            blocks += (_table(run, paged) for run in _runs(members))
        else:
            blocks += _paragraphs(members, margin, paged)
    return Document(tuple(blocks), "plain")


_NEWLINE = re.compile(r"\r\n|\n|\r")
_BLANKS = "".join(c for c in map(chr, range(0x3001)) if c.isspace() and c != "\t") + "\ufeff"


def _lines(text: str) -> list[_Line]:
    """The lines that are not blank; the parts of a line that a form feed cuts have one number, but two pages."""
    raw = _NEWLINE.split(text)
    lines = []
    page = 1
    apart = False
    for number, row in enumerate(with_tabs(raw) if has_bars(text) else raw, 1):
        for index, piece in enumerate(row.split("\f") if row is not None else ()):
            page += index > 0
            if piece.strip():
                lines.append(_Line(piece.strip(_BLANKS), number, page, apart))
            apart = not piece.strip()
    for before, after in pairwise(lines):
        before.last = after.first = before.page != after.page
    if lines:
        lines[0].first = lines[-1].last = True
    return lines


_PAGE_NUMBER = re.compile(
    r"[-—–－―─]{1,2}\s*\d{1,4}\s*[-—–－―─]{1,2}|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?"
    r"|共\s*\d{1,4}\s*页\s*[,，/]?\s*第\s*\d{1,4}\s*页"
)
_NUMBER_AT_BREAK = re.compile(r"\d{1,4}(?:\s*/\s*\d{1,4})?")


def _is_page_number(line: _Line, paged: bool) -> bool:
    if len(line.text) > 30:
        return False
    at_break = paged and (line.first or line.last)
    return bool(_PAGE_NUMBER.fullmatch(line.text) or (at_break and _NUMBER_AT_BREAK.fullmatch(line.text)))


# Shorter lines at the edges of several pages are pieces of labels that the pages cut, longer ones are prose.
_HEAD = range(6, 60)


def _without_running_heads(lines: list[_Line]) -> Iterator[_Line]:
    """The lines without heads and feet that come again on other pages; the first of each is kept, as a title may be."""
    edges = Counter(line.text for line in lines if line.first or line.last)
    seen: set[str] = set()
    for line in lines:
        again = (line.first or line.last) and edges[line.text] > 1 and line.text in seen
        if not again or len(line.text) not in _HEAD or _PROSE_MARKS.search(line.text) or _is_row_like(line.text):
            yield line
        seen.add(line.text)


def _is_row_like(text: str) -> bool:
    return "\t" in text or _holds_values(text)


# ---- tables: lines with tabs

_ENUMERATED = re.compile(r"\s*[（(]?[一二三四五六七八九十\d①-⑳]{1,3}[）)、.．]*\s*\t[^\t]+")
_PROSE_MARKS = re.compile(r"[，。；]")


def _is_row(line: _Line) -> bool:
    """Whether the line has cells: a tab inside it that neither indents nor follows a heading's number."""
    inner = line.text.strip("\t")
    return "\t" in inner and not _ENUMERATED.fullmatch(inner)


def _is_indented_prose(line: _Line) -> bool:
    inner = line.text.strip("\t")
    return "\t" not in inner and len(inner) > 30 and bool(_PROSE_MARKS.search(inner))


def _marked(lines: list[_Line]) -> Iterator[tuple[bool, _Line]]:
    """Each line, with whether it belongs to a table."""
    for tabbed, group in groupby(lines, key=lambda line: "\t" in line.text and not _is_indented_prose(line)):
        for run in _runs(list(group)):
            yield from _marked_run(run) if tabbed else ((False, line) for line in run)


def _marked_run(run: list[_Line]) -> Iterator[tuple[bool, _Line]]:
    """A run holds a table if any line of it has cells; numbered headings at its ends are none of its rows."""
    if not any(map(_is_row, run)):
        return ((False, line) for line in run)
    inner = [index for index, line in enumerate(run) if not _ENUMERATED.fullmatch(line.text.strip("\t"))]
    return ((inner[0] <= index <= inner[-1], line) for index, line in enumerate(run))


def _runs(lines: list[_Line]) -> Iterator[list[_Line]]:
    """The lines parted where a blank line or the end of a page stands between them."""
    start = 0
    for index, (before, after) in enumerate(pairwise(lines), 1):
        if after.apart or after.page != before.page:
            yield lines[start:index]
            start = index
    yield lines[start:]


def _table(lines: list[_Line], paged: bool) -> Table:
    cells = (
        Cell(text.strip(), row, column, place=_place(line, paged))
        for row, line in enumerate(lines)
        for column, text in enumerate(line.text.split("\t"))
    )
    return Table(tuple(cells), _place(lines[0], paged), gridded=False)


def _place(line: _Line, paged: bool) -> Place:
    return Place(page=line.page if paged else None, line=line.number)


# ---- paragraphs: lines rejoined

# A line of A4 text has 28 wide characters; a form's narrow cells wrap far below.
_MARGIN_COLUMNS = range(48, 200)
# A first line loses two wide characters to its indent, any line some to a word that does not fit.
_RAGGED = 8
# What a sentence takes at least before a page can cut it; titles and headings are shorter or have no commas.
_CUT_LENGTH = 30

_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[（(]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[）)]"
    r"|\d{1,2}\s*(?:[、）)]|[.．](?!\d))|第[一二三四五六七八九十百\d]{1,5}[条章节]|[①-⑳㈠-㈩⑴-⒇●■◆▪•·])"
)
_ENDED = re.compile(r"[。！？；：.!?;:”’》）)…]\Z")
_VALUE = re.compile(r"[-+]?\d[\d,.，]{0,17}%?|[/／—–－-]{1,2}|无")


def _columns(text: str) -> int:
    """The width of a line, without looking at each character: GBK has a byte for every column of common text."""
    return len(text.encode("gbk", "replace"))


def _margin(lines: Iterable[_Line]) -> int | None:
    """The least width of a wrapped line, in columns; None where the text was not wrapped at a margin."""
    prose = [line for line in lines if len(line.text) < _MARGIN_COLUMNS.stop and not _holds_values(line.text)]
    widths = Counter(width for line in prose if (width := _columns(line.text)) in _MARGIN_COLUMNS)
    if not widths:
        return None
    near = {top: sum(widths[w] for w in range(top - _RAGGED, top + 1)) for top in widths}
    top = max(near, key=lambda width: (near[width], width))
    long = sum(widths.values()) + sum(len(line.text) >= _MARGIN_COLUMNS.stop for line in prose)
    full = [line for line in prose if top - _RAGGED <= _columns(line.text) <= top]
    cut = sum(not _ENDED.search(line.text) for line in full)
    wrapped = len(full) >= 5 and len(full) * 2 >= long and cut * 2 >= len(full)
    return top - _RAGGED if wrapped else None


def _paragraphs(lines: list[_Line], margin: int | None, paged: bool) -> Iterator[Paragraph]:
    start = 0
    for index, (before, after) in enumerate(pairwise(lines), 1):
        if not _continues(before, after, margin):
            yield _paragraph(lines[start:index], paged)
            start = index
    if lines:
        yield _paragraph(lines[start:], paged)


def _paragraph(lines: list[_Line], paged: bool) -> Paragraph:
    parts = [lines[0].text.strip()]
    for before, after in pairwise(lines):
        parts += ("\n" * (after.number - before.number), after.text.strip())
    return Paragraph("".join(parts), _place(lines[0], paged))


def _continues(before: _Line, after: _Line, margin: int | None) -> bool:
    """Whether a sentence runs on from one line to the next that is not blank."""
    if _holds_values(before.text) or _holds_values(after.text) or _NUMBERED.match(after.text):
        return False
    parted = after.number - before.number > 1 or after.page != before.page
    if margin is None:
        return parted and _is_cut_by_page(before.text)
    full = len(before.text) >= _MARGIN_COLUMNS.stop or _columns(before.text) >= margin
    return full and not (parted and _ENDED.search(before.text))


def _is_cut_by_page(text: str) -> bool:
    return len(text) > _CUT_LENGTH and bool(_PROSE_MARKS.search(text)) and not _ENDED.search(text)


def _holds_values(text: str) -> bool:
    """Whether the line is one figure or ends in several: a row, or the figures of one, set with blanks."""
    tokens = text[-60:].split()[-2:]
    alone = len(tokens) == 1 and tokens[0] == text.strip()
    return bool(tokens) and (alone or len(tokens) == 2) and all(map(_VALUE.fullmatch, tokens))
