"""Where a list begins and ends: which of the numbers that follow are surely its parts, and which may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from nianbao.claims.clauses import COMMA, SEMICOLON, Item, Token
from nianbao.claims.lexicon import NOISE
from nianbao.claims.lists.members import Member, begins_with
from nianbao.claims.lists.sets import Kinds, KnownSets, known_sets
from nianbao.claims.lists.shapes import besides, crosses, dated_alike, lacks_the_verb, other_shape, passive, same_head
from nianbao.claims.model import Claims, Lists

# How a number stands to the list before it: a part; perhaps one; the list may go on or end before it; it belongs to a
# list in the list; or the list has ended.
Standing: TypeAlias = Literal["part", "doubtful", "departs", "inside", "ends"]


class Gathered(Struct, frozen=True):
    """The parts of a list, each that may be one, those that it may go on to, whether there are more or some twice."""

    parts: tuple[Member, ...]
    doubtful: tuple[Member, ...]
    after: tuple[Member, ...]
    open: bool
    repeats: bool


class Words(Struct, frozen=True):
    """What telling parts apart needs of the rulebook."""

    lists: Lists
    sets: KnownSets
    # The subjects that stand for a whole business of their own: requests, cases.
    matters: frozenset[str]
    cases: frozenset[str]


def words_of(book: Claims) -> Words:
    """Those of a rulebook."""
    matters = frozenset(s.id for s in book.subjects if s.role)
    return Words(book.lists, known_sets(book), matters, frozenset(s.id for s in book.subjects if s.role == "cases"))


def gather(unit: str, following: Sequence[Member], end: Item | None, words: Words) -> Gathered:
    """The list that `following` begins with; `end` is what follows the last number of its frame."""
    following = _without_inner(following)
    found: dict[Standing, list[Member]] = {"part": [], "doubtful": [], "departs": []}
    behind, inner = end, False
    standing: Standing = "part"
    for n, member in enumerate(following):
        own = _standing(member, n, following, found["part"], words) if n else _first_standing(member, words)
        if own in ("ends", "inside"):
            behind, inner = member.item, own == "inside" and standing != "departs"
            if member.is_("beyond"):
                found["departs"].append(member)  # 同时以两种方式送达1件 may still be a part
            break
        standing = "departs" if standing == "departs" and not is_rest(member, words.lists) else own
        sure = member.exact and of_counter(member, unit)
        found["doubtful" if standing == "part" and not sure else standing].append(member)
        if n and any(w.is_("open") for w in member.tail):
            inner = True  # what follows 等 is told of something else
            break
    last = following[sum(map(len, found.values())) - 1]
    more = inner or _begins_open(following[0]) or _ends_open(last, behind, words.lists)
    parts, doubtful, departs = (tuple(numbers) for numbers in found.values())
    return Gathered(parts, doubtful, departs, more, _repeats(parts, last, behind))


def _without_inner(following: Sequence[Member]) -> Sequence[Member]:
    """The members without a list in the list that a semicolon ends: 自然人33件，其中本地居民29件；商业企业3件."""
    inner = next((n for n, m in enumerate(following) if n and m.opening), len(following))
    for n, member in enumerate(following[inner + 1 :], inner + 1):
        if member.item.mark == SEMICOLON and not member.opening and _of_one_set(member, following[0]):
            return [*following[:inner], *following[n:]]
    return following


def _of_one_set(member: Member, other: Member) -> bool:
    """Whether both name kinds of one set."""
    return bool(member.sets & other.sets)


def of_counter(member: Member, unit: str) -> bool:
    """Whether a number counts by a unit, which it may have lost; 条 are 条次, but 条次 may count one thing twice."""
    return member.unit in (unit, "") or (unit.startswith(member.unit) and "次" in unit)


def is_rest(member: Member, lists: Lists) -> bool:
    """Whether a part is all the rest (其他信息20条; 其余为动态，计20条), and not a kind of its own (其他处理)."""
    name = member.name[1:] if member.led_by("parts") else member.name
    if begins_with(name, lists.rest):
        return not member.kinds or name[0].text in lists.rest
    bare = all(w.is_("fillers") or w.is_("totals") for w in member.name)
    return bare and bool(member.between) and begins_with(member.between[-1], lists.remainder)


def may_end(parts: Sequence[Member], lists: Lists) -> frozenset[int]:
    """The places of the parts with which a list may end: all the rest, one before a stronger mark, or before a set.

    行政诉讼6件，其中一审4件，二审2件，维持3件，撤销1件: what came of them divides the six anew.
    """
    level = parts[1].item.mark if len(parts) > 1 else 0
    stronger = (n for n, p in enumerate(parts[2:], 1) if p.item.mark > level and not is_rest(p, lists))
    known = [bool(p.kinds) for p in parts]
    anew = known.index(True) - 1 if True in known else 0
    fresh = known[anew + 1 :]
    divides = all(fresh) and (len(fresh) > 1 or (bool(fresh) and parts[-1].result))
    before_a_set = (anew,) if anew > 0 and divides else ()
    return frozenset((*stronger, *before_a_set, *(n for n, p in enumerate(parts) if n and is_rest(p, lists))))


def grouped(member: Member, lists: Lists) -> bool:
    """Whether the words before a number tell by what the whole is divided anew: 按申请方式分."""
    return any(
        _first(clause, "grouping") and any(word in _text(clause) for word in lists.grouped)
        for clause in (*member.between, member.name)
    )


def _standing(member: Member, n: int, following: Sequence[Member], parts: Sequence[Member], words: Words) -> Standing:
    if member.led_by("totals") or member.is_("beyond") or grouped(member, words.lists):
        return "ends"
    if any(w.is_("among") for w in member.name[1:-1]):
        return "inside"  # 办结件中予以公开20件
    by_set = _by_set(member, parts, words.sets)
    if member.opening or by_set != "part":
        return "inside" if member.opening else by_set
    if is_rest(member, words.lists):
        return "part"
    if (
        lacks_the_verb(member, parts)
        or _speaks_anew(member, following[0])
        or _other_matter(member, parts, words)
        or _breaks(member, n, following)
    ):
        return "departs"
    doubt = crosses(member, parts, words.lists) or other_shape(member, following[0])
    return "doubtful" if doubt or (member.elsewhen and not dated_alike(following[0], member)) else "part"


def _first_standing(first: Member, words: Words) -> Standing:
    return "doubtful" if besides(first, words.lists) else "part"


def _speaks_anew(member: Member, first: Member) -> bool:
    """Whether its words begin as a statement does: with a time, the agency, or a verb of its own."""
    anew = member.timed and not same_head(member, first)
    own = member.led_by("own") and not first.led_by("own") and len(member.name) > 1  # 市局31个 is a part
    return own or anew or _other_verb(member, first)


def _by_set(member: Member, parts: Sequence[Member], sets: KnownSets) -> Standing:
    """A kind of another set begins another list; what is in none may still follow one that is full."""
    kinds: Kinds = frozenset(k for p in parts for k in p.kinds)
    if not kinds:
        return "part"
    if member.kinds and not {k[0] for k in kinds} & member.sets:
        return "ends"
    named = any(not (w.is_("fillers") or w.text == "、") for w in member.name)  # 分别为45件和21件: the second is not
    return "departs" if named and not member.kinds and sets.exhausted(kinds) else "part"


def _other_verb(member: Member, first: Member) -> bool:
    """Whether a verb of its own begins the words of a number, or is said of messages and visitors.

    What tells the first to be a part goes on with it: 新制定6件、修订后重新公布2件; 原创517条，转载158条.
    """
    if passive(member) and not passive(first):
        return True
    if (member.led_by("beside") and first.is_("states")) or _attributive(member) or _of_one_set(member, first):
        return False
    if (
        member.led_by("stages")
        and not same_head(member, first)
        and not any(map(first.is_, ("stages", "actions")))
        and not member.is_("other")
    ):
        return True
    for role in ("actions", "publishing"):
        if not first.is_(role) and (member.led_by(role) or (role == "actions" and _handled(member))):
            return True
    return False


def _attributive(member: Member) -> bool:
    """Whether what is done only tells which ones are counted: 转载上级的381条, 公示类86条."""
    return bool(member.name) and member.name[-1].is_("attributive")


def _handled(member: Member) -> bool:
    pairs = zip(member.name, member.name[1:], strict=False)
    return any(verb.is_("actions") and what.is_("other") for verb, what in pairs)


def _other_matter(member: Member, parts: Sequence[Member], words: Words) -> bool:
    """Whether a number speaks of requests or cases where the parts do not, nor name classes of disclosure.

    Cases of two kinds may divide a whole: 行政争议15件，其中行政复议10件，行政诉讼5件.
    """
    told = {m for p in parts for m in _matters(p, words)}
    other = _matters(member, words) - told
    if not other or any(p.is_("classes") for p in parts):
        return False
    return not (told and told <= words.cases and other <= words.cases)


def _matters(member: Member, words: Words) -> set[str]:
    return {w.entry.subject for w in member.name if w.entry and w.is_("noun")} & words.matters


def _breaks(member: Member, n: int, following: Sequence[Member]) -> bool:
    """Whether a mark stronger than those of the list, or a clause of its own, stands before a number."""
    first, level = following[0], following[1].item.mark
    if n == 1 and level == SEMICOLON:
        lined_up = first.item.mark == SEMICOLON or first.item.colon or bool(member.between) or numbered(member)
        lined_up = lined_up or _of_one_set(member, first)
        return not lined_up and sum(m.item.mark == SEMICOLON for m in following[1:]) < 2
    if member.item.mark > max(level, COMMA):
        return True
    return bool(member.name) and any(not _beside(clause) for clause in member.between)


def numbered(member: Member) -> bool:
    """Whether 一是 or the like stands before it."""
    return any(w.is_("ordinals") for clause in (*member.item.before, member.item.lead) for w in clause)


def _beside(clause: Sequence[Token]) -> bool:
    """Whether a clause only adds to the number before it: 占31%, 均按期答复."""
    adds = ("fillers", "states", "ordinals")
    return any(w.text in (NOISE, "占") for w in clause) or all(any(map(w.is_, adds)) for w in clause)


def _begins_open(first: Member) -> bool:
    """Whether the words that open a list say that they open only a part of it: 主要包括, 其中重点."""
    gap = list(first.item.gap)
    opened = max((n for n, w in enumerate(gap) if w.is_("opening")), default=-1)
    return any(w.is_("incomplete") for w in (*gap[: opened + 1], *first.name[:1]))


def _ends_open(last: Member, behind: Item | None, lists: Lists) -> bool:
    """Whether the words behind the last part say that there are more: 等, 其余均为图片."""
    after = [last.tail, *(behind.before if behind is not None and behind.number is None else [])]
    rest = any(begins_with(clause, lists.rest) for clause in after[1:])
    return rest or any(w.is_("open") for clause in after[:2] for w in clause)


def _repeats(parts: Sequence[Member], last: Member, behind: Item | None) -> bool:
    """Whether some of it is counted more than once, as words of a part or behind the last one say (同步推送90条)."""
    brackets = [list(item.gap) for bracket in last.item.brackets for item in bracket]
    after = [last.tail, *brackets, *(behind.before if behind is not None else [])]
    some = any(clause and clause[0].is_("some") for clause in after)
    # What is handled in two ways, or taken up by two others (被甲采用, 被乙采用), is one thing.
    handled = sum(p.led_by("stages") and not p.kinds for p in parts) > 1 and parts[0].opening != "all"
    taken_up = sum(passive(p) and not p.kinds for p in parts) > 1
    words = [w for p in parts for w in p.name] + [w for clause in after for w in clause]
    return some or handled or taken_up or any(w.is_("repeating") for w in words)


def _first(clause: Sequence[Token], role: str) -> bool:
    first = next((w for w in clause if w.is_(role) or not w.is_("fillers")), None)
    return first is not None and first.is_(role)


def _text(clause: Sequence[Token]) -> str:
    return "".join(w.text for w in clause)
