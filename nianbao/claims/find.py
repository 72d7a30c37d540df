"""Claims of a text, sentence by sentence."""

from __future__ import annotations

from nianbao.claims.clauses import tokens
from nianbao.claims.engine import engine
from nianbao.claims.lexicon import Lexicon
from nianbao.claims.model import Claims, Roles
from nianbao.claims.numbers import Canon
from nianbao.claims.reading import opens_with_parts, read
from nianbao.claims.results import Claim
from nianbao.claims.scope import Scope
from nianbao.claims.sentences import Sentence
from nianbao.claims.statements import Context, Frame, Statement
from nianbao.claims.together import settled
from nianbao.patterns import LazyPattern

# A heading is at most this long; a topic's name stands within so many characters of a sentence that is numbered.
HEADING = 22


# A class with 。 in it would take `re` several times as long to compile.
_OPENING = LazyPattern(r"(?:(?!。)[^,:;\d]){0,22}")


def find_claims(
    text: str,
    book: Claims,
    *,
    section: str,
    agency: str | None = None,
    area: str | None = None,
    year: int | None = None,
    offices: bool = False,
) -> list[Claim]:
    """Every count in a text that a figure of the tables must agree with, in the order of the text.

    `section` is the id of the report's section, `agency` and `year` are the report's own where they are known,
    `area` is what the agency governs, if anything: they settle whose and which year's a number is. The same figure
    may be claimed more than once. With `offices`, those of a government's office or own part are there, too: what its
    tables may hold instead of the area's.
    """
    ready = engine(book)
    found: list[Claim] = []
    topic = subject = ""
    disclosure = others = False
    last: Statement | None = None
    whole: Statement | None = None
    for passage in ready.passages(text, year):
        sentence, canon, items, speaks = passage.sentence, passage.canon, passage.items, passage.speaks
        if sentence.heading or (not items and len(sentence.text) <= HEADING):
            named = _topic(sentence.text, ready.lexicon)
            if sentence.heading or named:
                topic, subject, disclosure, others, last, whole = named, "", False, False, None, None
        if not items or not (topic or subject or speaks):
            continue
        context = Context(book, ready.lexicon, section, agency or "", topic, disclosure or topic != "")
        context.beside_others = others
        frame = Frame(Scope(book.bodies, agency, area), subject, named=subject, whole=whole)
        frame.last = last if opens_with_parts(items) else None
        read(items, frame, context)
        held = [s for s in settled(context) if offices or s.whose != "office"]
        found += _claims(held, sentence, canon, text, ready.lexicon)
        disclosure, last, whole = context.disclosure, frame.last or last, frame.whole
        others = frame.subject not in ("", ready.lexicon.roles.requests)
        subject = frame.subject if frame.subject == ready.lexicon.roles.requests else ""
    return found


def _topic(text: str, lexicon: Lexicon) -> str:
    """The subject that a heading or a sentence's first words name."""
    opening = _OPENING.match(text)
    named = [w.entry.subject for w in tokens(opening[0] if opening else "", lexicon) if w.entry and w.is_("noun")]
    return named[0] if named else ""


def _claims(found: list[Statement], sentence: Sentence, canon: Canon, text: str, lexicon: Lexicon) -> list[Claim]:
    claims = []
    apart = _told_apart(found, lexicon.roles)
    for statement in found:
        start = sentence.places[canon.places[statement.start]]
        last = canon.places[statement.end] - 1
        end = sentence.places[max(last, canon.places[statement.start])] + 1
        for figure in _ids(statement, lexicon.roles):
            number = statement.number
            unit = lexicon.money.get(figure, 1) if number.money else 1
            value, low, high = (v / unit for v in (number.value, number.low, number.high))
            also = statement.also + (() if statement.strict else lexicon.also.get(figure, ()))
            if statement.of_any and lexicon.roles.completed:
                also += (figure.replace(statement.within, lexicon.roles.completed),)
            if apart:
                also = tuple(a for a in also if (lexicon.roles.carried_in or a) not in a)
            claims.append(Claim(figure, value, start, end, text[start:end], low, high, also, statement.whose))
    return claims


def _told_apart(found: list[Statement], roles: Roles) -> bool:
    """Whether the received ones cannot hold those carried in: a strict word, or these told beside them, says so."""
    carried_in = any(s.figures == (roles.carried_in,) and not s.child and s.number.value for s in found)
    return carried_in or any(s.figures == (roles.received,) and s.strict for s in found)


def _ids(statement: Statement, roles: Roles) -> tuple[str, ...]:
    """One figure, or two where the number states both (收到并办结); a sum of two is neither."""
    both = set(statement.figures) == {roles.received, roles.completed}
    return statement.figures if both or len(statement.figures) == 1 else ()
