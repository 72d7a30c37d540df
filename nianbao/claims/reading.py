"""Reads a sentence from left to right: clauses set what it speaks of, numbers and denials state figures."""

from __future__ import annotations

from itertools import islice

from nianbao.claims.classing import carried_behind, class_number, result_of_all, row_told
from nianbao.claims.clauses import COMMA, Item, Token
from nianbao.claims.denials import denied, denies
from nianbao.claims.later import close
from nianbao.claims.match import ELSE, is_pure
from nianbao.claims.series import series_at, state_series
from nianbao.claims.statements import Context, Frame, Statement
from nianbao.claims.stating import state


def read(items: list[Item], frame: Frame, context: Context) -> None:
    """Reads a sentence's items; what they state is in `context.found`."""
    if any(_of_disclosure(clause) for item in items for clause in item.before):
        context.spoken = context.disclosure = True
    _read(items, frame, context)
    close(context)


def _of_disclosure(clause: list[Token]) -> bool:
    """Whether a clause only says that what is counted came of disclosure: 均因信息公开引发."""
    if not any(w.is_("disclosure") for w in clause) or any(w.is_("noun") for w in clause):
        return False
    return all(w.is_("fillers") or w.is_("disclosure") or w.is_("causes") for w in clause)


def opens_with_parts(items: list[Item]) -> bool:
    """Whether a sentence goes on with the parts of what the one before told: 其中，网上4件."""
    words = (w for item in items[:1] for w in item.gap)
    return any(w.is_("opening") and not w.is_("distributive") for w in islice(words, 1))


def _read(items: list[Item], frame: Frame, context: Context) -> None:
    """Reads one frame's items and, after each, the brackets that belong to it."""
    taken = 0
    for n, item in enumerate(items):
        _leave_part(item, frame)
        _clauses(item, frame, context)
        if item.number is not None:
            _take_in(item.lead, frame, context)
            series = series_at(items, n, frame, context) if not taken else []
            if series:
                state_series(series, frame, context)
                taken = len(series)
            elif not taken:
                _list(item, frame)
                found = state(item, frame, context)
                context.found.append(found)
                _class_by(item, found, context)
                _remember(found, frame, context)
            taken = max(0, taken - 1)
        for bracket in item.brackets:
            parent = context.found[-1] if item.number is not None else None
            _read(bracket, _inner(frame, parent), context)


def _class_by(item: Item, found: Statement, context: Context) -> None:
    """Puts a number into the row that the words on one side of it class it in: 撤回归入其他处理3件."""
    for side in (item.lead, item.tail):
        row = row_told(side, context)
        if row is not None:
            class_number(found, row, context)


def _remember(found: Statement, frame: Frame, context: Context) -> None:
    """Keeps a number as the one that parts behind it may divide; 较上年增加6件 leaves the one before it."""
    difference = found.item is not None and any(w.is_("differences") for w in found.item.lead)
    if not difference or frame.last is None:
        frame.last = found
        frame.divisible = found if found.number.value or frame.divisible is None else frame.divisible
    if context.roles.received in found.figures and not found.child and found.whose != "office":
        frame.whole = found


def _inner(frame: Frame, parent: Statement | None) -> Frame:
    """The frame of a bracket; one right behind a number, the parent, holds that number's parts."""
    own = parent is not None
    subject = (parent.subject if parent else "") or frame.subject
    return Frame(frame.scope.copy(), subject, frame.named, parent=parent, bracket=own, last=parent, states=frame.states)


def _take_in(words: list[Token], frame: Frame, context: Context) -> None:
    """Whose, which year's, and whether disclosure is spoken of."""
    frame.scope.read(words)
    context.spoken = context.spoken or any(w.is_("disclosure") or (w.is_("request") and w.is_("noun")) for w in words)
    context.disclosure = context.disclosure or context.spoken or any(w.is_("request") for w in words)


