"""C503: the year that the body speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import Literal, TypeAlias

import msgspec

from linter.checks.comparing import Clause, Words, any_of, compares, holds, without_overture
from linter.checks.registry import Case, check
from linter.checks.sentences import Sentence, sentences, with_years_in_digits
from linter.findings import Defect
from nianbao.i18n import Text
from nianbao.numerals import NUMERAL, NUMERALS
from nianbao.patterns import HAN, LazyPattern, compiled
from nianbao.rulebook.model import Rule

Sort: TypeAlias = Literal["other", "plan"]

# A year by itself, not the beginning of a date.
_YEAR = LazyPattern(r"(?<![\d\[(])20\d\d(?=年)(?!年\d)")
_YEAR_END = LazyPattern(r"(?<=截至)20\d\d(?=年(?:12月31日|年?底|年?末))")
_DATE = LazyPattern(r"年\d{1,2}月|^\d{1,2}月")
# The whole of a year, told by its days or months: the year alone says as much.
_WHOLE = LazyPattern(rf"(?<=20\d\d年)1月(?:1日)?(?:起|-|至|到|~)+(?:20\d\d年)?12月(?:份|31日)?(?:期间|止)?(?=,|{HAN})")
# Titles, quotations, document numbers and remarks in brackets; (一) is none of them.
_REFERENCE = LazyPattern(rf"<[^<>]*>|\"[^\"]*\"|\((?!{NUMERAL}\))[^()]*\)|\[[^\[\]]*\]")
_NUMBER = rf"(?:\({NUMERAL}\)|\d{{1,2}}[.、]|[{NUMERALS}]+[、是])"
_TOPIC = LazyPattern(rf"{_NUMBER}[^,。]{{0,12}}")
# Brackets in brackets in brackets, and more years than this in a sentence, are no report's; the bounds keep hostile
# sentences from costing time.
_DEEPEST, _MOST_YEARS = 8, 40
# How far around a year the words stand that make it no mistake, in characters.
_BEFORE, _BEHIND = 12, 24

_OTHER = Text("所述年份为 {stated} 年，报告年度为 {year} 年", "it refers to {stated}, but the report is for {year}")
_PLAN = Text("下一步计划的年份写成 {stated} 年，报告年度为 {year} 年", "a plan for {stated} in the report for {year}")
_MORE = Text("；本部分共有 {number} 处", "; {number} such places in this section")


@check("year-mismatch", needs_year=True)
def year_mismatch(case: Case, rule: Rule) -> Iterator[Defect]:
    """Clauses that report on another year, and plans that name the report year or one before it.

    One finding for a year and a section: last year's text is seldom left over in one sentence alone.
    """
    year = case.report.year
    if year is None:
        return
    found: dict[tuple[str | None, int, Sort], list[tuple[Sentence, int]]] = {}
    prose = list(sentences(case.report))
    for sentence, following in zip_longest(prose, prose[1:]):
        after = following.plain if following and following.paragraph == sentence.paragraph else ""
        for stated, sort, start in _wrong_years(sentence, after, case, rule.words):
            found.setdefault((sentence.section, stated, sort), []).append((sentence, start))
    for (_, stated, sort), places in found.items():
        sentence, start = places[0]
        values = {"quote": sentence.quoted(start), "what": _what(sort, stated, year, len(places))}
        yield Defect(sentence.location, values, str(year), str(stated))


def _what(sort: Sort, stated: int, year: int, number: int) -> Text:
    what = (_PLAN if sort == "plan" else _OTHER).format(stated=stated, year=year)
    more = _MORE.format(number=number) if number > 1 else Text("", "")
    return Text(what.zh + more.zh, what.en + more.en)


def _wrong_years(sentence: Sentence, following: str, case: Case, words: Words) -> Iterator[tuple[int, Sort, int]]:
    """The first wrong year of a sentence: the year, what is wrong with it, and where it stands."""
    year, own = case.report.year or 0, case.report.agency or ""
    plain = with_years_in_digits(sentence.plain)
    for clause in _clauses(plain):
        if sentence.section is not None and year - 1 <= clause.year <= year and _plans(clause, words):
            yield clause.year, "plan", clause.start
            return
        if clause.year != year and (
            _announces(clause, sentence.section, words)
            or (_reports(clause, year, own, words) and not compares(clause, plain, following, year, words))
        ):
            yield clause.year, "other", clause.start
            return
    if sentence.section is None and (title := _published(plain, words)) and int(title[1]) != year:
        yield int(title[1]), "other", title.start(1)


def _clauses(plain: str) -> Iterator[Clause]:
    masked = _WHOLE.sub(lambda m: "\0" * len(m[0]), plain) if "12月" in plain else plain
    for _ in range(_DEEPEST):
        before, masked = masked, _REFERENCE.sub(lambda m: "\0" * len(m[0]), masked)
        if masked == before:
            break
    kept = [i for i, char in enumerate(masked) if char != "\0"]
    text = masked.replace("\0", "")
    years = sorted((*_YEAR.finditer(text), *_YEAR_END.finditer(text)), key=re.Match.start)
    for match in years[:_MOST_YEARS]:
        yield Clause(int(match[0]), text[: match.start()], text[match.end() :], kept[match.start()])


def _opens(before: str) -> bool:
    """Whether a clause begins behind this: nothing, a comma, or the number and the name of a topic."""
    return not before or before[-1] in ",:" or _TOPIC.fullmatch(before) is not None


# Plans ---------------------------------------------------------------------------------------------------------------


def _plans(clause: Clause, words: Words) -> bool:
    """年，我局将进一步…; 在…年工作中，将重点…; 年工作打算."""
    if not any(holds(clause.rest, words[kind]) for kind in ("plan_heading", "plan", "maybe_plan")):
        return False
    before = re.sub(rf"(?:(?:{any_of(words['ahead'])}),?)?在?$", "", clause.before)
    if not _opens(before):
        return False
    about = rf"(?:[^,。:]{{0,8}}(?:{any_of(words['about'])}))?"
    heading = rf"年度?的?{about}(?:{any_of(words['plan_heading'])})(?:[:。].*)?"
    if re.fullmatch(heading, clause.rest) and (not before or _TOPIC.fullmatch(before)):
        return True
    lead = rf"年度?(?:的?(?:{any_of(words['in'])}))?,?(?:(?:{any_of(words['lead'])})[^,。]*,)?[^,。将]{{0,8}}?"
    if sure := re.match(rf"{lead}(?:{any_of(words['plan'])})[^,。]*", clause.rest):
        return not holds(sure[0], words["framed"])
    unsure = re.match(rf"{lead}(?:{any_of(words['maybe_plan'])})", clause.rest)
    return unsure is not None and not holds(clause.rest, words["done"])


# The year that is reported on ----------------------------------------------------------------------------------------


def _reports(clause: Clause, year: int, own: str, words: Words) -> bool:
    """Whether a clause tells what the agency did in another year than the report's."""
    if clause.before.endswith("截至"):
        return clause.year == year - 1 and _opens(clause.before[:-2]) and holds(clause.rest, words["reported"])
    before = without_overture(clause.before, words)
    looks_back = before != clause.before and not before and clause.year == year - 1
    clause = msgspec.structs.replace(clause, before=before)
    if looks_back and _whole_year(clause.rest, own, words):
        return holds(clause.rest, words["reported"])
    return _begins(clause, year, own, words) or (not _elsewhere(clause, words) and _tells(clause, year, own, words))


