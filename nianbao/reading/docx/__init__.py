"""Word documents (.docx, .docm, .dotx, .dotm; Word, WPS, LibreOffice) as their reader sees them.

What is not read: headers, footers, foot- and endnotes, tables of contents (no body text), embedded files
(w:altChunk), and pictures beyond their alternative text.

`nianbao.ooxml.package` opens the file. `survey` scans the document part for the few properties that decide what is
shown, `styles` resolves those that styles give. `body` walks over the part once: `runs` reads the text of a paragraph
with its `fields` and `symbols`, `paragraphs` its level, `numbering` its number, `flow` joins what runs on, and `tables`
place the cells. `traces` finds what editors left. `source` keeps the file; `typesetting` reads how it is set, but only
for who asks.
"""

from __future__ import annotations

from lxml import etree
from msgspec.structs import replace

from nianbao.document import Block, Document, Trace
from nianbao.errors import ReadError
from nianbao.files.limits import DEFAULT, Limits
from nianbao.ooxml import names as n
from nianbao.ooxml import refusals
from nianbao.ooxml.package import Package
from nianbao.reading.docx.body import Walk
from nianbao.reading.docx.numbering import Numbering
from nianbao.reading.docx.source import WordFile
from nianbao.reading.docx.styles.named import Styles
from nianbao.reading.docx.survey import Survey
from nianbao.reading.docx.traces import comments, tracked_changes


def read_file(data: bytes, limits: Limits = DEFAULT) -> Document:
    """As `read_docx`, with the file kept as the document's source."""
    return replace(read_docx(data, limits), source=WordFile(data, limits))


def read_docx(data: bytes, limits: Limits = DEFAULT) -> Document:
    """The blocks of a Word file in reading order, and what its editors left in it.

    Places are anchors of `nianbao.ooxml.anchors`. Raises ReadError with one line that says why a file
    is not read: not a Word file, damaged, encrypted, unsafe, or beyond a limit.
    """
    package = Package(data, limits)
    root = package.root(package.document)
    bodies = list(root.iterchildren(n.BODY))
    if not bodies:
        raise ReadError(refusals.NO_DOCUMENT)
    styles = Styles(package.related("styles"))
    survey = Survey(root, styles, limits)
    blocks, hidden = _read(package, survey, styles, bodies, limits)
    changes = tracked_changes(root, survey)
    remarks = comments(root, lambda: package.related("comments"), survey)
    return Document(tuple(blocks), "docx", (*changes, *remarks, *hidden))


def _read(
    package: Package, survey: Survey, styles: Styles, bodies: list[etree._Element], limits: Limits
) -> tuple[list[Block], list[Trace]]:
    """The blocks of every body, for broken programs write several, and the hidden text.

    Where a table of contents never ends, all of it is read as body.
    """
    for drop_contents in (True, False):
        numbering = Numbering(lambda: package.related("numbering"), styles)
        walk = Walk(survey, styles, numbering, limits, drop_contents)
        blocks = [block for body in bodies for block in walk.blocks(body)]
        finished = not walk.unfinished_contents
        walk.release()
        if finished:
            break
    return blocks, walk.hidden
