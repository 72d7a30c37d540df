"""First-level headings: which line is which section, though its number or its words are wrong."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from msgspec import Struct

from nianbao.document import Block, Paragraph, Place
from nianbao.numerals import DIGITS, LEGAL_DIGITS, NUMERAL, NUMERALS, STEMS
from nianbao.patterns import LazyPattern
from nianbao.recognising.headings.contents import without_contents
from nianbao.recognising.headings.splitting import LEADER, split_headings, split_inside
from nianbao.recognising.tables.forms import Forms
from nianbao.recognising.words import bare, label_key, likeness
from nianbao.report import FoundHeading
from nianbao.rulebook.model import Section
from nianbao.text import normalise

# Longer lines are prose; the longest wrong heading seen has 31 characters.
_LONGEST = 45
_OTHER_NUMBERS = LEGAL_DIGITS[1:] + STEMS[:9]  # 壹、 and 甲、
_NUMBER = LazyPattern(
    rf"(?P<nth>第)?(?P<number>{NUMERAL}|[{_OTHER_NUMBERS}]|I[IVX]{{0,2}}|VI{{0,3}}|[Ⅰ-Ⅸ])(?P<part>部分|章)?(?P<mark>[、.,:])"
    rf"|第?(?P<bare>{NUMERAL})(?:部分|章)|(?P<arabic>[1-9])(?P<dot>[、.])"
)
_PART, _NTH = "部分", "第"
_BRACKETED = LazyPattern(rf"(\([{NUMERALS}]\))")
_PROSE = LazyPattern(r"[。;!?]|[,:].{12}")
_PAGE = LazyPattern(r"(?<=\D)\d{1,3}$")
_FIGURES = LazyPattern(r"[\s\d./—－-]+$")
_FIGURE = LazyPattern(r"\d[\d.,]*")
# Of so many words at the end of a row one is no figure at most: 暂无, or the end of its label.
_LAST = 5
# How alike wrong words must be where the number is right, where it is not, and where number and place are right.
_LIKE_WITH_NUMBER, _LIKE, _LIKE_IN_PLACE = 0.6, 0.75, 0.2
# Behind so many short lines only known wordings are headings; the bound keeps hostile files from costing time.
_MOST_LINES = 2000
_TRAILING = "、。.,:;"
_FRAME = "[]<>\"'*#_"
_ARABIC = dict(zip("123456789", DIGITS, strict=True))
_ROMAN = dict(zip(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", *"ⅠⅡⅢⅣⅤⅥⅦⅧⅨ"), 2 * DIGITS, strict=True))
_FOREIGN = {**_ARABIC, **_ROMAN}  # numbers that plain lists have as well: no heading's alone
_CHINESE = {**_FOREIGN, **dict(zip(_OTHER_NUMBERS, 2 * DIGITS, strict=True))}


class _Line(Struct, frozen=True):
    block: int
    text: str
    number: str | None
    mark: str  # what stands between number and words, "部分" behind 第一部分, "第" where 第一、 is not said to be one
    words: str
    tail: str  # the marks at the end
    listed: bool  # ends as a line of a table of contents does
    place: Place
    level: int | None

    @property
    def rank(self) -> str | None:
        """The number in Chinese, without brackets."""
        return _CHINESE.get(self.number, self.number.strip("()")) if self.number else None


_Found = dict[int, Section]  # the sections by the index of their lines


def find_headings(document: tuple[Block, ...], forms: Forms) -> tuple[tuple[Block, ...], tuple[FoundHeading, ...]]:
    """The blocks with every heading in a paragraph of its own, and all first-level headings in order.

    Only for sections that have no heading is one looked for in the middle of paragraphs.
    """
    blocks = split_headings(document, forms)
    headings = _headings(blocks, forms)
    found = {h.section.id for h in headings if h.section}
    missing = frozenset(s.id for s in forms.rulebook.sections if s.id not in found)
    if missing:
        split = split_inside(blocks, forms, missing)
        if len(split) != len(blocks):
            return split, _headings(split, forms)
    return blocks, headings


def _headings(blocks: tuple[Block, ...], forms: Forms) -> tuple[FoundHeading, ...]:
    lines = list(_lines(blocks, forms))
    lines = without_contents(lines, blocks, partial(_section_like, forms=forms))
    lines = [line for line in lines if not line.listed]
    exact = _without_captions(lines, {i: s for i, line in enumerate(lines) if (s := forms.exact.get(line.words))})
    exact = {i: s for i, s in exact.items() if not (lines[i].number or "").startswith("(")}
    found = exact | _inexact(lines, forms, exact)
    found |= _in_place(lines, forms, found)
    # Below the level that the file itself gives to the format's headings stand no others of theirs.
    deepest = max((lines[i].level or 0 for i in exact), default=0)
    return tuple(
        FoundHeading(line.text.strip(), found.get(i), line.number, i in exact or _exact(line, found.get(i)), line.place,
                     line.block, line.mark, line.tail)
        for i, line in enumerate(lines)
        if i in found or (_is_first_level(line) and not 0 < deepest < (line.level or 0))
    )  # fmt: skip


def _exact(line: _Line, section: Section | None) -> bool:
    return section is not None and line.words == normalise(section.heading)


def _is_first_level(line: _Line) -> bool:
    if line.number is None or line.number in _FOREIGN or line.number.startswith("(") or line.mark == _NTH:
        return False
    return line.text.strip()[-1] not in "。；;：:，,"


def _lines(blocks: tuple[Block, ...], forms: Forms) -> Iterator[_Line]:
    """The paragraphs that may be headings: short, no sentence, no row of a loosely set table."""
    seen = 0
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or not 2 <= len(block.text) <= 3 * _LONGEST:
            continue
        plain = normalise(block.text)
        leader = LEADER.search(plain) or LEADER.search(block.text.strip())
        if leader:
            plain = plain[: -len(normalise(leader[0]))]
        number, mark, words, tail = _parted(plain.strip(_FRAME), forms)
        page = _PAGE.search(words)
        if page and forms.section_of(words[: page.start()]):
            words, leader = words[: page.start()], page
        if not words or len(words) > _LONGEST or _PROSE.search(words) or _is_row(block.text, words, forms):
            continue
        seen += 1
        if seen <= _MOST_LINES or forms.section_of(words):
            yield _Line(index, block.text, number, mark, words, tail, bool(leader), block.place, block.level)


def _parted(plain: str, forms: Forms) -> tuple[str | None, str, str, str]:
    """The number of a line, the mark behind it, the words and the marks at their end.

    A number in brackets, or one without a mark, is read only before the words of a section.
    """
    match = _NUMBER.match(plain)
    words = plain[match.end() if match else 0 :].strip(_TRAILING)
    tail = plain[plain.rindex(words) + len(words) :] if words else ""
    if match:
        number = match["number"] or match["bare"] or match["arabic"]
        part = _PART if match["part"] or match["bare"] else _NTH if match["nth"] else ""
        return number, part or match["mark"] or match["dot"], words, tail
    if words[:1] in _CHINESE.values() and forms.section_of(words[1:]):
        return words[0], "", words[1:], tail
    bracketed = _BRACKETED.match(words)
    if bracketed and words[bracketed.end() :] in forms.exact:
        return bracketed[1], "、", words[bracketed.end() :], tail
    return None, "", words, tail


def _is_row(text: str, words: str, forms: Forms) -> bool:
    """Whether the line is what a row of a loosely set table would be: a label, figures behind it or not."""
    if words in forms.exact:
        return False
    if sum(bool(_FIGURE.fullmatch(word)) for word in text.split()[-_LAST:]) >= _LAST - 1:
        return True
    rest = label_key(_FIGURES.sub("", text))
    return forms.is_table_text(rest) or (rest != words and forms.is_table_text(bare(rest)))


def _section_like(line: _Line, forms: Forms) -> str | None:
    """The section that a line of a list would name."""
    section = forms.section_of(line.words)
    if section is None and line.number:
        scored = ((_score(line, s, heading, known), s) for s, heading, known in forms.sections)
        score, section = max(scored, key=lambda pair: pair[0])
        return section.id if score else None
    return section.id if section else None


def _without_captions(lines: list[_Line], exact: _Found) -> _Found:
    """Without repeats of a numbered heading that have no number: a table's caption, a topic of the same name.

    Where no heading has a number, a repeat right below its heading is one.
    """
    numbered = {s.id for i, s in exact.items() if lines[i].number}
    kept = {i: s for i, s in exact.items() if lines[i].number or s.id not in numbered}
    repeats = {b for a, b in pairwise(kept) if kept[a] is kept[b] and b == a + 1 and not lines[b].number}
    adjoining = {i for i in repeats if lines[i].block == lines[i - 1].block + 1}
    return {i: s for i, s in kept.items() if i not in adjoining}


def _inexact(lines: list[_Line], forms: Forms, exact: _Found) -> _Found:
    """For each section without an exact heading the line that is nearest to it, if one is near enough."""
    taken = {s.id for s in exact.values()}
    scored = sorted(
        (
            (-score, i, section)
            for i, line in enumerate(lines)
            if i not in exact
            for section, heading, known in forms.sections
            if section.id not in taken and (score := _score(line, section, heading, known)) > 0
        ),
        key=lambda entry: entry[:2],
    )
    found: _Found = {}
    for _, i, section in scored:
        if i not in found and section.id not in taken:
            found[i] = section
            taken.add(section.id)
    return found


def _score(line: _Line, section: Section, heading: str, known: frozenset[str]) -> float:
    numbered = line.rank == section.number
    if line.words in known and (numbered or (line.number is None and line.level == 1)):
        return 0.99
    if line.number is None or line.number in _FOREIGN or line.number.startswith("("):
        return 0.0
    if numbered and (line.words.endswith(heading) or (line.words.startswith(heading) and _is_first_level(line))):
        return 0.95
    if numbered and any(line.words.endswith(wording) for wording in known):
        return 0.92
    alike = likeness(line.words, heading)
    if line.words in known:
        return 0.9
    return alike if alike >= (_LIKE_WITH_NUMBER if numbered else _LIKE) else 0.0


def _in_place(lines: list[_Line], forms: Forms, found: _Found) -> _Found:
    """For each section still missing a line between its neighbours that would not be enough elsewhere.

    That is its number with words that are a little alike, its number in brackets, or, where no heading has a number,
    a known wrong wording.
    """
    order = {section.id: i for i, section in enumerate(forms.rulebook.sections)}
    places = {order[s.id]: i for i, s in found.items()}
    unnumbered = not any(lines[i].number for i in found)
    pairs = {
        s.id: _pairs(heading).difference(*(_pairs(h) for t, h, _ in forms.sections if t is not s))
        for s, heading, _ in forms.sections
    }
    more: _Found = {}
    for section, heading, known in forms.sections:
        own = order[section.id]
        if own in places:
            continue
        low = max((i for o, i in places.items() if o < own), default=-1)
        high = min((i for o, i in places.items() if o > own), default=len(lines))
        for i in range(low + 1, high):
            if i not in more and _fits(lines[i], section, heading, known, pairs[section.id], unnumbered=unnumbered):
                more[i] = section
                places[own] = i
                break
    return more


def _fits(
    line: _Line, section: Section, heading: str, known: frozenset[str], own: frozenset[str], *, unnumbered: bool
) -> bool:
    if line.number is None:
        return unnumbered and line.words in known
    if line.rank != section.number:
        return False
    if line.number.startswith("("):
        return line.words == heading
    if not _is_first_level(line):
        return False
    return likeness(line.words, heading) >= _LIKE_IN_PLACE or bool(_pairs(line.words) & own)


def _pairs(words: str) -> frozenset[str]:
    """The pairs of letters that stand together: 存在, 问题."""
    return frozenset(a + b for a, b in pairwise(words))
