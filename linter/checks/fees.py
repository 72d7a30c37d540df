"""C505: what the report says of processing fees."""

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
from nianbao.text import normalise

_TITLE = LazyPattern(r"<[^<>]*>")
_NO_FEES = Text("没有报告收取信息处理费的情况", "nothing is said of processing fees")
_ELSEWHERE = Text(
    "没有报告收取信息处理费的情况（{section}写了，应写在这里）",
    "nothing is said of processing fees here; {section} tells what belongs here",
)
_UNPAID = Text(
    "文字说没有收取信息处理费（「{quote}」），{figure}却有 {number} 件",
    'no processing fees were charged ("{quote}"), yet {figure} counts {number}',
)


@check("fee-not-reported")
def fee_not_reported(case: Case, rule: Rule) -> Iterator[Defect]:
    """The section of the rule without a word on processing fees; or none charged where applicants did not pay."""
    section = case.report.section(rule.section or "")
    if section is None or untouched(section) or not (texts := list(_texts(section))):
        return
    said = [s for s in sentences(case.report) if _speaks(s.plain, rule)]
    here = [s for s in said if s.section == section.id]
    if not here and not any(_speaks(normalise(text), rule) for _, text in texts):
        place, text = texts[0]
        yield Defect(
            at(place, section.id, text.strip()), {"what": _lacking(case.report, said, rule)}, None, quote(text)
        )
    yield from _contradicted(case.report, here, rule)


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
            return _ELSEWHERE.format(section=Text(f"第{number}部分", f"section {number}"))
    return _NO_FEES


def _contradicted(report: Report, here: list[Sentence], rule: Rule) -> Iterator[Defect]:
    unpaid = figure_of(report, rule.figure or "")
    denied = next((s for s in here if any(word in s.plain for word in rule.words["not_charged"])), None)
    if unpaid and denied and not any(_sent(s.plain, rule) for s in here):
        name = figure_name(report, rule.figure or "")
        what = _UNPAID.format(quote=quote(denied.text), figure=name, number=unpaid)
        yield Defect(denied.location, {"what": what}, "0", str(unpaid))


def _sent(plain: str, rule: Rule) -> bool:
    """Whether notices were sent, so that applicants may have left them unpaid."""
    notice = "|".join(map(re.escape, rule.words["notice"]))
    return re.search(rf"(?:{notice})[^,。;]{{0,8}}[1-9]|[1-9]\d*[件份][^,。;]{{0,8}}(?:{notice})", plain) is not None
