"""C512: growth that prose states, against last year's count in the same sentence or in last year's report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from linter.checks.prose import figure_of, place_in, prose_of
from linter.checks.registry import Case, check
from linter.checks.sentences import quote
from linter.findings import Defect
from nianbao.i18n import Text
from nianbao.rulebook.bodies import area_of
from nianbao.rulebook.model import Rule

if TYPE_CHECKING:
    from nianbao.claims import Claim
    from nianbao.claims.growth import Growth

_HUNDRED = Decimal(100)
_ROUGHLY = Decimal("0.1")

_IN_SENTENCE = Text(
    "文中所述上年为 {last}，本年为 {now}", "the sentence gives {last} for last year and {now} for this year"
)
_IN_REPORT = Text("上年报告为 {last}，本年为 {now}", "last year's report has {last}, this year's is {now}")
_CHANGE = Text("，{change}", ", {change}")


@check("growth-mismatch", needs_year=True)
def growth_mismatch(case: Case, rule: Rule) -> Iterator[Defect]:
    """Growth that does not follow from last year's count, be it told in the sentence or in last year's report."""
    report, book = case.report, case.report.rulebook.claims
    if book is None or report.year is None:
        return
    for section, text, places in prose_of(report):
        if not _may_state_growth(text, (*rule.words["more"], *rule.words["less"])):
            continue
        from nianbao.claims.growth import find_growth

        claims: Sequence[Claim] | None = None
        for growth in find_growth(text, book, rule.words, report.year):
            if claims is None:
                from nianbao.claims import find_claims

                area = area_of(report.agency, report.rulebook)
                claims = find_claims(text, book, section=section.id, agency=report.agency, area=area, year=report.year)
            wrong = _wrong(growth, claims, case)
            if wrong is not None:
                start, end = (growth.sentence.places[i] for i in (growth.start, growth.end))
                stated = text[start:end]
                values = {"quote": quote(stated), "arithmetic": wrong}
                yield Defect(place_in(section, places, start, stated), values, None, f"{growth.by}{growth.unit}")


def _may_state_growth(text: str, words: Sequence[str]) -> bool:
    """Whether a figure stands behind one of the words in a sentence; most texts need no closer look."""
    behind = (piece[piece.index(word) :] for piece in text.split("。") for word in words if word in piece)
    return any(any(map(str.isdigit, rest)) for rest in behind)


def _wrong(growth: Growth, claims: Sequence[Claim], case: Case) -> Text | None:
    """What the counts come to where the growth does not follow from them, None where it does or nobody can tell."""
    if growth.now is None or not growth.now.exact or (growth.last and not growth.last.exact):
        return None
    now = growth.now
    if growth.last and not _follows(growth, now.value, growth.last.value):
        return _told(_IN_SENTENCE, growth, now.value, growth.last.value)
    start = growth.sentence.places[now.start]
    claim = next((c for c in claims if c.start <= start < c.end and c.value == now.value), None)
    if claim is None or case.previous is None:
        return None
    last = figure_of(case.report, claim.figure, case.previous)
    if last is None:
        return None
    stands = figure_of(case.report, claim.figure)
    if any(_follows(growth, value, last) for value in {now.value, stands} - {None} if value is not None):
        return None
    return _told(_IN_REPORT, growth, now.value, last)


def _follows(growth: Growth, now: Decimal, last: Decimal) -> bool:
    change = (now - last) * growth.sign
    if growth.unit not in ("%", "倍"):
        return _near(growth, change)
    if not last:
        return True
    if growth.unit == "%":
        return _near(growth, change * _HUNDRED / last)
    return _near(growth, change / last) or _near(growth, now / last)


def _near(growth: Growth, value: Decimal) -> bool:
    off = abs(value - growth.by)
    if growth.rough:
        return off <= max(growth.by * _ROUGHLY, Decimal(1))
    return off < Decimal(1).scaleb(-growth.digits) if growth.unit in ("%", "倍") else off == 0


def _told(sentence: Text, growth: Growth, now: Decimal, last: Decimal) -> Text:
    """Both counts and the change between them, as the growth is stated: in things or in percent."""
    told, change = sentence.format(last=last, now=now), now - last
    if change == 0:
        grew = Text("没有变化", "no change")
    elif growth.unit in ("%", "倍") and last:
        ratio = f"{abs(change) * _HUNDRED / last:.{max(growth.digits, 2)}f}%"
        grew = Text(f"增长 {ratio}", f"up {ratio}") if change > 0 else Text(f"下降 {ratio}", f"down {ratio}")
    else:
        number = abs(change)
        grew = Text(f"增加 {number}", f"up {number}") if change > 0 else Text(f"减少 {number}", f"down {number}")
    return Text(told.zh + _CHANGE.zh.format(change=grew.zh), told.en + _CHANGE.en.format(change=grew.en))
