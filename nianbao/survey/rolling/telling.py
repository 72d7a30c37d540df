"""What is said of a sum: who is amiss first, then each level, figures without a sum, how another report differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from nianbao.figures.arithmetic import plain
from nianbao.figures.model import CellId
from nianbao.figures.places import Keys
from nianbao.i18n import Text
from nianbao.rulebook.model import Rulebook
from nianbao.survey.labels import labels
from nianbao.survey.rolling.against import Difference
from nianbao.survey.rolling.planning import Plan, named
from nianbao.survey.rolling.summing import LevelSums, Sum, Sums

_PARTIAL = Text("汇总不完整：", "the roll-up is incomplete:")
_KINDS = {
    "missing": Text("缺少", "missing"),
    "doubled": Text("重复", "doubled"),
    "unreadable": Text("无法读取", "unreadable"),
    "unnamed": Text("未计入", "not counted"),
    "other-year": Text("未计入", "not counted"),
    "unlisted": Text("未计入", "not counted"),
    "unplaced": Text("不能确定", "not certain"),
}
_PROBLEM = Text("{kind}　{who}：{what}", "{kind}: {who}: {what}")
_ASIDE = Text("另计　{who}（{path}）：{why}", "set aside: {who} ({path}): {why}")
_LACKING = Text("留空　{cell}：{names}没有填报这个数字", "left blank: {cell}: not reported by {names}")
_MANY = Text(
    "留空　{n} 个数字：{names}没有填报（{cells}等）", "left blank: {n} figures not reported by {names} ({cells} …)"
)
_FORBIDDEN = Text(
    "留空　{cells}：规则文件规定不汇总", "left blank: {cells}: the rulebook does not let them be added up"
)
_BROKEN = Text(
    "请核对　{who}：报告自身勾稽关系不平（{cells}），按各项计入，合计重新计算",
    "please check: {who}: its own figures do not add up ({cells}); its parts are counted and totals are computed again",
)
_ALIKE = Text(
    "逐级　{n} 个下级政府的汇总报告与其下各机关之和相同",
    "level by level: {n} lower roll-ups agree with the sums of what is below them",
)
_APART = Text(
    "逐级　“{name}”的汇总报告与其下 {n} 个机关之和有 {count} 个数字不同（{cells}）；按其汇总报告计入",
    'level by level: in {count} of its figures ({cells}) the roll-up of "{name}" differs from the sum of the {n}'
    " agencies below it; the roll-up is counted",
)
_INSTEAD = Text(
    "逐级　“{name}”没有汇总报告，按其下 {n} 个机关之和计入",
    'level by level: no roll-up of "{name}" is here; the sum of the {n} agencies below it is counted',
)
_DIFFERENCE = Text(
    "{kind}　{cell}：{path} 为 {stated}，汇总为 {summed}，相差 {gap}",
    "{kind}: {cell}: {stated} in {path}, the sum is {summed}: a difference of {gap}",
)
_KIND = {True: Text("错误", "error"), False: Text("不同", "differs")}
_CAUSE = Text("　　{cause}", "    {cause}")
_UNEXPLAINED = Text("下级的报告不能解释", "the reports below do not explain it")
_FEW = 3


def partial(plan: Plan) -> Iterator[Text]:
    """What keeps the sum from being whole."""
    if plan.problems:
        yield _PARTIAL
    for problem in plan.problems:
        yield _PROBLEM.format(kind=_KINDS[problem.kind], who=problem.who, what=problem.what)


def rest(plan: Plan, sums: Sums, rulebook: Rulebook) -> Iterator[Text]:
    """What was set aside, what has no sum, and whose figures do not add up."""
    words = names_of_cells(rulebook)
    for aside in plan.aside:
        yield _ASIDE.format(who=aside.filed.agency, path=aside.filed.path, why=aside.why)
    yield from plan.notes
    yield from _by_level(sums.levels[1:], words)
    yield from _blank(sums.sums, words)
    for counted in sums.children:
        if counted.broken:
            yield _BROKEN.format(who=counted.child.name, cells=_some(counted.broken, words))


def _by_level(levels: Iterable[LevelSums], words: Mapping[CellId, str]) -> Iterator[Text]:
    """How each lower government's figures came about."""
    alike = 0
    for one in levels:
        name, n = one.level.name, len(one.children)
        if one.own is None:
            yield _INSTEAD.format(name=name, n=n)
            continue
        apart = [s.cell for s in one.sums if (own := one.own.values.get(s.cell)) is not None and s.known != own]
        if apart:
            yield _APART.format(name=name, n=n, count=len(apart), cells=_some(apart, words))
        alike += not apart
    if alike:
        yield _ALIKE.format(n=alike)


def _blank(sums: Iterable[Sum], words: Mapping[CellId, str]) -> Iterator[Text]:
    """Figures that lack for the same agencies are told together."""
    lacking: dict[tuple[str, ...], list[CellId]] = {}
    forbidden: list[CellId] = []
    for one in sums:
        if not one.summed:
            forbidden.append(one.cell)
        elif one.lacking:
            lacking.setdefault(tuple(c.child.name for c in one.lacking), []).append(one.cell)
    if forbidden:
        yield _FORBIDDEN.format(cells=_some(forbidden, words))
    for who, cells in lacking.items():
        many = _MANY if len(cells) > _FEW else _LACKING
        yield many.format(n=len(cells), names=named(who), cell=_some(cells, words), cells=_some(cells, words))


def compared(found: Iterable[Difference], path: str, rulebook: Rulebook, *, strict: bool) -> Iterator[Text]:
    """Each difference with what could explain it; `strict` where they are errors."""
    words = names_of_cells(rulebook)
    for one in found:
        yield _DIFFERENCE.format(
            kind=_KIND[strict], cell=words[one.cell], path=path, stated=plain(one.stated),
            summed=plain(one.summed), gap=f"{one.stated - one.summed:+f}",
        )  # fmt: skip
        for cause in one.causes or (_UNEXPLAINED,):
            yield _CAUSE.format(cause=cause)


def notes(plan: Plan, sums: Sums, rulebook: Rulebook) -> dict[Keys, str]:
    """The comment at the head of a figures file: what keeps it from being whole."""
    lines = [line.zh for line in (*partial(plan), *_blank(sums.sums, names_of_cells(rulebook)))]
    return {(): "\n".join(lines)} if lines else {}


def names_of_cells(rulebook: Rulebook) -> dict[CellId, str]:
    """What people call each figure: its row and column, or its group where prose alone tells it."""
    return {
        (w.table, w.row, w.column): "·".join(
            filter(None, (w.row_label, w.column_label) if w.column else (w.table_label, w.row_label))
        )
        for w in labels(rulebook)
    }


def _some(cells: Iterable[CellId], words: Mapping[CellId, str]) -> Text:
    shown = list(dict.fromkeys(words[cell] for cell in cells))[:_FEW]
    return Text("、".join(shown), ", ".join(shown))
