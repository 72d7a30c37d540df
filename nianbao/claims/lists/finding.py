"""The lists of a sentence: behind a word, a colon or a bracket that opens them, behind a whole, and before 合计."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from nianbao.claims.clauses import Item
from nianbao.claims.lexicon import THIS
from nianbao.claims.lists.gathering import Gathered, Words, gather, grouped, is_rest, may_end, of_counter
from nianbao.claims.lists.judging import Ground, Listing
from nianbao.claims.lists.members import Member, begins_with, members
from nianbao.claims.lists.summing import before_totals
from nianbao.claims.lists.wholes import Whole, coordinate, whole_before

# How far off bare numbers may be for the one before them to be their whole, where they close with the rest or not.
_NEAR, _VERY_NEAR = Decimal("0.25"), Decimal("0.1")


def listings(frame: Sequence[Item], words: Words) -> Iterator[Listing]:
    """The lists of a frame and of the brackets in it."""
    if _numbers(frame) > 1:
        found = members(frame, words.sets)
        yield from _opened(found, frame, words)
        yield from _unopened(found, frame, words)
        yield from _left_over(found, frame, words)
        yield from before_totals(found, words.lists)
    for n, item in enumerate(frame):
        for bracket in item.brackets:
            yield from _in_bracket(bracket, frame[: n + 1], words)
            yield from listings(bracket, words)


def listings_across(before: Sequence[Item], frame: Sequence[Item], words: Words) -> Iterator[Listing]:
    """…收到5件。其中，网上4件，邮寄1件: lists that open a sentence or a bracket there divide the one before.

    So do those that group requests, each: 收到5件。按渠道分，网上4件，邮寄1件；按申请主体分，自然人5件.
    """
    if frame and frame[0].number is None and frame[0].brackets:
        frame = frame[0].brackets[0]
    if not any(w.is_("opening") or w.is_("grouping") for i in frame[:1] for w in i.gap):
        return
    found, earlier = members(frame, words.sets), members(before, words.sets)
    if not found or not earlier or found[0].timed or coordinate(earlier, found[0]):
        return
    whole, anew = whole_before(earlier, found[0]), grouped(found[0], words.lists)
    if whole and found[0].opening:
        yield _listing(whole, found, frame, words)
    elif whole and anew and whole.member.of_requests:
        for n, member in enumerate(found):
            if grouped(member, words.lists):
                yield _listing(whole, found[n:], frame, words)


def _opened(found: list[Member], frame: Sequence[Item], words: Words) -> Iterator[Listing]:
    whole: Whole | None = None
    divided = bool(found) and grouped(found[0], words.lists)  # a number of another sentence is
    for n, member in enumerate(found):
        anew = grouped(member, words.lists)
        if n == 0 or (anew and divided):
            continue
        if not (member.opening or member.item.colon or anew or (found[n - 1].among and _is_kind(member))):
            continue
        if whole is None or not anew:
            whole = whole_before(found[:n], member)
        if whole is not None:
            yield _listing(whole, found[n:], frame, words)


def _unopened(found: list[Member], frame: Sequence[Item], words: Words) -> Iterator[Listing]:
    """收到60件，自然人55件，法人5件: the kinds of one set behind their whole need no word that opens them.

    Nor do bare names that close with the rest, behind a whole that is about as much and names no channel of its own
    (网站发布60条，微信50条 are two).
    """
    for n, member in enumerate(found[1:], 1):
        # 按办理结果划分 before the whole divides nothing else: 按办理结果划分，办结的24件中，予以公开13件.
        if any(m.opening or m.item.colon or (k and grouped(m, words.lists)) for k, m in enumerate(found[: n + 1])):
            return
        whole = whole_before(found[:n], member)
        told = member.kinds or found[n - 1].is_("totals") or any(is_rest(m, words.lists) for m in found[n + 1 :])
        if not told or whole is None or whole.member is not found[n - 1] or whole.member.kinds:
            continue
        listing = _listing(whole, found[n:], frame, words)
        of_set = listing.ground == "set" and all(p.kinds and not p.is_("noun") for p in listing.parts)
        if of_set or (_is_whole(whole.member) and _bare(listing) and _near(listing)):
            yield listing


def _left_over(found: list[Member], frame: Sequence[Item], words: Words) -> Iterator[Listing]:
    """转办43件，办结39件，其余4件正在办理: what is left is the whole without the number between."""
    if len(found) < 3 or not begins_with(found[2].name, words.lists.remainder):
        return
    whole, done = found[0], found[1]
    alone = not (done.opening or done.elsewhen or done.kinds or whole.elsewhen or done.item.colon)
    if alone and whole.exact and of_counter(done, whole.unit):
        yield _listing(Whole(whole, ()), found[1:3], frame, words)


def _is_kind(member: Member) -> bool:
    """Whether a number counts one kind of things, and not those with which something was done."""
    return bool(member.name) and not any(map(member.is_, ("actions", "publishing", "states", "parts")))


def _is_whole(member: Member) -> bool:
    """Whether a number is said of a doing (发布政策解读23篇) and of no channel."""
    first = member.name[0] if member.name else None
    return (
        first is not None
        and not member.is_("parts")
        and (first.text == THIS or any(map(first.is_, ("actions", "publishing", "states", "totals"))))
    )


def _bare(listing: Listing) -> bool:
    """Whether the parts, the rest left out, are names and numbers alone, two or more."""
    doing = ("actions", "publishing", "states", "parts", "noun", "weak-noun")
    names = listing.parts[:-1] if listing.ground == "rest" else listing.parts
    return len(listing.parts) > 2 and not any(p.is_(role) for p in names for role in doing)


def _near(listing: Listing) -> bool:
    """Whether the parts come so near to the whole that they are its parts, with the rest or where 共 says so."""
    near = _NEAR if listing.ground == "rest" else _VERY_NEAR if listing.whole.is_("totals") else 0
    return bool(near) and abs(listing.sum - listing.whole.value) <= listing.whole.value * near


def _in_bracket(bracket: Sequence[Item], before: Sequence[Item], words: Words) -> Iterator[Listing]:
    """The list in a bracket behind a number, or behind the comma after it."""
    if _numbers(bracket) < 2:
        return
    found, earlier = members(bracket, words.sets), members(before, words.sets)
    if not earlier:
        return
    if before[-1].number is not None:
        yield _listing(Whole(earlier[-1], ()), found, bracket, words)
    elif found[0].opening and (whole := whole_before(earlier, found[0])):
        yield _listing(whole, found, bracket, words)


def _numbers(frame: Sequence[Item]) -> int:
    return sum(item.number is not None for item in frame)


def _listing(whole: Whole, following: Sequence[Member], frame: Sequence[Item], words: Words) -> Listing:
    end = frame[-1] if frame and frame[-1].number is None else None
    found = gather(whole.member.unit, following, end, words)
    return Listing(
        whole=whole.member,
        others=whole.others,
        parts=found.parts,
        doubtful=found.doubtful,
        after=found.after,
        ends=may_end(found.parts, words.lists),
        ground=_ground(found, following[0], words),
        open=found.open,
        repeats=found.repeats,
    )


def _ground(found: Gathered, first: Member, words: Words) -> Ground:
    if len(found.parts) > 1 and is_rest(found.parts[-1], words.lists):
        return "rest"
    if words.sets.exhausted(frozenset(k for p in found.parts for k in p.kinds)):
        return "set"
    return "said" if first.opening == "all" and len(found.parts) > 1 else ""
