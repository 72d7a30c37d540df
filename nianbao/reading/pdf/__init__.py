"""Reads PDF: what it sees and what it cannot.

Seen: text with its place, tables with ruling lines (merged cells, tables over several pages), the order of the
page from the top down. Not seen: text in pictures (scans are refused and sent to OCR), text in several columns
side by side, comments and form fields. Tables without ruling lines come out as paragraphs, one a line, their
columns told apart by blanks.

`worker` reads in a process of its own, which `child` keeps for the next file, and `opening` opens the file there. Of
each page `text.glyphs` takes the characters and `tables.drawing` the straight lines that are drawn; `tables.ruling`
finds the grids among these, `tables.pieces` fills their cells, `text.lines` makes lines of the characters outside. Over
all pages `text.furniture` drops what each of them repeats, `tables.joining` puts together what a page break cut,
`text.paragraphs` rejoins wrapped lines; `layout` runs them all. Lengths are points (1/72 inch); y grows downwards from
the top of the page.
"""

from __future__ import annotations

from nianbao.document import Document
from nianbao.files.limits import DEFAULT, Limits


def read_pdf(data: bytes, limits: Limits = DEFAULT) -> Document:
    """The report in a PDF file; `Place.page` is the page from 1.

    Its traces are the text that is too pale to be seen. Raises ReadError for a broken, encrypted or scanned file,
    for one whose fonts do not say which characters they show, and for one that passes `limits`.
    """
    from nianbao.reading.pdf.worker import read_apart

    return read_apart(data, limits)
