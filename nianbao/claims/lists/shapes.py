"""How the words of a number are formed beside those of a list: what has another form may be no part of it."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.claims.clauses import Token
from nianbao.claims.lists.members import Member, label, shared_affix
from nianbao.claims.model import Lists

# No longer than this, with 的, one word describes: 不合格的.
_SHORT = 4


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
    if begins and not any(member.sets & p.sets for p in parts):
        return not all(label(p).startswith(begins) for p in parts)
    done = bool(member.name) and not member.kinds and member.name[-1].is_("actions")
    return besides(member, lists) or (done and not any(w.is_("actions") for p in parts for w in p.name))


def besides(member: Member, lists: Lists) -> bool:
    """Whether any of the whole may be so, whatever else it is: 配有图解20件，配有视频8件; 不见面审批98件."""
    return label(member).lstrip("“‘\"'").startswith(lists.besides)


def other_shape(member: Member, first: Member) -> bool:
    """Whether it is named before its number where the others are behind it, comes with 另, or tells what some are.

    Those that 的 describes divide the whole where they are described alike: 由自然人提出的30件，由企业提出的11件, but
    not 图文并茂的29篇，由负责人署名的12篇.
    """
    series = first.opening == "all" or first.is_("distributive")
    further = bool(member.name) and member.name[0].is_("further")
    described = _described(member)
    mixed = _named(member) != _named(first) or (bool(first.name) and described != _described(first))
    return further or ((mixed or (described and _described_otherwise(member, first))) and not series)


def _described_otherwise(member: Member, first: Member) -> bool:
    """Whether one is described by more than a word (撤销的8个), and nothing in it is as in the first."""
    at_length = max(len(label(m)) for m in (member, first)) > _SHORT
    return at_length and not shared_affix((first, member)).strip("的") and not member.sets & first.sets


def _named(member: Member) -> bool:
    """Whether words before a number name it, and not 有 alone."""
    return any(not w.is_("copulas") for w in member.name)


def _described(member: Member) -> bool:
    """Whether it counts those that are so and so (代表列席的6次), which may be among the others."""
    return bool(member.name) and member.name[-1].text.endswith("的")


def dated_alike(one: Member, other: Member) -> bool:
    """Whether both tell when the same was done: 2019年以前制定的31件，2020年以来制定的22件."""
    dated = one.elsewhen and other.elsewhen and not (one.is_("differences") or other.is_("differences"))
    return dated and len(shared_affix((one, other)).strip("的")) > 1


def same_head(member: Member, other: Member) -> bool:
    """Whether both are named by one noun: 首次登记公告146条，更正公告80条."""
    return bool(member.name and other.name) and member.name[-1].text == other.name[-1].text and len(member.name) > 1


def passive(member: Member) -> bool:
    return bool(member.name) and member.name[0].is_("passive")
