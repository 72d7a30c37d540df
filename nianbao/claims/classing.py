"""Words behind a number that tell in which row it is counted: 撤回2件，按“其他处理”统计; 行政复议3件，均维持."""

from __future__ import annotations

from nianbao.claims.clauses import PAUSE, Item, Token
from nianbao.claims.match import figures_named, is_pure, read_words
from nianbao.claims.model import ClaimFigure
from nianbao.claims.settling import counts
from nianbao.claims.statements import Context, Statement

_OTHERS = ("other", "items", "classes", "differences", "negations", "parts", "elsewhere")


def row_told(clause: list[Token], context: Context) -> ClaimFigure | None:
    """The row of requests that a clause says something is counted in, and says nothing else."""
    requests = context.roles.requests
    if not requests or not any(w.is_("classing") for w in clause) or not is_pure(clause):
        return None
    if any(w.is_(role) for w in clause for role in _OTHERS):
        return None
    figures = figures_named(read_words(clause), requests)[0]
    rows = [f for f in figures if f.group == "outcome"]
    return rows[-1] if rows else None


def result_of_all(clause: list[Token], whole: Statement, context: Context) -> Statement | None:
    """The result that a clause says all cases of a number had (均予维持), and says nothing else."""
    bare = context.lexicon.bare.get(whole.subject)
    if (
        not clause
        or whole.subject not in context.roles.cases
        or bare is None
        or whole.figures != (bare.named(whole.subject),)
    ):
        return None
    *before, last = clause
    figure = last.entry.states.get(whole.subject) if last.entry else None
    every = tuple(context.book.every)
    of_all = any(w.text.startswith(every) for w in clause) or whole.number.value == 1
    if figure is None or figure.group != "result" or not of_all or not whole.number.value:
        return None
    if not all(w.is_("fillers") or (w.known and w.text.startswith(every)) for w in before):
        return None
    return Statement(
        whole.number, clause[0].start, clause[-1].end, (figure.named(whole.subject),), whole.subject, whose=whole.whose
    )


def carried_behind(clause: list[Token], found: Statement, context: Context) -> ClaimFigure | None:
    """The figure of requests carried on, where a clause says it of the number before: 2件经批准延期，转入2025年办理."""
    requests, item = context.roles.requests, found.item
    if not requests or found.figures or item is None or item.mark == PAUSE or not is_pure(clause):
        return None
    stated, _ = figures_named(read_words(clause), requests)
    carried = [f for f in stated if f.role == "carried_out"]
    weak = {word for f in stated if f not in carried for word in f.weak}  # 转入下年办理
    sure = all(w in weak or f in carried for w, f in _stating(clause, requests))
    others = any(w.is_(role) for w in clause for role in _OTHERS)
    return carried[0] if carried and sure and not others else None


def _stating(clause: list[Token], subject: str) -> list[tuple[str, ClaimFigure]]:
    """The words that state a figure of a subject, and it."""
    return [(w.text, w.entry.states[subject]) for w in clause if w.entry and subject in w.entry.states]


def class_number(found: Statement, figure: ClaimFigure, context: Context) -> None:
    """Puts a number that states nothing by itself into the row that the words behind it name."""
    item = found.item
    if item is None or found.figures or not _of_requests(item) or not counts(item, figure, context):
        return
    found.figures, found.subject, found.group = (figure.id,), context.roles.requests or "", figure.group
    found.weak = False


def _of_requests(item: Item) -> bool:
    """Whether nothing beside a number says that it counts anything else than requests."""
    words = (*item.gap, *item.tail)
    nouns = [w for w in words if w.is_("noun") or w.is_("weak-noun")]
    others = any(w.is_(role) for w in words for role in _OTHERS)
    return is_pure(words) and not others and all(w.is_("request") for w in nouns)
