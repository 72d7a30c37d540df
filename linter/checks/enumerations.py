"""S113, S114 and D705: how the prose is written, its length, its enumerations, its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from linter.checks.registry import Case, check
from linter.checks.sentences import Sentence, paragraphs, quote, sentences
from linter.checks.structure import at
from linter.findings import Defect
from nianbao.i18n import Text
from nianbao.numerals import NUMERALS
from nianbao.patterns import HAN, LazyPattern
from nianbao.rulebook.model import Rule
from nianbao.text import whole_number

# Word counts every Chinese character and mark as one, and every run of letters and digits as one.
_COUNTED = LazyPattern(r"[A-Za-z0-9\u00c0-\u024f][^\s\u2e80-\u9fff\u3000-\u303f\uf900-\ufaff\uff00-\uffef]*|\S")


# Lists within lists: no writer keeps more open, and hostile texts would cost time.
_DEEPEST = 50


@check("long-overview")
def long_overview(case: Case, rule: Rule) -> Iterator[Defect]:
    """More characters of prose in the section than the notice asks for; tables and the heading are not counted."""
    found = case.report.section(rule.section or "")
    most = rule.limits["most"]
    if found is None:
        return
    texts = [block.text for block in case.report.prose(found.blocks)]
    if sum(map(len, texts)) <= most:  # what is counted has a character at least
        return
    number = sum(1 for text in texts for _ in _COUNTED.finditer(text))
    if number > most:
        values = {"number": str(number), "most": str(most)}
        yield Defect(at(found.heading.place, found.id, found.heading.stated), values, str(most), str(number))


class _Mark(Struct, frozen=True):
    """The number that an item of a list begins with, as it stands, and where."""

    family: str
    value: int
    stated: str
    sentence: Sentence
    span: tuple[int, int]  # of the plain text of its sentence
    begins: bool  # its paragraph


_START = r"(?:^|(?<=[。;:,!?、\")\]]))"
_FAMILIES = {
    "is": LazyPattern(rf"{_START}([{NUMERALS}]{{1,3}})是"),
    "bracket": LazyPattern(rf"(?<!第)\(([{NUMERALS}]{{1,3}})\)(?![项款条目])"),
    "arabic": LazyPattern(r"(?:^|(?<=[。;:!?]))\((\d{1,2})\)"),
    "dotted": LazyPattern(r"(?:^|(?<=[。;:!?]))(\d{1,2})[.、](?!\d)"),
}
_ARABIC = ("arabic", "dotted")
# Word numbers paragraphs by itself, and such numbers may be lost: these are compared within a paragraph only.
_WITHIN = "dotted"


@check("broken-enumeration")
def broken_enumeration(case: Case, rule: Rule) -> Iterator[Defect]:
    """A list whose next number repeats or skips one. Nested lists and lists that are interrupted go on where they were.

    A number that is missing may have been written in other words (二要, 其二): where the section has any such, nothing
    is said. So with a list that does not begin with one, and with one that jumps further than a slip of the pen does.
    """
    told = list(sentences(case.report))
    for section in dict.fromkeys(sentence.section for sentence in told):
        inside = [sentence for sentence in told if sentence.section == section]
        first = {sentence.paragraph: sentence for sentence in reversed(inside)}
        marks = [m for s in inside for m in _marks(s, first=first[s.paragraph] is s)]
        for before, mark in _broken(marks):
            lost = _elsewhere(inside, before, mark, rule) or _topic_lost(case, section, before, mark)
            if mark.value == before.value or not lost:
                yield _enumeration_defect(before, mark)


def _marks(sentence: Sentence, *, first: bool) -> Iterator[_Mark]:
    """The numbers of items in a sentence, which may be the first of its paragraph."""
    found = [
        (
            match.start(),
            _Mark(family, whole_number(match[1]) or 0, match[0], sentence, match.span(), first and not match.start()),
        )
        for family, pattern in _FAMILIES.items()
        for match in pattern.finditer(sentence.plain)
    ]
    yield from (mark for _, mark in sorted(found, key=lambda one: one[0]))


def _broken(marks: Sequence[_Mark]) -> Iterator[tuple[_Mark, _Mark]]:
    """The first mark of each list that continues none that is open, with the one before it."""
    open_lists: dict[str, list[_Mark]] = {}
    told: set[str] = set()  # the families whose list is known to be broken
    for mark in marks:
        if mark.family == "bracket":
            open_lists["is"], open_lists["arabic"] = [], []  # a topic begins lists of its own
        lists = open_lists.setdefault(mark.family, [])
        if mark.family == _WITHIN and lists and lists[-1].sentence.paragraph != mark.sentence.paragraph:
            lists.clear()
        fitting = next((i for i in reversed(range(len(lists))) if _continues(mark, lists[i], lists[-1])), None)
        if mark.value == 1 or not lists:
            lists.append(mark)
            del lists[:-_DEEPEST]
            told.discard(mark.family)
        elif fitting is not None:
            lists[fitting:] = [mark]
        else:
            last = lists[-1]
            if mark.family not in told and mark.value in (last.value, last.value + 2):
                told.add(mark.family)
                yield last, mark
            lists[-1] = mark


def _continues(mark: _Mark, before: _Mark, last: _Mark) -> bool:
    """Whether the mark is the next one of a list, of an outer one only where it cannot be one of the list inside.

    In another paragraph it has to begin its own; in the same one the list inside has ended if it has two items: one
    alone is no list (一是…；二是…。改进情况：一是…；三是…).
    """
    if before.value + 1 != mark.value:
        return False
    inside = before.sentence.paragraph == mark.sentence.paragraph
    return before is last or mark.begins or (inside and last.value > 1)


def _elsewhere(inside: Sequence[Sentence], before: _Mark, mark: _Mark, rule: Rule) -> bool:
    """Whether the number that is missing stands in the section in other words, or in brackets between the two."""
    wanted = str(before.value + 1) if mark.family in _ARABIC else _numeral(before.value + 1)
    words = "|".join(map(re.escape, rule.words["instead"]))
    other = re.compile(rf"(?<![{NUMERALS}\d(]){wanted}(?:{words})")
    between = _between(inside, before, mark)
    # A number alone may belong to a list of another kind: 2.改进情况：（1）…；（3）….
    said = (between,) if mark.family in _ARABIC else (s.plain for s in inside)
    return f"({wanted})" in between or any(other.search(text) for text in said)


def _between(inside: Sequence[Sentence], before: _Mark, mark: _Mark) -> str:
    """The text from one mark to the next, of a section's sentences."""
    first, last = inside.index(before.sentence), inside.index(mark.sentence)
    if first == last:
        return mark.sentence.plain[before.span[1] : mark.span[0]]
    middle = (sentence.plain for sentence in inside[first + 1 : last])
    return "\n".join((before.sentence.plain[before.span[1] :], *middle, mark.sentence.plain[: mark.span[0]]))


