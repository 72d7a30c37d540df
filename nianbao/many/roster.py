"""The list of the agencies that owe a report: a .csv or .xlsx as offices keep it, by the words of the rulebook.

One agency a row, under a line of headings; what stands above that line is a title. Columns: name, and where there are
any other names of it, its kind, whose report it goes into, and the day on which its report came.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from nianbao.errors import MistakenFileError, NianbaoError
from nianbao.files.limits import DEFAULT, Limits
from nianbao.files.loading import load
from nianbao.i18n import Text
from nianbao.rulebook.model import Rulebook
from nianbao.rulebook.rosters import RosterFormat, RosterKind
from nianbao.text import normalise

_AT = Text("{path} 第{row}行：{what}", "{path}, row {row}: {what}")
_NO_HEAD = Text(
    "没有单位名称一列；表头应有：{words}", "there is no column with the names of agencies; expected one headed {words}"
)
_UNKNOWN_COLUMN = Text("没有“{word}”这一列；可用：{known}", "unknown column {word!r}; expected {known}")
_COLUMN_TWICE = Text("“{word}”与“{first}”是同一列", "{word!r} is the same column as {first!r}")
_TWICE = Text("“{name}”已在第{first}行", "{name!r} is already in row {first}")
_NO_NAME = Text("未填写单位名称", "the name of the agency is missing")
_KIND = Text("没有“{word}”这一类；可用：{known}", "unknown kind {word!r}; expected one of {known}")
_DATE = Text("“{word}”不是日期；应写作 2025-01-31", "{word!r} is not a date; expected one such as 2025-01-31")
_EMPTY = Text("名单上没有单位", "there is no agency on the list")
_NO_TEXT = Text("文字编码无法识别；请另存为 UTF-8 或 .xlsx", "its encoding is unknown; save it in UTF-8, or as .xlsx")
_NO_ROSTER = Text("规则文件没有名单的格式（roster）", "the rulebook does not say how lists are read (roster)")
_TOO_LONG = Text("名单超过 {rows} 行", "the list has more than {rows} rows")
_HEAD_WITHIN = 10  # rows
_MOST_ROWS = 50_000
_SEPARATOR = re.compile(r"[、，,；;\n]")
_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[\sT].*)?|(\d{4})(\d{2})(\d{2})", re.ASCII
)
_Row = tuple[int, Sequence[str]]


class Filer(Struct, frozen=True):
    """An agency on the list, and the row that it stands in, from 1."""

    name: str
    row: int
    aliases: tuple[str, ...] = ()
    kind: str | None = None  # the id of one of the rulebook's kinds
    parent: str | None = None
    received: date | None = None


class Roster(Struct, frozen=True, dict=True):
    """The agencies that owe a report, in the order of the list."""

    path: str
    filers: tuple[Filer, ...]

    @cached_property
    def _by_name(self) -> dict[str, Filer]:
        return {normalise(name): filer for filer in self.filers for name in (*filer.aliases, filer.name)}

    def of(self, *names: str) -> Filer | None:
        """The agency that has one of these names, or had it."""
        return next((filer for name in names if (filer := self._by_name.get(normalise(name)))), None)


def read_roster(path: str, rulebook: Rulebook, limits: Limits = DEFAULT) -> Roster:
    """The list in a .csv or .xlsx file.

    Raises MistakenFileError with every mistake and its row, ReadError for a file that cannot be read.
    """
    if rulebook.roster is None:
        raise NianbaoError(_NO_ROSTER, path)
    reading = _Reading(path, rulebook.roster)
    filers = tuple(reading.filers(_rows(path, limits)))
    if not filers and not reading.mistakes:
        reading.mistakes.append(_EMPTY)
    if reading.mistakes:
        raise MistakenFileError(tuple(reading.mistakes), path)
    return Roster(path, filers)


def due(filer: Filer, year: int, rulebook: Rulebook) -> date | None:
    """The day by which the agency's report for a year has to be there; None where the list does not tell its kind."""
    kinds = rulebook.roster.kinds if rulebook.roster else ()
    return next((date(year + 1, *kind.due) for kind in kinds if kind.id == filer.kind), None)


