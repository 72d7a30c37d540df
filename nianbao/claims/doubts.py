"""Doubts about a number: words that make it something else, and wholes of which it is only a part."""

from __future__ import annotations

from nianbao.claims.clauses import PAUSE, Item
from nianbao.claims.match import ELSE, Words, in_another_time, is_pure
from nianbao.claims.model import ClaimFigure, Roles
from nianbao.claims.statements import Context, Frame, Statement


def doubtful(found: Statement, item: Item, sides: tuple[Words, Words], frame: Frame, context: Context) -> bool:
    """Whether a word beside the number makes it something else; noted in the frame, since 、 continues a doubt."""
    lead, tail = sides
    if found.subject in context.roles.cases and (lead.of_other_matter or any(w.is_("disclosure") for w in item.gap)):
        frame.other_matter = lead.of_other_matter
    doubtful = frame.other_matter and found.subject in context.roles.cases
    doubtful = doubtful or lead.doubtful or tail.doubtful or _unless(item, found, frame, context)
    if item.mark == PAUSE and not lead.states:
        frame.doubtful = doubtful = doubtful or frame.doubtful
    else:
        frame.states, frame.doubtful = (), doubtful
    own = tuple(w for w in lead.states if w.entry and found.subject in w.entry.states)
    frame.states = own or frame.states
    if found.subject in context.roles.cases and not context.disclosure:
        frame.other_cases = frame.other_cases or _unless(item, found, frame, context)
        doubtful = doubtful or frame.other_cases
    return doubtful or frame.scope.foreign_to(found.number.value) or (in_another_time(item.tail) and not found.carried)


def _unless(item: Item, found: Statement, frame: Frame, context: Context) -> bool:
    """Whether the phrase has a word that makes a number of this subject something else.

    Cases about disclosure are the agency's own whatever is done with them; those of other business are not, and those
    of a body whose business they are count only where disclosure is named.
    """
    words, subject = (*item.gap, *item.tail), found.subject
    whole = frame.parent or frame.last
    if found.group == "result" and whole and whole.subject == subject and whole.figures:
        return False  # 行政复议案件12件，审理结果为维持5件
    if subject in context.roles.cases:
        if any(w.is_("elsewhere") for w in words) and not any(w.is_("disclosure") for w in words):
            return True
        if not context.disclosure and context.agency.endswith(context.book.bodies.reviewing):
            return True
    despite = found.despite if context.spoken or subject not in context.roles.cases else ()
    role = "unless:" + subject
    if subject in context.roles.cases and (frame.scope.area or context.agency.endswith(context.book.bodies.reviewing)):
        despite = tuple(w for w in despite if w not in context.book.bodies.deciding)
    return any(w.is_(role) and w.text not in despite for w in (*item.lead, *item.tail))


def only_a_part(found: Statement, figure: ClaimFigure, lead: Words, frame: Frame, roles: Roles) -> bool:
    """Whether the number counts a part of what its words name, and so is not the figure itself."""
    parent, last = frame.parent, frame.last
    if figure.within:
        whole = parent or (last if last and last.figures else frame.whole)
        inside = whole is not None and figure.within in whole.figures and roles.carried_in not in whole.figures
        inside = inside or (parent is not None and parent.within == figure.within and bool(parent.figures))
        sibling = parent is None and last is not None and last.within == figure.within and bool(last.figures)
        found.of_any = (
            not (inside or sibling)
            and figure.within == roles.received
            and (frame.by_applicant or _of_requests(parent or last) or _tells_who_applied(found.item))
        )
        return not (inside or sibling or found.of_any)
    if parent is not None and office_in_area(found, parent):
        return False
    if found.partial or parent is None:
        return found.partial
    if parent.subject == ELSE and found.subject == roles.requests:
        return True
    if figure.role == "received":
        return not found.strict
    return figure.role == "completed" and (
        roles.completed in parent.figures or not (lead.states or _is_done(found.item))
    )


def _is_done(item: Item | None) -> bool:
    """Whether the words behind a number say only that so many are done: 其中13件已答复."""
    tail = item.tail if item else []
    return (len(tail) == 1 or any(w.is_("affirming") for w in tail[:1])) and all(
        w.is_("fillers") or w.is_("states") for w in tail
    )


def _tells_who_applied(item: Item | None) -> bool:
    """Whether the words beside a number say themselves that it counts requests by who made them: 申请人为自然人的."""
    words = (*item.lead, *item.tail) if item else ()
    sure = not any(w.is_(role) for w in words for role in ("other", "differences", "parts", "items")) and is_pure(words)
    return sure and any(w.is_("request") or w.is_("applicants") for w in words)


def _of_requests(whole: Statement | None) -> bool:
    """Whether a number counts requests, received or completed: 全年58件申请中."""
    item = whole.item if whole else None
    words = (*item.lead, *item.tail) if item else ()
    sure = not any(w.is_(role) for w in words for role in ("other", "differences", "parts")) and is_pure(words)
    return sure and any(w.is_("request") for w in words) and not (whole and whole.figures)


def office_in_area(found: Statement, parent: Statement) -> bool:
    """Whether it is the share of the government's office in what the whole area counts: 全县326件，其中县本级14件."""
    return found.whose == "office" and parent.whose != "office"
