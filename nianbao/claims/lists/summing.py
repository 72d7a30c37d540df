"""Parts stated first and then their sum: 网站96条、微博54条，合计150条."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from nianbao.claims.lexicon import THIS
from nianbao.claims.lists.gathering import of_counter
from nianbao.claims.lists.judging import Listing
from nianbao.claims.lists.members import Member
from nianbao.claims.model import Lists

# How far off the sum may be for the numbers before to be those parts, and where more is said than 合计.
_NEAR, _VERY_NEAR = Decimal("0.5"), Decimal("0.05")
_SEMICOLON = 3


def before_totals(found: Sequence[Member], lists: Lists) -> Iterator[Listing]:
    """The lists that a sum closes; the parts are those numbers before it that come near it, or to it."""
    for n, total in enumerate(found):
        if n < 2 or not total.is_("totals") or total.opening or total.item.colon:
            continue
        parts = _parts(found[:n], total)
        if len(parts) < 2:
            continue
        sums = [sum((p.value for p in parts[k:]), Decimal(0)) for k in range(len(parts) - 1)]
        sure = _only_sums(total) or (parts[0].opening == "all" and _same_doing(parts[0], total))
        near = abs(sums[0] - total.value) <= total.value * (_NEAR if sure else _VERY_NEAR)
        fits = total.value in sums
        if fits or (near and (sure or _sums_anew(total)) and not total.completed):
            kept = parts[sums.index(total.value) :] if fits else parts
            yield Listing(
                total, (), (), parts=tuple(kept), doubtful=(), after=(), ends=frozenset(), ground="said", open=False
            )


def _parts(before: Sequence[Member], total: Member) -> list[Member]:
    """The numbers of the counter that stand before a sum without a break."""
    parts: list[Member] = []
    for member in reversed(before):
        if not (of_counter(member, total.unit) and member.exact) or member.elsewhen:
            break
        parts.insert(0, member)
        breaks = member.item.mark == _SEMICOLON and parts[-1].item.mark != _SEMICOLON
        if breaks or member.opening or member.item.colon or member.led_by("totals"):
            break
    return parts


def _only_sums(total: Member) -> bool:
    """Whether a sum is called so and nothing else (合计, 共计公开), where 全年共公开 may begin anew."""
    called = len(total.name[0].text) > 1 and total.name[0].is_("totals")
    return all(w.is_("totals") or w.is_("fillers") or (called and w.is_("publishing")) for w in total.name)


def _same_doing(part: Member, total: Member) -> bool:
    """Whether a sum says of all what was said of each: 分别刊载经验12篇、问题8篇，全年共刊载20篇."""
    done, all_done = ({w.text for w in m.name if w.is_("actions") or w.is_("publishing")} for m in (part, total))
    return bool(done & all_done)


def _sums_anew(total: Member) -> bool:
    """Whether a sum says nothing but that it is one (全年共公开政府信息); 共发布微博 counts something of its own."""
    return all(
        w.text == THIS
        or any(w.is_(r) for r in ("totals", "fillers", "items", "actions", "publishing", "noun", "states"))
        for w in total.name
    )
