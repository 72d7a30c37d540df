"""Workbooks as other programs write them, as they break, and as somebody would make them to break us."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from openpyxl import Workbook, load_workbook

Change = Callable[[dict[str, bytes]], None]
BASICS, FIRST_TABLE = "xl/worksheets/sheet2.xml", "xl/worksheets/sheet4.xml"
PROBLEMS, OTHER = "xl/worksheets/sheet7.xml", "xl/worksheets/sheet8.xml"
_STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/"
    b"officeDocument/relationships",
}


def with_parts(data: bytes, change: Change) -> bytes:
    """The workbook with its parts changed in place: a dictionary of name and content, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    change(parts)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def edited(part: str, old: bytes, new: bytes) -> Change:
    """Every `old` in a part is `new`. Raises AssertionError where there is none."""

    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[part], (part, old)
        parts[part] = parts[part].replace(old, new)

    return change


def strict(parts: dict[str, bytes]) -> None:
    """Every namespace as ISO/IEC 29500 Strict has it."""
    for transitional, own in _STRICT.items():
        parts.update({name: content.replace(transitional, own) for name, content in parts.items()})


def shouting(parts: dict[str, bytes]) -> None:
    """Names of parts in capitals, as the packages of some converters have them; relationships as they were."""
    for name in [*parts]:
        parts[name.upper()] = parts.pop(name)


def merged(data: bytes, sheet: int, area: str) -> bytes:
    """The workbook with one more merge in the sheet of that number, from 0, and no word of it elsewhere."""
    part = f"xl/worksheets/sheet{sheet + 1}.xml"
    more = f'<mergeCells><mergeCell ref="{area}"/></mergeCells>'.encode()
    return with_parts(data, edited(part, b"</sheetData>", b"</sheetData>" + more))


def without_row(data: bytes, sheet: int, row: int) -> bytes:
    """The workbook as it is after somebody deleted a row."""
    return _saved(data, lambda book: book.worksheets[sheet].delete_rows(row))


def without_column(data: bytes, sheet: int, column: int) -> bytes:
    """The workbook as it is after somebody deleted a column."""
    return _saved(data, lambda book: book.worksheets[sheet].delete_cols(column))


def _saved(data: bytes, change: Callable[[Workbook], object]) -> bytes:
    book = load_workbook(io.BytesIO(data))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
