"""Whether numbers behind another are its parts though no word says so: by parallel form, and by how near they come.

全年回应舆情27起，一般舆情22起，较大舆情4起，重大舆情2起: the names end alike, and the whole is told otherwise.
Near sums alone prove nothing, nor does a form alone: the better the form, the less near the sum has to be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from msgspec.structs import replace

from nianbao.claims.clauses import COMMA, PAUSE, Token
from nianbao.claims.lexicon import THIS
from nianbao.claims.lists.judging import MANY, SMALL, Listing, off_by_a_slip
from nianbao.claims.lists.members import Member, common_start, label, shared_affix
from nianbao.claims.model import Lists

# How far parts may be from their whole: halves of it or a slip in those named alike; others of more than two, named
# alike or with a slip; and any that are above it.
_FAR, _NEAR, _JUST = Decimal("0.25"), Decimal("0.1"), Decimal("0.02")
_SAME: tuple[Callable[[Member], bool], ...] = (lambda m: m.received, lambda m: m.completed)
_SMALL_SLIP = 2
_DOING = ("actions", "publishing")


def parallel(listing: Listing, lists: Lists) -> Listing | None:
    """The list as one that is told to be whole, where its form and its sum tell that it is one."""
    listing = _with_other_forms(listing)
    whole, parts = listing.whole, listing.parts
    if len(parts) < 2 or not whole.exact or listing.doubtful or any(p.value >= whole.value for p in parts):
        return None
    if parts[0].item.mark == PAUSE or _flows(whole, parts) or (parts[0].item.mark > COMMA and not _summed_up(whole)):
        return None
    if len(parts) == 2 and contraries(parts[0], parts[1], lists) and not _shares(whole, shared_affix(parts)):
        told = abs(listing.sum - whole.value) <= whole.value * _FAR
    elif len(parts) == 2 and _done_and_not(parts, lists) and off_by_a_slip(listing):
        told = whole.value >= SMALL and abs(listing.sum - whole.value) <= whole.value * _NEAR
    else:
        told = not _beside(whole, parts) and _tells(listing, lists)
    return replace(listing, ground=listing.ground or "said") if told else None


def _with_other_forms(listing: Listing) -> Listing:
    """With the numbers among the parts that are only named in another form: 合格132个，需整改的19个."""
    formal = [m for m in listing.doubtful if m.exact and m.unit == listing.whole.unit and not m.elsewhen]
    if len(formal) != len(listing.doubtful) or any(m.name[:1] and m.name[0].is_("further") for m in formal):
        return listing
    parts = sorted((*listing.parts, *formal), key=lambda m: m.item.place)
    return replace(listing, parts=tuple(parts), doubtful=())


def _tells(listing: Listing, lists: Lists) -> bool:
    whole, parts, off = listing.whole, listing.parts, abs(listing.sum - listing.whole.value)
    alike, all_of_it = shared_affix(parts), _all_of_it(whole)
    kindred = bool(frozenset.intersection(*(p.sets for p in parts)) - whole.sets)
    firm = kindred or len(alike) > 1 or alike.endswith(lists.attributive) or len(parts) > 2
    told = all_of_it or (bool(_verbs(whole)) and not any(_verbs(p) for p in parts))
    apart = kindred or (bool(alike) and not _shares(whole, alike))
    if whole.value < SMALL:
        return off <= _SMALL_SLIP and bool(alike) and alike != "的" and (all_of_it or len(parts) > 2)
    if not (all_of_it or (firm and (apart or (told and alike and len(parts) > 2)))):
        return False
    if off_by_a_slip(listing) and off <= whole.value * (_FAR if alike else _NEAR):
        bare = whole.value >= MANY and not any(p.completed for p in parts)
        return bool(alike) or kindred or len(parts) > 2 or _summed_up(whole) or bare
    return listing.sum > whole.value and off <= whole.value * (_NEAR if alike and len(parts) > 2 else _JUST)


def contraries(one: Member, other: Member, lists: Lists) -> bool:
    """Whether one is what the other is not: 合格22家，不合格2家; 已修复19个，待修复5个; 更新及时8个，更新不及时2个."""
    return any(_denies(a, b, lists) for a, b in ((one, other), (other, one)))


def _done_and_not(parts: Sequence[Member], lists: Lists) -> bool:
    """Whether one part is told as done and the other as not yet: 已答复144封，正在办理4封."""
    done, other = (label(p) for p in parts)
    return done.startswith(lists.affirming) and other.startswith(lists.negating)


def _denies(one: Member, other: Member, lists: Lists) -> bool:
    name, denied = _name(one), _name(other)
    affirmed = name.removeprefix(next((p for p in lists.affirming if name.startswith(p)), ""))
    for no in lists.negating:
        before, found, what = denied.partition(no)
        if (
            found
            and what
            and ((not before and what == affirmed) or (len(what) > 1 and name.endswith(what) and no not in name))
        ):
            return True
    return False


def _name(member: Member) -> str:
    """A name without what opens a list and without 的 behind it."""
    return "".join(w.text for w in member.name if not w.is_("opening")).removesuffix("的")


def _shares(whole: Member, affix: str) -> bool:
    return bool(affix) and (label(whole).endswith(affix) or label(whole).startswith(affix))


def _all_of_it(whole: Member) -> bool:
    """Whether a number is told as a sum, of the year, or of the whole area."""
    return _summed_up(whole) or (any(w.text == THIS for w in whole.name) and not whole.is_("parts"))


def _summed_up(whole: Member) -> bool:
    return any(w.is_(role) for w in (*whole.name, *whole.tail) for role in ("totals", "areas", "entire"))


def _verbs(member: Member) -> set[str]:
    described = bool(member.name) and member.name[-1].is_("attributive")  # 公示类86条 tells of nothing done
    return set() if described else member.doing


def _flows(whole: Member, parts: Sequence[Member]) -> bool:
    """Whether some of requests or cases may have been carried in or over, or more than one thing done with them."""
    told = (*whole.item.gap, *whole.tail)
    other = any(w.is_("other") for w in told)
    business = whole.of_requests or (not other and (whole.received or whole.completed)) or whole.result
    if any(all(map(done, (whole, *parts))) for done in _SAME):
        return False  # what each did of what all did
    return business and any(p.completed or p.received or p.carried or p.is_("stages") for p in parts)


def _beside(whole: Member, parts: Sequence[Member]) -> bool:
    """Whether a part says as much as the whole: it has the same verb, or one of its own with a thing behind it."""
    if not _summed_up(whole) and len(common_start([_core(whole), *map(_core, parts)])) > 1:
        return True  # 行政许可信息320条，行政处罚信息160条
    shared = set.intersection(*(_verbs(p) for p in parts))
    done = {v for p in parts for v in _verbs(p)}
    if not _all_of_it(whole) and _verbs(whole) and (shared or _verbs(whole) & done):
        return True
    return any(_with_object(p.name, shared) for p in parts)


def _core(member: Member) -> str:
    """A name without what was done."""
    return "".join(w.text for w in member.name if w.text != THIS and not any(map(w.is_, _DOING)))


def _with_object(name: Sequence[Token], shared: set[str]) -> bool:
    """Whether a verb that not all have is followed by what was done: 走访企业10家, but not 直接答复52件."""
    return any(
        any(map(word.is_, _DOING)) and word.text not in shared and any(not w.is_("fillers") for w in name[n + 1 :])
        for n, word in enumerate(name)
    ) and not (name[-1].is_("attributive"))
