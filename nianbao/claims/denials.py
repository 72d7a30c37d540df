"""Clauses that deny: 未收到申请, 无行政复议、行政诉讼, …均未发生, 收取情况：无. Each figure denied is nought."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.claims.clauses import Token
from nianbao.claims.match import ELSE, Words, figures_named, is_pure, joins, read_words
from nianbao.claims.model import ClaimFigure
from nianbao.claims.statements import NOUGHT, Context, Frame, Statement

# More unknown characters than this, and the clause may deny anything.
MAX_UNKNOWN = 8


def denies(clause: list[Token]) -> bool:
    """Whether a clause has a word that denies."""
    return any(w.is_("negations") or w.is_("zeros") for w in clause)


def denied(clause: list[Token], previous: list[Token], frame: Frame, context: Context) -> list[Statement]:
    """The figures that a clause says are nought; nothing where anything in it is in doubt."""
    marks = [n for n, w in enumerate(clause) if w.is_("negations") or w.is_("zeros")]
    if len(marks) > 1 or frame.scope.foreign or context.of_problems:
        return []
    said = _said(clause[: marks[0]], clause[marks[0] + 1 :], previous)
    words = read_words(said)
    unknown = sum(len(w.text) for w in said if not w.known)
    if words.doubtful or words.part or words.subject == ELSE or unknown > MAX_UNKNOWN or _ends_unknown(said):
        return []
    start, end = clause[0].start, clause[-1].end
    return [
        Statement(NOUGHT, start, end, (figure.named(subject),), subject)
        for figure, subject in _figures(words, said, frame, context)
    ]


def _said(before: list[Token], after: list[Token], previous: list[Token]) -> list[Token]:
    """What is denied: the words behind the denial, or those before it where only empty ones follow."""
    if any(w.is_("noun") or w.is_("weak-noun") or w.is_("states") for w in after):
        return after
    if not is_pure(after) or any(w.entry and not w.is_("fillers") for w in after):
        return []
    return before if any(w.is_("noun") or w.is_("states") for w in before) else previous


def _figures(words: Words, said: list[Token], frame: Frame, context: Context) -> Iterator[tuple[ClaimFigure, str]]:
    requests = context.roles.requests
    named = dict.fromkeys(w.entry.subject for w in said if w.entry and w.entry.subject)
    subjects = [s for s in named if s != requests or len(named) == 1 or _meant_itself(words, said, requests)]
    for subject in subjects or [context.implied(words.states, frame)]:
        if any(w.is_(f"unless:{subject}") for w in said):
            continue  # 无行政处罚事项公开 denies what is published, not what is decided
        if subject == context.roles.fee and words.weak and len(subjects) == 1 and not context.fees_spoken_of(frame):
            continue
        everything = figures_named(words, subject)[0]
        # 未发生行政复议被纠正 denies neither the cases nor a row that the agency counts by itself.
        stated = tuple(f for f in everything if not f.within and f.group != "result")
        if everything and not stated:
            continue
        if len(stated) > 1 and "{of}" not in stated[0].id:
            stated = tuple(f for f in stated if f.names_subject) or stated[:1]
        bare = context.lexicon.bare.get(subject)
        for figure in stated or ((bare,) if bare and subject in named else ()):
            yield figure, subject


def _meant_itself(words: Words, said: list[Token], requests: str | None) -> bool:
    """Whether the applications are denied with the rest, and are not what the rest is about.

    未收到申请和复议, 无申请及复议: both; 无因申请引发的复议, 未就申请收取费用: only the last.
    """
    if any(w.entry and requests in w.entry.states and not w.is_("weak") for w in words.states):
        return True
    nouns = [n for n, w in enumerate(said) if w.is_("noun")]
    return len(nouns) > 1 and all(joins(w) for w in said[nouns[0] + 1 : nouns[1]])


def _ends_unknown(words: list[Token]) -> bool:
    """Whether something unknown stands behind the last noun or verb: that is what is denied."""
    for word in reversed(words):
        if not word.known:
            return True
        if word.is_("noun") or word.is_("weak-noun") or word.is_("states"):
            return False
    return False
