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
    return any(w.is_("negations") or w.is_("zeros") or w.is_("none") for w in clause)


def denied(clause: list[Token], previous: list[Token], frame: Frame, context: Context) -> list[Statement]:
    """The figures that a clause says are nought; nothing where anything in it is in doubt."""
    marks = [n for n, w in enumerate(clause) if w.is_("negations") or w.is_("zeros")]
    if frame.scope.foreign_to(NOUGHT.value) or context.of_problems or _of_some(clause):
        return []
    if any(w.is_("none") for w in clause):
        return [
            Statement(NOUGHT, word.start, word.end, (figure.named(subject),), subject, whose=frame.scope.whose)
            for word in clause
            if word.is_("none") and word.entry
            for subject, figure in word.entry.states.items()
        ]
    if len(marks) > 1:
        return [s for one in _one_by_one(clause) for s in denied(one, [], frame, context)]
    said = _said(clause[: marks[0]], clause[marks[0] + 1 :], previous)
    said = _cut(_without_others([w for w in said if w.known or not frame.scope.is_own_name(w.text)]))
    words = read_words(said)
    if _of_other_business(clause, words, context):
        return []
    unknown = sum(len(w.text) for w in said if not w.known)
    if (
        _of_the_rest(said, context)
        or words.doubtful
        or words.part
        or words.subject == ELSE
        or unknown > MAX_UNKNOWN
        or _ends_unknown(said)
    ):
        return []
    start, end = clause[0].start, clause[-1].end
    return [
        Statement(NOUGHT, start, end, (figure.named(subject),), subject, whose=frame.scope.whose)
        for figure, subject in _figures(words, said, frame, context)
    ]


def _of_the_rest(said: list[Token], context: Context) -> bool:
    """Whether only others than those just told of are denied: 收到网上申请1件，未收到其他形式的申请."""
    told = any(s.item and s.number.value and s.subject == context.roles.requests for s in context.found)
    return told and any(w.is_("rest") for w in said)


def _of_some(clause: list[Token]) -> bool:
    """Whether something is denied of each, not the thing itself: 没有一件申请被纠正, and not 没有一件申请."""
    return any(w.is_("not_one") for w in clause) and not (clause[-1].is_("noun") or clause[-1].is_("weak-noun"))


def _one_by_one(clause: list[Token]) -> list[list[Token]]:
    """The denials of a clause that 、 parts, each with one word that denies: 无行政处罚、无行政强制; else none.

    Verbs alone share the noun behind the last: 未收到、未办理申请 is read as 未收到、办理申请.
    """
    pieces: list[list[Token]] = [[]]
    for word in clause:
        if word.text == "、":
            pieces.append([])
        else:
            pieces[-1].append(word)
    marks = [sum(w.is_("negations") or w.is_("zeros") for w in piece) for piece in pieces]
    if len(pieces) < 2 or any(n != 1 for n in marks):
        return []
    if any(w.is_("noun") or w.is_("weak-noun") for piece in pieces[:-1] for w in piece):
        return pieces
    first = next(n for n, w in enumerate(clause) if w.is_("negations") or w.is_("zeros"))
    return [[w for n, w in enumerate(clause) if n <= first or not w.is_("negations")]]


def _said(before: list[Token], after: list[Token], previous: list[Token]) -> list[Token]:
    """What is denied: the words behind the denial, or those before it where only empty ones follow."""
    if any(w.is_("noun") or w.is_("weak-noun") or w.is_("states") for w in after):
        return after
    if not is_pure(after) or any(w.entry and not w.is_("fillers") for w in after):
        return []
    named = any(w.is_("noun") or w.is_("states") for w in before)
    named = named or (any(w.is_("disclosure") for w in before) and any(w.is_("weak-noun") for w in before))
    return before if named else previous


def _without_others(said: list[Token]) -> list[Token]:
    """Without other things denied beside: 引发举报、投诉、提起行政诉讼; what is the cause of something stays."""
    causes = [n for n, w in enumerate(said) if w.is_("causes")]

    def beside(n: int) -> bool:
        result = not causes or causes[0] < n
        return result and any(joins(w) for w in (*said[n + 1 : n + 2], *said[max(n - 1, 0) : n]))

    return [w for n, w in enumerate(said) if not (w.is_("other") and beside(n))]


def _cut(said: list[Token]) -> list[Token]:
    """Without what is denied, too, behind the last thing known: 行政诉讼和申诉件."""
    last = max((n for n, w in enumerate(said) if w.is_("noun") or w.is_("states")), default=len(said))
    end = next((n for n in range(last + 1, len(said)) if joins(said[n])), len(said))
    return said[:end] if any(not w.known for w in said[end:]) else said


