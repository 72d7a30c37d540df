"""Terms in working days: 条例第三十三条, twenty days and twenty more, those of consulting a third party not counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import accumulate

from msgspec import Struct

from nianbao.figures.ledger.model import Request
from nianbao.i18n import Text
from nianbao.rulebook.registers import RegisterFormat

_BY_CALENDAR = Text(
    "工作日按法定节假日和调休安排计算（chinesecalendar）",
    "working days follow the official calendar (chinesecalendar)",
)
_PARTLY = Text(
    "工作日按法定节假日和调休安排计算（chinesecalendar）；其中没有的 {years} 年按周一至周五计算，未扣除节假日",
    "working days follow the official calendar (chinesecalendar); for {years}, which it lacks, they are Monday to"
    " Friday, public holidays not excluded",
)
_BY_WEEK = Text(
    "工作日按周一至周五计算，未扣除节假日；要按法定安排计算，请安装 nianbao[calendar]",
    "working days are Monday to Friday, public holidays not excluded; install nianbao[calendar] for the"
    " official calendar",
)
_IsWorkday = Callable[[date], bool]


class Late(Struct, frozen=True):
    """How many working days went by, of how many."""

    days: int
    limit: int


class Calendar:
    """Working days between two days of a span, counted once for all."""

    def __init__(self, first: date, last: date) -> None:
        official = _official()
        self._first = first.toordinal()
        self._without: set[int] = set()
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        self._sums = [0, *accumulate(int(self._is_workday(day, official)) for day in days)]
        self._is_official = official is not None

    def _is_workday(self, day: date, official: _IsWorkday | None) -> bool:
        if official is not None and day.year not in self._without:
            try:
                return official(day)
            except NotImplementedError:
                self._without.add(day.year)
        return day.weekday() < 5

    def between(self, start: date, end: date) -> int:
        """The working days after `start` up to and with `end`; none where that is no later."""
        return self._sum(end) - self._sum(start) if end > start else 0

    def _sum(self, day: date) -> int:
        at = min(max(day.toordinal() - self._first + 1, 0), len(self._sums) - 1)
        return self._sums[at]

    @property
    def told(self) -> Text:
        """By which calendar days are counted."""
        if not self._is_official:
            return _BY_WEEK
        if not self._without:
            return _BY_CALENDAR
        years = "、".join(map(str, sorted(self._without)))
        return _PARTLY.format(years=Text(years, years.replace("、", ", ")))


def late(request: Request, until: date, register: RegisterFormat, calendar: Calendar) -> Late | None:
    """Whether it was answered, or is open on that day, after its term; None where not, or where nobody knows."""
    term = request.term
    end = min(request.answered, until) if request.answered else until
    start = max(request.received, term.restarted or request.received)
    if term.untold or end <= start:
        return None
    limit = register.term + (register.extension if term.extended else 0)
    days = calendar.between(start, end)
    if term.consulted:
        begun, done = max(term.consulted[0], start), min(term.consulted[1], end)
        days -= calendar.between(begun, done)
    return Late(days, limit) if days > limit else None


def _official() -> _IsWorkday | None:
    try:
        import chinese_calendar
    except ImportError:
        return None
    is_workday: _IsWorkday = chinese_calendar.is_workday
    return is_workday
