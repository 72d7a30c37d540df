"""The workbook as bytes that depend on nothing but what is in it."""

from __future__ import annotations

import io
import re
import zipfile

from openpyxl import Workbook

_EPOCH = (1980, 1, 1, 0, 0, 0)
_DATES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def packed(book: Workbook) -> bytes:
    """The workbook saved with the same dates each time."""
    book.properties.creator = "nianbao"
    written = io.BytesIO()
    book.save(written)
    out = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, _DATES.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", source.read(name)))
    return out.getvalue()