def _topic_lost(case: Case, section: str | None, before: _Mark, mark: _Mark) -> bool:
    """Whether a sub-heading is missing, which is a finding of its own, or stands in between without its number."""
    found = case.report.section(section) if section else None
    if mark.family != "bracket" or found is None:
        return False
    there = sum(1 for name, _ in case.report.topics if name == section)
    between = False
    for block in case.report.prose(found.blocks):
        if block.place == before.sentence.paragraph:
            between = True
        elif block.place == mark.sentence.paragraph:
            break
        elif between and len(block.text) <= _SHORT and not block.text.rstrip().endswith(("。", "；")):
            return True
    return there < len(found.section.topics)


_SHORT = 40  # a longer paragraph is no sub-heading


def _numeral(value: int) -> str:
    tens, ones = divmod(value, 10)
    digits = "零" + NUMERALS
    return ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones else "")


def _enumeration_defect(before: _Mark, mark: _Mark) -> Defect:
    if before.value == mark.value:
        what = Text(f"“{mark.stated}”出现两次", f'"{mark.stated}" appears twice')
    else:
        what = Text(f"“{before.stated}”之后是“{mark.stated}”", f'"{mark.stated}" follows "{before.stated}"')
    number = str(before.value + 1) if mark.family in _ARABIC else _numeral(before.value + 1)
    expected = mark.stated.replace(re.sub(r"[()是.、]", "", mark.stated), number)
    return Defect(mark.sentence.location, {"what": what, "official": expected}, expected, mark.stated)


_REPEATED = LazyPattern(rf"({HAN}{{2,8}})\1")
_REPEATED_MARK = LazyPattern(r"(?<![。，；：、！])([。，；：、！])\1(?![。，；：、！])")


@check("doubled-words")
def doubled_words(case: Case, rule: Rule) -> Iterator[Defect]:
    """The first word or mark of a paragraph that stands twice in a row.

    Words that may follow themselves (人民政府政府信息) are left alone, and so are three marks and more: those are dots.
    """
    for section, paragraph in paragraphs(case.report):
        text = paragraph.text
        found = _doubled_word(text, rule) or _doubled_single(text, rule) or _REPEATED_MARK.search(text)
        if found:
            values = {"stated": found[0], "quote": quote(text[max(0, found.start() - _AROUND) :])}
            place = paragraph.place.cut(*found.span())
            yield Defect(at(place, section, found[0]), values, found[0][: len(found[0]) // 2], found[0])


_AROUND = 8


def _doubled_word(text: str, rule: Rule) -> re.Match[str] | None:
    for match in _REPEATED.finditer(text):
        word = match[1]
        if len(set(word)) > 1 and word not in rule.words["fine"] and word[0] not in NUMERALS:
            return match
    return None


def _doubled_single(text: str, rule: Rule) -> re.Match[str] | None:
    """的的, where it does not begin another word: 的的确确."""
    for word in rule.words["single"]:
        for match in re.finditer(rf"({re.escape(word)})\1", text) if word * 2 in text else ():
            if not any(text.startswith(other, match.start() + len(word)) for other in rule.words["begins"]):
                return match
    return None
