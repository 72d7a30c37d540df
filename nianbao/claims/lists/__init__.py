"""Totals with lists of their parts: 936条，其中…307条，…402条，…227条; …64件、…12件，合计76件.

A list goes from the words that open it to where it ends; each number behind them is surely a part, perhaps one, or
none. The numbers of a sentence are made members (`members`), those behind an opening are gathered (`gathering`) under
the total before them (`wholes`), and what came of it is judged (`judging`).
"""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from nianbao.claims.engine import Passage, engine
from nianbao.claims.lists.finding import listings, listings_across, summed_before
from nianbao.claims.lists.gathering import words_of
from nianbao.claims.lists.judging import Listing, judge, with_doubtful
from nianbao.claims.lists.members import Member
from nianbao.claims.lists.shapes import dated_alike
from nianbao.claims.model import Claims
from nianbao.claims.results import Breakdown, Part


def find_breakdowns(text: str, book: Claims, *, year: int | None = None) -> list[Breakdown]:
    """Every total of a text with a list of its parts, in the order of the text; `year` is the report's."""
    words = words_of(book)
    found: list[Breakdown] = []
    before: Passage | None = None
    for passage in engine(book).passages(text, year):
        if not passage.canon.numbers:
            before = None
            continue
        found += [_breakdown(one, passage, passage, text) for one in listings(passage.items, words) if _of_now(one)]
        if before:
            across = listings_across(before.items, passage.items, words)
            found += [_breakdown(one, before, passage, text) for one in across if _of_now(one)]
            summed = summed_before(before.items, passage.items, words)
            found += [_breakdown(one, passage, before, text) for one in summed if _of_now(one)]
        before = passage
    return found


def _of_now(found: Listing) -> bool:
    """Whether there are parts, and no differences or counts of other years (较上年分别减少9件、4件)."""
    first, *others = found.parts or (None,)
    return first is not None and (not first.elsewhen or any(o is not None and dated_alike(first, o) for o in others))


def _breakdown(found: Listing, of_whole: Passage, of_parts: Passage, text: str) -> Breakdown:
    verdict = judge(found)
    if verdict == "below":
        found = with_doubtful(found)
        verdict = "above" if found.sum > found.whole.value else "below"
    whole = _part(found.whole, of_whole)
    parts = tuple(_part(p, of_parts) for p in found.parts)
    start, end = min(p.start for p in (whole, *parts)), max(p.end for p in (whole, *parts))
    scale = Decimal(10_000) if found.whole.money and "万" in text[whole.start : whole.end] else Decimal(1)
    whole, *parts_ = (replace(p, value=p.value / scale) for p in (whole, *parts))
    return Breakdown(whole, tuple(parts_), verdict, start, end, text[start:end])


def _part(member: Member, passage: Passage) -> Part:
    places, place = passage.sentence.places, member.item.place
    start, end = passage.canon.places[place], passage.canon.places[place + 1] - 1
    return Part(member.value, places[start], places[end] + 1)
