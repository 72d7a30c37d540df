"""Parts stated first and then their sum: 网站96条、微博54条，合计150条; 新增3项、取消2项，共变动5项; …。以上共计5项."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from nianbao.claims.clauses import SEMICOLON
from nianbao.claims.lexicon import THIS
from nianbao.claims.lists.gathering import Words, of_counter
from nianbao.claims.lists.judging import SMALL, Listing, off_by_a_slip
from nianbao.claims.lists.members import Member, label
from nianbao.text import chinese_number

# How far off the sum may be for the numbers before to be those parts, and where more is said than 合计.
_NEAR, _VERY_NEAR = Decimal("0.5"), Decimal("0.05")
_LITTLE = 4


def before_totals(found: Sequence[Member], words: Words) -> Iterator[Listing]:
    """The lists that a sum closes; the parts are those numbers before it that come near it, or to it."""
    for n, total in enumerate(found):
        if n >= 2 and not total.opening and not total.item.colon and not total.elsewhen:
            listing = _summed(found[:n], total, words)
            if listing is not None:
                yield listing


def summed_across(before: Sequence[Member], found: Sequence[Member], words: Words) -> Listing | None:
    """The list that a sum closes which begins the next sentence: 一是网站86条；二是微信35条。以上合计121条."""
    total = found[0]
    return _summed(before, total, words) if len(before) > 1 and total.is_("totals") and _only_sums(total) else None


def _summed(before: Sequence[Member], total: Member, words: Words) -> Listing | None:
    counted = _counted(total)
    if not (total.is_("totals") or _of_the_year(total, before, words)):
        return None
    parts = _parts(before, total, every=counted > 1 or _only_sums(total))
    joined = _joined(before) if len(parts) < 2 else []
    mixed = bool(joined) and (counted > 1 or _called(total) or (joined[0].opening == "all" and _only_sums(total)))
    parts = joined if mixed else parts
    if len(parts) < 2:
        return None
    if 1 < counted < len(parts):
        parts = parts[-counted:]
    sums = [sum((p.value for p in parts[k:]), Decimal(0)) for k in range(len(parts) - 1)]
    fits = total.value in sums
    kept = parts[sums.index(total.value) :] if fits else parts
    listing = Listing(
        total, (), (), parts=tuple(kept), doubtful=(), after=(), ends=frozenset(), ground="said", open=False
    )
    if fits:
        return listing
    if mixed:
        return listing if total.value >= SMALL and off_by_a_slip(listing) else None
    return listing if abs(listing.sum - total.value) <= total.value * _bound(listing, counted) else None


def _bound(listing: Listing, counted: int) -> Decimal:
    """How far from its parts a sum may be, told by how plainly it is theirs."""
    parts, total = listing.parts, listing.whole
    distributed = parts[0].opening == "all"
    same = distributed and _same_doing(parts[0], total)
    if (_only_sums(total) and not total.completed) or counted == len(parts) or same:
        return _NEAR
    if total.completed and _other_stages(total, parts):
        return Decimal(0)
    if distributed and not total.led_by("own"):
        return _NEAR
    if _sums_anew(total) or _says_little(total) or _takes_up(total, parts) or _called(total):
        return _VERY_NEAR * 2 if off_by_a_slip(listing) else _VERY_NEAR
    return Decimal(0)


def _other_stages(total: Member, parts: Sequence[Member]) -> bool:
    """Whether what was completed is no sum of the parts: 新收914件，上年结转40件，共办结910件."""
    other = not _called(total) or any(p.received or p.carried or p.of_requests for p in parts)
    return other and not all(p.completed for p in parts)


def _parts(before: Sequence[Member], total: Member, *, every: bool) -> list[Member]:
    """The numbers of the counter that stand before a sum without a break.

    Those of other counters stand between where they tell who did it (县直36个部门公开5740条), or where `every` is set.
    """
    parts: list[Member] = []
    after: Member | None = None
    for member in reversed(before):
        counts = of_counter(member, total.unit)
        if not counts and parts and after is not None and (after.item.mark == 0 or every) and not member.elsewhen:
            after = member
            continue
        if not (counts and member.exact) or member.elsewhen:
            break
        parts.insert(0, member)
        after = member
        breaks = member.item.mark == SEMICOLON and parts[-1].item.mark != SEMICOLON
        if breaks or member.opening or member.item.colon or member.led_by("totals"):
            break
    return parts


def _joined(before: Sequence[Member]) -> list[Member]:
    """The numbers of any counters that one mark joins right before a sum: 图解26篇、视频9个，合计35件."""
    parts: list[Member] = []
    for member in reversed(before):
        if member.money or not member.exact or member.elsewhen or not member.unit:
            return []
        parts.insert(0, member)
        begins = member.item.mark == SEMICOLON and (parts[-1].item.mark < SEMICOLON or bool(member.item.before))
        if begins or member.opening or member.item.colon:
            break
    return parts


def _counted(total: Member) -> int:
    """How many parts a sum says that it has: 三类共44条, 两者相加381条; 0 where it says none."""
    name = next(
        (w.text for w in total.name if not w.is_("fillers") and (chinese_number(w.text[0]) or not w.is_("both"))), ""
    )
    return chinese_number(name[:1]) or 0


def _only_sums(total: Member) -> bool:
    """Whether a sum is called so and nothing else (合计, 共计公开), where 全年共公开 may begin anew."""
    called = _called(total)
    return bool(total.name) and all(
        w.is_("totals") or w.is_("fillers") or w.is_("both") or (called and w.is_("publishing")) for w in total.name
    )


def _called(total: Member) -> bool:
    """Whether a word means nothing but a sum, and not 共: 总计会议43次, 会议总数为43次, 网站合计发布43条."""
    return any(len(w.text) > 1 and w.is_("totals") for w in total.name)


def _same_doing(part: Member, total: Member) -> bool:
    """Whether a sum says of all what was said of each: 分别刊载经验12篇、问题8篇，全年共刊载20篇."""
    return bool(part.doing & total.doing)


def _says_little(total: Member) -> bool:
    """Whether a sum says next to nothing of its own: 共变动5项, 合并计算共81件."""
    own = [w for w in total.name if not (w.is_("totals") or w.is_("fillers") or w.text == THIS)]
    says = ("other", "noun", "actions", "publishing")
    return sum(len(w.text) for w in own) <= _LITTLE and not any(w.is_(role) for w in own for role in says)


def _takes_up(total: Member, parts: Sequence[Member]) -> bool:
    """Whether a sum names what all its parts name: 市级采用48篇，县级采用26篇，全年共被采用74篇."""
    names = [label(p) for p in parts]
    return any(len(w.text) > 1 and not w.is_("fillers") and all(w.text in name for name in names) for w in total.name)


def _of_the_year(total: Member, before: Sequence[Member], words: Words) -> bool:
    """Whether the parts are all the quarters or halves of the year that it is of."""
    kinds = frozenset(kind for member in before for kind in member.kinds)
    return total.timed and total.name[0].text == THIS and words.sets.exhausted(kinds)


def _sums_anew(total: Member) -> bool:
    """Whether a sum says nothing but that it is one (全年共公开政府信息); 共发布微博 counts something of its own."""
    return all(
        w.text == THIS
        or any(
            w.is_(r)
            for r in ("totals", "fillers", "items", "actions", "publishing", "noun", "states", "passive", "both")
        )
        for w in total.name
    )
