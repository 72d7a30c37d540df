"""The numbers of a sentence as members of lists: how much, of what counter, named by which words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile
from typing import Literal, TypeAlias

from msgspec import Struct

from nianbao.claims.clauses import Item, Token
from nianbao.claims.lexicon import FAR, LAST, NOISE, SPAN, THIS
from nianbao.claims.lists.sets import Kinds, KnownSets

# How a member opens a list: some of the whole are named (其中, 含), or all (分别为); "" where it opens none.
Opening: TypeAlias = Literal["", "some", "all"]


class Member(Struct, frozen=True):
    """A number with what its words say of its place in a list.

    `name` are the words of its own clause without those that open a list or number its parts, `between` the clauses
    that stand between the number before and that one.
    """

    item: Item
    value: Decimal
    exact: bool  # the text gives it to the last unit, for one thing and not for each of several
    unit: str
    money: bool
    opening: Opening
    name: tuple[Token, ...]
    between: tuple[tuple[Token, ...], ...]
    kinds: Kinds  # of the known sets that it belongs to

    @property
    def low(self) -> Decimal:
        """The least that it can be where it is rounded; nothing where it is said of each of several."""
        number = self.item.number
        return (
            Decimal(0)
            if number is None or (number.exact and not self.exact)
            else self.value - number.value + number.low
        )

    @property
    def high(self) -> Decimal:
        """The most that it can be where it is rounded."""
        number = self.item.number
        return self.value if number is None else self.value - number.value + number.high

    @property
    def tail(self) -> list[Token]:
        """The words between the number and the next mark."""
        return self.item.tail

    def is_(self, role: str) -> bool:
        """Whether a word of its name can play a role."""
        return any(w.is_(role) for w in self.name)

    @property
    def outcome(self) -> bool:
        """Whether it is named as a row of the outcomes of requests."""
        named = self.name or self.tail
        return any(f.group == "outcome" for w in named if w.entry for f in w.entry.states.values())

    @property
    def result(self) -> bool:
        """Whether it is named as a result of cases."""
        return any(f.group == "result" for w in self.name if w.entry for f in w.entry.states.values())

    @property
    def completed(self) -> bool:
        """Whether it counts what was completed."""
        return any(f.role == "completed" for w in self.name if w.entry for f in w.entry.states.values())

    @property
    def received(self) -> bool:
        """Whether it counts what was received."""
        return any(f.role == "received" for w in self.name if w.entry for f in w.entry.states.values())

    @property
    def doing(self) -> set[str]:
        """The verbs of its name that tell what was done, publishing among it."""
        return {w.text for w in self.name if w.is_("actions") or w.is_("publishing")}

    @property
    def sets(self) -> frozenset[str]:
        """The known sets of which it is a kind."""
        return frozenset(one for one, _ in self.kinds)

    @property
    def of_requests(self) -> bool:
        """Whether it counts requests."""
        return any(w.is_("request") for w in (*self.name, *self.tail))

    @property
    def among(self) -> bool:
        """Whether what follows is said to be among it: 公开的318条信息中，…."""
        return bool(self.tail) and self.tail[-1].is_("among")

    def led_by(self, role: str) -> bool:
        """Whether its name begins with a word of a role, small words left out."""
        first = next((w for w in self.name if w.is_(role) or not _small(w)), None)
        return first is not None and first.is_(role)

    @property
    def timed(self) -> bool:
        """Whether it begins with a time, as a new statement does (本年新收 is a part)."""
        return bool(self.name) and self.name[0].text in (THIS, LAST, FAR, SPAN) and not self.is_("strict")

    @property
    def elsewhen(self) -> bool:
        """Whether it is of another time than the report's year (its halves and quarters are parts), or a difference."""
        # A clause with a share has told its difference (数量同比增长20%，达到72件), as has one before the year.
        anew = self.name[:1] and self.name[0].text == THIS
        told = () if anew else (clause for clause in self.between if not any(w.text == NOISE for w in clause))
        words = (*self.name, *(w for clause in told for w in clause))
        return any(
            w.is_("differences") or (w.is_("times") and not w.is_("set")) or w.text in (LAST, FAR, SPAN) for w in words
        )

    @property
    def carried(self) -> bool:
        """Whether it is of last year as a row of this year's business is: 上年结转."""
        return any(LAST in w.text and w.is_("states") for w in self.name)


