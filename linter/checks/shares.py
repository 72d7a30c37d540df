"""C511: shares that prose states, against the wholes that they can be of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from linter.checks.prose import figure_of, place_in, prose_of
from linter.checks.registry import Case, check
from linter.checks.sentences import quote
from linter.findings import Defect
from nianbao.claims.model import roles_of
from nianbao.i18n import Text
from nianbao.report import Report
from nianbao.rulebook.model import Rule

if TYPE_CHECKING:
    from nianbao.claims.shares import Percent, Share, SharedSentence

_HUNDRED = Decimal(100)
_LEAST, _MOST = Decimal("99.9"), Decimal("100.1")
# How far off a share may be that is said to be about so much: a tenth of it, as with counts.
_ROUGHLY = Decimal("0.1")
_WHOLES_SHOWN = 3

_FITS_NONE = Text("{sums}，文中为 {stated}%", "{sums}, but the text says {stated}%")
_ADDED_UP = Text("各项占比之和为 {total}%", "the shares add up to {total}%")


@check("share-mismatch")
def share_mismatch(case: Case, rule: Rule) -> Iterator[Defect]:
    """Shares of a count that fit no whole they can mean, and lists of shares without counts that exceed one.

    Nothing is said where no whole is known: the share may be of what the report does not count.
    """
    book = case.report.rulebook.claims
    if book is None:
        return
    for section, text, places in prose_of(case.report):
        if "%" not in text and "％" not in text:
            continue
        from nianbao.claims.shares import find_shares

        for found in find_shares(text, book):
            for share, sums in _wrong(found, case.report, rule):
                first = share.part.start if share.part else share.percent.start
                start, end = (found.sentence.places[i] for i in (min(first, share.percent.start), share.percent.end))
                stated = text[start:end]
                location = place_in(section, places, start, stated)
                yield Defect(location, {"quote": quote(stated), "arithmetic": sums}, None, f"{share.percent.value}%")


def _wrong(found: SharedSentence, report: Report, rule: Rule) -> Iterator[tuple[Share, Text]]:
    """The shares of a sentence that fit nothing, each with what it would be."""
    for share in found.shares:
        wholes = _wholes(share, found, report, rule)
        if share.part is None or not wholes or any(_fits(share.percent, share.part.value, w) for w in wholes):
            continue
        right = [(w, _share_of(share.part.value, w)) for w in wholes]
        nearest = sorted(right, key=lambda one: abs(one[1] - share.percent.value))[:_WHOLES_SHOWN]
        digits = max(share.percent.digits, 2)
        zh = "、".join(f"{share.part.value}÷{whole}＝{ratio:.{digits}f}%" for whole, ratio in nearest)
        en = ", ".join(f"{share.part.value} ÷ {whole} = {ratio:.{digits}f}%" for whole, ratio in nearest)
        yield share, _FITS_NONE.format(sums=Text(zh, en), stated=share.percent.value)
    if total := _too_much(found, rule):
        yield found.shares[0], _ADDED_UP.format(total=total)


def _share_of(part: Decimal, whole: Decimal) -> Decimal:
    return part * _HUNDRED / whole


def _fits(percent: Percent, part: Decimal, whole: Decimal) -> bool:
    """Whether the share is right to its last digit, rounded or cut, or adjusted so that a list makes up 100."""
    off = abs(_share_of(part, whole) - percent.value)
    if percent.rough:
        return off <= max(percent.value * _ROUGHLY, Decimal(1))
    return off < Decimal(1).scaleb(-percent.digits)


def _wholes(share: Share, found: SharedSentence, report: Report, rule: Rule) -> set[Decimal]:
    """Every number that the share can be of; none where its whole is not known."""
    part = share.part
    if part is None or not part.exact or not _is_known(share, rule):
        return set()
    if share.named:
        return {c.value for c in share.named if c.value >= part.value > 0}
    told = [c for c in (*found.before, *found.counts) if c != part]
    wholes = {c.value for c in told}
    wholes.add(sum((s.part.value for s in found.shares if s.part), Decimal(0)))
    before = [c for c in told if c in found.before or c.start < part.start]
    others = [s.part for s in found.shares]
    beside = any(c.unit == part.unit and c.value >= part.value and c.exact for c in before if c not in others)
    if part.unit in rule.words["counters"] and any(word in found.told for word in rule.words["requests"]):
        figures = _figures(report)
        wholes |= figures
        beside = beside or bool(figures)
    if not beside or not all(c.exact for c in before):
        return set()
    return {whole for whole in wholes if whole >= part.value and whole > 0}


def _is_known(share: Share, rule: Rule) -> bool:
    """Whether the whole has no name, or that of what the report counts."""
    if any(word in share.of for word in rule.words["others"]):
        return False
    return not share.of or bool(share.named) or any(word in share.of for word in rule.words["whole"])


def _figures(report: Report) -> set[Decimal]:
    """What the tables hold of received applications, with those carried in, and of completed ones."""
    book = report.rulebook.claims
    roles = roles_of(book) if book else None
    if roles is None:
        return set()
    received, carried, completed = (
        figure_of(report, f) if f else None for f in (roles.received, roles.carried_in, roles.completed)
    )
    found = {received, completed, None if None in (received, carried) else (received or 0) + (carried or 0)}
    return {Decimal(number) for number in found if number}


def _too_much(found: SharedSentence, rule: Rule) -> Decimal | None:
    """What shares of one whole come to where that is no whole: shares without counts, or a row of them."""
    shares = found.shares
    in_a_row = all(s.listed == len(shares) for s in shares)
    if len(shares) < 2 or any((s.part and not in_a_row) or s.of or s.percent.rough for s in shares):
        return None
    between = found.sentence.text[shares[0].percent.end : shares[-1].percent.start]
    if any(word in between for word in rule.words["again"]):
        return None
    total = sum((s.percent.value for s in shares), Decimal(0))
    rest = any(word in found.sentence.text[shares[-2].percent.end :] for word in rule.words["rest"])
    return total if total > _MOST or (rest and total < _LEAST) else None