def _begins(clause: Clause, year: int, own: str, words: Words) -> bool:
    """Whether a report begins so, whatever is named in it: 年，我局认真贯彻…; 年以来，…全年公开…30条."""
    if _opens(clause.before) and _resolves(clause.rest, own, words):
        return clause.year < year or (_past(clause, year, words) and _counted(clause.rest, words))
    since = rf"年以来,(?:[^。]*,)?(?:{any_of(words['whole_year'])})"
    return clause.year == year - 1 and re.match(since, clause.rest) is not None and _counted(clause.rest, words)


def _elsewhere(clause: Clause, words: Words) -> bool:
    """Whether words close to the year make it that of a document, a comparison or the like."""
    behind = re.match(r"年(?:度|来|全年)?,?[^,]*", clause.rest)
    near = clause.before.rpartition(",")[2][-_BEFORE:] + (behind[0][:_BEHIND] if behind else "")
    return holds(near, words["elsewhere"])


def _of_its_own(clause: Clause, year: int, words: Words) -> bool:
    """我局2023年共收到…; 我局2023年未收到…; 我局2023年信息公开工作仍存在…"""
    if clause.year == year - 1 and re.search(any_of(words["lacking"]), clause.rest):
        return holds(clause.rest, words["matter"])
    if re.match(rf"年度?(?:{any_of(words['reported'])})[^,。的]{{0,20}}?\d", clause.rest):
        return True
    return _did(clause.rest, words) and (_counted(clause.rest, words) or _denies(clause, words))


