"""The workbook as bytes that depend on nothing but what is in it."""

from __future__ import annotations

import io
import re
import zipfile

from openpyxl import Workbook

from nianbao.ooxml import archive

_DATES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def packed(book: Workbook) -> bytes:
    """The workbook saved with the same dates each time."""
    book.properties.creator = "nianbao"
    written = io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    return archive.packed({name: undated(data) for name, data in parts.items()})


def undated(part: bytes) -> bytes:
    """The part with the same day for when it was made and changed, whenever that was."""
    return _DATES.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", part)
