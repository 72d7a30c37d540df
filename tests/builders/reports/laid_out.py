"""A report as a Word file that can be printed: with content types, column widths and ruling lines."""

from __future__ import annotations

import io
import re
import zipfile

from tests.builders.reports import as_docx

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    f'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{_TYPE}"/></Types>'
)
# Twips, by the number of columns: labels wrap as they do in the official form.
_WIDTHS = {4: [2600, 1900, 1900, 1900], 10: [700, 1100, 2600, *[640] * 7], 15: [580] * 15}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def laid_out(text: str, *, ruled: bool = True) -> bytes:
    """The report as a Word file that LibreOffice opens: columns of the official widths, ruled or not."""
    borders = "".join(f"<w:{side} w:val='single' w:sz='4'/>" for side in _SIDES) if ruled else ""
    properties = f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type='fixed'/></w:tblPr>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_docx(text))) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            part = source.read(name).decode()
            target.writestr(name, re.sub(r"<w:tbl>.*?</w:tbl>", lambda m: _wide(m[0], properties), part))
        target.writestr("[Content_Types].xml", _TYPES)
    return buffer.getvalue()


def _wide(table: str, properties: str) -> str:
    widths = _WIDTHS[table.count("<w:gridCol")]
    columns = "".join(f"<w:gridCol w:w='{width}'/>" for width in widths)
    table = re.sub(r"<w:tblGrid>.*?</w:tblGrid>", f"<w:tblGrid>{columns}</w:tblGrid>", table)
    table = re.sub(r"<w:tr>.*?</w:tr>", lambda m: _wide_row(m[0], widths), table)
    return table.replace("<w:tblPr/>", properties)


def _wide_row(row: str, widths: list[int]) -> str:
    column = 0

    def cell(match: re.Match[str]) -> str:
        nonlocal column
        found = re.search(r"gridSpan w:val='(\d+)'", match[0])
        span = int(found[1]) if found else 1
        width = sum(widths[column : column + span])
        column += span
        return match[0].replace("<w:tcPr>", f"<w:tcPr><w:tcW w:w='{width}' w:type='dxa'/>")

    return re.sub(r"<w:tc>.*?</w:tc>", cell, row)
