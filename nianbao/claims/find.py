"""Claims of a text: every sentence is read by itself, and what its statements say together is settled here."""

from __future__ import annotations

import re

from nianbao.claims.clauses import tokens
from nianbao.claims.engine import engine
from nianbao.claims.lexicon import Lexicon
from nianbao.claims.model import Claim, Claims, Roles
from nianbao.claims.numbers import Canon
from nianbao.claims.reading import read
from nianbao.claims.scope import Scope
from nianbao.claims.sentences import Sentence
from nianbao.claims.statements import Context, Frame, Statement

# A heading is at most this long; a topic's name stands within so many characters of a sentence that is numbered.
HEADING = 22


# A class with 。 in it would take `re` several times as long to compile.
_OPENING = re.compile(r"(?:(?!。)[^,:;\d]){0,22}")


def find_claims(
    text: str,
    book: Claims,
    *,
    section: str,
    agency: str | None = None,
    area: str | None = None,
    year: int | None = None,
) -> list[Claim]:
    """Every count in a text that a figure of the tables must agree with, in the order of the text.

    `section` is the id of the report's section, `agency` and `year` are the report's own where they are known,
    `area` is what the agency governs, if anything: they settle whose and which year's a number is. The same figure
    may be claimed more than once.
    """
    ready = engine(book)
    found: list[Claim] = []
    topic = subject = ""
    disclosure = False
    for sentence, canon, items, speaks in ready.passages(text, year):
        if sentence.heading or (not items and len(sentence.text) <= HEADING):
            named = _topic(sentence.text, ready.lexicon)
            if sentence.heading or named:
                topic, subject, disclosure = named, "", False
        if not items or not (topic or subject or speaks):
            continue
        context = Context(book, ready.lexicon, section, agency or "", topic, disclosure or topic != "")
        frame = Frame(Scope(book.bodies, agency, area), subject)
        read(items, frame, context)
        found += _claims(_settled(context), sentence, canon, text, ready.lexicon)
        disclosure = context.disclosure
        subject = frame.subject if frame.subject == ready.lexicon.roles.requests else ""
    return found


def _topic(text: str, lexicon: Lexicon) -> str:
    """The subject that a heading or a sentence's first words name."""
    opening = _OPENING.match(text)
    named = [w.entry.subject for w in tokens(opening[0] if opening else "", lexicon) if w.entry and w.is_("noun")]
    return named[0] if named else ""


def _settled(context: Context) -> list[Statement]:
    """The statements that hold within their sentence: see the single steps."""
    found, roles = context.found, context.roles
    _total_of_parts(found, roles)
    stated = [s for s in found if s.figures]
    stated = _beside_others(stated)
    stated = _with_carried_in(stated, roles)
    stated = _wider_and_strict(stated)
    stated = _rows_of_one_group(stated)
    stated = _no_classes(stated, found, roles)
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
        if statement.partial and not statement.figures and statement.subject == roles.requests:
            parts.append(statement)
        elif (
            len(parts) > 1
            and lead
            and all(w.is_("totals") or w.is_("fillers") for w in lead)
            and any(w.is_("totals") for w in lead)
        ):
            statement.figures, statement.subject = (roles.received,), roles.requests
            parts = []


def _beside_others(found: list[Statement]) -> list[Statement]:
    """Drops what is stated weakly unless the sentence has stated another figure of the same subject."""
    firm = {s.figures for s in found if not s.weak}
    subjects: set[str] = set()
    kept = []
    for statement in found:
        if not statement.weak or (statement.subject in subjects and statement.figures not in firm):
            kept.append(statement)
        if not statement.weak:
            subjects.add(statement.subject)
    return kept


def _with_carried_in(found: list[Statement], roles: Roles) -> list[Statement]:
    """Received ones that include those carried in are the sum of both rows."""
    received, carried_in = roles.received, roles.carried_in
    if received is None or carried_in is None:
        return found
    for n, statement in enumerate(found[1:], 1):
        if (
            statement.figures == (carried_in,)
            and statement.child
            and statement.item is not None
            and statement.number.value != 0
        ):
            for before in reversed(found[:n]):
                if before.figures == (received,) and not before.strict:
                    before.figures = (received, carried_in)
                    break
                if not before.child:
                    break
    summed = any(s.figures == (received, carried_in) for s in found)
    return [s for s in found if not (summed and s.within == received)]


def _wider_and_strict(found: list[Statement]) -> list[Statement]:
    """新收N件，…，共受理M件: only the first is the row 新收."""
    strict = {s.figures for s in found if s.strict}
    return [s for s in found if s.strict or s.figures not in strict or s.number.value == 0]


def _rows_of_one_group(found: list[Statement]) -> list[Statement]:
    """A group of rows named twice with different numbers was named for its rows, not as a whole."""
    seen: dict[tuple[str, ...], set[object]] = {}
    for statement in found:
        if statement.group:
            seen.setdefault(statement.figures, set()).add(statement.number.value)
    return [s for s in found if len(seen.get(s.figures, ())) < 2]


def _no_classes(found: list[Statement], everything: list[Statement], roles: Roles) -> list[Statement]:
    """Beside 主动公开N件, 依申请公开 and 不予公开 are classes of the agency's own documents."""
    classes = any(s.item is not None and s.item.lead and s.item.lead[-1].is_("classes") for s in everything)
    if not classes:
        return found
    return [s for s in found if s.group != "outcome" and not (s.figures == (roles.received,) and _unspoken(s))]


def _unspoken(statement: Statement) -> bool:
    """Whether no word before the number states its figure."""
    return statement.item is not None and not any(w.is_("states") for w in statement.item.lead)


def _claims(found: list[Statement], sentence: Sentence, canon: Canon, text: str, lexicon: Lexicon) -> list[Claim]:
    claims = []
    for statement in found:
        start = sentence.places[canon.places[statement.start]]
        last = canon.places[statement.end] - 1
        end = sentence.places[max(last, canon.places[statement.start])] + 1
        for figure in _ids(statement, lexicon.roles):
            number = statement.number
            unit = lexicon.money.get(figure, 1) if number.money else 1
            claims.append(
                Claim(figure, number.value / unit, start, end, text[start:end], number.low / unit, number.high / unit)
            )
    return claims


def _ids(statement: Statement, roles: Roles) -> tuple[str, ...]:
    """One figure, or two where the number states both (收到并办结); a sum of two is neither."""
    both = set(statement.figures) == {roles.received, roles.completed}
    return statement.figures if both or len(statement.figures) == 1 else ()
