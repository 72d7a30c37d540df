"""What the statements of a sentence say together: sums, parts of one another, and which of them hold."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from msgspec.structs import replace

from nianbao.claims.clauses import PAUSE, Item, Token
from nianbao.claims.model import ClaimFigure, Claims, Roles
from nianbao.claims.statements import Context, Statement


def settled(context: Context) -> list[Statement]:
    """The statements that hold within their sentence, those of the office by themselves."""
    _total_of_parts(context.found, context.roles)
    _total_of_outcomes(context.found, context.roles)
    _result_of_both(context.found, context.roles)
    own = [s for s in context.found if s.figures and not (s.whose == "area" and context.of_office)]
    sides = [[s for s in own if (s.whose == "office") == office] for office in (False, True)]
    return [s for side in sides if side for s in _holding(side, context)]


def _holding(stated: list[Statement], context: Context) -> list[Statement]:
    """Those of the statements that hold beside the others: see the single steps."""
    found, roles = context.found, context.roles
    stated = _parts_beside(stated, found, context.book)
    _carried_into(stated, roles)
    stated = _beside_others(stated, roles)
    stated = _with_carried_in(stated, roles)
    stated = _done_of_new(stated, roles)
    stated = _wider_and_strict(stated)
    stated = _without_own_parts(stated)
    stated = _once(stated, roles)
    stated = _rows_of_one_group(stated)
    stated = _no_classes(stated, found, roles)
    stated = _not_of_nought(stated, context.lexicon.bare)
    if context.of_problems:
        stated = [s for s in stated if s.figures == (roles.received,)]
    return stated


def _total_of_parts(found: list[Statement], roles: Roles) -> None:
    """合计N件 behind parts of one figure (网上申请64件、信函申请12件) states that figure."""
    parts: list[Statement] = []
    if roles.received is None or roles.requests is None:
        return
    for statement in found:
        lead = statement.item.lead if statement.item else []
        if roles.received in statement.figures:
            return
        applied = statement.within == roles.received and not statement.child
        if statement.subject == roles.requests and (applied or (statement.partial and not statement.figures)):
            parts.append(statement)
        elif len(parts) > 1 and _only_sums(lead):
            statement.figures, statement.subject = (roles.received,), roles.requests
            parts = []


def _total_of_outcomes(found: list[Statement], roles: Roles) -> None:
    """总计N件 at the end, behind three outcomes or more, states what was completed; two may be summed by themselves."""
    if roles.completed is None or roles.requests is None or not found:
        return
    *parts, total = found
    lead = total.item.lead if total.item else []
    outcomes = {p.figures for p in parts if p.group == "outcome" and p.figures}
    if not total.figures and _only_sums(lead) and len(outcomes) > 2:
        total.figures, total.subject = (roles.completed,), roles.requests


def _result_of_both(found: list[Statement], roles: Roles) -> None:
    """Cases before 、 share the result said behind it: 尚有2件行政复议、1件行政诉讼未审结."""
    for one, other in pairwise(found):
        shared = other.item and other.item.mark == PAUSE and other.group == "result" and not other.child
        if not shared or not other.item or not one.item or one.group or one.subject not in roles.cases:
            continue
        states = [w.entry for w in other.item.tail if w.is_("states") and w.entry]
        if states and any(w.is_("noun") for w in one.item.tail):
            figure = states[-1].states.get(one.subject)
            one.figures, one.group = ((figure.named(one.subject),), "result") if figure else ((), "")


def _not_of_nought(stated: list[Statement], bare: dict[str, ClaimFigure]) -> list[Statement]:
    """Without results of cases of which there were none: 复议6件、诉讼0件，3件被维持 are those of 复议."""
    none = {s.subject for s in stated if not s.number.value and s.figures == _total(s, bare)}
    return [s for s in stated if s.group != "result" or not s.number.value or s.subject not in none]


def _total(statement: Statement, bare: dict[str, ClaimFigure]) -> tuple[str, ...]:
    figure = bare.get(statement.subject)
    return (figure.named(statement.subject),) if figure else ()


def _only_sums(lead: list[Token]) -> bool:
    """Whether the words before a number say only that it is a sum: 合计为."""
    return all(w.is_("totals") or w.is_("fillers") for w in lead) and any(w.is_("totals") for w in lead)


def _beside_others(found: list[Statement], roles: Roles) -> list[Statement]:
    """Drops what is stated weakly unless the sentence has stated another figure of the same subject.

    What was handled is what was completed where its outcomes are its parts: 共办理93件，其中予以公开51件.
    """
    firm = {s.figures for s in found if not s.weak}
    outcomes = {s.subject for s in found if not s.weak and s.group == "outcome"}
    divided = all(s.group in ("outcome", "each") for s in found) and any(s.child for s in found)
    strictly = any(s.strict and s.child and s.figures == (roles.received,) for s in found)
    subjects: set[str] = set()
    kept = []
    for statement in found:
        handled = divided and statement.figures == (roles.completed,) and not statement.child
        beside = statement.subject in (outcomes if statement.group == "outcome" or handled else subjects)
        if statement.weak and statement.child and not statement.group and strictly and roles.carried_in:
            statement.figures, statement.weak = (roles.carried_in,), False  # 其中新收17件、结转1件
        if not statement.weak or (beside and statement.figures not in firm):
            kept.append(statement)
        if not statement.weak:
            subjects.add(statement.subject)
    return kept


def _year(stated: list[Statement], roles: Roles) -> list[Decimal | None]:
    """The requests received, carried in, completed and carried out, as far as they are told."""
    told = {s.figures[0]: s.number.value for s in stated if len(s.figures) == 1 and s.number.exact}
    return [told.get(role or "") for role in (roles.received, roles.carried_in, roles.completed, roles.carried_out)]


def _carried_into(stated: list[Statement], roles: Roles) -> None:
    """结转 without a year is from last year where it was done besides the new ones: 新收28件，结转2件，办结30件."""
    new, carried_in, done, carried = _year(stated, roles)
    if new is None or done is None or not carried or carried_in is not None or new + carried != done:
        return
    for statement in stated:
        if statement.weak and statement.figures == (roles.carried_out,) and roles.carried_in:
            statement.figures, statement.weak = (roles.carried_in,), False


def _done_of_new(stated: list[Statement], roles: Roles) -> list[Statement]:
    """Without what was done of the new ones alone: 上年结转2件均已办结，新收38件，当年办结36件，其余2件转入下年."""
    new, carried_in, done, out = _year(stated, roles)
    if not carried_in or new is None or done is None or out is None or done + out != new:
        return stated
    return [s for s in stated if s.figures != (roles.completed,)]


def _parts_beside(stated: list[Statement], found: list[Statement], book: Claims) -> list[Statement]:
    """Without what another number beside it shows to be a part: 新制定3件、修改6件; 申请人撤回9件，答复38件.

    What such parts belong to stays: 新增规章9件（含新制定3件、修改6件）; and so does what they are said to come to.
    """
    some = (s for s in found if s.item and s.number.value)
    words = [(w.text, s.child) for s in some if s.item for w in (*s.item.lead, *s.item.tail) if w.is_("beside")]
    if not words:
        return stated
    totals = [found[n] for n in _sums(found)]
    parts = [s for s in stated if not any(s is t for t in totals)]
    parts = [s for s in parts if any(_is_part(s, book, word, child=child) for word, child in words)]
    return [s for s in stated if not any(s is p for p in parts)]


def _is_part(statement: Statement, book: Claims, word: str, *, child: bool) -> bool:
    names = (f.named(subject) for f in book.figures if word in f.part_beside for subject in f.of)
    return len(statement.figures) == 1 and (statement.child or not child) and statement.figures[0] in names


def _sums(found: list[Statement]) -> set[int]:
    """The places of the numbers that those before them come to: 准予309件、不予6件，合计作出315件."""
    values = [s.number.value for s in found]
    return {n for n in range(2, len(found)) if values[n] in (sum(values[k:n]) for k in range(n - 1))}


def _with_carried_in(found: list[Statement], roles: Roles) -> list[Statement]:
    """Received ones that include those carried in are the sum of both rows."""
    received, carried_in, completed = roles.received, roles.carried_in, roles.completed
    if received is None or carried_in is None or completed is None:
        return found
    summed = [s for n, c in enumerate(found) if _carried_in_part(c, carried_in) for s in _whole_of(found[:n], received)]
    if not summed:
        return found
    again = any(s.figures == (completed,) and not s.child for s in found)
    for whole in summed:
        whole.figures = (completed,) if completed in whole.figures and not again else (received, carried_in)
    return [s for s in found if s.within != received]


def _carried_in_part(statement: Statement, carried_in: str) -> bool:
    counted = statement.item is not None and statement.number.value != 0
    return counted and statement.child and statement.figures == (carried_in,)


def _whole_of(before: list[Statement], received: str) -> list[Statement]:
    """The received ones that a part behind them belongs to, if there are any."""
    for statement in reversed(before):
        if received in statement.figures and not statement.strict:
            return [statement]
        if not statement.child:
            break
    return []


def _wider_and_strict(found: list[Statement]) -> list[Statement]:
    """新收N件，…，共受理M件: only the first is the row 新收."""
    strict = {s.figures for s in found if s.strict}
    return [s for s in found if s.strict or s.figures not in strict or s.number.value == 0]


def _without_own_parts(found: list[Statement]) -> list[Statement]:
    """Without what is some of a figure that is told as a whole: 出台规范性文件9件，含新制定3件."""
    wholes = {(s.figures, s.whose): s.number.value for s in found if s.item and not s.child}
    return [s for s in found if not (s.child and s.number.value < wholes.get((s.figures, s.whose), 0))]


def _once(found: list[Statement], roles: Roles) -> list[Statement]:
    """Without what is counted piece by piece: 行政强制措施7件、行政强制执行2件; 来自企业的申请2件 beside 自然人16件."""
    seen: dict[tuple[str, ...], set[object]] = {}
    for statement in found:
        if statement.item and not statement.group and not statement.strict:
            seen.setdefault((*statement.figures, statement.whose), set()).add(statement.number.value)
    apart = any(s.within == roles.received and not s.child for s in found)
    kept = [s for s in found if s.strict or len(seen.get((*s.figures, s.whose), ())) < 2]
    return [s for s in kept if not (apart and s.figures == (roles.received,) and s.item and _unspoken(s))]


def _rows_of_one_group(found: list[Statement]) -> list[Statement]:
    """A group of rows named twice with different numbers was named for its rows, not as a whole.

    A row that the words name as well is meant: 因没有现成信息而无法提供5件，因补正后仍不明确而无法提供2件.
    """
    seen: dict[tuple[str, ...], set[object]] = {}
    for statement in found:
        if statement.group:
            seen.setdefault(statement.figures, set()).add(statement.number.value)
    kept = []
    for statement in found:
        rows = tuple(f for f in statement.also if f.startswith(statement.figures[0] + "."))
        if len(seen.get(statement.figures, ())) < 2:
            kept.append(statement)
        elif len(rows) == 1:
            kept.append(replace(statement, figures=rows, also=()))
    return kept


def _no_classes(found: list[Statement], everything: list[Statement], roles: Roles) -> list[Statement]:
    """Beside 主动公开N件, 依申请公开 and 不予公开 are classes of the agency's own documents."""
    units = {s.number.unit for s in everything if s.item and _of_a_class(s.item)}
    if not units:
        return found
    return [s for s in found if s.number.unit not in units or not _may_be_a_class(s, roles)]


def _may_be_a_class(statement: Statement, roles: Roles) -> bool:
    return statement.group == "outcome" or (statement.figures == (roles.received,) and _unspoken(statement))


def _of_a_class(item: Item) -> bool:
    """Whether the last word before a number but for 的 and 信息 is a class: 主动公开的31件."""
    words = [w for w in item.lead if not (w.is_("fillers") or w.is_("items"))]
    return bool(words) and words[-1].is_("classes")


def _unspoken(statement: Statement) -> bool:
    """Whether no word before the number states its figure."""
    return statement.item is not None and not any(w.is_("states") for w in statement.item.lead)
