"""The lists of a sentence: behind a word, a colon or a bracket that opens them, behind a whole, and before 合计."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from nianbao.claims.clauses import PAUSE, SEMICOLON, Item, Token
from nianbao.claims.lexicon import THIS
from nianbao.claims.lists.gathering import Words, grouped, is_rest, numbered, of_counter
from nianbao.claims.lists.grounds import kinds_of, listing_of
from nianbao.claims.lists.judging import Listing, off_by_a_slip
from nianbao.claims.lists.members import Member, begins_with, common_start, label, members
from nianbao.claims.lists.parallel import parallel
from nianbao.claims.lists.summing import before_totals, summed_across
from nianbao.claims.lists.wholes import Whole, coordinate, whole_before

# How far off bare numbers may be for the one before them to be their whole, where they close with the rest or not.
_NEAR, _VERY_NEAR = Decimal("0.25"), Decimal("0.1")
# Fewer names that 、 joins behind a number are rather beside it: 公开文件34件，配发图解20件、问答13件.
_SEVERAL = 3


def listings(frame: Sequence[Item], words: Words) -> Iterator[Listing]:
    """The lists of a frame and of the brackets in it."""
    if _numbers(frame) > 1:
        found = members(frame, words.sets)
        yield from _opened(found, frame, words)
        yield from _unopened(found, frame, words)
        yield from _left_over(found, frame, words)
        yield from before_totals(found, words)
        yield from _behind_bracket(frame, words)
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
    found, earlier = members(frame, words.sets), members(before, words.sets)
    if not any(w.is_("opening") or w.is_("grouping") for i in frame[:1] for w in i.gap):
        yield from _unopened_across(earlier, found, frame, words)
        return
    if not found or not earlier or found[0].timed or coordinate(earlier, found[0]):
        return
    whole, anew = whole_before(earlier, found[0]), grouped(found[0], words.lists)
    if whole and found[0].opening:
        yield listing_of(whole, found, frame, words)
    elif whole and anew and whole.member.of_requests:
        for n, member in enumerate(found):
            if grouped(member, words.lists):
                yield listing_of(whole, found[n:], frame, words)


def _unopened_across(
    earlier: Sequence[Member], found: Sequence[Member], frame: Sequence[Item], words: Words
) -> Iterator[Listing]:
    """共制发公文320件。主动公开85件，依申请公开112件，不予公开122件: all kinds of the only number before."""
    if len(found) < 2 or not earlier or found[0].timed or any(m.opening or m.item.colon for m in (*earlier, *found)):
        return
    counted = [m for m in earlier if of_counter(found[0], m.unit)]
    if len(counted) != 1 or not all(of_counter(m, counted[0].unit) for m in found):
        return
    listing = listing_of(Whole(counted[0], ()), found, frame, words)
    if len(listing.parts) == len(found) and (
        _of_one_set(listing, words)
        or (words.sets.exhausted(kinds_of(listing.parts)) and parallel(listing, words.lists))
    ):
        yield listing


def summed_before(before: Sequence[Item], frame: Sequence[Item], words: Words) -> Iterator[Listing]:
    """The list of the sentence before that ends with a sum that begins this one: …微信公开35条。以上合计121条."""
    if before and any(w.is_("totals") for i in frame[:1] for w in i.lead):
        listing = summed_across(members(before, words.sets), members(frame, words.sets), words)
        if listing is not None:
            yield listing


def _opened(found: list[Member], frame: Sequence[Item], words: Words) -> Iterator[Listing]:
    whole: Whole | None = None
    divided = bool(found) and grouped(found[0], words.lists)  # a number of another sentence is
    for n, member in enumerate(found):
        anew = grouped(member, words.lists)
        if n == 0 or (anew and divided):
            continue
        among = found[n - 1].among and (
            _is_kind(member)
            or _same_doing(found[n - 1], member)
            or _named_alike(found[n:])
            or _closes(found[n + 1 :], words)
        )
        if not (member.opening or member.item.colon or anew or among):
            continue
        if whole is None or not anew:
            whole = whole_before(found[:n], member)
        if whole is not None:
            yield listing_of(whole, found[n:], frame, words)


def _unopened(found: list[Member], frame: Sequence[Item], words: Words) -> Iterator[Listing]:
    """收到60件，自然人55件，法人5件: the kinds of one set behind their whole need no word that opens them.

    Nor do parts that 一是, 二是 number, nor bare names behind a whole that comes to about as much and names no channel
    of its own (网站发布60条，微信50条 are two).
    """
    for n, member in enumerate(found[1:], 1):
        # 按办理结果划分 before the whole divides nothing else: 按办理结果划分，办结的24件中，予以公开13件.
        opened = (m.opening or m.item.colon or grouped(m, words.lists) for m in found[1 : n + 1])
        if any(opened) or (found[0].opening and not found[0].is_("totals")):
            return
        joined = n + 1 < len(found) and found[n + 1].item.mark == PAUSE
        told = member.kinds or joined or numbered(member) or found[n - 1].is_("totals")
        told = told or _closes(found[n + 1 :], words)
        whole = whole_before(found[:n], member)
        if whole is None or whole.member is not found[n - 1]:
            continue
        listing = listing_of(whole, found[n:], frame, words)
        known = told and not whole.member.sets & member.sets
        if known and (_of_one_set(listing, words) or _in_series(listing) or _comes_near(listing)):
            yield listing
        elif (alike := parallel(listing, words.lists)) is not None:
            yield alike


def _left_over(found: list[Member], frame: Sequence[Item], words: Words) -> Iterator[Listing]:
    """转办43件，办结39件，其余4件正在办理: what is left is the whole without those between, or nearly."""
    rest = next((n for n, m in enumerate(found) if n > 1 and begins_with(m.name, words.lists.remainder)), 0)
    if not rest or not found[0].exact or found[0].elsewhen:
        return
    whole, known = found[0], words.sets.opened.keys()
    between = found[1:rest]
    # 结转5件，共办结106件，其余6件 is what is left of both together, and of no number that stands there.
    alone = not any(m.opening or m.elsewhen or m.sets - known or m.item.colon or m.is_("totals") for m in between)
    if alone and all(of_counter(m, whole.unit) for m in between):
        listing = listing_of(Whole(whole, ()), found[1 : rest + 1], frame, words)
        if rest == 2 or (not listing.after and abs(listing.sum - whole.value) <= whole.value * _NEAR):
            yield listing


def _same_doing(whole: Member, member: Member) -> bool:
    """Whether the same was done with both: 答复的46件中，当场答复7件."""
    doing = ("actions", "publishing", "states")
    done, part_done = ({w.text for w in m.name if any(map(w.is_, doing))} for m in (whole, member))
    return bool(part_done) and part_done <= done


def _named_alike(following: Sequence[Member]) -> bool:
    """Whether the names of all that follow end with the same word: 办结的46件中，按时答复40件，延期答复6件."""
    ends = common_start([label(m)[::-1] for m in following])
    return len(following) > 1 and len(ends.strip("的")) > 1


def _closes(following: Sequence[Member], words: Words) -> bool:
    """Whether a list names the rest."""
    return any(is_rest(m, words.lists) for m in following)


def _is_kind(member: Member) -> bool:
    """Whether a number counts one kind of things, and not those with which something was done."""
    named = member.name or member.tail
    doing = ("actions", "publishing") if member.kinds else ("actions", "publishing", "states", "parts")
    return bool(named) and not any(word.is_(role) for word in named for role in doing)


def _is_whole(member: Member) -> bool:
    """Whether a number is said of a doing (发布政策解读23篇) and of no channel."""
    first = member.name[0] if member.name else None
    return (
        first is not None
        and not member.is_("parts")
        and (first.text == THIS or member.is_("totals") or any(map(first.is_, ("actions", "publishing", "states"))))
    )


def _of_one_set(listing: Listing, words: Words) -> bool:
    """Whether the parts are kinds of one set and say no more: 收到60件，线上40件，线下20件, not 线上咨询40件.

    What became of requests divides those completed: of those received it may have been carried in.
    """
    parts, whole = listing.parts, listing.whole
    shared = frozenset.intersection(*(p.sets for p in parts)) if len(parts) > 1 else frozenset()
    if not words.sets.unopened(shared, (*whole.name, *(w for p in parts[:1] for w in p.item.gap))) or (
        whole.received and parts[0].outcome
    ):
        return False
    named = {w.text for w in whole.name}
    return all(
        w.text in named or _says_nothing(w) or (w.is_("request") and not w.is_("noun")) or words.sets.kinds((w,))
        for p in parts
        for w in p.name
    )


def _says_nothing(word: Token) -> bool:
    """Whether a word changes nothing, as 决定 behind 维持."""
    return word.is_("fillers") or (word.entry is not None and not word.entry.roles)


def _in_series(listing: Listing) -> bool:
    """Whether 一是, 二是 number the parts and nothing else."""
    return not numbered(listing.whole) and all(numbered(p) and not p.between for p in listing.parts)


def _comes_near(listing: Listing) -> bool:
    """Whether bare names behind a whole come so near to it that they are its parts, or 、 joins them but for a slip."""
    whole, difference = listing.whole, abs(listing.sum - listing.whole.value)
    if not (_is_whole(whole) and _bare(listing)):
        return False
    near = _NEAR if listing.ground == "rest" else _VERY_NEAR if whole.is_("totals") else 0
    if near and difference <= whole.value * near:
        return True
    joined = listing.parts[0].item.mark > PAUSE and all(p.item.mark == PAUSE for p in listing.parts[1:])
    joined = joined and len(listing.parts) > _SEVERAL
    return joined and difference <= max(listing.sum, whole.value) * _NEAR and off_by_a_slip(listing)


def _bare(listing: Listing) -> bool:
    """Whether the parts, the rest left out, are names and numbers alone, two or more."""
    doing = ("actions", "publishing", "states", "parts", "noun", "weak-noun")
    names = listing.parts[:-1] if listing.ground == "rest" else listing.parts
    return len(listing.parts) > 2 and not any(p.is_(role) for p in names for role in doing)


def _in_bracket(bracket: Sequence[Item], before: Sequence[Item], words: Words) -> Iterator[Listing]:
    """The list in a bracket behind a number, or behind the comma after it."""
    if _numbers(bracket) < 2:
        return
    found, earlier = members(bracket, words.sets), members(before, words.sets)
    if not earlier:
        return
    if before[-1].number is not None:
        yield listing_of(Whole(earlier[-1], ()), found, bracket, words, bracket=True)
    elif found[0].opening and (whole := whole_before(earlier, found[0])):
        yield listing_of(whole, found, bracket, words)


def _behind_bracket(frame: Sequence[Item], words: Words) -> Iterator[Listing]:
    """The list behind a total in a bracket and a colon: 办理结果（共63件）：予以公开24件；部分公开7件."""
    opened = frame[0].number is None and frame[0].brackets and frame[1].mark == SEMICOLON and frame[1].before
    told = members(frame[0].brackets[0], words.sets) if opened else []
    found = members(frame[1:], words.sets)
    if len(told) == 1 and len(found) > 1 and not found[0].opening and of_counter(found[0], told[0].unit):
        yield listing_of(Whole(told[0], ()), found, frame[1:], words, bracket=True)


def _numbers(frame: Sequence[Item]) -> int:
    return sum(item.number is not None for item in frame)
