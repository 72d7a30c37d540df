"""What a report without year or agency in its title says of itself elsewhere: never more than it says."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.document import Block, Paragraph
from nianbao.patterns import LazyPattern
from nianbao.report import FoundSection
from nianbao.rulebook.bodies import body_of
from nianbao.rulebook.model import Rulebook
from nianbao.text import normalise

# A whole calendar year, the end with its year or without: 自2024年1月1日起至12月31日止.
_PERIOD = LazyPattern(r"(20\d\d)年1月1日[^。;\d]{0,6}(?:至|到|-+|~)(?:(20\d\d)年)?12月31日")
# 现公布青岚县水务局2024年政府信息公开工作年度报告; 特编制2024年青岚县水务局….
TOLD = LazyPattern(
    r"(?:公布|公开|发布|编制|形成|提交|将)了?[<\"]?(?:(?P<before>[^,。;:<>\"\d]{2,30}?)的?)?(?P<year>20\d\d)年度?的?"
    r"(?P<behind>[^,。;:<>\"\d]{2,30}?)?(?:政府|政务)?(?:信息|政务)公开[^,。;:<>\"\d]{0,6}?报告"
)
# What a preamble holds in front of or behind the sections; more of a long report tells nothing of its year.
_FIRST_BLOCKS = 40


def stated_year(preamble: tuple[Block, ...], sections: tuple[FoundSection, ...]) -> int | None:
    """The one year whose whole is named as the period, or else as that of the report; None where there are two."""
    plain = list(_texts(preamble, sections))
    periods = {int(match[1]) for text in plain for match in _PERIOD.finditer(text) if match[2] in (None, match[1])}
    told = {int(match["year"]) for text in plain for match in TOLD.finditer(text)}
    years = periods | told if periods & told else periods or told
    return years.pop() if len(years) == 1 else None


def stated_agency(preamble: tuple[Block, ...], sections: tuple[FoundSection, ...], rulebook: Rulebook) -> str | None:
    """The one agency whose report the preamble says it is; 我局 and what is no body's name tell nothing."""
    named = {
        name
        for text in _texts(preamble, sections)
        for match in TOLD.finditer(text)
        for name in (match["before"], match["behind"])
        if name and len(name) > _OURS and body_of(name, rulebook)
    }
    return named.pop() if len(named) == 1 else None


# 我局, 本单位, 区统计局: too short for the full name of an agency.
_OURS = 4


def _texts(preamble: tuple[Block, ...], sections: tuple[FoundSection, ...]) -> Iterator[str]:
    """The paragraphs in front of the first section and in it, where preambles stand."""
    first = sections[0].blocks if sections else ()
    for block in (*preamble, *first)[:_FIRST_BLOCKS]:
        if isinstance(block, Paragraph):
            yield normalise(block.text)