def members(frame: Sequence[Item], sets: KnownSets) -> list[Member]:
    """The members of a frame, in its order."""
    return [_member(item, sets) for item in frame if item.number is not None]


def _member(item: Item, sets: KnownSets) -> Member:
    number = item.number
    assert number is not None
    clauses = [tuple(w for w in c if not w.aside) for c in (*item.before, item.lead)]
    opening, rest = _opened(clauses)
    name = _name(rest[-1]) if rest else ()
    each = _for_each(name)
    several = _several(rest[-1]) if each else 1
    return Member(
        item=item,
        value=number.value * several,
        exact=number.exact and (not each or several > 1),
        unit=number.unit,
        money=number.money,
        opening=opening,
        name=name,
        between=tuple(c for c in rest[:-1] if c),
        kinds=sets.kinds((*name, *(() if name else item.tail))),
    )


def _opened(clauses: list[tuple[Token, ...]]) -> tuple[Opening, list[tuple[Token, ...]]]:
    """How a list is opened, and the clauses from there on without the words that do it."""
    for n, clause in enumerate(clauses):
        for k, word in enumerate(clause):
            if not word.is_("opening") or (len(word.text) == 1 and not all(_small(w) for w in clause[:k])):
                continue
            behind = k + 1
            while behind < len(clause) and clause[behind].is_("opening"):
                behind += 1
            # Of 予以公开、无法提供的分别为9件和3件 the names stand before.
            names = clause[:k] if word.is_("distributive") else ()
            every = any(w.is_("exhaustive") for w in clause[k:behind])
            return ("all" if every else "some"), [(*names, *clause[behind:]), *clauses[n + 1 :]]
    return "", clauses


def _name(clause: Sequence[Token]) -> tuple[Token, ...]:
    start = 0
    while start < len(clause) and (clause[start].is_("ordinals") or clause[start].text == NOISE):
        start += 1
    return (
        tuple(w for w in clause[start:] if w.text != "、")
        if start or "、" in {w.text for w in clause}
        else tuple(clause)
    )


def _for_each(name: Sequence[Token]) -> bool:
    """Whether a number is said of each of several: 各24份, 各发布24条, but not 各平台共发布24条."""
    behind = [*name[1:], None]
    return any(
        word.is_("each") and (after is None or any(map(after.is_, ("fillers", "actions", "publishing", "states"))))
        for word, after in zip(name, behind, strict=False)
    )


def _several(clause: Sequence[Token]) -> int:
    """Of how many a number is said, where they are named: 2 in 微信、微博各发布212条."""
    until = next((n for n, w in enumerate(clause) if w.is_("each")), 0)
    return 1 + sum(w.text == "、" for w in clause[:until])


def _small(word: Token) -> bool:
    return word.is_("fillers") or word.is_("own") or word.text in (THIS, NOISE)


def begins_with(name: Sequence[Token], words: Sequence[str]) -> bool:
    """Whether a name begins with one of the words, be it as a part of a longer one (其他信息, 其他处理)."""
    return bool(name) and next((w.text for w in name if not w.is_("further")), "").startswith(tuple(words))


def shared_affix(parts: Sequence[Member]) -> str:
    """What all the names end or begin with, where each says something more: 级 of 县级, 镇级 and 村级."""
    names = [label(p) for p in parts]
    affix = common_start([n[::-1] for n in names])[::-1] or common_start(names)
    return affix if len({*names}) == len(names) and all(len(n) > len(affix) for n in names) else ""


def common_start(names: Sequence[str]) -> str:
    """What all begin with."""
    alike = (len(set(chars)) == 1 for chars in zip(*names, strict=False))
    return names[0][: sum(takewhile(bool, alike))]


def label(member: Member) -> str:
    """The name of a number as one string."""
    return "".join(w.text for w in member.name if w.text not in (NOISE, THIS))
