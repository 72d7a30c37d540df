"""The page: each table with its plot above it, in one file that needs no network."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from linter.output.html import environment, stylesheet
from nianbao.files.marks import STATISTICS_HTML
from nianbao.i18n import Language, Text
from nianbao.resources import resource
from nianbao.shown import visible
from nianbao.survey.statistics import plots
from nianbao.survey.statistics.measuring import Measures
from nianbao.survey.statistics.rates import Spread, totals
from nianbao.survey.statistics.sheets import TITLE, Sheet, Value, group_name, name_of, shown

_COUNTS = Text("{reports} 份报告，{agencies} 个机关，{years}", "{reports} reports of {agencies} agencies, {years}")
_MORE = Text(
    "只列前 {most} 行，共 {n} 行；全部在同名的 .xlsx 文件中。",
    "The first {most} of {n} rows; all are in the .xlsx file of this name.",
)
_COLOURS = {"passed": "#1f6b2e", "failed": "#a51d17", "unreadable": "#57606a"}
_ABOUT = Text("{title}，数字见下表", "{title}; the numbers are in the table below")
_YEAR = Text("{year} 年", "{year}")
_MOST_BARS, _MOST_ROWS = 15, 300
_HUNDRED = 100


class Shown(Struct, frozen=True):
    """A section of the page: all in one language."""

    id: str
    title: str
    note: str
    empty: str
    head: tuple[str, ...]
    rows: tuple[tuple[tuple[str, bool], ...], ...]  # a cell, and whether it is a number
    more: str
    plot: str


def page_of(measures: Measures, sheets: Sequence[Sheet], language: Language) -> str:
    """The page. The same reports give the same bytes."""
    drawn = _Plots(measures, language)
    style = (resource("templates") / "lint" / "statistics.css").read_text(encoding="utf-8")
    agencies = {one.key[0] for one in measures.reports if one.agency}
    years = "、".join(map(str, measures.years())) if language == "zh" else ", ".join(map(str, measures.years()))
    counts = _COUNTS.format(reports=len(measures.reports), agencies=len(agencies), years=years)
    return (
        environment()
        .get_template("statistics.html.j2")
        .render(
            language="zh-CN" if language == "zh" else "en",
            mark=STATISTICS_HTML,
            look=stylesheet() + style,
            title=TITLE.in_(language),
            counts=counts.in_(language),
            sheets=[_shown(sheet, drawn.of(sheet), language) for sheet in sheets],
        )
    )


def _shown(sheet: Sheet, plot: str, language: Language) -> Shown:
    rows = sheet.rows[:_MOST_ROWS]
    more = _MORE.format(most=_MOST_ROWS, n=len(sheet.rows)).in_(language) if len(sheet.rows) > _MOST_ROWS else ""
    return Shown(
        sheet.id,
        sheet.title.in_(language),
        sheet.note.in_(language),
        sheet.empty.in_(language),
        tuple(head.in_(language) for head in sheet.head),
        tuple(tuple(_cell(value, language) for value in row) for row in rows),
        more,
        plot,
    )


def _cell(value: Value, language: Language) -> tuple[str, bool]:
    return visible(shown(value, language)), value is None or not isinstance(value, (str, Text))


class _Plots:
    """The plot of each table that has one."""

    def __init__(self, measures: Measures, language: Language) -> None:
        self._measures, self._language = measures, language

    def of(self, sheet: Sheet) -> str:
        """The plot of a table as SVG, "" for one without."""
        if not sheet.rows:
            return ""
        about = _ABOUT.format(title=sheet.title).in_(self._language)
        if sheet.id == "verdicts":
            return self._verdicts(sheet, about)
        if sheet.id == "causes":
            return self._causes(sheet, about)
        return self._rates(sheet, about) if sheet.id == "rates" else ""

    def _verdicts(self, sheet: Sheet, about: str) -> str:
        parts = [
            plots.Part(sheet.head[at].in_(self._language), colour, tuple(_whole(row[at]) for row in sheet.rows))
            for at, colour in enumerate(_COLOURS.values(), 1)
        ]
        return plots.bars(sheet.id, [shown(row[0], self._language) for row in sheet.rows], parts, about)

    def _causes(self, sheet: Sheet, about: str) -> str:
        rows = sheet.rows[:_MOST_BARS]
        names = [f"{row[0]} {shown(row[2], self._language)}" for row in rows]
        part = plots.Part(sheet.head[3].in_(self._language), "#35557a", tuple(_whole(row[3]) for row in rows))
        return plots.bars(sheet.id, names, [part], about)

    def _rates(self, sheet: Sheet, about: str) -> str:
        """Of the newest year the most that go together, rates in per cent alone: one axis has one unit."""
        known = tuple(totals(self._measures))
        year = known[0].year
        group, _ = max(self._measures.groups(year), key=lambda found: len(found[1]))
        told = [
            self._box(name_of(one.rate.metric).in_(self._language), one.spread)
            for one in known
            if (one.year, one.group) == (year, group) and one.spread and one.rate.metric.unit == "percent"
        ]
        shown_year, of = (text.in_(self._language) for text in (_YEAR.format(year=year), self._group(group)))
        unit = f"{shown_year}，{of}，%" if self._language == "zh" else f"{shown_year}, {of}, %"
        return plots.boxes(sheet.id, told, about, unit) if told else ""

    def _group(self, group: str | None) -> Text:
        return group_name(group, self._measures.rulebook)

    def _box(self, name: str, spread: Spread) -> plots.Box:
        metrics = self._measures.rulebook.metrics
        least, most = spread.fences(metrics.fence if metrics else 0)
        within = [value for value in spread.values if least <= value <= most]
        beyond = sorted({value for value in spread.values if not least <= value <= most})
        low, first, middle, third, high = map(_percent, (within[0], spread.low, spread.middle, spread.high, within[-1]))
        return plots.Box(name, low, first, middle, third, high, tuple(map(_percent, beyond)))


def _percent(value: Fraction) -> float:
    return round(float(value) * _HUNDRED, 4)


def _whole(value: Value) -> int:
    return value if isinstance(value, int) else 0
