"""What a number may count, and which of several figures it states."""

from __future__ import annotations

from msgspec.structs import replace

from nianbao.claims.clauses import Item, Token
from nianbao.claims.match import Stated, conjoined, couples
from nianbao.claims.model import ClaimFigure
from nianbao.claims.statements import Context, Statement


def settle(stated: Stated, tokens: list[Token], states: tuple[Token, ...], subject: str) -> Stated:
    """The figures of one number.

    Agents are no figure (公民提出的申请). Of a row and its group the last is taken, of amounts the first (收取…总金额).
    A pair is both where the two can be one count (收到并办结), their sum where they exclude each other; anything else
    is unclear, and so nothing.
    """
    stated = _outcomes_alone(stated, tokens, states)
    stated = _firm_outcome(stated, tokens, states) or stated
    if len(stated) == 1:
        return stated
    if any(f.within for f in stated):
        return _applicants(stated, tokens, states)
    if all(f.money for f in stated):
        return stated[:1]
    last = stated[-1].id
    if any(related(last, f.id) for f in stated[:-1]):
        return (stated[-1],)
    relevant = tuple(w for w in states if w.entry and any(f in stated for f in w.entry.states.values()))
    groups = {f.group for f in stated}
    return stated if conjoined(tokens, relevant, subject) and (len(groups) == 1 or groups == {"", "each"}) else ()


def _applicants(stated: Stated, tokens: list[Token], states: tuple[Token, ...]) -> Stated:
    """Those who applied, where they are what is counted: 收到自然人申请16件; else what they did: 公民提出的申请."""
    within = tuple(f for f in stated if f.within)
    wholes = tuple(f for f in stated if not f.within)
    agents = not any(w.text in f.words for w in states for f in within)
    if not wholes and any(w.is_("each") for w in tokens):
        return within
    nearest = states[-1].entry.states.values() if states[-1].entry else ()
    if not wholes or (not agents and any(f in within for f in nearest)):
        return within[-1:]
    return wholes[:1] if agents else ()


def _outcomes_alone(stated: Stated, tokens: list[Token], states: tuple[Token, ...]) -> Stated:
    """Without what the requests' end is called beside what it was, and nothing joins: 答复不予公开5件, 部分公开答复."""
    outcomes = tuple(f for f in stated if f.group == "outcome")
    others = [f for f in stated if f.group != "outcome"]
    coupled = any(couples(w) for w in tokens if states[0].start <= w.start <= states[-1].start)
    return outcomes if outcomes and all(f.group == "each" for f in others) and not coupled else stated


def _firm_outcome(stated: Stated, tokens: list[Token], states: tuple[Token, ...]) -> Stated:
    """The only outcome that is not named weakly, where nothing joins: 逾期未补正而不再处理."""
    if any(f.group != "outcome" for f in stated) or any(map(couples, tokens)):
        return ()
    firm = {f.id for w in states if w.entry for f in w.entry.states.values() if w.text not in f.weak}
    return tuple(f for f in stated if f.id in firm) if len(firm & {f.id for f in stated}) == 1 else ()


def kin(figures: tuple[str, ...], stated: Stated) -> tuple[str, ...]:
    """The row or group of a figure that the words name as well, and may mean: 因属于行政执法案卷不予公开3件."""
    return tuple(f.id for f in stated for figure in figures if f.id != figure and related(f.id, figure))


def related(row: str, other: str) -> bool:
    """Whether two figures are one row, or a row and its group: 因信息不存在无法提供."""
    return row.startswith(other) or other.startswith(row + ".")


def counts(item: Item, figure: ClaimFigure, context: Context, *, said: bool = True) -> bool:
    """Whether the number's counter is one of the figure's; amounts of money are told from counts."""
    number = item.number
    assert number is not None
    if (figure.money is not None) != number.money:
        return figure.money is not None and number.value == 0 and not number.unit
    counters = figure.counted_in or context.book.counters
    return number.money or number.unit in ("", *counters) or (said and number.unit in figure.counted_if_said)


def each(found: Statement, context: Context) -> None:
    """Each of several figures has the number: 部分公开、不予公开各4件."""
    context.found += [replace(found, figures=(figure,)) for figure in found.figures]
    found.figures = ()
