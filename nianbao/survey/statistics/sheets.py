"""What is told, as tables: the page prints them beneath their plots, the workbook has a sheet of each."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from msgspec import Struct

from nianbao.i18n import Language, Text
from nianbao.rulebook.labels import SEVERITIES
from nianbao.rulebook.metrics import Metric
from nianbao.rulebook.model import Rulebook, Severity
from nianbao.survey.statistics.measuring import Measures
from nianbao.survey.statistics.naming import formula
from nianbao.survey.statistics.rates import Outlier, Total, from_last_year, from_peers, rounded, totals, value_of

Value: TypeAlias = str | int | Decimal | Text | None
"""Numbers are numbers in the workbook; None is a rate that there is none of."""

TITLE = Text("年度报告统计", "Statistics of annual reports")
_YEAR, _AGENCY, _FILE = Text("年份", "year"), Text("机关", "agency"), Text("文件", "file")
_RATE, _PER = Text("指标", "rate"), Text("分母", "share of")
_NONE = Text("没有", "none")
_WHY = Text("无法检查的原因", "why it could not be checked")
_COUNTS = Text("统计范围", "what counts")
_OWN = Text("各机关本身", "own work")
_ROLL_UPS = Text("汇总报告·{of}", "roll-ups of {of}")
_OTHERS = Text("其他", "others")
NOT_KNOWN = Text("未读到", "not known")
NO_CASES = Text("—", "—")
_VERDICTS = {
    "passed": Text("合格", "passed"),
    "failed": Text("不合格", "failed"),
    "unreadable": Text("无法检查", "unreadable"),
}
_NO_YEAR = Text("未写明", "not given")


class Sheet(Struct, frozen=True):
    """A table with its heading; `note` says how to read it, `empty` what it means that it has no rows."""

    id: str
    title: Text
    head: tuple[Text, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: Text = Text("", "")
    empty: Text = _NONE


def sheets(measures: Measures) -> Iterator[Sheet]:
    """Every table, in the order in which they are read."""
    yield _verdicts(measures)
    yield _causes(measures)
    yield _rates(measures)
    yield _peers(measures)
    yield _changes(measures)
    yield _copied(measures)
    yield _agencies(measures)
    yield _dictionary(measures.rulebook)


def shown(value: Value, language: Language) -> str:
    """A value as it is printed."""
    if value is None:
        return NO_CASES.in_(language)
    return value.in_(language) if isinstance(value, Text) else str(value)


def name_of(metric: Metric) -> Text:
    """The rate with its denominator, which alone tells two of one name apart."""
    return Text(f"{metric.name.zh}（{metric.per.zh}）", f"{metric.name.en} ({metric.per.en})")


def _unit(metric: Metric) -> str:
    return "%" if metric.unit == "percent" else ""


def _verdicts(measures: Measures) -> Sheet:
    years = [*measures.years(), *([None] if any(one.year is None for one in measures.reports) else [])]
    rows = []
    for year in years:
        told = [one.verdict for one in measures.reports if one.year == year]
        counts = [told.count(verdict) for verdict in ("passed", "failed", "unreadable")]
        rows.append((_NO_YEAR if year is None else str(year), *counts, len(told)))
    head = (_YEAR, *_VERDICTS.values(), Text("合计", "all"))
    return Sheet("verdicts", Text("检查结论", "Verdicts"), head, tuple(rows))


def _causes(measures: Measures) -> Sheet:
    found: dict[tuple[str, Severity], tuple[set[str], int]] = {}
    for one in measures.reports:
        for (code, severity), number in one.found.items():
            who, before = found.setdefault((code, severity), (set(), 0))
            who.add(one.key[0] or one.path)
            found[code, severity] = who, before + number
    rules = {rule.code: rule for rule in measures.rulebook.rules}
    order = sorted(found.items(), key=lambda item: (-len(item[1][0]), -item[1][1], item[0]))
    rows = tuple(
        (
            code,
            rules[code].what if code in rules else "",
            {str(k): v for k, v in SEVERITIES.items()}[severity],
            len(who),
            times,
        )
        for (code, severity), (who, times) in order
    )
    head = (
        Text("规则", "rule"),
        Text("问题", "what"),
        Text("级别", "level"),
        Text("机关数", "agencies"),
        Text("处数", "findings"),
    )
    return Sheet(
        "causes",
        Text("问题和涉及的机关", "Findings, and how many agencies"),
        head,
        rows,
        empty=Text("没有发现问题", "nothing was found"),
    )


def group_name(group: str | None, rulebook: Rulebook) -> Text:
    """What the reports of a group are called that are added up together."""
    if group is None:
        return _OWN
    return _ROLL_UPS.format(of=next((b.name for b in rulebook.bodies if b.id == group and b.name), _OTHERS))


def _rates(measures: Measures) -> Sheet:
    head = (
        _YEAR,
        _COUNTS,
        _RATE,
        _PER,
        Text("分子", "numerator"),
        Text("分母数", "denominator"),
        Text("数值", "value"),
        Text("单位", "unit"),
        Text("计入的报告", "reports counted"),
        Text("未读到的报告", "reports not known"),
        Text("其中分母为 0", "with a denominator of 0"),
        Text("可比的机关", "agencies compared"),
        Text("最低", "lowest"),
        Text("中位", "median"),
        Text("最高", "highest"),
    )
    note = Text(
        "数值为各报告分子之和除以分母之和；分母为 0 的没有数值，不作 0 计。"
        "同一机关同一年有多份报告的不计入，共 {n} 个。可比的机关是分母达到指标所定下限的机关。"
        "汇总报告（自称汇总，或县级以上政府的报告）按级分列，不与所属机关的报告相加；设区的市与县级市从名称无法区分，两者都在时仍有重复。",
        "The value is the sum of the numerators divided by that of the denominators; where that is 0 there is none,"
        " which is not 0. Agencies with several reports for one year are left out: {n}. Agencies are compared whose"
        " denominator reaches the least that the rate asks for. Roll-ups (by what they say, or of counties and above)"
        " are told by level and never added to the reports that are in them; names do not tell cities with districts"
        " from those below them: both together count twice.",
    ).format(n=len(measures.doubled()))
    return Sheet("rates", Text("指标", "Rates"), head, tuple(_total(one, measures) for one in totals(measures)), note)


def _total(total: Total, measures: Measures) -> tuple[Value, ...]:
    metric, spread = total.rate.metric, total.spread
    value = None if total.over == 0 else Fraction(total.of) / Fraction(total.over)
    points = (spread.values[0], spread.middle, spread.values[-1]) if spread else (None, None, None)
    return (
        str(total.year),
        group_name(total.group, measures.rulebook),
        metric.name,
        metric.per,
        total.of,
        total.over,
        rounded(value, metric),
        _unit(metric),
        total.counted,
        total.unknown,
        total.empty,
        len(spread.values) if spread else 0,
        *(rounded(point, metric) for point in points),
    )


def _outlier(found: Outlier) -> tuple[Value, ...]:
    metric, share = found.rate.metric, found.report.shares[found.rate.metric.id]
    assert share is not None
    own = (found.report.agency or "", str(found.report.year), name_of(metric), f"{share.of}/{share.over}")
    return (*own, rounded(found.value, metric), rounded(found.middle, metric), found.peers, found.report.path)


def _peers(measures: Measures) -> Sheet:
    head = (
        _AGENCY,
        _YEAR,
        _RATE,
        Text("分子/分母", "of/over"),
        Text("数值（%）", "value (%)"),
        Text("同类中位（%）", "median of peers (%)"),
        Text("同类机关", "peers"),
        _FILE,
    )
    metrics = measures.rulebook.metrics
    note = Text(
        "同一年、同一类机关中，超出四分位距 {fence} 倍以外的数值；同类不足 {peers} 个的不比较。"
        "数值突出不等于有误，请核对。",
        "Values more than {fence} times the interquartile range beyond the quartiles of the agencies of one kind and"
        " year; fewer than {peers} are not compared. Standing out is not an error: please check.",
    ).format(fence=Decimal(metrics.fence if metrics else 0) / 100, peers=metrics.peers if metrics else 0)
    return Sheet(
        "peers", Text("与同类相比", "Compared with peers"), head, tuple(map(_outlier, from_peers(measures))), note
    )


def _changes(measures: Measures) -> Sheet:
    head = (
        _AGENCY,
        _YEAR,
        _RATE,
        Text("上年（%）", "last year (%)"),
        Text("本年（%）", "this year (%)"),
        Text("变化（百分点）", "change (points)"),
        Text("中位变化", "median change"),
        Text("可比的机关", "agencies compared"),
        _FILE,
    )
    rows = []
    for found in from_last_year(measures):
        metric = found.rate.metric
        before = found.before or Fraction(0)
        rows.append(
            (
                found.report.agency or "",
                str(found.report.year),
                name_of(metric),
                rounded(before, metric),
                rounded(found.value, metric),
                rounded(found.value - before, metric),
                rounded(found.middle, metric),
                found.peers,
                found.report.path,
            )
        )
    note = Text(
        "与上年相比，变化幅度远大于其他机关的数值。",
        "Changes against the year before that are far larger than those of others.",
    )
    return Sheet("changes", Text("与上年相比", "Against the year before"), head, tuple(rows), note)


def _copied(measures: Measures) -> Sheet:
    head = (_AGENCY, _YEAR, Text("部分", "section"), Text("情况", "what"), _FILE)
    rows = [
        (one.agency or "", str(one.year or ""), passage.place, passage.what, one.path)
        for one in measures.reports
        for passage in one.copied
    ]
    return Sheet("copied", Text("雷同的文字", "Copied text"), head, tuple(rows))


def _agencies(measures: Measures) -> Sheet:
    """Why a file could not be read stands in a column of its own, where there is such a file."""
    errors = any(one.error for one in measures.reports)
    head = (_AGENCY, _YEAR, _COUNTS, _FILE, *(name_of(rate.metric) for rate in measures.rates))
    rows: list[tuple[Value, ...]] = []
    for one in measures.reports:
        counts = "" if one.error else group_name(one.group, measures.rulebook)
        shares = ((rate.metric, one.shares.get(rate.metric.id)) for rate in measures.rates)
        values = (NOT_KNOWN if share is None else rounded(value_of(share), metric) for metric, share in shares)
        told = [""] * len(measures.rates) if one.error else [*values]
        why = (one.error or "",) if errors else ()
        rows.append((one.agency or "", str(one.year or ""), counts, one.path, *told, *why))
    return Sheet("agencies", Text("各机关", "Each agency"), (*head, *((_WHY,) if errors else ())), tuple(rows))


def _dictionary(book: Rulebook) -> Sheet:
    head = (
        Text("标识", "id"),
        _RATE,
        _PER,
        Text("算法", "formula"),
        Text("单位", "unit"),
        Text("小数位", "decimals"),
        Text("参与比较的最小分母", "smallest denominator compared"),
    )
    rows = tuple(
        (m.id, m.name, m.per, formula(m, book), _unit(m), m.decimals, m.least)
        for m in (book.metrics.rates if book.metrics else ())
    )
    return Sheet("dictionary", Text("指标说明", "About the rates"), head, rows)