class _Reading:
    """Rows into agencies, with every mistake on the way."""

    def __init__(self, path: str, form: RosterFormat) -> None:
        self._path, self._form = path, form
        self._columns = {_key(word): column.id for column in form.columns for word in column.words}
        self._kinds = {_key(word): kind for kind in form.kinds for word in _called(kind)}
        self._taken: dict[str, tuple[int, str]] = {}
        self.mistakes: list[Text] = []

    def _tell(self, row: int, what: Text, **values: object) -> None:
        self.mistakes.append(_AT.format(path=self._path, row=row, what=what.format(**values)))

    def filers(self, rows: list[_Row]) -> Iterator[Filer]:
        head = next((at for at, (_, cells) in enumerate(rows[:_HEAD_WITHIN]) if self._is_head(cells)), None)
        if head is None:
            words = next(column.words for column in self._form.columns if column.id == "name")
            self._tell(1, _NO_HEAD, words="、".join(words))
            return
        columns = self._named(*rows[head])
        for row, cells in rows[head + 1 :]:
            given = {columns[at]: cell.strip() for at, cell in enumerate(cells) if at in columns and cell.strip()}
            if given.keys() - {"number"}:
                yield from self._filer(row, given)

    def _is_head(self, cells: Sequence[str]) -> bool:
        return any(self._columns.get(_key(cell)) == "name" for cell in cells)

    def _named(self, row: int, cells: Sequence[str]) -> dict[int, str]:
        """What each column holds."""
        named: dict[int, str] = {}
        words: dict[str, str] = {}
        for at, cell in enumerate(cells):
            column = self._columns.get(_key(cell))
            if not cell.strip():
                continue
            if column is None:
                known = "、".join(column.words[0] for column in self._form.columns)
                self._tell(row, _UNKNOWN_COLUMN, word=cell.strip(), known=known)
            elif column in words:
                self._tell(row, _COLUMN_TWICE, word=cell.strip(), first=words[column])
            else:
                named[at] = column
                words[column] = cell.strip()
        return named

    def _filer(self, row: int, given: dict[str, str]) -> Iterator[Filer]:
        name = given.get("name")
        if name is None:
            self._tell(row, _NO_NAME)
            return
        aliases = tuple(alias.strip() for alias in _SEPARATOR.split(given.get("aliases", "")) if alias.strip())
        for called in dict.fromkeys((name, *aliases)):
            first = self._taken.setdefault(normalise(called), (row, called))
            if first[0] != row:
                self._tell(row, _TWICE, name=called, first=first[0])
        yield Filer(name, row, aliases, self._kind(row, given), given.get("parent"), self._received(row, given))

    def _kind(self, row: int, given: dict[str, str]) -> str | None:
        word = given.get("kind")
        if word is None:
            return None
        kind = self._kinds.get(_key(word))
        if kind is None:
            self._tell(row, _KIND, word=word, known="、".join(kind.words[0] for kind in self._form.kinds))
            return None
        return kind.id

    def _received(self, row: int, given: dict[str, str]) -> date | None:
        word = given.get("received")
        if word is None:
            return None
        day = _day(word)
        if day is None:
            self._tell(row, _DATE, word=word)
        return day


def _key(word: str) -> str:
    """The word as headings and kinds are compared."""
    return normalise(word).lower()


def _called(kind: RosterKind) -> tuple[str, ...]:
    return (*kind.words, kind.id, kind.name.zh, kind.name.en)


def _day(word: str) -> date | None:
    match = _DAY.fullmatch(word)
    try:
        return date(*(int(part) for part in match.groups() if part)) if match else None
    except ValueError:
        return None


def _rows(path: str, limits: Limits) -> list[_Row]:
    """The cells of each row with its number. Raises ReadError, NianbaoError for what is no table."""
    data = load(path, limits)
    rows = _of_workbook(data, limits) if Path(path).suffix.lower() == ".xlsx" else _of_text(path, data)
    if len(rows) > _MOST_ROWS:
        raise NianbaoError(_TOO_LONG.format(rows=_MOST_ROWS), path)
    return rows


def _of_workbook(data: bytes, limits: Limits) -> list[_Row]:
    """The rows of the first sheet."""
    from nianbao.ooxml.sheets import Workbook

    book = Workbook(data, limits)
    sheet = book[book.names[0]]
    width = max((column for _, column in sheet.cells), default=0)
    rows = sorted({row for row, _ in sheet.cells})
    return [(row, [_shown(sheet.cell(row, column).value) for column in range(1, width + 1)]) for row in rows]


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _of_text(path: str, data: bytes) -> list[_Row]:
    import csv
    import io

    from nianbao.files.csvtext import as_written

    text = _decoded(path, data)
    head = text[:1000]
    mark = max(",\t;", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        return [(number, [as_written(cell) for cell in row]) for number, row in enumerate(rows, 1)]
    except csv.Error as error:
        raise NianbaoError(_NO_TEXT, path) from error


def _decoded(path: str, data: bytes) -> str:
    """Excel writes .csv in the encoding of the system, which in China is GBK."""
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig")
    with suppress(UnicodeDecodeError):
        return data.decode("gb18030")
    raise NianbaoError(_NO_TEXT, path)
