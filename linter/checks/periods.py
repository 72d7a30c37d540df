"""C504: the period that the figures are of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.checks.registry import Case, check
from linter.checks.sentences import quote, sentences
from linter.findings import Defect
from nianbao.i18n import Text
from nianbao.rulebook.model import Rule

_DATE = r"(20\d\d)年(\d{1,2})月(\d{1,2})日"
_PERIOD = re.compile(rf"{_DATE}起?(?:至|到|-|~)(?:(20\d\d)年)?(\d{{1,2}})月(\d{{1,2}})日(?!\d)")
_END = re.compile(rf"(?:为|至|:|到|截至){_DATE}(?!\d)")


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
