"""C504: the period that the figures are of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from linter.checks.registry import Case, check
from linter.checks.sentences import Sentence, sentences, with_years_in_digits
from linter.findings import Defect
from nianbao.document import Place
from nianbao.i18n import Text
from nianbao.numerals import NUMERAL
from nianbao.patterns import LazyPattern
from nianbao.rulebook.model import Rule
from nianbao.text import chinese_number

Date: TypeAlias = tuple[int, int, int]
_Where: TypeAlias = tuple[str | None, Place]

_HOUR = r"(?:零时|零点|0时|0点|24时|24点)?"
_DAY = r"(\d{1,2})(?:月|\.|/)(\d{1,2})(?:日|号|(?!\d))"
_DATE = rf"(20\d\d)(?:年|\.|/){_DAY}{_HOUR}"
_LATER = rf"(?:(20\d\d)(?:年|\.|/)|当年|同年)?{_DAY}"
_TO = r"(?:起始|开始|起算|起|始)?,?(?:截至|截止至|截止到|截止|止于|终于|至|到|-{1,2}|~{1,2})"
_PERIOD = LazyPattern(rf"{_DATE}{_TO}{_LATER}(?!\d)")
_MONTHS = LazyPattern(r"(20\d\d)年(\d{1,2})月?(?:起|份)?(?:至|到|-{1,2}|~)(?:(20\d\d)年)?(\d{1,2})月(?!\d)")
_END = LazyPattern(rf"(?:为|是|至|:|到|止于|止时间|止日期|期限|截至|截止){_DATE}(?!\d)")
_YEAR = LazyPattern(
    r"(?:为|是|系|:)(20\d\d)(?:年|年度|年全年|年度全年)(?:的?(?:全部|全年)?(?:数据|情况))?(?=[,。;()]|$)"
)
_NUMERAL_DAY = LazyPattern(rf"{NUMERAL}(?=[月日])")  # 十二月三十一日


@check("period-mismatch", needs_year=True)
def period_mismatch(case: Case, rule: Rule) -> Iterator[Defect]:
    """A stated period that is not the whole report year. Dates that extraction has damaged say nothing.

    A body founded or abolished within the year may say so in the same paragraph. A wrong period that is stated
    twice is one finding.
    """
    year = case.report.year
    if year is None:
        return
    prose = list(sentences(case.report))
    period = Text(f"{year}年1月1日至12月31日", f"1 January to 31 December {year}")
    told: set[tuple[Date, Date]] = set()
    short = _short(prose, rule)
    for sentence in prose:
        start = _named(sentence.plain, rule)
        dates = _period(_in_digits(sentence.plain[start:]), year) if start is not None else None
        if start is None or dates is None or dates in told or _is_right(dates, year):
            continue
        if not (_within(dates, year) and (sentence.section, sentence.paragraph) in short):
            told.add(dates)
            stated = sentence.quoted(start)
            yield Defect(sentence.location, {"quote": stated, "period": period}, period.zh, stated)


def _named(plain: str, rule: Rule) -> int | None:
    """Where the sentence begins to speak of the report's period, None where it does not."""
    if any(word in plain for word in rule.words["other"]):
        return None
    return min((plain.find(w) for w in rule.words["period"] if w in plain), default=None)


def _in_digits(plain: str) -> str:
    """The text with the Chinese numerals of its dates in digits."""
    return _NUMERAL_DAY.sub(lambda m: str(chinese_number(m[0])), with_years_in_digits(plain))


def _period(stated: str, year: int) -> tuple[Date, Date] | None:
    """First and last day as stated; of an end or a year alone the rest is taken from the report year."""
    if match := _PERIOD.search(stated):
        first, month, day, last, *end = match.groups()
        return (int(first), int(month), int(day)), (int(last or first), int(end[0]), int(end[1]))
    if match := _MONTHS.search(stated):
        first, month, last, final = match.groups()
        return (int(first), int(month), 1), (int(last or first), int(final), 31)
    if match := _END.search(stated):
        end_date = (int(match[1]), int(match[2]), int(match[3]))
        # What is left of a damaged period may be its beginning.
        return ((year, 1, 1), (year, 12, 31)) if end_date == (year, 1, 1) else ((year, 1, 1), end_date)
    if match := _YEAR.search(stated):
        return (int(match[1]), 1, 1), (int(match[1]), 12, 31)
    return None


def _is_right(dates: tuple[Date, Date], year: int) -> bool:
    return dates == ((year, 1, 1), (year, 12, 31))


def _within(dates: tuple[Date, Date], year: int) -> bool:
    return (year, 1, 1) <= dates[0] <= dates[1] <= (year, 12, 31)


def _short(prose: list[Sentence], rule: Rule) -> frozenset[_Where]:
    """The paragraphs that tell that the body did not exist the whole year."""
    return frozenset((s.section, s.paragraph) for s in prose if any(word in s.plain for word in rule.words["short"]))
