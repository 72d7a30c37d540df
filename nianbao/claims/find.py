"""Claims of a text: every sentence is read by itself, and what its statements say together is settled here."""

from __future__ import annotations

import re
from nianbao.claims.clauses import tokens
from nianbao.claims.engine import engine
from nianbao.claims.lexicon import Lexicon
from nianbao.claims.model import Claim, Claims
from nianbao.claims.numbers import Canon
from nianbao.claims.reading import Frame, SentenceReader, Stating
from nianbao.claims.scope import Scope
from nianbao.claims.sentences import Sentence

# A heading is at most this long; a topic's name stands within so many characters of a sentence that is numbered.
HEADING = 22


_OPENING = re.compile(r"[^,:;。\d]{0,22}")


def find_claims(
    text: str, book: Claims, *, section: str, agency: str | None = None, year: int | None = None
) -> list[Claim]:
    """Every count in a text that a figure of the tables must agree with, in the order of the text.

    `section` is the id of the report's section, `agency` and `year` are the report's own where they are known:
    they settle whose and which year's a number is. The same figure may be claimed more than once.
    """
    ready = engine(book)
    found: list[Claim] = []
    topic = subject = ""
    disclosure = False
    for sentence, canon, read in ready.passages(text, year):
        if sentence.heading or (not read and len(sentence.text) <= HEADING):
            named = _topic(sentence.text, ready.lexicon)
            if sentence.heading or named:
                topic, subject, disclosure = named, "", False
        if not read:
            continue
        reader = SentenceReader(book, ready.lexicon, section, agency or "", topic, disclosure or topic != "")
        frame = Frame(scope=Scope(book.bodies, agency), subject=subject)
        reader.read(read, frame)
        reader.close()
        found += _claims(_settled(reader.found, section), sentence, canon, text)
        disclosure = reader.disclosure
        subject = frame.subject if frame.subject == "application" else ""
    return found


def _topic(text: str, lexicon: Lexicon) -> str:
    """The subject that a heading or a sentence's first words name."""
    opening = _OPENING.match(text)
    named = [w.entry.subject for w in tokens(opening[0] if opening else "", lexicon) if w.entry and w.is_("noun")]
    return named[0] if named else ""


def _settled(found: list[Stating], section: str) -> list[Stating]:
    """The statements that hold within their sentence: see the single steps."""
    _total_of_parts(found)
    stated = [s for s in found if s.figures]
    stated = _beside_others(stated)
    stated = _with_carried_in(stated)
    stated = _wider_and_strict(stated)
    stated = _rows_of_one_group(stated)
    stated = _no_classes(stated, found)
    if section == "problems":
        stated = [s for s in stated if s.figures == ("applications.new",)]
    return stated


def _total_of_parts(found: list[Stating]) -> None:
    """合计N件 behind parts of one figure (网上申请64件、信函申请12件) states that figure."""
    parts: list[Stating] = []
    for stating in found:
        lead = stating.item.lead if stating.item else []
        if stating.partial and not stating.figures and stating.subject == "application":
            parts.append(stating)
        elif (
            len(parts) > 1
            and lead
            and all(w.is_("totals") or w.is_("fillers") for w in lead)
            and any(w.is_("totals") for w in lead)
        ):
            stating.figures, stating.subject = ("applications.new",), "application"
            parts = []


def _beside_others(found: list[Stating]) -> list[Stating]:
    """Drops what is stated weakly unless the sentence has stated another figure of the same subject."""
    firm: set[str] = set()
    kept = []
    for stating in found:
        if not stating.weak or stating.subject in firm:
            kept.append(stating)
        if not stating.weak:
            firm.add(stating.subject)
    return kept


def _with_carried_in(found: list[Stating]) -> list[Stating]:
    """Received ones that include those carried in are the sum of both rows."""
    for n, stating in enumerate(found[1:], 1):
        if (
            stating.figures == ("applications.carried_in",)
            and stating.child
            and stating.item is not None
            and not stating.number.value == 0
        ):
            for before in reversed(found[:n]):
                if before.figures == ("applications.new",) and not before.strict:
                    before.figures = ("applications.new", "applications.carried_in")
                    break
                if not before.child:
                    break
    summed = any(s.figures == ("applications.new", "applications.carried_in") for s in found)
    return [s for s in found if not (summed and s.within == "applications.new")]


def _wider_and_strict(found: list[Stating]) -> list[Stating]:
    """新收N件，…，共受理M件: only the first is the row 新收."""
    strict = {s.figures for s in found if s.strict}
    return [s for s in found if s.strict or s.figures not in strict or s.number.value == 0]


def _rows_of_one_group(found: list[Stating]) -> list[Stating]:
    """A group of rows named twice with different numbers was named for its rows, not as a whole."""
    seen: dict[tuple[str, ...], set[object]] = {}
    for stating in found:
        if stating.group:
            seen.setdefault(stating.figures, set()).add(stating.number.value)
    return [s for s in found if len(seen.get(s.figures, ())) < 2]


def _no_classes(found: list[Stating], everything: list[Stating]) -> list[Stating]:
    """Beside 主动公开N件, 依申请公开 and 不予公开 are classes of the agency's own documents."""
    classes = any(s.item is not None and s.item.lead and s.item.lead[-1].is_("classes") for s in everything)
    if not classes:
        return found
    return [
        s
        for s in found
        if not (
            s.group == "outcome"
            or (s.figures == ("applications.new",) and s.item and not any(w.is_("states") for w in s.item.lead))
        )
    ]


def _claims(found: list[Stating], sentence: Sentence, canon: Canon, text: str) -> list[Claim]:
    claims = []
    for stating in found:
        start = sentence.places[canon.places[stating.start]]
        last = canon.places[stating.end] - 1
        end = sentence.places[max(last, canon.places[stating.start])] + 1
        for figure in _ids(stating):
            number = stating.number
            unit = 10_000 if figure == "proactive.fees.amount" and number.money else 1
            claims.append(
                Claim(figure, number.value / unit, start, end, text[start:end], number.low / unit, number.high / unit)
            )
    return claims


def _ids(stating: Stating) -> list[str]:
    """One id, or two where the number states both (收到并办结)."""
    if set(stating.figures) == {"applications.new", "applications.completed"}:
        return list(stating.figures)
    return ["+".join(stating.figures)]
