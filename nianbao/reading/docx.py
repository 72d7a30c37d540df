"""Word documents (.docx, .docm, .dotx, .dotm; Word, WPS, LibreOffice) as their reader sees them.

What is not read: headers, footers, foot- and endnotes, tables of contents (no body text), embedded files
(w:altChunk), and pictures beyond their alternative text.
"""

from __future__ import annotations

from nianbao.document import Document
from nianbao.errors import ReadError
from nianbao.reading.limits import Limits
from nianbao.reading.word import names as n
from nianbao.reading.word import refusals
from nianbao.reading.word.body import Walk
from nianbao.reading.word.numbering import Numbering
from nianbao.reading.word.package import Package
from nianbao.reading.word.styles import Styles

_DEFAULT = Limits()


def read_docx(data: bytes, limits: Limits = _DEFAULT) -> Document:
    """The blocks of a Word file in reading order, and what its editors left in it.

    Places are anchors of `nianbao.reading.word.anchors`. Raises ReadError with one line that says why a file
    is not read: not a Word file, damaged, encrypted, unsafe, or beyond a limit.
    """
    package = Package(data, limits)
    root = package.root(package.document)
    body = next(root.iterchildren(n.BODY), None)
    if body is None:
        raise ReadError(refusals.NO_DOCUMENT)
    styles = Styles(package.related("styles"))
    numbering = Numbering(lambda: package.related("numbering"), styles)
    walk = Walk(root, styles, numbering, limits)
    return Document(tuple(walk.blocks(body)), "docx", tuple(walk.hidden))
