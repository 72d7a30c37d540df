"""The numbers behind a whole made a list of its parts, with why they are meant as all of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from msgspec.structs import replace

from nianbao.claims.clauses import SEMICOLON, Item
from nianbao.claims.lexicon import NOISE
from nianbao.claims.lists.gathering import Gathered, Words, gather, grouped, is_rest, may_end, of_counter
from nianbao.claims.lists.judging import Ground, Listing, with_rounded
from nianbao.claims.lists.members import Member
from nianbao.claims.lists.parallel import contraries
from nianbao.claims.lists.sets import Kinds
from nianbao.claims.lists.wholes import Whole


def listing_of(
    whole: Whole, following: Sequence[Member], frame: Sequence[Item], words: Words, *, bracket: bool = False
) -> Listing:
    """The list of a whole that begins with `following`, numbers of the frame; `bracket`: a bracket sets them apart."""
    end = frame[-1] if frame and frame[-1].number is None else None
    found = gather(whole.member.unit, following, end, words)
    listing = Listing(
        whole=whole.member,
        others=whole.others,
        together=whole.together,
        parts=found.parts,
        doubtful=found.doubtful,
        after=found.after,
        ends=may_end(found.parts, words.lists),
        ground=_ground(found, following[0], words),
        open=found.open,
        plain=not following[0].opening and (following[0].item.colon or bracket),
        repeats=(found.repeats and not words.sets.exhausted(kinds_of(found.parts)))
        or any(w.is_("repeating") for w in (*whole.member.tail, *following[0].item.gap)),
    )
    if _explained(listing, following):
        listing = replace(listing, repeats=True)
    return with_rounded(listing)


def _explained(listing: Listing, following: Sequence[Member]) -> bool:
    """Whether a number behind the parts is what they are too many: 线上7期、线下6期，有1期同步举行 of 12."""
    off = listing.sum - listing.whole.value
    same = takewhile(lambda m: m is following[0] or m.item.mark < SEMICOLON, following)
    later = [m for m in same if m not in listing.parts]
    return off > 0 and any(m.value == off and of_counter(m, listing.whole.unit) for m in later)


def _ground(found: Gathered, first: Member, words: Words) -> Ground:
    if len(found.parts) > 1 and is_rest(found.parts[-1], words.lists) and _of_one_doing(found.parts):
        return "rest"
    if (words.sets.exhausted(kinds_of(found.parts)) and not _narrowed(found.parts)) or _all_halves(found, first, words):
        return "set"
    return "said" if first.opening == "all" and len(found.parts) > 1 else ""


def _of_one_doing(parts: Sequence[Member]) -> bool:
    """Whether nothing else was done with the rest than with the parts before it: 其他平台推送37条 may be no rest."""
    return parts[-1].doing <= set().union(*(p.doing for p in parts[:-1]))


def _narrowed(parts: Sequence[Member]) -> bool:
    """Whether a kind is told with a word that leaves out others of it: 原创58条，转载省、市信息29条."""
    behind = [w for p in parts if p.kinds and p.is_("set") for w in p.name[1:]]
    return any((w.entry is None or w.is_("others")) and w.text != NOISE for w in behind)


def kinds_of(parts: Sequence[Member]) -> Kinds:
    """The kinds of known sets that parts name."""
    return frozenset(k for p in parts for k in p.kinds)


def _all_halves(found: Gathered, first: Member, words: Words) -> bool:
    """Whether two parts are all there is: one is what the other is not (合格22家，不合格2家), or 按…分 opens them."""
    if len(found.parts) != 2:
        return False
    one, other = found.parts
    if grouped(first, words.lists) and one.sets & other.sets:
        return True
    return contraries(one, other, words.lists)
