"""The sheets of a workbook row by row, for lists that are far longer than what a person fills in.

No tree of a sheet is ever whole in memory: each row is taken as it is read and forgotten. Values are as they were put
in, a formula what it came to, and where that was not stored its text behind =; a number that is shown as a date stays
the number, `starts_1904` says from which day it counts (ECMA-376 part 1,
18.17.4.1). ECMA-376 part 1, clause 18 (SpreadsheetML); Strict files are read too.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Collection, Iterator
from functools import cached_property
from typing import TypeAlias

from lxml import etree

from nianbao.errors import ReadError
from nianbao.files.limits import ExceededError, Limits, exceeded
from nianbao.i18n import Text
from nianbao.ooxml.cellrefs import column_letters, parse_ref
from nianbao.ooxml.celltext import unescaped
from nianbao.ooxml.package import Package
from nianbao.ooxml.sheets import NOT_A_WORKBOOK

CellValue: TypeAlias = str | int | float
_DAMAGED = Text(
    "工作簿已损坏或不完整（{part}）；请在 Excel 或 WPS 中打开后另存，或重新取得该文件",
    "the workbook is damaged or incomplete ({part}); open and save it again in Excel or WPS, or get a new copy",
)
_MOST_COLUMNS = 1_000
_PIECE = 1 << 20
# No part is whole in memory: 100,000 rows of 25 cells unpack to 150 MB.
_TIMES = 4
_MOST_MERGES = 10_000
_MOST_DIGITS = 40
_TRUE = ("1", "true")


class RowBook:
    """An open workbook. Its methods raise ReadError for a part that is damaged or too large."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Read the list of sheets. Raises ReadError for what is no workbook."""
        try:
            self._package = Package(data, limits)
            root = self._package.root(self._package.document)
            links = {link.id: link for link in self._package.links(self._package.document) if not link.external}
        except ExceededError:
            raise
        except ReadError:
            raise ReadError(NOT_A_WORKBOOK) from None
        if _local(root) != "workbook":
            raise ReadError(NOT_A_WORKBOOK)
        self._links = links
        self.starts_1904 = any(
            element.get("date1904") in _TRUE for element in root.iter("{*}workbookPr") if isinstance(element.tag, str)
        )
        self._parts: dict[str, str] = {}
        self._merges: dict[str, list[str]] = {}
        told: set[str] = set()
        for sheet in root.iter("{*}sheet"):
            link = links.get(next((str(value) for key, value in sheet.items() if str(key).endswith("}id")), ""))
            if link is not None and link.kind == "worksheet":
                part = self._package.target(self._package.document, link)
                if part not in told:  # its rows are there once, however many sheets are said to hold them
                    told.add(part)
                    self._parts[unescaped(sheet.get("name") or "")] = part

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the sheets in their order."""
        return tuple(self._parts)

    def rows(self, name: str, only: Collection[int] = ()) -> Iterator[tuple[int, dict[int, CellValue]]]:
        """The rows of a sheet that hold anything, in these columns or in any: number and values by column, from 1."""
        last = 0
        columns: dict[str, int] = {}
        merges = self._merges[name] = []
        for row in self._elements(self._parts[name], "row", "mergeCell"):
            if _local(row) == "mergeCell":
                merges += [row.get("ref") or ""] if len(merges) < _MOST_MERGES else []
                continue
            try:
                last = int(row.get("r") or last + 1)
                values = dict(self._values(row, columns, only))
            except (ValueError, IndexError):
                raise self._damaged(self._parts[name]) from None
            if values:
                yield last, values

    def merges(self, name: str) -> tuple[str, ...]:
        """The areas of merged cells, as A1:B2: they stand behind the rows, which have to be read to their end."""
        return tuple(self._merges.get(name, ()))

    def _values(
        self, row: etree._Element, columns: dict[str, int], only: Collection[int]
    ) -> Iterator[tuple[int, CellValue]]:
        column = 0
        for cell in row:
            ref = cell.get("r")
            if ref:
                letters = ref.rstrip("0123456789")
                column = columns.get(letters, 0)
                if not column:
                    column = columns[letters] = parse_ref(ref)[1]
            else:
                column += 1
            if column > _MOST_COLUMNS or (only and column not in only):
                continue
            value = self._value(cell)
            if value is not None and value != "":
                yield column, value

    def _value(self, cell: etree._Element) -> CellValue | None:
        """Raises ValueError or IndexError for what points to nothing."""
        stated = formula = None
        for child in cell:
            tag = child.tag
            if tag == "v" or tag.endswith("}v"):
                stated = child.text
            elif tag == "is" or tag.endswith("}is"):
                return _text(child)
            elif tag == "f" or tag.endswith("}f"):
                formula = child
        kind = cell.get("t")
        if not stated:
            # One that came to an empty text has that kind.
            return f"={formula.text or ''}" if formula is not None and kind != "str" else None
        if kind is None or kind == "n":
            return _number(stated)
        if kind == "s":
            index = int(stated)
            return self._strings[index] if index >= 0 else None
        if kind == "b":
            return "true" if stated in _TRUE else "false"
        return unescaped(stated)

    @cached_property
    def _strings(self) -> list[str]:
        link = next((link for link in self._links.values() if link.kind == "sharedStrings"), None)
        if link is None:
            return []
        return [_text(item) for item in self._elements(self._package.target(self._package.document, link), "si")]

    def _elements(self, part: str, *names: str) -> Iterator[etree._Element]:
        """The elements of those names as they end; each is empty once the next one is asked for."""
        parser = etree.XMLPullParser(
            events=("end",),
            tag=[f"{{*}}{name}" for name in names],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for piece in self._pieces(part):
                parser.feed(piece)
                for _, element in parser.read_events():
                    assert isinstance(element, etree._Element)
                    yield element
                    element.clear()
                    above = element.getparent()
                    while above is not None and element.getprevious() is not None:
                        del above[0]
            parser.close()
        except etree.XMLSyntaxError:
            raise self._damaged(part) from None

    def _pieces(self, part: str) -> Iterator[bytes]:
        most = _TIMES * self._package.limits.unpacked_bytes
        size = 0
        before = b""
        try:
            with self._package.stream(part) as stream:
                while piece := stream.read(_PIECE):
                    size += len(piece)
                    if size > most:
                        raise exceeded("unpacked_bytes", self._package.limits)
                    if b"<!DOCTYPE" in before[-16:] + piece:
                        raise self._damaged(part)
                    before = piece
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
            raise self._damaged(part) from None

    @staticmethod
    def _damaged(part: str) -> ReadError:
        return ReadError(_DAMAGED.format(part=part))


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _number(stated: str) -> CellValue:
    plain = stated.strip()
    if plain.isdigit() and len(plain) < _MOST_DIGITS:
        return int(plain)
    try:
        value = float(plain)
    except ValueError:
        return stated
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _text(element: etree._Element) -> str:
    """The text of a string, plain or in runs, without the readings (rPh) that stand above it."""
    if len(element) == 1:
        (only,) = element
        if _local(only) == "t":
            return unescaped(only.text or "")
    runs = (t for t in element.iter("{*}t") if (above := t.getparent()) is None or _local(above) != "rPh")
    return unescaped("".join(t.text or "" for t in runs))


def address(row: int, column: int) -> str:
    """What a spreadsheet calls a cell, both numbers from 1."""
    return f"{column_letters(column)}{row}"
