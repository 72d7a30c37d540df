"""From a register to figures: what came in, was open, was answered in a period, each figure with its requests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from msgspec import Struct

from nianbao.figures.layout import held_equations, slots, total_cells
from nianbao.figures.ledger.model import Register, Remark, Request, Review, Spot
from nianbao.figures.ledger.terms import Calendar, late
from nianbao.figures.ledger.words import present
from nianbao.figures.model import CellId
from nianbao.i18n import Text
from nianbao.rulebook.model import Rulebook, leaf_rows
from nianbao.rulebook.registers import RegisterFormat

Trace: TypeAlias = dict[CellId, list[Request]]
"""The requests that each figure counts; a figure of none has no entry."""

_BACKWARDS = Text("答复日期早于收到日期", "was answered before it was received")
_LATE = Text(
    "第{days}个工作日才答复，期限为 {limit} 个工作日", "was answered on working day {days}; the limit is {limit}"
)
_OVERDUE = Text(
    "至 {until} 已 {days} 个工作日没有答复，期限为 {limit} 个工作日",
    "had no answer by {until}, after {days} working days; the limit is {limit}",
)
_CARRIED = Text("写明结转，但期末已经答复", "is marked as carried over, but was answered by the end of the period")
_NOT_CARRIED = Text(
    "写明不结转，但没有办理结果和答复日期，按结转计",
    "is marked as not carried over, but has no outcome; it is counted as carried over",
)
_CARRIED_YET = Text(
    "写明不结转，但 {until} 以后才答复，按结转计",
    "is marked as not carried over, but was answered after {until}; it is counted as carried over",
)
_NO_NOTICE = Text(
    "因逾期未缴费不再处理，但没有收费通知", "was closed because the fee was not paid, but has no fee notice"
)
_MIXED = Text(
    "部分公开的只计这一情形，不计并列的其他情形",
    "was granted in part: only that is counted, not the other outcomes beside it",
)
_WHEN = Text(
    "在 {until} 以后结案，没有申请日期，不能判断期末是否已经发生",
    "was decided after {until}; without the day it was filed it cannot be told whether it was pending then",
)
_WHICH_YEAR = Text(
    "申请在 {start} 以前已经答复，没有结案日期，不能判断计入哪一年度",
    "the request was answered before {start}; without the day of the decision it cannot be told for which year"
    " it counts",
)


class Period(Struct, frozen=True):
    """The days that are counted, the first and the last with them."""

    start: date
    end: date


class Count(Struct, frozen=True):
    """The figures of a register: what counts for each, and what was said of its requests."""

    values: dict[CellId, Decimal]
    trace: Trace
    warnings: tuple[Remark, ...]
    mistakes: tuple[Remark, ...]
    calendar: Text
    earlier: int  # requests that were done with before the period
    later: int  # that came after it

    def value(self, cell: CellId) -> int:
        """How many requests or cases count for a figure."""
        return len(self.trace.get(cell, ()))


def count(register: Register, rulebook: Rulebook, period: Period) -> Count:
    """The figures of a period. Every equation of the tables holds: a request counts once as it came, once as it went.

    The table of reviews is left out where the register has no column for it. The rulebook has a register.
    """
    assert rulebook.ledger
    counting = _Counting(register, rulebook, rulebook.ledger, period)
    for request in register.requests:
        counting.take(request)
    return counting.count()


def with_totals(trace: Trace, rulebook: Rulebook) -> Trace:
    """The trace with that of the totals: whatever their parts count, in the order of the register."""
    found, totals = dict(trace), total_cells(rulebook)
    waiting = {(table, *held.computed): (table, held) for table, held in held_equations(rulebook) if held.computed}
    while waiting:
        ready = {}
        for total, (table, held) in waiting.items():
            parts = [(table, *cell) for addend in held.right for cell in addend.cells]
            if not any(part in totals and part in waiting for part in parts):
                ready[total] = [request for part in parts for request in found.get(part, ())]
        if not ready:
            break
        for total, requests in ready.items():
            del waiting[total]
            if requests:
                found[total] = sorted(requests, key=lambda request: (request.sheet, request.row))
    return found


class _Counting:
    def __init__(self, register: Register, rulebook: Rulebook, form: RegisterFormat, period: Period) -> None:
        self._register, self._rulebook, self._form, self._period = register, rulebook, form, period
        days = [day for request in register.requests for day in (request.received, request.answered) if day]
        first, last = min((*days, period.start)), max((*days, period.end))
        self._calendar = Calendar(first, min(last, period.end))
        rows = [leaf.id for block in rulebook.table(form.requests).blocks for leaf in leaf_rows(block)]
        self._unpaid, self._partial = present(form.unpaid, rows), present(form.partial, rows)
        (self._cases,) = [leaf.id for block in rulebook.table(form.review).blocks for leaf in leaf_rows(block)][:1]
        self._columns = {column.id: column.of for column in form.columns if column.of}
        self._at: dict[str, dict[str, int]] = {
            sheet: {column.role: places[column.id] for column in form.columns if column.id in places and not column.of}
            for sheet, places in register.columns.items()
        }
        self._trace: Trace = {}
        self._warnings: list[Remark] = []
        self._mistakes: list[Remark] = []
        self._earlier = self._later = 0

    def take(self, request: Request) -> None:
        """Count a request as it came and as it went."""
        form, period = self._form, self._period
        for review in request.reviews:
            self._review(request, review)
        if request.received > period.end:
            self._later += 1
            return
        came = request.received >= period.start
        if not came and request.answered is not None and request.answered < period.start:
            self._earlier += 1
            return
        self._add(form.requests, form.received if came else form.open, request.applicant, request)
        closed = request.answered is not None and request.answered <= period.end
        went = request.outcome if closed and request.outcome else form.left
        self._add(form.requests, went, request.applicant, request)
        self._warn(request, closed=closed)

    def _add(self, table: str, row: str, column: str, request: Request) -> None:
        self._trace.setdefault((table, row, column), []).append(request)

    def _review(self, request: Request, review: Review) -> None:
        start, end = self._period.start, self._period.end
        if review.result is None or (review.filed and review.filed > end):
            return
        result = review.result
        if review.decided is not None:
            if review.decided < start:
                return
            if review.decided > end:
                if review.filed is None:
                    self._mistakes.append(Remark(review.spot, _WHEN.format(until=end)))
                    return
                result = self._form.pending
        elif result != self._form.pending and not self._is_of_the_period(request):
            self._mistakes.append(Remark(review.spot, _WHICH_YEAR.format(start=start)))
            return
        self._add(self._form.review, self._cases, f"{review.group}.{result}", request)

    def _is_of_the_period(self, request: Request) -> bool:
        return request.received <= self._period.end and (
            request.answered is None or request.answered >= self._period.start
        )

    def _warn(self, request: Request, *, closed: bool) -> None:
        answered = request.answered
        if answered is not None and answered < request.received:
            self._remark(request, "answered", _BACKWARDS)
        elif (passed := late(request, self._period.end, self._form, self._calendar)) is not None:
            kind = _LATE if closed else _OVERDUE
            what = kind.format(days=passed.days, limit=passed.limit, until=self._period.end)
            self._remark(request, "answered", what, kind)
        if request.mixed and closed:
            self._remark(request, "outcome", _MIXED)
        if closed and request.outcome == self._unpaid and not request.fee_notice:
            self._remark(request, "outcome", _NO_NOTICE)
        if request.carried is True and closed and request.received >= self._period.start:
            self._remark(request, "carried", _CARRIED)
        if request.carried is False and not closed:
            kind = _NOT_CARRIED if answered is None else _CARRIED_YET
            self._remark(request, "carried", kind.format(until=self._period.end), kind)

    def _remark(self, request: Request, role: str, what: Text, kind: Text | None = None) -> None:
        column = self._at[request.sheet].get(role, 1)
        self._warnings.append(Remark(Spot(request.sheet, request.row, column), what, kind))

    def count(self) -> Count:
        """What was counted, with nought for what did not happen."""
        values = dict.fromkeys(self._cells(), Decimal(0))
        values |= {cell: Decimal(len(requests)) for cell, requests in self._trace.items()}
        return Count(
            values, self._trace, tuple(self._warnings), tuple(self._mistakes), self._calendar.told,
            self._earlier, self._later,
        )  # fmt: skip

    def _cells(self) -> Iterator[CellId]:
        """The figures that the register tells: of reviews those of the groups that it has a column for."""
        groups = {of for name, of in self._columns.items() if name in self._register.has_reviews}
        for slot in slots(self._rulebook):
            for box in slot.inputs:
                table, _, column = box.id
                if table == self._form.requests or (table == self._form.review and column.rpartition(".")[0] in groups):
                    yield box.id