def _of_other_business(clause: list[Token], words: Words, context: Context) -> bool:
    """Whether the cases denied are of enforcement and the like: 行政执法工作均无行政复议."""
    of_cases = words.subject in context.roles.cases and any(w.is_("elsewhere") for w in clause)
    return of_cases and not any(w.is_("disclosure") for w in clause)


def _figures(words: Words, said: list[Token], frame: Frame, context: Context) -> Iterator[tuple[ClaimFigure, str]]:
    requests = context.roles.requests
    named = dict.fromkeys(w.entry.subject for w in said if w.entry and w.entry.subject)
    subjects = [s for s in named if s != requests or len(named) == 1 or _meant_itself(words, said, requests)]
    for subject in subjects or [context.implied(words.states, frame) or _alone(words, said, context)]:
        of_disclosure = subject in context.roles.cases and any(map(_speaks_of_disclosure, said))
        # 无行政处罚及收费事项: the last word only closes the list.
        telling = said[:-1] if said and said[-1].is_("fillers") else said
        if not of_disclosure and any(w.is_(f"unless:{subject}") for w in telling):
            continue  # 无行政处罚事项公开 denies what is published, not what is decided
        if subject == context.roles.fee and words.weak and len(subjects) == 1 and not context.fees_spoken_of(frame):
            continue
        everything = tuple(f for f in figures_named(words, subject)[0] if not _only_weakly(f, words))
        # 未发生行政复议被纠正 denies neither the cases nor a row that the agency counts by itself.
        stated = tuple(f for f in everything if not f.within and f.group != "result")
        stated = tuple(f for f in stated if not any(row.id.startswith(f.id + ".") for row in stated))
        if everything and not stated:
            continue
        if len(stated) > 1 and "{of}" not in stated[0].id and any(f.group != "outcome" for f in stated):
            stated = tuple(f for f in stated if f.names_subject) or stated[:1]
        bare = context.lexicon.bare.get(subject)
        for figure in stated or ((bare,) if bare and subject in named else ()):
            yield figure, subject


def _speaks_of_disclosure(word: Token) -> bool:
    return word.is_("disclosure") or (word.is_("noun") and word.is_("request"))


def _alone(words: Words, said: list[Token], context: Context) -> str:
    """The requests, where nothing but their outcomes is denied: 未出现不予公开、不予处理的情形."""
    figures = figures_named(words, context.roles.requests or "")[0]
    alone = figures and all(f.group == "outcome" for f in figures) and not context.beside_others
    others = any(w.is_(role) for w in said for role in ("items", "classes", "weak"))
    return context.roles.requests or "" if alone and is_pure(said) and not others else ""


def _meant_itself(words: Words, said: list[Token], requests: str | None) -> bool:
    """Whether the applications are denied with the rest, and are not what the rest is about.

    未收到申请和复议, 无申请及复议: both; 无因申请引发的复议, 未就申请收取费用: only the last.
    """
    if any(w.entry and requests in w.entry.states and not w.is_("weak") for w in _own_verbs(words, said)):
        return True
    nouns = [n for n, w in enumerate(said) if w.is_("noun") or w.is_("weak-noun")]
    at = next(n for n, place in enumerate(nouns) if said[place].is_("request"))
    beside = [said[a + 1 : b] for a, b in zip(nouns[at - 1 if at else 0 :], nouns[max(at, 1) : at + 2], strict=False)]
    return any(between and all(joins(w) for w in between) for between in beside)


def _own_verbs(words: Words, said: list[Token]) -> Iterator[Token]:
    """The words that state something, without those whose object is another thing: 就答复申请行政复议."""
    last = max((n for n, w in enumerate(said) if w.is_("noun")), default=-1)
    joint = max((n for n in range(last) if joins(said[n])), default=-1)
    yield from (w for n, w in enumerate(said) if w in words.states and not joint < n < last)


def _only_weakly(figure: ClaimFigure, words: Words) -> bool:
    """Whether an outcome, or who applied, is named by words that name it only beside others.

    无公开件 does not deny 予以公开, nor does 没有公民申请 deny only what natural persons applied for.
    """
    named = [w.text for w in words.states if w.entry and figure in w.entry.states.values()]
    return (figure.group == "outcome" or bool(figure.within)) and all(word in figure.weak for word in named)


def _ends_unknown(words: list[Token]) -> bool:
    """Whether something unknown stands behind the last noun or verb: that is what is denied, unless 和 parts them."""
    unknown = False
    for word in reversed(words):
        if word.is_("noun") or word.is_("weak-noun") or word.is_("states"):
            return unknown
        unknown = not joins(word) and (unknown or not word.known)
    return unknown
