"""Totals with lists of their parts: 936条，其中…307条，…402条，…227条; …64件、…12件，合计76件.

A list is judged only where the text means it as the whole: exact numbers of one counter, not said to be open or by
example, and covering enough of the total to be meant so. What also adds up in another reading is let alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from nianbao.claims.clauses import Item, Token
from nianbao.claims.engine import Passage, engine
from nianbao.claims.lexicon import FAR, LAST, SPAN
from nianbao.claims.model import Breakdown, Claims, Part

# How much of the total a list must cover to be meant as all of it: one said to be (分别为, a colon, a bracket), one of
# three or more parts, and one of two. Below, 其中 only picks some parts out.
SAID, MANY, TWO = Decimal("0.5"), Decimal("0.75"), Decimal("0.9")
# Parts stated first and then 合计: how far off the sum may be for the numbers before to be those parts.
NEAR = Decimal("0.25")
# … and where more is said than 合计, as in 全年共公开政府信息610条.
VERY_NEAR = Decimal("0.05")


class _List(Struct):
    total: Item
    parts: list[Item]
    said: bool  # the text says that these are all
    open: bool  # … or that they are not
    rivals: list[Item]  # numbers before that could be the total as well

    @property
    def sum(self) -> Decimal:
        return sum((_value(p) for p in self.parts), Decimal(0))

    @property
    def complete(self) -> bool:
        """Whether the list can be held against its total."""
        whole = _value(self.total)
        if self.open or len(self.parts) < 2 or not all(_exact(i) for i in (self.total, *self.parts)):
            return False
        if self.sum == whole:
            return True
        if any(_value(p) >= whole for p in self.parts) and not self.said:
            return False
        share = SAID if self.said else MANY if len(self.parts) > 2 else TWO
        return self.sum >= whole * share and not self._otherwise_right()

    def _otherwise_right(self) -> bool:
        """Whether it adds up with another total, or without one of its parts."""
        others = {_value(r) for r in self.rivals}
        whole = _value(self.total)
        return self.sum in others or any(
            self.sum - _value(p) == whole for p in self.parts if len(self.parts) > 2 and _value(p)
        )


def find_breakdowns(text: str, book: Claims, *, year: int | None = None) -> list[Breakdown]:
    """Every total of a text with a list of its parts, in the order of the text."""
    found: list[Breakdown] = []
    before: Passage | None = None
    for passage in engine(book).passages(text, year):
        if not passage.canon.numbers:
            before = None
            continue
        found += [_breakdown(parts, passage, passage, text) for parts in _lists(passage.items) if parts.parts]
        across = _across(before.items, passage.items) if before else None
        if across is not None and before is not None:
            found.append(_breakdown(across, before, passage, text))
        before = passage
    return found


def _lists(frame: list[Item]) -> Iterator[_List]:
    """The lists of a frame and of the brackets in it."""
    counted = [i for i in frame if i.number is not None]
    yield from _behind_totals(counted)
    yield from _before_totals(counted)
    for item in frame:
        for bracket in item.brackets:
            inside = [i for i in bracket if i.number is not None]
            if item.number is not None and inside:
                said = not _has(inside[0], "opening")
                yield _collected(item, inside, said=said, rivals=[])
            yield from _lists(bracket)


def _behind_totals(counted: list[Item]) -> Iterator[_List]:
    total: Item | None = None
    for n, item in enumerate(counted):
        if n == 0:
            continue
        grouping = _has(item, "grouping")
        if item.colon or _has(item, "opening") or grouping:
            if total is None or not grouping:
                total = _total_before(counted[:n], item)
            yield _collected(total, counted[n:], said=item.colon or _has(item, "exhaustive"), rivals=counted[:n])


def _total_before(before: list[Item], item: Item) -> Item:
    """The nearest number that counts the same thing, differences to other years left out."""
    assert item.number is not None
    for candidate in reversed(before):
        assert candidate.number is not None
        if candidate.number.unit == item.number.unit and not _has(candidate, "differences"):
            return candidate
    return before[-1]


def _across(before: list[Item], frame: list[Item]) -> _List | None:
    """…收到5件。其中，网上4件，邮寄1件: a list that opens a sentence belongs to the last number of the one before."""
    counted = [i for i in frame if i.number is not None]
    earlier = [i for i in before if i.number is not None]
    if not counted or not earlier:
        return None
    opening = next((c for c in [*counted[0].before, counted[0].lead] if c), [])
    if not (opening and opening[0].is_("opening") and not opening[0].is_("distributive")):
        return None
    return _collected(_total_before(earlier, counted[0]), counted, said=False, rivals=earlier)


def _collected(total: Item, following: list[Item], *, said: bool, rivals: list[Item]) -> _List:
    """The parts that follow, up to where the list ends or adds up."""
    found = _List(total, [], said, _has(following[0], "incomplete"), rivals)
    mark = 0
    for n, item in enumerate(following):
        if n and _ends(item, following[0], mark, n):
            break
        if not _same_counter(item, total) or _other_kind(item, following):
            found.open = True
            break
        mark = item.mark if n == 1 else mark
        found.parts.append(item)
        if found.sum == _value(total):
            return found
    behind = found.parts[-1].tail[:1] if found.parts else []
    found.open = found.open or any(w.is_("open") for w in behind)
    return found


def _ends(item: Item, first: Item, mark: int, n: int) -> bool:
    """Whether an item is no longer in the list that `first` began."""
    lead = item.lead
    if n > 1 and item.mark > mark:
        return True
    if lead and (lead[0].is_("further") or _has(item, "totals") or _has(item, "grouping") or _has(item, "opening")):
        return True
    own_verb = bool(lead) and lead[0].is_("actions")
    return own_verb and not (first.lead and any(w.is_("actions") for w in _after_opening(first.lead)[:1]))


def _after_opening(lead: list[Token]) -> list[Token]:
    return [w for w in lead if not w.is_("opening")]


def _other_kind(item: Item, following: list[Item]) -> bool:
    """Whether a number is of another time, a difference, or carried in without its counterpart."""
    if _has(item, "differences") or any(w.text in (LAST, FAR, SPAN) for w in item.lead):
        return True
    carried = any(f.role == "carried_in" for w in (*item.lead, *item.tail) if w.entry for f in w.entry.states.values())
    return carried and not any(w.is_("strict") for i in following for w in i.lead)


def _before_totals(counted: list[Item]) -> Iterator[_List]:
    """Parts first, then 合计N."""
    for n, item in enumerate(counted):
        if n < 2 or not any(w.is_("totals") for w in item.lead) or item.colon or _has(item, "opening"):
            continue
        only = all(w.is_("totals") or w.is_("fillers") for w in item.lead)
        parts = counted[:n]
        if any(not _same_counter(p, item) or p.mark > 2 or p.colon for p in parts) or any(
            _has(p, "opening") or _has(p, "totals") for p in parts[1:]
        ):
            continue
        found = _List(item, list(parts), said=True, open=False, rivals=[])
        fits = any(sum((_value(p) for p in parts[k:]), Decimal(0)) == _value(item) for k in range(n - 1))
        near = abs(found.sum - _value(item)) <= _value(item) * (NEAR if only else VERY_NEAR)
        found.open = not near or (fits and found.sum != _value(item))
        yield found


def _has(item: Item, role: str) -> bool:
    return any(w.is_(role) for w in item.gap)


def _value(item: Item) -> Decimal:
    assert item.number is not None
    return item.number.value


def _exact(item: Item) -> bool:
    return item.number is not None and item.number.exact


def _same_counter(item: Item, total: Item) -> bool:
    assert item.number is not None
    assert total.number is not None
    return item.number.unit in (total.number.unit, "") and item.number.money == total.number.money


def _breakdown(found: _List, above: Passage, below: Passage, text: str) -> Breakdown:
    total = _part(found.total, above)
    parts = tuple(_part(p, below) for p in found.parts)
    start, end = min(p.start for p in (total, *parts)), max(p.end for p in (total, *parts))
    return Breakdown(total, parts, found.complete, start, end, text[start:end])


def _part(item: Item, passage: Passage) -> Part:
    places = passage.sentence.places
    start, end = passage.canon.places[item.place], passage.canon.places[item.place + 1] - 1
    return Part(_value(item), places[start], places[end] + 1)
