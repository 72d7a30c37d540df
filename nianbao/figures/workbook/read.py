"""Reading a filled-in workbook: values, never formulas' results alone, with every mistake told by sheet and cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, TypeVar

from msgspec.structs import replace

from nianbao.figures.blanks import with_zeros
from nianbao.figures.layout import keys_of, slots, total_cells
from nianbao.figures.model import CellId, FigureMistake
from nianbao.figures.places import FigurePlace, Keys
from nianbao.figures.schema import ZEROS
from nianbao.figures.stated import FiguresError, Stated, rulebook_named
from nianbao.figures.tree import from_tree
from nianbao.figures.workbook.layout import (
    BASICS,
    FORMER_BASICS,
    KEY_COLUMN,
    VALUE_COLUMN,
    TableSheet,
    TextSheet,
    former_sheets,
    prose_keys,
    sheets,
    text_sheets,
)
from nianbao.figures.workbook.values import Given, given_at, number_of, text_of
from nianbao.files.limits import DEFAULT, Limits
from nianbao.i18n import Text
from nianbao.ooxml.cellrefs import column_letters
from nianbao.ooxml.sheets import Workbook
from nianbao.rulebook import edition_of
from nianbao.rulebook.model import Rulebook, ValueType
from nianbao.text import normalise

_V = TypeVar("_V", Decimal, str)

_NO_SHEET = Text(
    "没有工作表{sheets}；请用 nianbao new 生成的文件填写",
    "there is no sheet {sheets}; expected a workbook made by nianbao new",
)
_MOVED = Text(
    "应为“{expected}”，现为“{stated}”；请不要增删行列或改动表头",
    "holds {stated!r}; expected {expected!r}, rows and columns must stay where they are",
)
_REQUIRED = Text("未填写；应为{expected}", "not given; expected {expected}")
_WRONG = Text("不能是“{stated}”；应为{expected}", "cannot be {stated!r}; expected {expected}")
_FIRST_ROWS = 50  # of the sheet of basics: the edition stands in its first line
_MOST_ROWS = 1000  # of the sheet of basics, which has some dozens
_NO_KEYS = Text(
    "隐藏的 {column} 列（各行的代号）已不在；请重新用 nianbao new 生成后填写",
    "the hidden column {column} with the key of each row is gone; expected a workbook made by nianbao new",
)
_NO_ROW = Text("缺少“{label}”一行（{key}）；请不要删除行", "the row of {label} ({key}) is gone; rows must stay")
_TWICE = Text("“{key}”已在 {first} 填写；只能有一行", "{key} is already given in {first}; expected one row")
_NO_HEAD = {"agency": "-", "year": 0}
_HEAD_NAMES = {"agency": Text("机关名称", "the agency"), "year": Text("报告年度", "the year")}
_NAME = Text("机关名称", "the name of the agency")
_YEAR = Text("{first} 年或以后的年度", "a year from {first} on")
_YEARS = Text("{first} 至 {last} 年度", "a year from {first} to {last}")
_OTHER_EDITION = Text(
    "{expected}；{year} 年度请用 nianbao new --year {year} 另建数据文件",
    "{expected}; for {year} create a file with nianbao new --year {year}",
)
_YES_OR_NO = Text("“是”或“否”", '"是" (yes) or "否" (no)')
_CHOICES = {"": False, "否": False, "false": False, "0": False, "是": True, "true": True, "1": True}
_EDITION = Text("“{edition}”", "{edition!r}")


def read_workbook(data: bytes, name: str, rulebook: Rulebook | None = None, *, limits: Limits = DEFAULT) -> Stated:
    """The figures of a workbook as they were filled in, with the cell of each; an empty cell was not given.

    Without a rulebook the workbook's edition chooses it. Totals that are formulas are left to be computed; one that
    was typed over is a stated total. Raises FiguresError with every mistake (`FILE:SHEET!CELL: …`), ReadError where
    the file is no workbook.
    """
    book = Workbook(data, limits)
    rulebook = rulebook or rulebook_named(_stated_edition(book))
    reading = _Reading(name, book, rulebook)
    tree: dict[str, Any] = {}
    values: dict[CellId, Decimal] = {}
    for sheet in (former_sheets if reading.basics == FORMER_BASICS else sheets)(rulebook):
        if isinstance(sheet, TableSheet):
            values.update(reading.table(sheet))
        else:
            reading.texts(tree, sheet)
    reading.need_whole(tree)
    head = from_tree({**_NO_HEAD, **tree}, rulebook)
    figures, zeros = with_zeros(replace(head, values=values), rulebook)
    stated = Stated(figures, rulebook, reading.places, zeros=zeros)
    if reading.mistakes:
        rest = [mistake for mistake in stated.mistakes() if not reading.excuses(mistake)]
        raise FiguresError(stated.told((*reading.mistakes, *rest)), stated)
    return stated


def _basics_of(book: Workbook) -> str:
    """The sheet with agency and year: of a former version where it is that."""
    return FORMER_BASICS if BASICS not in book and FORMER_BASICS in book else BASICS


def _stated_edition(book: Workbook) -> object:
    basics = _basics_of(book)
    if basics not in book:
        return None
    sheet = book[basics]
    rows = range(2, _FIRST_ROWS + 1)
    return next((sheet.cell(r, VALUE_COLUMN).value for r in rows if sheet.cell(r, KEY_COLUMN).value == "edition"), None)


class _Reading:
    """One workbook being read; what is wrong gathers in `mistakes`."""

    def __init__(self, name: str, book: Workbook, rulebook: Rulebook) -> None:
        self.name, self.book, self.rulebook = name, book, rulebook
        self.prose = prose_keys(rulebook)
        self.basics = _basics_of(book)
        self.mistakes: list[FigureMistake] = []
        self.spoilt: set[Keys] = set()
        self.absent: list[str] = []  # sheets
        self.places: dict[Keys, FigurePlace] = {(): FigurePlace(name)}

    def excuses(self, mistake: FigureMistake) -> bool:
        """Whether it may come of a cell or sheet that was refused already."""
        if mistake.kind == "missing":
            row = next((slot for slot in slots(self.rulebook) if slot.keys == mistake.keys), None)
            refused = row is not None and all((*row.keys, *box.keys) in self.spoilt for box in row.inputs)
            return refused or any(mistake.keys[: len(keys)] == keys for keys in self.spoilt)
        return any(mistake.keys[:1] == keys[:1] for keys in self.spoilt)

    def texts(self, tree: dict[str, Any], sheet: TextSheet) -> None:
        """Put what a sheet without a table holds into the mapping of a figures file."""
        known = {keys for other in text_sheets(self.rulebook) for keys in other.lines}
        if not self._has(sheet.name) or not self._lines(tree, sheet.name, known):
            self.spoilt.update(keys for keys in sheet.lines if keys not in self.places)

    def _lines(self, tree: dict[str, Any], name: str, known: set[Keys]) -> bool:
        """Take the lines of a sheet; False where it has none, which is told."""
        sheet, before = self.book[name], len(self.places)
        for row in range(2, min(sheet.bottom, _MOST_ROWS) + 1):
            key = sheet.cell(row, KEY_COLUMN).value
            keys = tuple(key.split(".")) if isinstance(key, str) else ()
            if keys in known:
                self._take(tree, keys, self._given(name, row, VALUE_COLUMN))
        if len(self.places) > before:
            return True
        self._tell((), FigurePlace(self.name, sheet=name), _NO_KEYS.format(column=column_letters(KEY_COLUMN)))
        return False

    def _take(self, tree: dict[str, Any], keys: Keys, given: Given) -> None:
        if keys in self.places:
            self._tell(keys, given.place, _TWICE.format(key=".".join(keys), first=self.places[keys].cells))
            return
        self.places[keys] = given.place
        _put(tree, keys, self._basic(keys, given))

    def need_whole(self, tree: dict[str, Any]) -> None:
        """Say what is gone where sheets or a row were taken out."""
        if self.absent:
            quoted = Text("、".join(f"“{name}”" for name in self.absent), ", ".join(map(repr, self.absent)))
            self._tell((), FigurePlace(self.name), _NO_SHEET.format(sheets=quoted))
        for key, label in _HEAD_NAMES.items():
            if key not in tree and (key,) not in self.spoilt:
                self._tell((key,), FigurePlace(self.name, sheet=self.basics), _NO_ROW.format(label=label, key=key))

    def table(self, sheet: TableSheet) -> Iterator[tuple[CellId, Decimal]]:
        """The figures of one table."""
        if not self._has(sheet.name) or not self._stands(sheet):
            self.spoilt.add((sheet.form.id,))
            return
        self.places.update(_places_of_rows(self.name, sheet, self.rulebook))
        totals = total_cells(self.rulebook)
        for cell in sheet.grid.cells:
            if cell.id is None:
                continue
            keys = keys_of(self.rulebook)[cell.id]
            given = self._given(sheet.name, *sheet.position(cell))
            self.places[keys] = given.place
            if given.empty or (cell.id in totals and given.formula):
                continue
            value = self._number(keys, given, cell.value)
            if value is not None:
                yield cell.id, value

    def _has(self, sheet: str) -> bool:
        if sheet in self.book:
            return True
        self.absent.append(sheet)
        return False

    def _stands(self, sheet: TableSheet) -> bool:
        """Whether every label is where it was: a figure read from a shifted row would be another's."""
        before = len(self.mistakes)
        for cell in sheet.grid.cells:
            stated = self.book[sheet.name].cell(*sheet.position(cell)).value
            if cell.id is None and normalise(str(stated or "")) != normalise(cell.text):
                place = self._given(sheet.name, *sheet.position(cell)).place
                self._tell((), place, _MOVED.format(expected=cell.text, stated=stated or ""))
        del self.mistakes[before + 1 :]  # one shifted row shifts all that follow
        return len(self.mistakes) == before

    def _given(self, sheet: str, row: int, column: int) -> Given:
        place = FigurePlace(self.name, sheet=sheet, cells=f"{column_letters(column)}{row}")
        return given_at(place, self.book[sheet].cell(row, column))

    def _number(self, keys: Keys, given: Given, kind: ValueType) -> Decimal | None:
        value = self._sound(keys, given, number_of(given, kind))
        if value is None:
            self.spoilt.add(keys)
        return value

    def _sound(self, keys: Keys, given: Given, value: _V | Text) -> _V | None:
        if isinstance(value, Text):
            self._tell(keys, given.place, value)
            return None
        return value

    def _tell(self, keys: Keys, place: FigurePlace, what: Text) -> None:
        self.mistakes.append(FigureMistake("file", keys, place, what))

    def _basic(self, keys: Keys, given: Given) -> Any:
        if keys[0] == "narrative":
            return None if given.empty else self._sound(keys, given, text_of(given))
        if keys in self.prose:
            return None if given.empty else self._number(keys, given, self.prose[keys].value)
        return _HEAD[keys](self, given)

    def _agency(self, given: Given) -> str:
        name = str(given.value or "").strip()
        if len(name.splitlines()) != 1:
            self._refuse(("agency",), given, _NAME)
        return name

    def _year(self, given: Given) -> int:
        first, last = self.rulebook.years
        value = number_of(given, "count") if given.value is not None else None
        if not isinstance(value, Decimal) or not first <= value <= (last or 9999):
            expected = (_YEARS if last else _YEAR).format(first=first, last=last)
            if isinstance(value, Decimal) and _has_edition(int(value)):
                expected = _OTHER_EDITION.format(expected=expected, year=int(value))
            self._refuse(("year",), given, expected)
            return first
        return int(value)

    def _edition(self, given: Given) -> str:
        if given.value is not None and str(given.value) != self.rulebook.edition:
            self._refuse(("edition",), given, _EDITION.format(edition=self.rulebook.edition))
        return self.rulebook.edition

    def _zeros(self, given: Given) -> bool:
        chosen = _CHOICES.get(str(given.value if given.value is not None else "").strip().lower())
        if chosen is None:
            self._refuse((ZEROS,), given, _YES_OR_NO)
        return bool(chosen)

    def _refuse(self, keys: Keys, given: Given, expected: Text) -> None:
        message = _REQUIRED if given.value is None else _WRONG
        self._tell(keys, given.place, message.format(stated=str(given.value), expected=expected))


