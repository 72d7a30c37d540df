"""Whether a list adds up to its whole, and what may be said where it does not.

Parts above the whole are wrong whatever else there may be. Parts below it are wrong only where the text means them as
all: see `Ground`. What adds up in another reading of the text is let alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from nianbao.claims.lists.gathering import of_counter
from nianbao.claims.lists.members import Member, shared_affix
from nianbao.claims.results import Verdict

# Why the parts are meant as all: they close with 其他 or 其余, are every kind of a known set, or are said to be all.
Ground: TypeAlias = Literal["", "rest", "set", "said"]

# More that may be parts leave too many readings.
_MOST_DOUBTFUL = 6
# How much of the whole parts must be that are only said to be all (分别为), and that miss by a slip: two, or more.
_SAID, _TWO, _MORE, _PLAIN = Decimal("0.5"), Decimal("0.95"), Decimal("0.9"), Decimal("0.7")
# … and of a whole of so many that parts named alike are nearly all of it.
MANY, _ALL_BUT = 50, Decimal("0.98")
# Below this, one less is no slip but one thing left out.
SMALL = 20


class Listing(Struct, frozen=True):
    """A whole with its parts as the text lists them."""

    whole: Member
    others: tuple[Decimal, ...]  # other totals of which these may be the parts
    together: tuple[Decimal, ...]  # sums of totals of which they are the parts where they come to one
    parts: tuple[Member, ...]
    doubtful: tuple[Member, ...]  # each may be a part
    after: tuple[Member, ...]  # parts up to any of these
    ends: frozenset[int]  # the places of parts with which it may end
    ground: Ground
    open: bool
    plain: bool = (
        False  # a colon or a bracket opens it and no word (118条：…), as lists are told that leave out nothing
    )
    repeats: bool = False  # some of it is counted more than once, so that the sum tells nothing

    @property
    def sum(self) -> Decimal:
        """What the parts come to, doubtful ones left out."""
        return sum((p.value for p in self.parts), Decimal(0))


def with_rounded(listing: Listing) -> Listing:
    """With rounded numbers as parts if they are above the whole whatever they were, as 1.5万条：0.9万条、0.8万条."""
    rounded = [m for m in listing.doubtful if not m.exact and of_counter(m, listing.whole.unit) and not m.elsewhen]
    parts = sorted((*listing.parts, *rounded), key=lambda m: m.item.place)
    unclear = not rounded or len(parts) < 2 or listing.repeats or listing.others or listing.together
    if unclear or sum(m.low for m in parts) <= listing.whole.high:
        return listing
    return replace(listing, parts=tuple(parts), doubtful=())


def with_doubtful(listing: Listing) -> Listing:
    """With those as parts that may be, so that who is told of too few sees all that the text lists."""
    parts = sorted((*listing.parts, *listing.doubtful), key=lambda m: m.item.place)
    return replace(listing, parts=tuple(parts), doubtful=())


def judge(listing: Listing) -> Verdict:
    """What the list is to its whole."""
    if any(not p.exact for p in listing.parts):
        return "above"  # see `with_rounded`
    if not listing.whole.exact or len(listing.parts) + len(listing.doubtful) + len(listing.after) < 2:
        return "open"
    if _adds_up(listing):
        return "equal"
    if len(listing.parts) < 2 or listing.repeats or _overlap(listing) or _unlike_amounts(listing):
        return "open"
    if listing.sum > max((listing.whole.value, *listing.others)):
        return "above"
    return "below" if listing.sum < listing.whole.value and _all_said(listing) else "open"


def _unlike_amounts(listing: Listing) -> bool:
    """Whether amounts are not said to be all, nor named alike: 总投资15亿元，其中当年完成10亿元、中央资金8亿元."""
    return listing.whole.money and not listing.ground and not shared_affix(listing.parts)


def _overlap(listing: Listing) -> bool:
    """Whether no one part can be the wrong one: without the largest, the others are above the whole still.

    进驻事项100项，其中网办98项、零跑动95项、即办90项: so they overlap, as where one of several is all of it. The words
    may tell otherwise (see `Ground`), and a part above the whole is none in any reading.
    """
    values, whole = [p.value for p in listing.parts], listing.whole.value
    largest = max(values)
    if listing.ground or largest > whole:
        return False
    return listing.sum - largest > whole or (largest == whole and sum(map(bool, values)) > 2)


def _adds_up(listing: Listing) -> bool:
    targets = {listing.whole.value, *listing.others, *listing.together}
    sums = {listing.sum + more for more in _sums(listing.doubtful, listing.after)}
    if sums & targets or (listing.whole.money and min(abs(s - t) for s in sums for t in targets) <= _rounded(listing)):
        return True
    ended = (sum((p.value for p in listing.parts[: n + 1]), Decimal(0)) for n in listing.ends)
    return listing.whole.value in ended or _lists_in_it(listing.parts, listing.whole.value)


def _rounded(listing: Listing) -> Decimal:
    """How far off amounts may be for each was rounded at its last digit: 18.4万元，其中9.6万元、4.5万元、4.4万元."""
    amounts = [m.value.normalize() for m in (listing.whole, *listing.parts)]
    return min(Decimal(1).scaleb(int(a.as_tuple().exponent)) for a in amounts if a) * len(amounts) / 2


def _sums(doubtful: Sequence[Member], after: Sequence[Member]) -> set[Decimal]:
    """What may have to be added: any of the doubtful ones, and those that follow up to one of them."""
    sums = {Decimal(0)}
    for member in [m for m in after if m.exact]:
        sums.add(max(sums) + member.value)
    for member in [m for m in doubtful if m.exact][:_MOST_DOUBTFUL]:
        sums |= {s + member.value for s in sums}
    return sums


def _lists_in_it(parts: Sequence[Member], whole: Decimal) -> bool:
    """Whether it adds up where parts of a part follow it, joined more closely: 60条，动态40条、公告20条，…."""
    total = sum((p.value for p in parts), Decimal(0))
    for n, part in enumerate(parts):
        inner = Decimal(0)
        for k, other in enumerate(parts[n + 1 :]):
            if k and other.item.mark >= parts[n + 1].item.mark:
                break
            inner += other.value
            if k and inner == part.value and total - inner == whole:
                return True
    return False


def _all_said(listing: Listing) -> bool:
    """Whether parts below the whole are an error."""
    others = (*listing.doubtful, *(m for m in listing.after if of_counter(m, listing.whole.unit)))
    if listing.open or len(listing.doubtful) > _MOST_DOUBTFUL or not all(m.exact for m in others):
        return False
    if listing.ground:
        return listing.ground != "said" or listing.sum >= listing.whole.value * _SAID
    return not others and not listing.others and _slip(listing)


def _slip(listing: Listing) -> bool:
    """Whether parts that are nearly the whole miss it by a slip."""
    if listing.whole.value >= MANY and listing.sum >= listing.whole.value * _ALL_BUT and shared_affix(listing.parts):
        return True
    if listing.whole.of_requests and any(w.is_("stages") for p in listing.parts for w in (p.name or p.tail)):
        return False  # one more may be in no stage
    enough = _PLAIN if listing.plain else _MORE if len(listing.parts) > 2 else _TWO
    return listing.whole.value >= SMALL and listing.sum >= listing.whole.value * enough and off_by_a_slip(listing)


def off_by_a_slip(listing: Listing) -> bool:
    """Whether one digit is off by one (95 of 96, 156 of 166), or two digits that stand side by side are exchanged."""
    whole, off = listing.whole.value, listing.sum - listing.whole.value
    if off != off.to_integral_value() or whole != whole.to_integral_value():
        return False
    if str(abs(int(off))).strip("0") == "1":
        return True
    by_part = any(-off in _exchanges(int(p.value)) for p in listing.parts if p.exact)
    return by_part or off in _exchanges(int(whole))


def _exchanges(value: int) -> set[int]:
    """By how much a number changes where two of its digits are exchanged: 27 for 36."""
    digits = str(value)
    powers = (10 ** (len(digits) - n - 2) for n in range(len(digits) - 1))
    return {9 * (int(b) - int(a)) * power for a, b, power in zip(digits, digits[1:], powers, strict=False)} - {0}
