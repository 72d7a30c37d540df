"""C505 and C510: what the report says of processing fees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.checks.prose import figure_name, figure_of
from linter.checks.registry import Case, check
from linter.checks.sentences import Sentence, quote, sentences
from linter.checks.structure import at, untouched
from linter.findings import Defect
from nianbao.document import Paragraph, Place, Table
from nianbao.i18n import Text
from nianbao.patterns import LazyPattern
from nianbao.report import FoundSection, Report
from nianbao.rulebook.model import Rule
from nianbao.text import chinese_number, normalise

_TITLE = LazyPattern(r"<[^<>]*>")
_NO_FEES = Text("未报告收取信息处理费情况", "processing fees are not reported")
_ELSEWHERE = Text(
    "此处未报告收取信息处理费情况（写在了{section}，应移至此处）",
    "processing fees are reported in {section}, but belong here",
)


@check("fee-not-reported")
def fee_not_reported(case: Case, rule: Rule) -> Iterator[Defect]:
    """The section of the rule without a word on processing fees."""
    section = _told(case.report, rule)
    if section is None or _reported(case.report, section, rule):
        return
    said = [s for s in sentences(case.report) if _speaks(s.plain, rule)]
    place, text = next(_texts(section))
    yield Defect(at(place, section.id, text.strip()), {"what": _lacking(case.report, said, rule)}, None, quote(text))


@check("fee-notices-untold")
def fee_notices_untold(case: Case, rule: Rule) -> Iterator[Defect]:
    """Applicants who did not pay, who had been sent a notice, where the section that reports fees tells of none.

    That nothing was collected is no contradiction: a notice was sent, and nobody paid.
    """
    section, unpaid = _told(case.report, rule), figure_of(case.report, rule.figure or "")
    if section is None or not unpaid or not _reported(case.report, section, rule):
        return
    if any(_sent(normalise(text), rule) for _, text in _texts(section)):
        return
    here = [(s.location, s.text) for s in sentences(case.report) if s.section == section.id and _speaks(s.plain, rule)]
    location, text = here[0] if here else next((at(p, section.id, t.strip()), t) for p, t in _texts(section))
    values = {"quote": quote(text), "figure": figure_name(case.report, rule.figure or ""), "number": unpaid}
    yield Defect(location, values, None, str(unpaid))


def _told(report: Report, rule: Rule) -> FoundSection | None:
    """The section of the rule where it holds anything of the agency's own."""
    section = report.section(rule.section or "")
    return None if section is None or untouched(section) or not any(_texts(section)) else section


def _reported(report: Report, section: FoundSection, rule: Rule) -> bool:
    """Whether a sentence or a table of the section speaks of processing fees."""
    told = any(s.section == section.id and _speaks(s.plain, rule) for s in sentences(report))
    return told or any(_speaks(normalise(text), rule) for _, text in _texts(section))


def _texts(section: FoundSection) -> Iterator[tuple[Place, str]]:
    """The texts of a section with their places; fees may stand in a table of the agency's own."""
    for block in section.blocks:
        if isinstance(block, Paragraph) and normalise(block.text):
            yield block.place, block.text
        elif isinstance(block, Table):
            yield block.place, " ".join(cell.text for cell in block.cells)


def _speaks(plain: str, rule: Rule) -> bool:
    """Whether a sentence is about processing fees: by their name, or by that of no other fee; titles do not count."""
    plain = _TITLE.sub("", plain)
    for title in rule.words["titles"]:
        plain = plain.replace(title, "")
    for other in rule.words["other_fees"]:
        if other in plain:
            return any(word in plain.replace(other, "") for word in rule.words["fee"])
    return any(word in plain for word in (*rule.words["fee"], *rule.words["charge"]))


def _lacking(report: Report, said: list[Sentence], rule: Rule) -> Text:
    """Told by name in another section, fees were reported, but not where the format says."""
    for sentence in said:
        found = report.section(sentence.section or "")
        if found and any(word in sentence.plain for word in rule.words["fee"]):
            number = found.section.number
            return _ELSEWHERE.format(section=Text(f"第{number}部分", f"section {chinese_number(number) or number}"))
    return _NO_FEES


def _sent(plain: str, rule: Rule) -> bool:
    """Whether notices were sent, or money was collected on them, so that applicants may have left some unpaid."""
    notice, charge = ("|".join(map(re.escape, rule.words[name])) for name in ("notice", "charge"))
    told = rf"(?:{notice})[^,。;]{{0,8}}[1-9]|[1-9]\d*[件份][^,。;]{{0,8}}(?:{notice})"
    return re.search(rf"{told}|(?:{charge})[^,。;\d]{{0,24}}[1-9][\d.]*万?元", plain) is not None
