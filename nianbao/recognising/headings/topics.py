"""Which topics a narrative section speaks of: as a sub-heading or as the words that open a paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.document import Paragraph
from nianbao.numerals import DIGITS, NUMERALS
from nianbao.patterns import LazyPattern
from nianbao.report import FoundSection, FoundTopic
from nianbao.text import normalise

# Inside a paragraph a new item opens with （一） or, after the end of a sentence, with 一是, 1. or 第一.
_ITEM = LazyPattern(rf"(?=\([{NUMERALS}]{{1,2}}\))|(?<=[。;])(?=[{NUMERALS}]是|\d{{1,2}}[.、]|第[{DIGITS}])")
_NUMBER = LazyPattern(
    rf"(?:\([{NUMERALS}\d]{{1,2}}\)|[{NUMERALS}]{{1,2}}[、.是]|\d{{1,2}}[.、]|第[{DIGITS}][,是、]?)?[,、:]?"
)
_CLAUSE = LazyPattern(r"[^。;:,!?]*")
_WHOLE = LazyPattern(r"[^。;!?]*")
# A sub-heading may have several clauses: （一）围绕重点，扎实推进主动公开。 What has figures or is longer is text, and
# of that only the opening clause is a lead; what comes later in a long clause opens nothing.
_LONGEST = 30
_LONGEST_NUMBERED = 40
_FIGURE = LazyPattern(r"\d")
_MARKS = "#*_ "
_SENTENCE = LazyPattern(r"(?<=。)")
# 政府信息公开平台建设工作情况: what stands around the words of a topic that is a sentence, or its first clause.
_AROUND = 6


def find_topics(sections: tuple[FoundSection, ...]) -> tuple[tuple[str, FoundTopic], ...]:
    """Every topic that is there, once, in the order of the rulebook; a lead may name more than one."""
    found: list[tuple[str, FoundTopic]] = []
    for section in sections:
        leads = list(_leads(section)) if section.section.topics else []
        for topic in section.section.topics:
            words = [normalise(w) for w in topic.words]
            lead = next(((p, lead) for p, lead, opens in leads if _names(lead, words, opens)), None)
            if lead:
                found.append((section.id, FoundTopic(topic, lead[1], lead[0].place)))
    return tuple(found)


def _names(lead: str, words: list[str], opens: bool) -> bool:
    """Whether the lead names the topic; one in the middle of a paragraph is little more than the topic's name."""
    named = [word for word in words if word in lead]
    if opens or not named:
        return bool(named)
    return not any(map(str.isdigit, lead)) and len(lead) <= max(map(len, named)) + _AROUND


def _leads(section: FoundSection) -> Iterator[tuple[Paragraph, str, bool]]:
    """What paragraphs, items and sentences open with, and whether it is more than a sentence that opens so."""
    for block in section.blocks:
        if isinstance(block, Paragraph):
            for item in _ITEM.split(normalise(block.text).lstrip(_MARKS)):
                match = _NUMBER.match(item)
                begun = match.end() if match else 0
                for number, sentence in enumerate(_SENTENCE.split(item[begun:])):
                    if lead := _lead(sentence, _LONGEST_NUMBERED if begun else _LONGEST, whole=number == 0):
                        yield block, lead, number == 0


def _lead(sentence: str, longest: int, *, whole: bool) -> str:
    """The sub-heading that the sentence is, or else its opening clause."""
    heading = _WHOLE.match(sentence) if whole else None
    if heading and len(heading[0]) <= longest and not _FIGURE.search(heading[0]):
        return heading[0]
    clause = _CLAUSE.match(sentence)
    return clause[0][:_LONGEST] if clause else ""
