"""What one number states: the subject named beside it or spoken of, and the figure that the words state of it."""

from __future__ import annotations

from nianbao.claims.clauses import COMMA, PAUSE, SEMICOLON, Item, Token
from nianbao.claims.doubts import doubtful, office_in_area, only_a_part
from nianbao.claims.later import noun_has_come, wait_for_noun
from nianbao.claims.lexicon import THIS
from nianbao.claims.match import (
    ELSE,
    UNTOLD,
    Stated,
    Words,
    figures_named,
    in_another_time,
    is_pure,
    read_words,
)
from nianbao.claims.model import ClaimFigure, Whose
from nianbao.claims.settling import counts, each, kin, settle
from nianbao.claims.statements import Context, Frame, Statement


def state(item: Item, frame: Frame, context: Context) -> Statement:
    """The statement of a number; its `figures` stay empty where it is nothing that the tables hold, or in doubt.

    What the number speaks of is noted in the frame, so that those after it can leave it out.
    """
    assert item.number is not None
    item.lead = taken_up(item, frame, context) + item.lead
    lead, tail = read_words(item.lead), read_words(item.tail)
    start = item.lead[0].start if item.lead else item.place
    end = item.tail[-1].end if item.tail and not (lead.states or lead.subject) else item.place + 1
    found = Statement(item.number, start, end, item=item, child=frame.parent is not None)
    found.whose = whose(frame)
    context.of_office = context.of_office or (found.whose == "office" and not found.child)
    if any(w.is_("both") for w in item.lead):
        frame.subject = ELSE
    found.subject, explicit = _subject(item, (lead, tail), frame, context)
    told = found.subject not in (ELSE, UNTOLD)
    if (explicit or (not frame.subject and told)) and (frame.parent is None or frame.bracket):
        frame.subject = found.subject
        frame.named = found.subject if told else frame.named
    if _of_disclosure_among(found, item, frame, context):
        return found
    if not told or not found.subject:
        wait_for_noun(found, lead, item, frame, context)
        found.figures = _share_of_office(found, item, frame)
        return found
    stated = _stated(found, item, (lead, tail), frame, context, explicit=explicit)
    said = bool(lead.states or tail.states or (item.mark == PAUSE and frame.states))
    if not stated or not counts(item, stated[0], context, said=said):
        found.figures = _share_of_office(found, item, frame)
        return found
    found.group, found.within, found.despite = stated[0].group, stated[0].within, stated[0].despite
    found.carried = stated[0].role in ("carried_in", "carried_out")
    found.strict = any(w.text in stated[0].strict for w in (*lead.states, *tail.states))
    found.partial = lead.part or tail.part
    if not doubtful(found, item, (lead, tail), frame, context) and not only_a_part(
        found, stated[0], lead, frame, context.roles
    ):
        found.figures = tuple(f.named(found.subject) for f in stated)
        if len(stated) > 1 and any(w.is_("each") for w in item.lead):
            each(found, context)
        if len(lead.subjects) > 1 and explicit:
            _several(found, stated[0], lead.subjects, item, context)
        noun_has_come(found.subject, item, context)
    return found


def _of_disclosure_among(found: Statement, item: Item, frame: Frame, context: Context) -> bool:
    """Takes the figure of all cases for those of disclosure among them: 行政诉讼12件，其中涉及政府信息公开3件."""
    whole, words = frame.parent, [*item.lead, *item.tail]
    told = any(w.is_("disclosure") for w in words) and all(
        w.is_("disclosure") or w.is_("fillers") or w.is_("opening") or w.is_("parts") for w in words
    )
    if not (told and whole and whole.item and whole.subject in context.roles.cases) or frame.scope.foreign:
        return False
    if any(w.is_("disclosure") for w in (*whole.item.gap, *whole.item.tail)) or _hears(whole, context):
        return False
    found.subject, whole.figures = whole.subject, ()
    bare = context.lexicon.bare.get(found.subject)
    if bare is not None and counts(item, bare, context):
        found.figures = (bare.named(found.subject),)
    return True


def _hears(whole: Statement, context: Context) -> bool:
    """Whether cases may be those that the agency decides itself: 市政府受理行政复议143件."""
    agency, words = context.agency, whole.item.lead if whole.item else []
    return agency.endswith(context.book.bodies.reviewing) or any(w.is_("unless:" + whole.subject) for w in words)


def whose(frame: Frame) -> Whose:
    """Whose a number is: that of its whole where the whole is the office's, else of whom the words speak."""
    parent = frame.parent
    return "office" if parent is not None and parent.whose == "office" else frame.scope.whose


