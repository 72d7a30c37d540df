"""Words behind a number that tell in which row it is counted: 撤回2件，按“其他处理”统计."""

from __future__ import annotations

from nianbao.claims.clauses import Item, Token
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


def class_number(found: Statement, figure: ClaimFigure, context: Context) -> None:
    """Puts a number that states nothing by itself into the row that the words behind it name."""
    item = found.item
    if item is None or found.figures or not _of_requests(item, context) or not counts(item, figure, context):
        return
    found.figures, found.subject, found.group = (figure.id,), context.roles.requests or "", figure.group


def _of_requests(item: Item, context: Context) -> bool:
    """Whether nothing beside a number says that it counts anything else than requests."""
    words = (*item.gap, *item.tail)
    nouns = [w for w in words if w.is_("noun") or w.is_("weak-noun")]
    others = any(w.is_(role) for w in words for role in _OTHERS)
    return is_pure(words) and not others and all(w.is_("request") for w in nouns)
