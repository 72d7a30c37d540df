"""The figures file that a register gives: the tables of requests and reviews filled in, the rest to fill in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.beginning import rulebook_for, whose
from generator.blank import Blank, blank_bytes, blank_figures, carried_over
from generator.extracting import report_in
from generator.files import Kind
from generator.ledger.trace import Traced, write_trace_sheets
from generator.settings import OFFICIAL, Settings
from nianbao.errors import NianbaoError
from nianbao.figures import CellId, Figures
from nianbao.figures.ledger import Count, Period, Register, count, read_register
from nianbao.figures.ledger.telling import Named, as_editors, told
from nianbao.i18n import Text
from nianbao.report import Report
from nianbao.rulebook.labels import cell_name, row_name
from nianbao.rulebook.model import Rulebook

_OUTSIDE = Text("起止日期应在 {year} 年之内，且先后不颠倒", "expected two dates in {year}, the first before the second")
_NOT_FROM_JANUARY = Text(
    "上年报告的结转数截至12月31日，只能与1月1日起的统计衔接",
    "last year's report carries over as of 31 December, so the count has to start on 1 January",
)
_DIFFERS = Text(
    "{path}：{cell}上年报告结转 {stated} 件，台账中期初尚未答复的有 {found} 件{numbers}",
    "{path}: {cell}: last year's report carries over {stated}, the register has {found} open at the beginning{numbers}",
)
_NUMBERS = Text("（{numbers}）", " ({numbers})")
_NO_REVIEWS = Text(
    "台账没有复议、诉讼结果的列，第四部分的相应数字未填",
    "the register has no column for some results of reconsideration or litigation; their figures are left blank",
)
_LEFT_OUT = Text("有错误的 {count} 行没有计入", "{count} rows with mistakes are not counted")
_EARLIER = Text(
    "{earlier} 件在期前已经答复、{later} 件在期后收到，没有计入",
    "{earlier} answered before the period and {later} received after it are not counted",
)
_SHOWN = 10


class Asked(Struct, frozen=True, kw_only=True):
    """What is asked of a register."""

    path: str
    data: bytes | None = None  # its content, where that is at hand already
    named: Named = as_editors  # how the place of a mistake is told
    every: bool = False  # whether each cell with a mistake is listed, not the first of a kind
    last: str | Path | Report | None = None
    start: date | None = None  # by default the first day of the year
    end: date | None = None  # and its last
    partial: bool = False  # whether rows with mistakes may be left out
    texts: bool = False  # whether the texts of last year's report stand in the file as a start


class Tables(Struct, frozen=True):
    """The figures file of a register, what keeps it from being whole, and what is to be looked at."""

    data: bytes
    figures: Figures
    rulebook: Rulebook
    traced: Traced
    mistakes: tuple[Text, ...]
    warnings: tuple[Text, ...]
    notes: tuple[Text, ...]
    beside: dict[CellId, str]  # what last year's report tells of cells
    cut: bool  # whether mistakes and warnings leave out cells, which the trace has all of

    @property
    def written(self) -> bool:
        """Whether there is a file to write: nothing is, where there are mistakes and no leave to write a part."""
        return bool(self.data)


def tables(
    agency: str | None, year: int | None, asked: Asked, settings: Settings = OFFICIAL, kind: Kind = "yaml"
) -> Tables:
    """The figures of a year, or of a part of it, from a register.

    Raises NianbaoError for what is no register and days that are none of the year, as `generator.new` does.
    """
    last = asked.last if asked.last is None or isinstance(asked.last, Report) else report_in(asked.last, settings)
    name, of = whose(agency, year, last)
    rulebook = rulebook_for(of, settings)
    period = _period(of, asked, last)
    register = read_register(asked.path, rulebook, settings.limits, data=asked.data)
    counted = count(register, rulebook, period)
    blank = blank_figures(name, of, rulebook, last if asked.texts else None)
    over = carried_over(last, rulebook, of) if last else {}
    differing = {cell: value for cell, value in over.items() if counted.values.get(cell, value) != value}
    wrong = (*register.mistakes, *counted.mistakes)
    amiss, doubtful = (
        told(remarks, asked.path, asked.named, every=asked.every) for remarks in (wrong, counted.warnings)
    )
    mistakes = (
        *amiss.lines,
        *(_differs(asked.path, cell, int(value), counted, rulebook) for cell, value in differing.items()),
    )
    whole = not mistakes or (asked.partial and not register.fatal)
    values = blank.figures.values | {cell: v for cell, v in counted.values.items() if cell not in differing}
    values = {cell: value for cell, value in values.items() if cell not in differing}
    filled = Blank(replace(blank.figures, values=values), {c: t for c, t in blank.beside.items() if c not in differing})
    traced = Traced(counted, rulebook, wrong)
    data = _data(filled, rulebook, kind, traced) if whole else b""
    notes = (*register.notes, *_notes(register, counted, rulebook))
    return Tables(
        data, filled.figures, rulebook, traced, mistakes, doubtful.lines, notes, filled.beside,
        cut=amiss.cut or doubtful.cut,
    )  # fmt: skip


def _period(year: int, asked: Asked, last: Report | None) -> Period:
    period = Period(asked.start or date(year, 1, 1), asked.end or date(year, 12, 31))
    if not period.start.year == period.end.year == year or period.start > period.end:
        raise NianbaoError(_OUTSIDE.format(year=year))
    if last is not None and period.start != date(year, 1, 1):
        raise NianbaoError(_NOT_FROM_JANUARY)
    return period


def _data(blank: Blank, rulebook: Rulebook, kind: Kind, traced: Traced) -> bytes:
    if kind != "xlsx":
        return blank_bytes(blank, rulebook, kind)
    from generator.workbook import write_workbook

    return write_workbook(
        blank.figures, rulebook, notes=blank.beside, more=lambda book: write_trace_sheets(book, traced)
    )


def _differs(path: str, cell: CellId, stated: int, counted: Count, rulebook: Rulebook) -> Text:
    requests = counted.trace.get(cell, [])
    shown = [request.number for request in requests[:_SHOWN]] + (["…"] if len(requests) > _SHOWN else [])
    numbers = _NUMBERS.format(numbers=Text("、".join(shown), ", ".join(shown))) if shown else Text("", "")
    where = cell_name(rulebook.table(cell[0]), None, cell[2])
    return _DIFFERS.format(path=path, cell=where, stated=stated, found=len(requests), numbers=numbers)


def _notes(register: Register, counted: Count, rulebook: Rulebook) -> list[Text]:
    assert rulebook.ledger
    form = rulebook.ledger
    told = [counted.calendar]
    groups = {column.of: column.id for column in form.columns if column.role == "result" and column.of}
    if any(name not in register.has_reviews for name in groups.values()):
        told.append(_NO_REVIEWS)
    if register.left_out:
        told.append(_LEFT_OUT.format(count=register.left_out))
    if counted.earlier or counted.later:
        told.append(_EARLIER.format(earlier=counted.earlier, later=counted.later))
    table = rulebook.table(form.requests)
    rows = {
        row: sum(len(r) for cell, r in counted.trace.items() if cell[:2] == (table.id, row))
        for row in (form.received, form.open, form.left)
    }
    answered = rows[form.received] + rows[form.open] - rows[form.left]
    names = [f"{row_name(table, row)} {number}" for row, number in rows.items()]
    names.insert(2, f"办结 {answered}")
    english = [
        f"new {rows[form.received]}",
        f"carried in {rows[form.open]}",
        f"answered {answered}",
        f"carried out {rows[form.left]}",
    ]
    told.append(Text("，".join(names), ", ".join(english)))
    return told
