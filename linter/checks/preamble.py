"""C514 and C515: what the opening of a report says of its parts and of whose report it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from linter.checks.comparing import any_of
from linter.checks.registry import Case, check
from linter.checks.sentences import Sentence, paragraphs, quote, sentences
from linter.checks.structure import at
from linter.findings import Defect
from nianbao.i18n import Text
from nianbao.numerals import NUMERALS
from nianbao.patterns import LazyPattern, compiled
from nianbao.recognising.headings.stated import TOLD
from nianbao.rulebook.bodies import body_of
from nianbao.rulebook.model import Rule, Rulebook, Section
from nianbao.text import normalise, whole_number

# Shorter pieces of a heading than this are in too many others.
_TELLING = 4
# So much of two names tells that they are of one place, or that one served as the template of the other.
_PLACE, _OFFICE, _KIND = 2, 4, 2
_SENTENCE = LazyPattern(r"[^。]+。?")  # a list may have ; between its items
_MARKS = LazyPattern(r"[、,;:\"<>()\[\]。]+")
_NUMBER_ALONE = LazyPattern(rf"[{NUMERALS}\d.]*(?:是)?")


@check("announced-parts")
def announced_parts(case: Case, rule: Rule) -> Iterator[Defect]:
    """A sentence that says of how many parts the report is and lists another number of them.

    Only where every piece of the list is known as one of the sections: one in words of its own may be two, and a list
    that ends in 等 is open.
    """
    book = case.report.rulebook
    first = book.sections[0].id if book.sections else None
    for section, paragraph in paragraphs(case.report):
        for match in _SENTENCE.finditer(paragraph.text) if section in (None, first) else ():
            announced = _announced(normalise(match[0]), rule)
            named = _named(announced[1], book) if announced else None
            if announced and named and len(named) > 1 and announced[0] != len(named):
                number, missing = str(announced[0]), _missing(announced[0], named, book)
                values = {"number": number, "named": str(len(named)), "missing": missing}
                location = at(paragraph.place.cut(*match.span()), section, match[0].strip())
                yield Defect(location, values, number, str(len(named)))


def _announced(plain: str, rule: Rule) -> tuple[int, str] | None:
    """The number of parts and the text of their list, in front of the number or behind it."""
    if not any(map(plain.__contains__, rule.words["parts"])):
        return None
    units = "|".join(map(re.escape, rule.words["parts"]))
    match = re.search(rf"([{NUMERALS}]|\d{{1,2}})个?(?:{units})", plain)
    number = whole_number(match[1]) if match else None
    if match is None or number is None:
        return None
    before, behind = plain[: match.start()].removesuffix("共"), plain[match.end() :]
    start = max((before.rfind(word) + len(word) for word in rule.words["lists"] if word in before), default=None)
    if any(before.endswith(word) for word in rule.words["open"]):
        return None
    if start is not None and _MARKS.search(before[start:]):
        return number, before[start:]
    head, colon, listed = behind.partition(":")
    return (number, listed) if colon and len(head) <= _TELLING else None


def _named(listed: str, book: Rulebook) -> list[Section] | None:
    """The sections that the list names, each once; None where a piece of it is none of them for certain."""
    named: list[Section] = []
    for piece in _MARKS.split(listed):
        if _NUMBER_ALONE.fullmatch(piece):
            continue
        found = [section for section in book.sections if _names(piece, section)]
        if not found:
            return None
        named += (section for section in found if section not in named)
    return named


def _names(piece: str, section: Section) -> bool:
    wordings = [normalise(words) for words in (section.heading, *section.notice, *section.known_as)]
    if any(words in piece for words in wordings if len(words) >= _TELLING):
        return True
    return len(piece) >= _TELLING and any(piece in words for words in wordings)


def _missing(number: int, named: list[Section], book: Rulebook) -> Text:
    """；没有列出“…”, where all the sections are announced."""
    absent = [section.heading for section in book.sections if section not in named]
    if number != len(book.sections) or not absent:
        return Text("", "")
    return Text(f"，未列出“{'”“'.join(absent)}”", f"; not among them: {', '.join(absent)}")


@check("other-agency")
def other_agency(case: Case, rule: Rule) -> Iterator[Defect]:
    """Another agency's full name where only the report's own can stand: whose report is published, or who did it.

    A name of the same sort, of the same place or office, that neither is a short form of the title's nor the other
    way round. Neighbours and superiors stand elsewhere in a sentence.
    """
    own = case.report.title.agency if case.report.title else None
    told: set[str] = set()
    for sentence in sentences(case.report) if own else ():
        for name in (*_selves(sentence, rule), *_asked(sentence, own or "", rule)):
            general = any(word in name for word in rule.words["general"])
            if name in told or general or _is_among(name, own or "", rule):
                continue
            if _is_other(name, own or "", case.report.rulebook):
                told.add(name)
                values = {"stated": name, "agency": own or "", "quote": quote(sentence.text.strip())}
                yield Defect(sentence.location, values, own, name)


def _selves(sentence: Sentence, rule: Rule) -> Iterator[str]:
    """The names that stand where a report names itself."""
    if sentence.section is None:
        for match in TOLD.finditer(sentence.plain):
            yield from filter(None, (match["before"], match["behind"]))
        yield from (m[1] for m in _between(("由",), rule.words["made"]).finditer(sentence.plain))
    elif opening := _opening(rule.words["acts"]).match(sentence.plain):
        yield opening[1]


def _asked(sentence: Sentence, own: str, rule: Rule) -> Iterator[str]:
    """The bodies of the report's own kind that readers are to ask: 请与青岚县水务局办公室联系, without its office."""
    for match in _between(rule.words["asks"], rule.words["asked"]).finditer(sentence.plain):
        kind = own[-_KIND:] if match[1].find(own[-_KIND:]) > 0 else own[-1:]
        if (end := match[1].rfind(kind) + len(kind)) > _PLACE + len(kind):
            yield match[1][:end]


