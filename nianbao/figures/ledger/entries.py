"""One row of a register: its cells as days, choices, yes or no, with every mistake on the way."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache, partial
from typing import Final

from nianbao.figures.ledger.dates import day_of
from nianbao.figures.ledger.model import Remark, Request, Review, Spot, Term
from nianbao.figures.ledger.personal import is_personal
from nianbao.figures.ledger.sources import Values
from nianbao.figures.ledger.words import Meant, applicants_of, key, outcomes_of, results_of
from nianbao.i18n import Text
from nianbao.numerals import NUMERALS
from nianbao.ooxml.rows import CellValue, address
from nianbao.rulebook.model import Rulebook
from nianbao.rulebook.registers import RegisterColumn
from nianbao.text import normalise
from nianbao.yamltree.wording import choice

_NO_DAY = Text("不是日期{quoted}；应写作 2024-03-01", "is not a date{quoted}; expected a date such as 2024-03-01")
_QUOTED = Text("：“{stated}”", ": {stated!r}")
_EMPTY = Text("未填写“{label}”", '"{label}" is not filled in')
_NO_KIND = Text("不是已知的申请人类型{known}", "is not a known kind of applicant{known}")
_NO_RESULT = Text("不是已知的结果{known}", "is not a known result{known}")
_NO_ANSWER = Text("未填写“{label}”，应为“是”或“否”", 'expected "是" (yes) or "否" (no) for "{label}"')
_NO_OUTCOME = Text("有答复日期，没有办理结果", "was answered, but its outcome is missing")
_NOT_DATED = Text("有办理结果，没有答复日期", "has an outcome, but the day of the answer is missing")
_PENDING_DECIDED = Text("尚未审结，却有结案日期", "is pending, but has the day of a decision")
_DECIDED_ONLY = Text("有日期，没有结果", "has a day, but no result")
_FORMULA = Text(
    "是公式，没有可用的结果；请在 Excel 或 WPS 中打开、改正后保存",
    "is a formula without a usable result; open the file in Excel or WPS, correct it and save",
)
_ERRORS: Final = frozenset(
    ("#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!", "#CALC!")
)
_DATE_LIKE: Final = frozenset(f"0123456789-/.年月日号: 〇零{NUMERALS}")
_LONGEST: Final = 20
_MOST_NEAREST: Final = 200
_LONGEST_BLANK: Final = 3  # characters that stand for nothing


class Entries:
    """Reads the rows of a sheet; what is wrong with them gathers in `mistakes`."""

    def __init__(
        self, sheet: str, columns: dict[int, RegisterColumn], rulebook: Rulebook, *, starts_1904: bool
    ) -> None:
        assert rulebook.ledger
        self._sheet = sheet
        self._register = rulebook.ledger
        self._outcomes, self._applicants = outcomes_of(rulebook), applicants_of(rulebook)
        self._results = results_of(rulebook)
        self._names = {at: column.id for at, column in columns.items()}
        self._at = {name: at for at, name in self._names.items()}
        # A rulebook of one's own may do without some.
        self._id_of: dict[str, str] = defaultdict(str)
        self._id_of |= {column.role: column.id for column in self._register.columns if not column.of}
        self._groups: dict[str, dict[str, str]] = {}  # the ids of the columns of each kind of review, by role
        for column in columns.values():
            if column.of:
                self._groups.setdefault(column.of, {})[column.role] = column.id
        self._label: dict[str, str] = {column.role: column.label for column in self._register.columns if not column.of}
        self._blank = frozenset(map(key, self._register.blank))
        self._undecided = frozenset(map(key, self._register.undecided))
        self._yes_or_no = {key(w): True for w in self._register.yes} | {key(w): False for w in self._register.no}
        self._outcome = lru_cache(4096)(self._meant)
        self._unknown = 0  # different outcomes that nobody knows
        self._no_kind = _NO_KIND.format(known=choice("", self._applicants.labels.values()))
        self._day_of = lru_cache(65_536)(partial(day_of, starts_1904=starts_1904))
        self.mistakes: list[Remark] = []
        self.numbers: list[tuple[str, int]] = []  # each with its row, of rows with mistakes too
        self.closing: list[Spot] = []  # of rows that are no requests: totals, notes below the table
        words = "|".join(map(re.escape, self._register.closing))
        self._closing_words = re.compile(rf"(?:{words})(?:$|[\s:：(（\d])" if words else "(?!)")
        self.withheld: list[Spot] = []  # where the number of a request tells a person
        self._row = 0
        self._given: dict[str, CellValue] = {}

    def request(self, row: int, values: Values) -> Request | None:
        """The request in a row; None where there is none, or where a mistake keeps it from counting."""
        self._row, before = row, len(self.mistakes)
        self._given = {
            self._names[at]: value
            for at, stated in values.items()
            if at in self._names and not self._is_blank(value := stated.strip() if isinstance(stated, str) else stated)
        }
        if not self._given:
            return None
        if self._is_closing():
            self.closing.append(Spot(self._sheet, row, self._at[next(iter(self._given))]))
            return None
        formulas = [name for name, value in self._given.items() if _has_no_result(value)]
        if formulas:
            self._keep_number()
            for name in formulas:
                self._tell(name, _FORMULA)
            return None
        found = self._read()
        return found if len(self.mistakes) == before else None

    def _is_closing(self) -> bool:
        """Whether it is a row of totals, or a note below the table: it says so, and has no day of receipt."""
        first = next(iter(self._given.values()))
        if not (isinstance(first, str) and self._closing_words.match(first)):
            return False
        received = self._stated("received")
        return received is None or received is first or self._day_of(received) is None

    def _keep_number(self) -> None:
        number = self._stated("number")
        if number is not None and not _has_no_result(number):
            self.numbers.append((normalise(_shown(number)), self._row))

    def _is_blank(self, value: CellValue) -> bool:
        if not isinstance(value, str):
            return False
        return not value or (len(value) <= _LONGEST_BLANK and key(value) in self._blank)

    def _tell(self, name: str, what: Text) -> None:
        self.mistakes.append(Remark(Spot(self._sheet, self._row, self._at.get(name, 1)), what))

    def _stated(self, role: str) -> CellValue | None:
        return self._given.get(self._id_of[role])

    def _read(self) -> Request | None:
        number = self._needed("number")
        self._keep_number()
        received = self._day(self._id_of["received"]) if self._needed("received") is not None else None
        applicant = self._applicant()
        meant, answered = self._closing()
        charged = self._happened("fee_notice")
        term = self._term(charged)
        carried = self._choice("carried")
        reviews = tuple(self._reviews())
        if number is None or received is None or applicant is None:
            return None
        return Request(
            self._number(_shown(number)), self._sheet, self._row, received, applicant,
            outcome=meant.row if meant else None, answered=answered, term=term, mixed=bool(meant and meant.mixed),
            fee_notice=bool(charged), carried=carried, reviews=reviews,
        )  # fmt: skip

    def _number(self, stated: str) -> str:
        """The number of the request, or where it stands: what tells a person is not handed on."""
        if not is_personal(stated):
            return stated
        spot = self._spot(self._id_of["number"])
        self.withheld.append(spot)
        return address(spot.row, spot.column)

    def _needed(self, role: str) -> CellValue | None:
        value = self._stated(role)
        if value is None:
            self._tell(self._id_of[role], _EMPTY.format(label=self._label[role]))
        return value

    def _applicant(self) -> str | None:
        stated = self._needed("applicant")
        if stated is None:
            return None
        found = self._applicants.meant(str(stated))
        if found is None:  # not quoted: it may be a name
            self._tell(self._id_of["applicant"], self._no_kind)
        return found

    def _meant(self, stated: str) -> Meant | Text:
        """To find the nearest known one takes long: it is told of as many as anybody reads."""
        found = self._outcomes.meant(stated, near=self._unknown < _MOST_NEAREST)
        self._unknown += isinstance(found, Text)
        return found

    def _no_result(self, stated: str) -> Text:
        self._unknown += 1
        quoted = "" if is_personal(stated) or self._unknown > _MOST_NEAREST else stated[:_LONGEST]
        return _NO_RESULT.format(known=choice(quoted, self._results.labels.values()))

    def _closing(self) -> tuple[Meant | None, date | None]:
        """The outcome and the day of the answer, which belong together."""
        stated = self._stated("outcome")
        if stated is not None and key(str(stated)) in self._undecided:
            stated = None
        found = self._outcome(str(stated)) if stated is not None else None
        if isinstance(found, Text):
            self._tell(self._id_of["outcome"], found)
        given = self._stated("answered")
        answered = self._day(self._id_of["answered"])
        if stated is None and given is not None:
            self._tell(self._id_of["outcome"], _NO_OUTCOME)
        if stated is not None and given is None:
            self._tell(self._id_of["answered"], _NOT_DATED)
        return (None, answered) if isinstance(found, Text) else (found, answered)

    def _day(self, name: str) -> date | None:
        value = self._given.get(name)
        if value is None:
            return None
        found = self._day_of(value)
        if found is None:
            shown = str(value)
            plain = len(shown) <= _LONGEST and set(shown) <= _DATE_LIKE and not is_personal(shown)
            self._tell(name, _NO_DAY.format(quoted=_QUOTED.format(stated=shown) if plain else Text("", "")))
        return found

    def _choice(self, role: str) -> bool | None:
        value = self._stated(role)
        if value is None:
            return None
        found = self._yes_or_no.get(key(_shown(value)))
        if found is None:
            self._tell(self._id_of[role], _NO_ANSWER.format(label=self._label[role]))
        return found

    def _happened(self, role: str) -> date | bool | None:
        """A day, or yes or no, where a column says whether and when."""
        value = self._stated(role)
        if value is None:
            return None
        if (known := self._yes_or_no.get(key(_shown(value)))) is not None:
            return known
        return self._day(self._id_of[role])

    def _term(self, charged: date | bool | None) -> Term:
        asked, supplemented = self._happened("supplement_asked"), self._day(self._id_of["supplemented"])
        paid = self._day(self._id_of["fee_paid"])
        started, ended = self._happened("consulted_from"), self._day(self._id_of["consulted_to"])
        consulted = (started, ended) if isinstance(started, date) and ended else None
        return Term(
            extended=bool(self._happened("extended")),
            restarted=max((day for day in (supplemented, paid) if day), default=None),
            consulted=consulted,
            untold=bool(
                (asked and not supplemented) or (charged and not paid) or ((started or ended) and not consulted)
            ),
        )

    def _reviews(self) -> Iterator[Review]:
        for group, ids in self._groups.items():
            if self._given.keys().isdisjoint(ids.values()):
                continue
            filed, decided = (self._day(ids[role]) if role in ids else None for role in ("filed", "decided"))
            stated = self._given.get(ids.get("result", ""))
            at = ids.get("result") or next(iter(ids.values()))
            if stated is None:
                if decided:
                    self._tell(at, _DECIDED_ONLY)
                elif filed:
                    yield Review(group, self._spot(at), self._register.pending, filed, None)
                continue
            if key(_shown(stated)) in self._yes_or_no and not self._yes_or_no[key(_shown(stated))]:
                continue
            result = self._results.meant(str(stated))
            if result is None:
                self._tell(at, self._no_result(str(stated)))
            elif result == self._register.pending and decided:
                self._tell(at, _PENDING_DECIDED)
            else:
                yield Review(group, self._spot(at), result, filed, decided)

    def _spot(self, name: str) -> Spot:
        return Spot(self._sheet, self._row, self._at.get(name, 1))


def _has_no_result(value: CellValue) -> bool:
    return isinstance(value, str) and (value.startswith("=") or value in _ERRORS)


def _shown(value: CellValue) -> str:
    """A number of a request, or a word, that a spreadsheet took for a number."""
    return f"{value:g}" if isinstance(value, float) else str(value)