def _clauses(item: Item, frame: Frame, context: Context) -> None:
    """The clauses without a number before an item: they deny something, or only speak of something."""
    previous: list[Token] = []
    for clause in item.before:
        _take_in(clause, frame, context)
        if denies(clause):
            nothing = denied(clause, previous, frame, context)
            context.found += nothing
            if nothing and not frame.bracket:
                frame.subject = frame.named = nothing[-1].subject
            elif not nothing:
                _mention(clause, frame)  # 本局无规范性文件制定权，…
        else:
            _without_other_business(clause, context)
            if context.found and _told_of(clause, context.found[-1], frame, context):
                continue
            if not _about(clause, context):
                _mention(clause, frame)
            _by_applicant(clause, frame, context)
        previous = clause or previous


def _told_of(clause: list[Token], last: Statement, frame: Frame, context: Context) -> bool:
    """Whether a clause only tells of the number before it what became of it, or where it is counted."""
    row = row_told(clause, context)
    if row is None and context.roles.requests in (frame.subject, frame.named):
        row = carried_behind(clause, last, context)
    if row is not None:
        class_number(last, row, context)
        return True
    result = result_of_all(clause, last, context)
    context.found += [result] if result else []
    return result is not None


def _without_other_business(clause: list[Token], context: Context) -> None:
    """Unsays the cases before a clause that says only that they are of other business: 均不涉及政府信息公开."""
    if any(w.is_("elsewhere") for w in clause) and all(w.is_("elsewhere") or w.is_("fillers") for w in clause):
        for statement in context.found:
            if statement.subject in context.roles.cases:
                statement.figures = ()


def _about(clause: list[Token], context: Context) -> bool:
    """Whether a clause only tells what is asked for: 涉及学籍、职称等方面."""
    first = next((w for w in clause if not w.is_("fillers")), None)
    return first is not None and first.is_("parts") and first.text.startswith(context.book.lists.crossing)


def _mention(clause: list[Token], frame: Frame) -> None:
    for word in clause:
        if word.is_("noun"):
            assert word.entry is not None
            frame.subject = frame.named = word.entry.subject
        elif word.is_("other") or word.is_("both"):
            frame.subject = ELSE


def _by_applicant(clause: list[Token], frame: Frame, context: Context) -> None:
    """Notes that parts are told by who applied, or of the requests: 按申请人类型分; 受理的申请中."""
    among = bool(clause) and clause[-1].is_("among") and any(w.is_("request") for w in clause)
    if (among or any(w.is_("applicants") for w in clause)) and is_pure(clause):
        frame.by_applicant = True
        frame.subject = frame.subject or context.roles.requests or ""


def _leave_part(item: Item, frame: Frame) -> None:
    """Behind a semicolon a part's body and time are left: 其中县政府办公室收到61件；上年结转7件."""
    if frame.parent is None and not frame.bracket:
        frame.outer = frame.scope.copy()
    elif frame.outer is not None and item.mark > COMMA:
        frame.scope = frame.outer.copy()


def _of_others(lead: list[Token], parent: Statement) -> bool:
    """Whether a number behind the parts of cases is of other cases: 行政复议14件，其中纠正2件，行政诉讼6件."""
    nouns = [w.entry.subject for w in lead if w.entry and w.is_("noun") and not w.is_("request")]
    return bool(nouns and parent.figures) and parent.subject not in (ELSE, *nouns) and parent.group != "outcome"


def _list(item: Item, frame: Frame) -> None:
    """Keeps track of whose parts are being listed: from 其中 or 按…分 to a stronger mark, or 另."""
    if frame.bracket:
        return
    gap = list(item.gap)
    grouping = any(w.is_("grouping") for w in gap)
    if frame.last is not None and (grouping or any(w.is_("opening") for w in gap)):
        frame.parent = frame.parent if frame.parent and grouping else frame.divisible or frame.last
        frame.parts, frame.list_mark = 1, 0
    elif frame.parent is not None:
        if _of_others(item.lead, frame.parent):
            frame.parent = None
            return
        frame.parts += 1
        frame.list_mark = item.mark if frame.parts == 2 else frame.list_mark
        if (frame.parts > 2 and item.mark > frame.list_mark) or any(w.is_("further") for w in item.lead[:1]):
            frame.parent = None
