"""Workbooks of plain rows, written as they come: what is kept of a sheet is its deflated bytes.

Text is inline and never computed (ECMA-376 part 1, 18.3.1.53). The same rows give the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal, TypeAlias

from msgspec import Struct

from nianbao.ooxml.archive import CORE, CORE_TYPE, TYPES, content_types, office, relationships
from nianbao.ooxml.cellrefs import column_letters
from nianbao.ooxml.celltext import escaped as escaped_cell
from nianbao.ooxml.markup import attribute
from nianbao.ooxml.markup import escaped as escaped_markup
from nianbao.ooxml.members import Growing, Member, archived, fresh
from nianbao.ooxml.relationships import Relationship
from nianbao.text import display_width

Look: TypeAlias = Literal["body", "head", "number", "good", "bad", "doubtful"]
Value: TypeAlias = str | int | Decimal | None

MOST_ROWS = 1_048_576
# When a workbook was made that is the same bytes whenever that was.
NO_DAY = "1980-01-01T00:00:00Z"
_LINE, _MOST_LINES = 14, 28  # points, and a height that Excel takes (409 at most)
_LONGEST = 32_000  # characters of a cell; Excel takes 32,767
_SHORT = 100  # and of those that are remembered
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DC = "http://purl.org/dc"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# What a spreadsheet would compute if somebody typed it; with a quote in front of it, it stays text when it is edited.
_COMPUTED = ("=", "+", "-", "@", "\t", "\r")
# Each look has two formats: as it is, and with that quote.
_LOOKS: dict[Look, int] = {"body": 0, "head": 2, "number": 4, "good": 6, "bad": 8, "doubtful": 10}


class Column(Struct, frozen=True):
    """A column: the text at its head, and its width in characters."""

    head: str
    width: float


class Sheet:
    """A sheet whose rows are written as they come, below heads that stay in sight, are filtered by and printed again.

    Rows beyond what a sheet can hold are counted and not written.
    """

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        *,
        above: Sequence[Sequence[str]] = (),
        frozen: int = 0,
        fit: bool = True,
    ) -> None:
        """`above` are rows of heads above those of the columns; `frozen` is how many columns stay in sight.

        Printed across A4: all columns on one page where they `fit`, else at their size on as many as it takes.
        """
        self.name, self.columns, self.frozen, self.fit = name, columns, frozen, fit
        self.heads = len(above) + 1
        self.left_out = 0
        self._letters = [column_letters(number) for number in range(1, len(columns) + 1)]
        self._widths = [column.width - 2 for column in columns]
        self._rows = 0
        self._data = Growing()
        self._data.add(self._begin().encode())
        for row in (*above, [column.head for column in columns]):
            self.add(row, ["head"] * len(row))

    def add(self, values: Sequence[Value], looks: Sequence[Look] = ()) -> None:
        """A row; without looks text and numbers look like themselves."""
        if self._rows >= MOST_ROWS:
            self.left_out += 1
            return
        self._rows += 1
        given = looks or ["body" if isinstance(value, str) else "number" for value in values]
        row, lines, cells = self._rows, 1, []
        for letters, width, value, look in zip(self._letters, self._widths, values, given, strict=True):
            told = _told(value)
            # Spreadsheets differ in whether they work out how high a row is when they open a file.
            lines = max(lines, math.ceil(told.width / width))
            cells.append(f'<c r="{letters}{row}" s="{_LOOKS[look] + told.quoted}"{told.inside}')
        height = f'ht="{min(lines, _MOST_LINES) * _LINE + 2}" customHeight="1"'
        self._data.add(f'<row r="{row}" {height}>{"".join(cells)}</row>'.encode())

    def _begin(self) -> str:
        frozen = self.frozen
        corner = f"{column_letters(frozen + 1)}{self.heads + 1}"
        split = f'xSplit="{frozen}" ' if frozen else ""
        pane = "bottomRight" if frozen else "bottomLeft"
        widths = "".join(
            f'<col min="{number}" max="{number}" width="{column.width}" customWidth="1"/>'
            for number, column in enumerate(self.columns, 1)
        )
        return (
            f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="{int(self.fit)}"/></sheetPr>'
            f'<sheetViews><sheetView workbookViewId="0"><pane {split}ySplit="{self.heads}" topLeftCell="{corner}" '
            f'activePane="{pane}" state="frozen"/><selection pane="{pane}"/></sheetView></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>'
        )

    @property
    def area(self) -> str:
        """The cells that are filtered."""
        last = column_letters(len(self.columns))
        return f"$A${self.heads}:${last}${max(self._rows, self.heads)}"

    def part(self, name: str) -> Member:
        """The finished part of the archive."""
        self._data.add(
            (
                f'</sheetData><autoFilter ref="{self.area.replace("$", "")}"/>'
                '<printOptions horizontalCentered="1"/>'
                '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
                '<pageSetup paperSize="9" scale="80" fitToHeight="0" pageOrder="overThenDown" orientation="landscape"/>'
                "<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>"
            ).encode()
        )
        return self._data.member(name)


class _Told(Struct, frozen=True):
    """What a cell holds: its markup behind the format, how many characters wide it is, and whether it is quoted."""

    inside: str
    width: int = 0
    quoted: bool = False


_NOTHING = _Told("/>")


def _told(value: Value) -> _Told:
    if value is None or value == "":
        return _NOTHING
    if not isinstance(value, str):
        number = _number(value)
        return _Told(f"><v>{number}</v></c>", len(number))
    return _text(value) if len(value) > _SHORT else _short(value)


def _text(value: str) -> _Told:
    text = value if len(value) <= _LONGEST else value[:_LONGEST] + "…"
    inside = escaped_markup(escaped_cell(text))
    inside = f' t="inlineStr"><is><t xml:space="preserve">{inside}</t></is></c>'
    return _Told(inside, display_width(value), text.startswith(_COMPUTED))


# Most texts of a long list are those of other rows.
_short = lru_cache(maxsize=8192)(_text)


def _number(value: int | Decimal) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def workbook(sheets: Sequence[Sheet], *, title: str, created: str, comment: bytes = b"") -> bytes:
    """The .xlsx of these sheets; `created` is the time in its properties, as 2025-01-31T08:00:00Z."""
    paths = {f"worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(sheets, 1)}
    links = [Relationship(f"rId{n}", office("worksheet"), path) for n, path in enumerate(paths, 1)]
    links.append(Relationship(f"rId{len(links) + 1}", office("styles"), "styles.xml"))
    top = [
        Relationship("rId1", office("officeDocument"), "xl/workbook.xml"),
        Relationship("rId2", CORE, "docProps/core.xml"),
    ]
    kinds = {f"xl/{path}": f"{_SHEET}.worksheet+xml" for path in paths}
    kinds |= {"xl/workbook.xml": f"{_SHEET}.sheet.main+xml", "xl/styles.xml": f"{_SHEET}.styles+xml"}
    kinds["docProps/core.xml"] = CORE_TYPE
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    parts = [
        fresh(TYPES, content_types(kinds, defaults)),
        fresh("_rels/.rels", relationships(top)),
        fresh("docProps/core.xml", _core(title, created)),
        fresh("xl/workbook.xml", _book(sheets)),
        fresh("xl/_rels/workbook.xml.rels", relationships(links)),
        fresh("xl/styles.xml", _styles()),
        *(sheet.part(f"xl/{path}") for path, sheet in paths.items()),
    ]
    return archived(parts, comment)


def _book(sheets: Sequence[Sheet]) -> bytes:
    names = "".join(
        f'<sheet name="{attribute(sheet.name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, 1)
    )
    defined = "".join(_defined(number, sheet) for number, sheet in enumerate(sheets))
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONSHIPS}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{names}</sheets><definedNames>{defined}</definedNames></workbook>"
    ).encode()


def _defined(number: int, sheet: Sheet) -> str:
    """The names by which spreadsheets know what is filtered, and which rows are printed on each page."""
    titles = f"'{attribute(sheet.name)}'!$1:${sheet.heads}"
    if sheet.frozen:
        titles = f"'{attribute(sheet.name)}'!$A:${column_letters(sheet.frozen)},{titles}"
    places = {
        '_xlnm._FilterDatabase" hidden="1': f"'{attribute(sheet.name)}'!{sheet.area}",
        "_xlnm.Print_Titles": titles,
    }
    return "".join(
        f'<definedName name="{name}" localSheetId="{number}">{place}</definedName>' for name, place in places.items()
    )


def _core(title: str, created: str) -> bytes:
    """The properties: no person and no machine."""
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{created}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="{_DC}/elements/1.1/"'
        f' xmlns:dcterms="{_DC}/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped_markup(title)}</dc:title><dc:creator>nianbao</dc:creator>{dates}</cp:coreProperties>"
    ).encode()


def _formats() -> str:
    """The cell formats in the order of `_LOOKS`: font, fill, alignment, each plain and with the quote."""
    left, centre = (
        '<alignment vertical="top" wrapText="1"/>',
        '<alignment horizontal="center" vertical="center" wrapText="1"/>',
    )
    right = '<alignment horizontal="right" vertical="top" indent="1"/>'
    looks = ((0, 0, left), (1, 2, centre), (0, 0, right), (2, 3, left), (3, 4, left), (4, 5, left))
    return "".join(
        f'<xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="1" xfId="0" quotePrefix="{quote}" applyFont="1" '
        f'applyFill="1" applyBorder="1" applyAlignment="1">{alignment}</xf>'
        for font, fill, alignment in looks
        for quote in (0, 1)
    )


def _styles() -> bytes:
    fonts = "".join(
        f'<font>{bold}<sz val="10.5"/><color rgb="FF{colour}"/><name val="宋体"/><charset val="134"/></font>'
        for bold, colour in (("", "000000"), ("<b/>", "000000"), ("", "006100"), ("", "9C0006"), ("", "7F6000"))
    )
    fills = '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' + "".join(
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/></patternFill></fill>'
        for colour in ("D9E2EC", "E2F0D9", "FBE5E5", "FFF4D6")
    )
    side = '<{0} style="thin"><color rgb="FFBFBFBF"/></{0}>'
    sides = "".join(side.format(name) for name in ("left", "right", "top", "bottom"))
    count = 2 * len(_LOOKS)
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="5">{fonts}</fonts><fills count="6">{fills}</fills>'
        f'<borders count="2"><border><left/><right/><top/><bottom/></border><border>{sides}</border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{count}">{_formats()}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ).encode()
