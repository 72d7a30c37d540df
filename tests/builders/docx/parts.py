"""What is inside a Word file, for tests that look at its markup."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts_of(data: bytes) -> dict[str, bytes]:
    """Every part by its name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def document_of(data: bytes) -> etree._Element:
    """The root of the document part."""
    return etree.fromstring(parts_of(data)["word/document.xml"])
