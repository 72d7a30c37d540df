"""A register from its file: every sheet that is one, with every mistake at its cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import dropwhile, islice

from nianbao.errors import NianbaoError, ReadError
from nianbao.figures.ledger.entries import Entries
from nianbao.figures.ledger.headings import Headings, headings_in, merged
from nianbao.figures.ledger.model import Register, Remark, Request, Spot
from nianbao.figures.ledger.sources import MOST_ROWS, Source, Values, sources
from nianbao.files.limits import DEFAULT, Limits
from nianbao.i18n import Text
from nianbao.ooxml.cellrefs import parse_range
from nianbao.ooxml.rows import address
from nianbao.rulebook.model import Rulebook

_HEAD_WITHIN = 10  # rows that hold anything
_NO_FORMAT = Text("规则文件没有台账的格式（ledger）", "the rulebook does not say how registers are read (ledger)")
_NO_REGISTER = Text(
    "{path}：这不是依申请公开台账：前 {rows} 行没有“{labels}”等列标题；可用 nianbao ledger --blank 新建",
    "{path}: this is not a request register: its first {rows} rows have no headings such as {labels};"
    " nianbao ledger --blank creates one",
)
_TOO_LONG = Text(
    "{path}：台账超过 {rows} 行；请删去以前年度的行，或拆分为多个文件",
    "{path}: the register has more than {rows} rows; remove those of earlier years, or split the file",
)
_WITHHELD = Text(
    "登记编号中有身份证号码、电话号码或邮箱，未写入任何文件，以单元格位置代替：{cells}",
    "request numbers that are identity card or telephone numbers or e-mail addresses are written nowhere; their cells"
    " are named instead: {cells}",
)
_CLOSING = Text(
    "不是申请、没有计入的行（合计、注等）：{cells}",
    "rows that are not requests (totals, notes) were not counted: {cells}",
)
_SHOWN = 20  # cells
_TWICE = Text("登记编号与 {first} 相同", "the request number is already used in {first}")
_MERGED = Text(
    "有合并单元格 {area}；请取消合并，逐行填写", "has merged cells {area}; expected none, and every row filled in"
)


class NoRegisterError(ReadError):
    """The file can be read, but has no headings of a register."""


def read_register(path: str, rulebook: Rulebook, limits: Limits = DEFAULT, *, data: bytes | None = None) -> Register:
    """The register in a .csv or .xlsx file, whatever is wrong with its rows; `data` is its content if at hand.

    Raises NoRegisterError for a file that is none, NianbaoError for one of another kind or too long, ReadError for
    one that cannot be read.
    """
    if rulebook.ledger is None:
        raise NianbaoError(_NO_FORMAT, path)
    reading = _Reading(path, rulebook)
    for source in sources(path, limits, data):
        reading.sheet(source)
    if not reading.columns:
        labels = "、".join(column.label for column in rulebook.ledger.columns[:5])
        raise NoRegisterError(_NO_REGISTER.format(path=path, rows=_HEAD_WITHIN, labels=labels), path)
    return reading.register()


class _Reading:
    """One file being read."""

    def __init__(self, path: str, rulebook: Rulebook) -> None:
        assert rulebook.ledger
        self._path, self._rulebook, self._register = path, rulebook, rulebook.ledger
        self._count = 0
        self._fatal = False
        self.columns: dict[str, dict[str, int]] = {}
        self._requests: list[Request] = []
        self._mistakes: list[Remark] = []
        self._notes: list[Text] = []
        self._withheld: list[Spot] = []
        self._closing: list[Spot] = []
        self._numbers: dict[str, list[tuple[str, int]]] = {}  # the sheets and rows of each

    def sheet(self, source: Source) -> None:
        """Take a sheet, if it is a register."""
        headings = self._headings(source.name, source.rows(()))
        if headings is None:
            return
        self.columns[source.name] = headings.places
        self._notes += headings.notes
        entries = Entries(source.name, headings.columns, self._rulebook, starts_1904=source.starts_1904)
        rows = self._counted(source.rows(headings.columns), headings.row)
        requests = [found for row, values in rows if (found := entries.request(row, values)) is not None]
        areas = source.merges()
        wrong = [*headings.mistakes, *merged(source.name, headings, areas)]
        if wrong:  # what its rows mean cannot be told
            self._mistakes += wrong
            self._fatal = True
            return
        closing = {spot.row for spot in entries.closing}
        covered = {row: found for row, found in _covered(areas, headings) if row not in closing}
        self._closing += entries.closing
        self._requests += [request for request in requests if request.row not in covered]
        self._mistakes += [remark for remark in entries.mistakes if remark.spot.row not in covered]
        self._mistakes += [
            Remark(Spot(source.name, row, column), _MERGED.format(area=area)) for row, (area, column) in covered.items()
        ]
        self._withheld += entries.withheld
        for number, row in entries.numbers:
            self._numbers.setdefault(number, []).append((source.name, row))

    def _counted(self, rows: Iterator[tuple[int, Values]], headings: int) -> Iterator[tuple[int, Values]]:
        """The rows below the headings."""
        below = dropwhile(lambda row: row[0] != headings, rows)
        for row in islice(below, 1, None):
            self._count += 1
            if self._count > MOST_ROWS:
                raise ReadError(_TOO_LONG.format(path=self._path, rows=f"{MOST_ROWS:,}"), self._path)
            yield row

    def _headings(self, sheet: str, rows: Iterator[tuple[int, Values]]) -> Headings | None:
        for _ in range(_HEAD_WITHIN):
            row, values = next(rows, (0, {}))
            if values and (found := headings_in(sheet, row, values, self._register)):
                return found
        return None

    def register(self) -> Register:
        """All that was read; requests of one number count for none."""
        doubled = tuple(self._doubled())
        out = {(remark.spot.sheet, remark.spot.row) for remark in doubled}
        kept = tuple(request for request in self._requests if (request.sheet, request.row) not in out)
        mistakes = (*self._mistakes, *doubled)
        left_out = {(remark.spot.sheet, remark.spot.row) for remark in mistakes}
        for what, spots in ((_WITHHELD, self._withheld), (_CLOSING, self._closing)):
            if spots:
                cells = [self._place_of(spot.sheet, spot.row) for spot in spots]
                more = "…" if len(cells) > _SHOWN else ""
                told = Text("、".join(cells[:_SHOWN]) + more, ", ".join(cells[:_SHOWN]) + more)
                self._notes.append(what.format(cells=told))
        return Register(
            self._path, kept, mistakes, tuple(self._notes), self.columns, left_out=len(left_out), fatal=self._fatal
        )

    def _doubled(self) -> Iterator[Remark]:
        """A mistake at every row whose number another one has, the first of them too."""
        for rows in self._numbers.values():
            for sheet, row in rows if len(rows) > 1 else ():
                other = rows[0] if (sheet, row) != rows[0] else rows[1]
                yield Remark(Spot(sheet, row, self._number_at(sheet)), _TWICE.format(first=self._place_of(*other)))

    def _number_at(self, sheet: str) -> int:
        name = next((column.id for column in self._register.columns if column.role == "number"), "")
        return self.columns[sheet].get(name, 1)

    def _place_of(self, sheet: str, row: int) -> str:
        at = address(row, self._number_at(sheet))
        return f"{sheet}!{at}" if len(self.columns) > 1 else at


def _covered(areas: Iterable[str], headings: Headings) -> Iterator[tuple[int, tuple[str, int]]]:
    """The rows below the headings that merged cells of known columns reach into."""
    for area in areas:
        try:
            top, left, bottom, right = parse_range(area)
        except ValueError:
            continue
        known = [at for at in headings.columns if left <= at <= right]
        if known and top > headings.row and bottom - top < MOST_ROWS:
            yield from ((row, (area, known[0])) for row in range(top, bottom + 1))
