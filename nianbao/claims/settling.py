"""One number with several figures: which of them it states."""

from __future__ import annotations

from nianbao.claims.clauses import Token
from nianbao.claims.match import Stated, conjoined, couples


def settle(stated: Stated, tokens: list[Token], states: tuple[Token, ...], subject: str) -> Stated:
    """The figures of one number.

    Agents are no figure (公民提出的申请). Of a row and its group the last is taken, of amounts the first (收取…总金额).
    A pair is both where the two can be one count (收到并办结), their sum where they exclude each other; anything else
    is unclear, and so nothing.
    """
    stated = _outcomes_alone(stated, tokens, states)
    if len(stated) == 1:
        return stated
    within = [f for f in stated if f.within]
    if within:
        wholes = tuple(f for f in stated if not f.within)
        agents = not any(w.text in f.words for w in states for f in within)
        if not wholes and any(w.is_("each") for w in tokens):
            return tuple(within)
        return (within[-1],) if not wholes else wholes[:1] if agents else ()
    if all(f.money for f in stated):
        return stated[:1]
    last = stated[-1].id
    if any(related(last, f.id) for f in stated[:-1]):
        return (stated[-1],)
    relevant = tuple(w for w in states if w.entry and any(f in stated for f in w.entry.states.values()))
    groups = {f.group for f in stated}
    return stated if conjoined(tokens, relevant, subject) and (len(groups) == 1 or groups == {"", "each"}) else ()


def _outcomes_alone(stated: Stated, tokens: list[Token], states: tuple[Token, ...]) -> Stated:
    """Without what the requests' end is called beside what it was, and nothing joins: 答复不予公开5件, 部分公开答复."""
    outcomes = tuple(f for f in stated if f.group == "outcome")
    others = [f for f in stated if f.group != "outcome"]
    coupled = any(couples(w) for w in tokens if states[0].start <= w.start <= states[-1].start)
    return outcomes if outcomes and all(f.group == "each" for f in others) and not coupled else stated


def kin(figures: tuple[str, ...], stated: Stated) -> tuple[str, ...]:
    """The row or group of a figure that the words name as well, and may mean: 因属于行政执法案卷不予公开3件."""
    return tuple(f.id for f in stated for figure in figures if f.id != figure and related(f.id, figure))


def related(row: str, other: str) -> bool:
    """Whether two figures are one row, or a row and its group: 因信息不存在无法提供."""
    return row.startswith(other) or other.startswith(row + ".")