def taken_up(item: Item, frame: Frame, context: Context) -> list[Token]:
    """The words that matter of what goes before: 申请量与上年持平，共20件; 申请由上年的15件增至20件."""
    if item.lead and item.mark < SEMICOLON and frame.last and frame.last.item and _arrives(item.lead):
        if not item.mark:
            frame.last.figures = ()  # 由30件减少至28件: the first was so before
        return [w for w in frame.last.item.lead if w.is_("noun") or w.is_("weak-noun") or w.is_("states")]
    before = context.found[-1] if context.found else None
    if item.mark == COMMA and not item.before and before and before.item and _comes_to(item, before):
        return [w for w in before.item.lead if w.is_("noun") or w.is_("weak-noun") or w.is_("states")]
    empty = all(w.is_("totals") or w.is_("fillers") or w.is_("copulas") for w in (*item.lead, *item.tail))
    copula = any(w.is_("totals") or w.is_("copulas") for w in item.lead)
    clause = item.before[-1] if item.before else []
    if item.mark == SEMICOLON and not (item.lead or item.tail) and is_pure(clause):
        copula = empty = True
    if clause and _heads(clause, item):
        return clause
    if not (empty and copula) or any(w.is_("other") or w.is_("items") or w.is_("negations") for w in clause):
        return []
    return [w for w in clause if w.is_("noun") or w.is_("weak-noun") or w.is_("states")]


def _comes_to(item: Item, before: Statement) -> bool:
    """Whether a number is what another came to by the change told right before it: 较上年增加12件，达45件."""
    if before.item is None or before.figures or not any(w.is_("copulas") for w in item.lead):
        return False
    if not all(w.is_("copulas") or w.is_("fillers") or w.text == THIS for w in (*item.lead, *item.tail)):
        return False
    if any(w.text == THIS for w in item.lead) and in_another_time(before.item.gap):
        return True  # 2023年收到申请30件，2024年为35件
    return any(w.is_("differences") for w in before.item.lead) or not before.number.exact


def _arrives(lead: list[Token]) -> bool:
    """Whether the words before a number tell only that something came to it: 增至, 上升到2024年的."""
    return any(w.is_("arrivals") for w in lead) and all(
        w.is_("arrivals") or w.is_("fillers") or w.text == THIS for w in lead
    )


def _heads(clause: list[Token], item: Item) -> bool:
    """Whether a clause only names that with which the words behind its colon do something: 行政复议：新收4件."""
    noun = clause[-1]
    role = f"unless:{noun.entry.subject}" if noun.entry and noun.is_("noun") else ""
    bare = all(w.is_("fillers") or w.is_("disclosure") for w in clause[:-1])
    return bare and item.mark == SEMICOLON and any(w.is_(role) for w in item.lead) and is_pure((*item.lead, *item.tail))


# -- the subject -----------------------------------------------------------------------------------------


def _subject(item: Item, sides: tuple[Words, Words], frame: Frame, context: Context) -> tuple[str, bool]:
    """The subject of a number and whether it is named beside it."""
    lead, tail = sides
    at_tail = bool(item.tail) and not lead.subject and (not lead.states or bool(tail.subject))
    side, words = (tail, item.tail) if at_tail else (lead, item.lead)
    if side.subject == ELSE:
        resumed = side.of_items and frame.named and context.implied(side.states, frame) == frame.named
        return (frame.named, True) if resumed and not side.unknown else (ELSE, True)
    if side.subject:
        weak = side.weak and not _weak_noun_holds(side, words, lead, frame, context)
        if weak and side.subject == context.roles.requests and words[-1].is_("among") and is_pure(words):
            return "", False  # 35件申请中，予以公开20件: the parts will tell
        unclear = weak or _unclear(side, words, context)
        return (ELSE, True) if unclear else (side.subject, True)
    if lead.unknown or (not lead.states and tail.unknown):
        return UNTOLD, frame.parent is None and not lead.part
    if lead.doubtful:
        return ELSE, any(w.is_("other") for w in item.lead)
    implied = context.implied(lead.states or tail.states, frame)
    if not implied and any(w.is_("applicants") for w in item.lead):
        implied = context.roles.requests or ""
    return implied, False


