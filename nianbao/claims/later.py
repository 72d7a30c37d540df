"""Numbers whose noun comes later in the sentence, or not at all."""

from __future__ import annotations

from nianbao.claims.clauses import Item
from nianbao.claims.match import Words, is_pure, read_words
from nianbao.claims.settling import counts, each, kin, settle
from nianbao.claims.statements import Context, Frame, Statement


def wait_for_noun(found: Statement, lead: Words, item: Item, frame: Frame, context: Context) -> None:
    """Keeps a number whose noun may still come: 新制发12件、废止9件，现行有效行政规范性文件64件."""
    states = lead.states or read_words(item.tail).states
    sure = not (lead.unknown or lead.doubtful or lead.part or frame.scope.foreign)
    if found.subject == "" and states and sure and is_pure(item.tail):
        context.pending.append((found, states))


def noun_has_come(subject: str, item: Item, context: Context) -> None:
    beside = item.mark == 0 and not item.before and bool(item.lead) and item.lead[0].entry is not None
    beside = beside and item.lead[0].entry is not None and item.lead[0].entry.subject == subject
    for found, states in context.pending:
        figure = next((w.entry.states[subject] for w in states if w.entry and subject in w.entry.states), None)
        fits = figure is not None and ("{of}" in figure.id or beside)
        if figure is not None and fits and found.item and counts(found.item, figure, context):
            found.figures, found.subject = (figure.named(subject),), subject
    context.pending.clear()


def _of_other_things(found: list[Statement]) -> bool:
    """Whether the numbers of a sentence count anything else than requests."""
    told = [w for s in found if s.item for w in (*s.item.lead, *s.item.tail)]
    if any(w.is_(role) for w in told for role in ("items", "classes")):
        return True
    words = [w for s in found if s.item for w in (*s.item.gap, *s.item.tail)]
    nouns = [w for w in words if w.is_("noun") or w.is_("weak-noun")]
    return any(w.is_("other") for w in words) or not all(w.is_("request") for w in nouns)


def close(context: Context) -> None:
    """At the end of a sentence: numbers without any noun are about requests where two of their official outcomes
    are listed (年内办结36件，其中予以公开20件，部分公开5件…)."""
    states = [w for _, words in context.pending for w in words]
    firm = {f.id: f for w in states if w.entry for f in w.entry.states.values() if w.text not in f.weak}
    outcomes = sum(f.group == "outcome" for f in firm.values())
    requests = context.roles.requests
    if requests is None or not outcomes:
        return
    alone = outcomes < 2
    if alone and (context.beside_others or _of_other_things(context.found)):
        return
    stated_of: set[str] = set()
    for found, words in context.pending:
        figures = [f for w in words if w.entry and (f := w.entry.states.get(requests))]
        figures = [f for f in figures if not f.within or (found.child and f.within in stated_of)]
        if alone:
            figures = [f for f in figures if f.alone and f.id in firm]
        if not figures or not found.item:
            continue
        stated = settle(tuple(dict.fromkeys(figures)), [*found.item.lead, *found.item.tail], words, requests)
        figure = stated[0] if len(stated) == 1 else figures[-1]
        stated_of.add(figure.id)
        if figure.group not in ("outcome", "each") or not counts(found.item, figure, context):
            continue
        found.strict = any(w.text in figure.strict for w in words)
        if len(stated) == 1:
            found.figures, found.subject, found.group = (figure.id,), requests, figure.group
            found.also = kin(found.figures, tuple(figures))
        elif any(w.is_("each") for w in found.item.lead):
            found.figures, found.subject, found.group = tuple(f.id for f in figures), requests, figure.group
            each(found, context)