@lru_cache(maxsize=8)
def _between(before: tuple[str, ...], behind: tuple[str, ...]) -> re.Pattern[str]:
    return compiled(rf"(?:{any_of(before)})([^,。;:()<>\"\d]{{4,30}}?)(?:{any_of(behind)})")


@lru_cache(maxsize=8)
def _opening(acts: tuple[str, ...]) -> re.Pattern[str]:
    return compiled(rf"(?:20\d\d年度?,?)?([^,。;:()<>\"\d、]{{4,30}}?)(?:{any_of(acts)})")


def _is_among(names: str, own: str, rule: Rule) -> bool:
    """Whether the report's own agency is one of several that are named together: 市政府及市政府办公室."""
    several = re.split(any_of(rule.words["joins"]), normalise(names))
    return len(several) > 1 and any(len(one) > _PLACE and _short_of(one, normalise(own)) for one in several)


def _is_other(name: str, own: str, book: Rulebook) -> bool:
    """Whether the name is that of another body of the same sort, for certain."""
    stated, mine = normalise(name), normalise(own)
    body, own_body = body_of(stated, book), body_of(mine, book)
    if body is None or own_body is None or stated[-1] != mine[-1]:
        return False
    # An office of the same work is of the same sort, whatever stands in front of it: 国家税务总局青岚县税务局.
    same_work = stated[-_OFFICE:] == mine[-_OFFICE:]
    alike = same_work or (body.id == own_body.id and stated[:_PLACE] == mine[:_PLACE])
    return alike and not (_short_of(stated, mine) or _short_of(mine, stated))


def _short_of(short: str, long: str) -> bool:
    """Whether all characters of the one stand in the other in their order: 市住建局 of 张家港市住房和城乡建设局."""
    rest = iter(long)
    return all(char in rest for char in short)
