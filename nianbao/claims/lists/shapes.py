"""How the words of a number are formed beside those of a list: what has another form may be no part of it."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.claims.clauses import Token
from nianbao.claims.lists.members import Member, label
from nianbao.claims.model import Lists


def lacks_the_verb(member: Member, parts: Sequence[Member]) -> bool:
    """Whether all parts before end with one verb and this one does not: 县区报送41个，部门报送26个，评优10个."""
    ends = {p.name[-1].text if p.name and _verbal(p.name[-1]) else "" for p in parts}
    (end,) = ends if len(parts) > 1 and len(ends) == 1 else ("",)
    return bool(end) and bool(member.name) and member.name[-1].text != end and not member.kinds


def _verbal(word: Token) -> bool:
    return word.is_("actions") or word.is_("publishing")


def crosses(member: Member, parts: Sequence[Member], lists: Lists) -> bool:
    """Whether it may count some of the others as well: 本地居民19件，重复申请4件; 市级20项，提前完成15项."""
    name = label(member)
    begins = next((word for word in lists.crossing if name.startswith(word)), "")
    if begins:
        return not all(label(p).startswith(begins) for p in parts)
    done = bool(member.name) and not member.kinds and member.name[-1].is_("actions")
    return done and not any(w.is_("actions") for p in parts for w in p.name)


def other_shape(member: Member, first: Member) -> bool:
    """Whether it is named before its number where the others are behind it, is described by 的, or comes with 另."""
    series = first.opening == "all" or first.is_("distributive")
    further = bool(member.name) and member.name[0].is_("further")
    mixed = _named(member) != _named(first) or (bool(first.name) and _described(member) != _described(first))
    return further or (mixed and not series)


def _named(member: Member) -> bool:
    """Whether words before a number name it, and not 有 alone."""
    return any(not w.is_("copulas") for w in member.name)


def _described(member: Member) -> bool:
    """Whether it counts those that are so and so (代表列席的6次), which may be among the others."""
    return bool(member.name) and member.name[-1].text.endswith("的")


def same_head(member: Member, other: Member) -> bool:
    """Whether both are named by one noun: 首次登记公告146条，更正公告80条."""
    return bool(member.name and other.name) and member.name[-1].text == other.name[-1].text and len(member.name) > 1


def passive(member: Member) -> bool:
    return bool(member.name) and member.name[0].is_("passive")