def _weak_noun_holds(side: Words, words: list[Token], lead: Words, frame: Frame, context: Context) -> bool:
    """Whether 申请, 复议, 费用 without more mean what they mean to the rulebook."""
    place = max(n for n, w in enumerate(words) if w.entry and w.entry.subject == side.subject)
    before = words[place - 1] if place else None
    if before and side.subject in context.roles.cases and before.text in context.book.verbs:
        before = words[place - 2] if place > 1 else None
    if before and (not before.known or (before.is_("noun") and not _same_thing(before, side))):
        return False
    if any(w.is_("other") or w.is_("elsewhere") for w in words):
        return False
    roles = context.roles
    if side.subject == roles.fee:
        return context.fees_spoken_of(frame)
    if side.subject in roles.cases:
        return context.disclosure or frame.subject in roles.cases
    stated = any(w.entry and side.subject in w.entry.states for w in (*words, *side.states, *lead.states))
    return stated or side.subject in (frame.subject, context.topic)


def _same_thing(noun: Token, side: Words) -> bool:
    """Whether a noun only says once more what a weak one means: 依申请公开申请量."""
    return noun.entry is not None and noun.entry.subject == side.subject


def _unclear(side: Words, words: list[Token], context: Context) -> bool:
    """Whether unknown characters stand right before the noun, or part it from its verb.

    The name of a body, and the field of an agency's own (税务行政处罚 in the report of a tax bureau), say no more.
    """
    place = max((n for n, w in enumerate(words) if w.is_("noun") or w.is_("weak-noun")), default=0)
    before = words[place - 1] if place else None
    roles = context.roles
    if before and before.is_("open") and side.subject not in (roles.requests, roles.fee, *roles.cases):
        return False  # 水资源费等行政事业性收费: examples of all that is named
    beside = before is not None and not before.known and not before.text.endswith(context.book.bodies.names)
    return (side.gap or beside) and not all(w.known or _own_field(w, context) for w in words[:place])


def _own_field(word: Token, context: Context) -> bool:
    return len(word.text) > 1 and word.text in context.agency


# -- the figure ------------------------------------------------------------------------------------------


def _stated(
    found: Statement, item: Item, sides: tuple[Words, Words], frame: Frame, context: Context, *, explicit: bool
) -> Stated:
    """The figures of the subject: by the words beside the number, by those that 、 continues, or by the noun alone."""
    lead = sides[0]
    for words, tokens in zip(sides, (item.lead, item.tail), strict=True):
        stated, found.weak = figures_named(words, found.subject)
        if stated and tokens is item.tail and explicit and _of_every_one(item, found, context):
            break
        if stated:
            settled = settle(stated, tokens, words.states, found.subject)
            found.also = kin(tuple(f.id for f in settled), stated)
            return settled
    found.weak = False
    idle = "unless:" + found.subject if found.subject in context.roles.cases else "fillers"
    if any(not (w.is_("fillers") or w.is_(idle)) for w in lead.states) or not explicit:
        return ()
    if item.mark == PAUSE:
        for word in frame.states:
            if word.entry and found.subject in word.entry.states:
                return (word.entry.states[found.subject],)
    bare = context.lexicon.bare.get(found.subject)
    return (bare,) if bare and not _of_forms(item, found, context) else ()


def _of_forms(item: Item, found: Statement, context: Context) -> bool:
    """Whether what was done shows requests to be forms and papers: 更新政府信息公开申请表1份."""
    done = (w for w in item.lead if w.is_("publishing") or w.is_("actions"))
    return found.subject == context.roles.requests and any(not w.is_("states") for w in done)


def _of_every_one(item: Item, found: Statement, context: Context) -> bool:
    """Whether what is said behind cases is said of all of them, so that they are counted: 行政复议案件2件均维持."""
    every = tuple(context.book.every)
    return found.subject in context.roles.cases and bool(item.tail) and item.tail[0].text.startswith(every)


def _share_of_office(found: Statement, item: Item, frame: Frame) -> tuple[str, ...]:
    """The figure of the whole, where its part only says that it is the office's: 其中县政府办公室收到14件."""
    named = any(w.is_("offices") for w in item.lead)
    return frame.parent.figures if frame.parent and named and office_in_area(found, frame.parent) else ()


def _several(found: Statement, figure: ClaimFigure, subjects: tuple[str, ...], item: Item, context: Context) -> None:
    """One number behind several nouns: each has it where the text says so or it is nought; else it is unclear."""
    found.figures = ()
    if not found.number.value or any(w.is_("each") for w in item.lead):
        for subject in subjects:
            own = figure if subject in figure.of else context.lexicon.bare.get(subject)
            if own is not None:
                each = Statement(
                    found.number, found.start, found.end, (own.named(subject),), subject, whose=found.whose
                )
                context.found.append(each)
    elif set(subjects) == set(context.roles.cases) and any(w.is_("totals") for w in item.lead):
        found.figures = tuple(context.lexicon.bare[s].named(s) for s in subjects)
