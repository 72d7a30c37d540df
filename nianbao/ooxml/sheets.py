"""The sheets of a workbook as cells: what was put into each, whatever else the file holds.

Only the parts that hold values are read: the list of sheets, the sheets that are asked for, the shared strings and
the number formats. Damage elsewhere (properties, fills, pictures) is none of ours, and what nobody asks for costs
nothing. ECMA-376 part 1, clause 18 (SpreadsheetML); Strict files are read too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from nianbao.errors import ReadError
from nianbao.files.limits import MIB, ExceededError, Limits
from nianbao.i18n import Text
from nianbao.ooxml.cellformats import GENERAL, as_date, formats_of, is_date
from nianbao.ooxml.cellrefs import parse_range, parse_ref
from nianbao.ooxml.celltext import unescaped
from nianbao.ooxml.package import Package

NOT_A_WORKBOOK = Text("不是可以读取的 .xlsx 文件", "this is not a readable .xlsx file")
_DAMAGED = Text(
    "工作簿已损坏或不完整（{part}）；请在 Excel 或 WPS 中打开后另存，或重新取得该文件",
    "the workbook is damaged or incomplete ({part}); open and save it again in Excel or WPS, or get a new copy",
)
_TOO_LARGE = Text(
    "工作簿内容过多；请把数字和文字填入 nianbao new 生成的工作簿",
    "the workbook holds too much; expected one made by nianbao new and filled in",
)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# Many times a workbook whose texts fill their cells.
_MOST_XML = 16 * MIB
_MOST_MERGES = 4_000
_NUMBER = re.compile(r"[+-]?(\d{1,30}|\d{0,30}\.\d{1,30}|\d{1,30}\.)([eE][+-]?\d{1,3})?", re.ASCII)
# What a sheet says in numbers: where one is none, a program wrote the sheet wrongly and the rest is not to be trusted.
_NUMERIC = {
    "pageMargins": ("left", "right", "top", "bottom", "header", "footer"),
    "pageSetup": ("scale", "fitToWidth", "fitToHeight", "paperSize"),
    "col": ("min", "max", "width"),
    "row": ("r", "ht"),
}


class Cell(Struct, frozen=True):
    """What was put into a cell; of a formula the result that the spreadsheet left, None where it left none.

    A number under a date format is the date as text, since it is no figure.
    """

    value: str | int | float | bool | None = None
    formula: str = ""
    format: str = GENERAL


_EMPTY = Cell()
_Span = tuple[int, int, int, int]  # first row and column, last row and column, from 1


class Sheet(Struct, frozen=True):
    """Cells by row and column, from 1."""

    cells: dict[tuple[int, int], Cell]
    merged: tuple[_Span, ...]

    def cell(self, row: int, column: int) -> Cell:
        """The cell, an empty one where there is none or a merge covers it: spreadsheets do not show what lies there."""
        found = self.cells.get((row, column), _EMPTY)
        return _EMPTY if found is not _EMPTY and self._is_covered(row, column) else found

    def _is_covered(self, row: int, column: int) -> bool:
        return any(
            top <= row <= bottom and left <= column <= right and (row, column) != (top, left)
            for top, left, bottom, right in self.merged
        )

    @property
    def bottom(self) -> int:
        """The last row that holds anything, 0 in an empty sheet."""
        return max((row for row, _ in self.cells), default=0)


class Workbook:
    """An open workbook. Its methods raise ReadError for a part that is damaged, and for more than a clerk fills in."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Read the list of sheets. Raises ReadError for what is no workbook."""
        bounded = replace(limits, unpacked_bytes=min(limits.unpacked_bytes, _MOST_XML))
        try:
            self._package = Package(data, bounded)
            root = self._package.root(self._package.document)
            self._parts = dict(self._listed(root))
        except ExceededError:
            raise
        except ReadError:
            raise ReadError(NOT_A_WORKBOOK) from None
        if root.tag != f"{_MAIN}workbook":
            raise ReadError(NOT_A_WORKBOOK)
        self._sheets: dict[str, Sheet] = {}

    def _listed(self, root: etree._Element) -> Iterator[tuple[str, str]]:
        links = {link.id: link for link in self._package.links(self._package.document)}
        for sheet in root.iter(f"{_MAIN}sheet"):
            identifier = next((str(value) for key, value in sheet.items() if str(key).endswith("}id")), "")
            link = links.get(identifier)
            if link is not None and not link.external:
                yield unescaped(sheet.get("name") or ""), self._package.target(self._package.document, link)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the sheets in their order."""
        return tuple(self._parts)

    def __contains__(self, name: str) -> bool:
        """Whether there is a sheet of that name."""
        return name in self._parts

    def __getitem__(self, name: str) -> Sheet:
        """The sheet of that name, which must be there; read once."""
        part = self._parts[name]
        if part not in self._sheets:
            self._sheets[part] = self._read(part)
        return self._sheets[part]

    @cached_property
    def _strings(self) -> tuple[str, ...]:
        part = self._related("sharedStrings")
        return tuple(_text(item) for item in self._root(part).iterchildren(f"{_MAIN}si")) if part else ()

    @cached_property
    def _formats(self) -> tuple[str, ...]:
        """The number format of each style, none where the workbook has no styles, or a part with nothing in it.

        A damaged part is another thing: of numbers whose format is lost nobody can tell which are dates.
        """
        part = self._related("styles")
        return formats_of(self._root(part), _MAIN) if part and self._package.read(part).strip() else ()

    def _related(self, kind: str) -> str | None:
        for link in self._package.links(self._package.document):
            if link.kind == kind and not link.external:
                part = self._package.target(self._package.document, link)
                return part if part in self._package else None
        return None

    def _root(self, part: str) -> etree._Element:
        try:
            return self._package.root(part)
        except ExceededError:
            raise ReadError(_TOO_LARGE) from None
        except ReadError:
            raise _damaged(part) from None

    def _read(self, part: str) -> Sheet:
        root = self._root(part)
        data = root.find(f"{_MAIN}sheetData")
        if root.tag != f"{_MAIN}worksheet" or data is None or not _is_sound(root):
            raise _damaged(part)
        try:
            return Sheet(dict(self._cells(data)), tuple(_merged(root)))
        except (ValueError, IndexError):
            raise _damaged(part) from None

    def _cells(self, data: etree._Element) -> Iterator[tuple[tuple[int, int], Cell]]:
        """Raises ValueError or IndexError for what contradicts itself or points to nothing."""
        seen: set[tuple[int, int]] = set()
        last_row = 0
        for row in data.iterchildren(f"{_MAIN}row"):
            last_row, last_column = int(row.get("r") or last_row + 1), 0
            for element in row.iterchildren(f"{_MAIN}c"):
                at = parse_ref(element.get("r") or "") if element.get("r") else (last_row, last_column + 1)
                if at[0] != last_row or at in seen:
                    raise ValueError
                seen.add(at)
                last_column = at[1]
                if (cell := self._cell(element)) != _EMPTY:
                    yield at, cell

    def _cell(self, element: etree._Element) -> Cell:
        given, kind = element.find(f"{_MAIN}v"), element.get("t") or "n"
        formula = element.find(f"{_MAIN}f")
        styled = int(element.get("s") or 0)
        number_format = self._formats[styled] if self._formats else GENERAL
        stated = (given.text or "") if given is not None else ""
        if kind == "inlineStr":
            inline = element.find(f"{_MAIN}is")
            value: str | int | float | bool | None = _text(inline) if inline is not None else None
        elif kind == "s" and stated:
            value = self._strings[_index(stated)]
        else:
            value = _value(kind, stated, number_format)
        return Cell(value, "" if formula is None else f"={formula.text or '…'}", number_format)


def _index(stated: str) -> int:
    index = int(stated)
    if index < 0:
        raise IndexError
    return index


def _value(kind: str, stated: str, number_format: str) -> str | int | float | bool | None:
    if not stated:
        return None
    if kind == "b":
        return stated.strip() in ("1", "true")
    if kind != "n":  # a formula's text, an error, a date in words
        return unescaped(stated)
    plain = stated.strip()
    match = _NUMBER.fullmatch(plain)
    if match is None:
        return stated
    if is_date(number_format):
        return as_date(float(plain))
    return int(plain) if plain.lstrip("+-").isdigit() else float(plain)


def _text(element: etree._Element) -> str:
    """The text of a string, plain or in runs, without the readings (rPh) that stand above it."""
    runs = (t for t in element.iter(f"{_MAIN}t") if (above := t.getparent()) is None or above.tag != f"{_MAIN}rPh")
    return unescaped("".join(t.text or "" for t in runs))


def _merged(root: etree._Element) -> Iterator[_Span]:
    elements = root.findall(f"{_MAIN}mergeCells/{_MAIN}mergeCell")
    if len(elements) > _MOST_MERGES:
        raise ReadError(_TOO_LARGE)
    return (parse_range(element.get("ref") or "") for element in elements)


def _is_sound(root: etree._Element) -> bool:
    return all(
        _NUMBER.fullmatch(value.strip()) is not None
        for name, attributes in _NUMERIC.items()
        for element in root.iter(f"{_MAIN}{name}")
        for attribute in attributes
        if (value := element.get(attribute)) is not None
    )


def _damaged(part: str) -> ReadError:
    return ReadError(_DAMAGED.format(part=part))
