"""Plain text: saved by hand, copied from a page, or taken from a PDF by pdftotext.

Sees lines, form feeds, tabs and bars. Lines with tabs or bars are rows of a table whose columns are only an order.
Paragraphs that were wrapped at a margin or cut by a page are rejoined, with as many line breaks between the
pieces as the file has, so that a line inside can be counted. Lines that may belong to a table set with blanks
stay alone: their order is all that a reader of text can know.

`decoding` makes text of bytes, `lines` lines of text, without their `numbered` beginnings and with `bars` turned to
tabs, what `markdown` marks in cells taken as it is shown, `furniture` drops what every page
repeats, `tables` takes the lines that are rows, `paragraphs` rejoins the others. `source` keeps the file, `rewriting`
changes words in its lines.
"""

from __future__ import annotations

from itertools import groupby

from msgspec.structs import replace

from nianbao.document import Block, Document
from nianbao.files.limits import DEFAULT, Limits, exceeded
from nianbao.reading.plain.bars import BARS, has_bars
from nianbao.reading.plain.decoding import decode
from nianbao.reading.plain.furniture import is_page_number, without_running_heads
from nianbao.reading.plain.lines import LINE_ENDS, lines_of, newline_of, runs
from nianbao.reading.plain.markdown import struck
from nianbao.reading.plain.paragraphs import margin_of, paragraphs
from nianbao.reading.plain.source import TextFile
from nianbao.reading.plain.tables import marked, table_of


def read_file(data: bytes, limits: Limits = DEFAULT) -> Document:
    """As `read_text`, with the file kept as the document's source."""
    return replace(read_text(data, limits), source=TextFile(data))


def read_text(data: bytes, limits: Limits = DEFAULT) -> Document:
    """Paragraphs and tables of plain text, each with its first line; with its page if there are form feeds.

    Raises ReadError for bytes that are no text and where lines and cells are more than `limits.cells`.
    """
    text = decode(data)
    if sum(map(text.count, LINE_ENDS + "\f\t" + BARS)) > limits.cells:
        raise exceeded("cells", limits)
    paged = "\f" in text.strip()
    lines = [line for line in without_running_heads(lines_of(text)) if not is_page_number(line, paged)]
    margin = margin_of(lines)
    blocks: list[Block] = []
    for is_table, group in groupby(marked(lines), key=lambda pair: pair[0]):
        members = [line for _, line in group]
        if is_table:
            blocks += (table_of(run, paged) for run in runs(members))
        else:
            blocks += paragraphs(members, margin, paged)
    traces = struck(newline_of(text).split(text), BARS) if has_bars(text) else ()
    return Document(tuple(blocks), "plain", tuple(traces))