def _tells(clause: Clause, year: int, own: str, words: Words) -> bool:
    """Whether a clause that begins with its year or the agency counts, denies or describes something of it."""
    if _names(clause.before, own, words):
        return _of_its_own(clause, year, words)
    if not _opens(clause.before):
        return False
    past = _past(clause, year, words)
    if past and _by_means(clause.rest, words):
        return True
    if not _whole_year(clause.rest, own, words):
        return False
    if clause.year == year - 1 and holds(clause.rest, words["reported"]) and holds(clause.rest, words["matter"]):
        return True
    counted = past and clause.year != year - 1 and _counted(clause.rest, words)
    denied = clause.year == year - 1 or (clause.year > year and not holds(clause.rest, words["coming"]))
    return counted or (denied and _denies(clause, words))


def _past(clause: Clause, year: int, words: Words) -> bool:
    """Whether what is told is over: a year gone by, or one to come of which nothing is planned."""
    return clause.year < year or (holds(clause.rest, words["past"]) and not holds(clause.rest, words["coming"]))


def _resolves(rest: str, own: str, words: Words) -> bool:
    """年，某局认真贯彻…: how a report opens, without a count; plans and orders in it are what was carried out."""
    under = r"[在以按根][^,。]{2,40},"
    who = rf"年度?(,?)(?:{under}){{0,2}}([^,。]{{0,20}}?)(?:{under})?"
    match = re.match(rf"{who}(?:{any_of(words['opening'])})", rest)
    if match is None or not holds(rest, words["matter"]):
        return False
    return bool(match[1]) or holds(match[2], words["own"]) or (len(match[2]) > 2 and own.endswith(match[2]))


def _by_means(rest: str, words: Words) -> bool:
    """年通过门户网站公开…30条; not 年通过的…, 年在网站公开的…"""
    means, sent = any_of(words["means"]), any_of((*words["reported"], *words["sent"]))
    return (
        re.match(rf"年(?:度|全年)?(?:{means})(?!的)[^,。]{{0,30}}?(?:{sent})(?!的)[^,。]{{0,20}}?\d", rest) is not None
    )


def _denies(clause: Clause, words: Words) -> bool:
    """年，我局无依申请公开事项: it had none of what reports count."""
    return re.match(rf"年度?,?[^,。]{{0,12}}?(?:{any_of(words['denied'])})", clause.rest) is not None


def _names(before: str, own: str, words: Words) -> bool:
    """Whether nothing but the agency stands before the year: 我局2023年…, 全镇2023年…"""
    short = re.fullmatch(rf"(?:{any_of(words['own'])}).{{0,4}}", before) is not None
    return short or (len(before) > 2 and own.endswith(before))


def _whole_year(rest: str, own: str, words: Words) -> bool:
    """年，…; 年我局…; 年度共…: the year is the time of the clause, not part of a name."""
    if re.match(r"年(?:度|来|全年)?,", rest) or _did(rest, words):
        return True
    if re.match(rf"年[^,。]{{0,16}}(?:{any_of(words['did'])})的", rest):
        return False  # 年我局收到的申请 is a name
    whose = re.match(rf"年度?(?:{any_of(words['own'])})", rest) is not None
    tails = [own[i:] for i in range(len(own) - 2)]
    return whose or any(rest.startswith((f"年{name}", f"年度{name}")) for name in tails)


def _did(rest: str, words: Words) -> bool:
    """年共收到…; not 年收到的…, 年受理、…"""
    return re.match(rf"年(?:度|全年)?(?:{any_of(words['did'])})+(?![的、但])", rest) is not None


def _counted(rest: str, words: Words) -> bool:
    return re.search(rf"(?:{any_of(words['reported'])})[^,。]{{0,20}}?\d", rest) is not None


def _announces(clause: Clause, section: str | None, words: Words) -> bool:
    """现公布某局2023年政府信息公开工作年度报告; below a heading only 现将…报告如下."""
    told = clause.before + clause.rest
    if not holds(told, words["announce"] if section is None else words["herewith"]):
        return False
    if holds(told, words["published"]) or _DATE.search(clause.before):
        return False
    about, report = any_of(words["about"]), any_of(words["report"])
    return re.match(rf"年度?[^,。]{{0,16}}(?:{about}).{{0,8}}(?:{report})", clause.rest) is not None


def _published(plain: str, words: Words) -> re.Match[str] | None:
    """现公布《某局2023年政府信息公开工作年度报告》."""
    return None if _DATE.search(plain) else _titled(words["announce"], words["report"]).search(plain)


@lru_cache(maxsize=8)
def _titled(announce: tuple[str, ...], report: tuple[str, ...]) -> re.Pattern[str]:
    return compiled(rf"(?:{any_of(announce)})了?<[^<>]*?(20\d\d)年度?[^<>]{{0,16}}(?:{any_of(report)})>")
