"""C503 and C504: the year that the body speaks of, and the period that the figures are of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from linter.checks.registry import Case, check
from linter.checks.sentences import Sentence, quote, sentences
from linter.findings import Defect
from nianbao.i18n import Text
from nianbao.rulebook.model import Rule

_YEAR = re.compile(r"(?<![\d.〔\[(])(20\d\d)(?=年)(?!年\d)")
# How far from a year the words stand that make it no mistake, in characters; behind it twice as far.
_NEAR = 12
_DATE = r"(20\d\d)年(\d{1,2})月(\d{1,2})日"
_PERIOD = re.compile(rf"{_DATE}起?(?:至|到|-|~)(?:(20\d\d)年)?(\d{{1,2}})月(\d{{1,2}})日(?!\d)")
_END = re.compile(rf"(?:为|至|:|到|截至){_DATE}(?!\d)")
_LEAD = re.compile(r"(?:\([一二三四五六七八九十]\)|\d{1,2}[.、]|[一二三四五六七八九十]是)[^,。]{0,12}")
_REFERENCE = re.compile(r"<[^<>]*>|\"[^\"]*\"|\([^()]*\)|\[[^\[\]]*\]")


_OTHER = Text("说的是 {stated} 年，报告年份为 {year} 年", "it speaks of {stated}, the report is for {year}")
_PLAN = Text("今后的打算写成了报告年份 {year} 年", "a plan for the future names the report year {year}")


@check("year-mismatch")
def year_mismatch(case: Case, rule: Rule) -> Iterator[Defect]:
    """Clauses that report on another year, and plans that name the report year itself.

    Known misses: a left-over year inside a comparison, and one whose clause holds none of the words of reporting.
    """
    year = case.report.year
    if year is None:
        return
    for sentence in sentences(case.report):
        clause, stated = _wrong_year(sentence, year, rule)
        if clause:
            values = {
                "quote": quote(clause),
                "what": (_PLAN if stated == year else _OTHER).format(stated=stated, year=year),
            }
            yield Defect(sentence.location, values, str(year), str(stated))


def _wrong_year(sentence: Sentence, year: int, rule: Rule) -> tuple[str, int]:
    """The clause and its year if it is wrong; without titles of documents, quotations and remarks in brackets."""
    plain = _REFERENCE.sub("", sentence.plain)
    for match in _YEAR.finditer(plain):
        stated = int(match[1])
        rest = plain[match.end() :]
        opens = match.start() == 0 or plain[match.start() - 1] in ",:" or _numbered(plain[: match.start()])
        if stated == year and opens and sentence.section is not None and _plans(rest, rule.words["plan"]):
            return plain[match.start() :], stated
        if stated == year - 1 and opens and _reports(plain, match.start(), rule):
            return plain[match.start() :], stated
        if stated != year and sentence.section is None and _announces(plain, match, rule):
            return plain, stated
    return "", 0


def _numbered(lead: str) -> bool:
    """Whether only the number and the name of a topic stand before."""
    return (
        re.fullmatch(r"(?:\([一二三四五六七八九十]\)|\d{1,2}[.、]|[一二三四五六七八九十]是)[^,。]{0,12}", lead)
        is not None
    )


def _plans(rest: str, words: Sequence[str]) -> bool:
    """年，将进一步…; 年，我局计划…: the plan within the first words behind the year."""
    return re.match(rf"年度?,?(?:我.{{1,3}}|本.{{1,3}}|[^,。]{{0,8}}?)?(?:{_any(tuple(words))})", rest) is not None


def _reports(plain: str, at: int, rule: Rule) -> bool:
    rest = plain[at + 4 :]
    whole_year = re.match(rf"(?:{_any(rule.words['whole_year'])}),?(?:{_any(rule.words['subject'])})", rest)
    near = plain[max(at - _NEAR, 0) : at + 2 * _NEAR]
    elsewhere = any(word in near for word in rule.words["elsewhere"])
    beside = plain[max(at - 1, 0) : at] in rule.words["before"] or rest[1:2] in rule.words["after"]
    return (
        whole_year is not None and not elsewhere and not beside and any(word in rest for word in rule.words["reported"])
    )


def _announces(plain: str, year: re.Match[str], rule: Rule) -> bool:
    """In the preamble: 现公布某局2023年政府信息公开工作年度报告."""
    behind = plain[year.end() : year.end() + 20]
    return re.match(r"年度?[^,。]{0,8}公开.{0,4}年?度?报告", behind) is not None and any(
        word in plain for word in rule.words["report"]
    )


@lru_cache(maxsize=64)
def _any(words: tuple[str, ...]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@check("period-mismatch")
def period_mismatch(case: Case, rule: Rule) -> Iterator[Defect]:
    """A stated period that is not the whole report year. Dates that extraction has damaged say nothing.

    A body founded or abolished within the year may say so in the same sentence.
    """
    year = case.report.year
    if year is None:
        return
    period = Text(f"{year}年1月1日至12月31日", f"1 January to 31 December {year}")
    for sentence in sentences(case.report):
        named = [sentence.plain.find(w) for w in rule.words["period"] if w in sentence.plain]
        if not named or any(w in sentence.plain for w in rule.words["short"]):
            continue
        stated = sentence.plain[min(named) :]
        if _other_period(stated, year):
            yield Defect(sentence.location, {"quote": quote(stated), "period": period}, period.zh, quote(stated))


def _other_period(stated: str, year: int) -> bool:
    match = _PERIOD.search(stated)
    if match:
        first, month, day, last, end_month, end_day = match.groups()
        dates = (int(first), int(month), int(day)), (int(last or first), int(end_month), int(end_day))
        return dates != ((year, 1, 1), (year, 12, 31))
    end = _END.search(stated)
    return end is not None and [int(part) for part in end.groups()] not in ([year, 12, 31], [year, 1, 1])