_HEAD: dict[Keys, Callable[[_Reading, Given], object]] = {
    ("agency",): _Reading._agency,
    ("year",): _Reading._year,
    ("edition",): _Reading._edition,
    (ZEROS,): _Reading._zeros,
}


def _places_of_rows(name: str, sheet: TableSheet, rulebook: Rulebook) -> Iterator[tuple[Keys, FigurePlace]]:
    """Where each row of inputs stands, as a range; a group of rows is only in its sheet."""
    for slot in slots(rulebook):
        if slot.keys[0] != sheet.form.id:
            continue
        for length in range(1, len(slot.keys)):
            yield slot.keys[:length], FigurePlace(name, sheet=sheet.name)
        if slot.inputs:
            first, last = (sheet.address(slot.inputs[at].id) for at in (0, -1))
            cells = first if first == last else f"{first}:{last}"
            yield slot.keys, FigurePlace(name, sheet=sheet.name, cells=cells)


def _has_edition(year: int) -> bool:
    """Whether some official format is that of the year."""
    first, last = edition_of(year).years
    return first <= year <= (last or year)


def _put(tree: dict[str, Any], keys: Keys, value: Any) -> None:
    for key in keys[:-1]:
        tree = tree.setdefault(key, {})
    tree[keys[-1]] = value
