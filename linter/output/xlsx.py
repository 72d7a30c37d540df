"""For an office that collects reports: a workbook of agencies, findings, causes, figures, and what was not checked.

Rows are written as results come; what is kept beside them are counts, and the figures of each report as its digest.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from linter.digest import Digest
from linter.findings import Doubled, FileResult, Finding, Told, WaiverProblem
from linter.output.called import rules_of
from linter.output.closing import short_verdict
from linter.output.filing import roster_lines
from linter.output.style import BASELINE, DOUBLED, Presentation
from linter.output.xlsx_figures import figures_sheet
from linter.previous import agency_key
from nianbao.clock import now
from nianbao.files.inputs import Skipped
from nianbao.files.marks import ARCHIVE
from nianbao.i18n import Text
from nianbao.ooxml.spreadsheet import Column, Look, Sheet, workbook
from nianbao.rulebook import Rulebook
from nianbao.rulebook.explaining import basis
from nianbao.rulebook.labels import SEVERITIES, advice
from nianbao.rulebook.model import Rule, Severity
from nianbao.shown import writable

_TITLE = Text("年度报告检查结果", "results of checking annual reports")
_AGENCY, _YEAR, _FILE = Text("机关", "agency"), Text("年份", "year"), Text("文件", "file")
_MORE = Text("另有 {n} 行未写入：已达工作表的行数上限", "{n} more rows are left out: a sheet holds no more")
# Heads with widths in characters.
_AGENCIES = (
    (Text("结论", "verdict"), 10), (_AGENCY, 28), (_YEAR, 7), (Text("错误", "errors"), 7),
    (Text("警告", "warnings"), 9), (Text("提示", "infos"), 7), (Text("已豁免", "waived"), 8),
    (Text("无法检查的原因", "why it was not checked"), 30), (_FILE, 28), (Text("所在文件夹", "folder"), 36),
)  # fmt: skip
_FINDINGS = (
    (_AGENCY, 16), (_YEAR, 7), (Text("级别", "level"), 7), (Text("规则", "rule"), 7), (Text("位置", "place"), 20),
    (Text("问题", "finding"), 34), (Text("应为", "expected"), 12), (Text("现为", "actual"), 12),
    (Text("修改建议", "fix"), 26), (Text("依据", "basis"), 22), (Text("已豁免", "waived"), 10), (_FILE, 18),
)  # fmt: skip
_CAUSES = (
    (Text("规则", "rule"), 8), (Text("内容", "what"), 44), (Text("级别", "level"), 7),
    (Text("涉及机关", "agencies"), 9), (Text("问题数", "findings"), 9), (Text("修改建议", "fix"), 44),
    (Text("依据", "basis"), 44),
)  # fmt: skip
_BESIDE = ((Text("情况", "what"), 16), (Text("文件", "file"), 44), (Text("说明", "details"), 70))
_SHEETS = {
    "agencies": Text("机关", "agencies"),
    "findings": Text("问题", "findings"),
    "causes": Text("原因", "causes"),
    "beside": Text("未检查", "not checked"),
}
_KINDS = {
    "rules": Text("规则未检查", "rules not checked"),
    "skipped": Text("文件未读取", "file not read"),
    "doubled": Text("重复的报告", "several reports"),
    "waiver": Text("豁免和基线", "waivers"),
    "roster": Text("名单", "roster"),
}
_LEVELS: dict[Severity, Look] = {"error": "bad", "warning": "doubtful", "info": "body"}
_RULES = Text("{rules}：{reason}", "{rules}: {reason}")


def write(results: Iterable[Told], style: Presentation) -> bytes:
    """The workbook. Its properties have today's date (`nianbao.clock`), so that a build can give the same bytes."""
    book = _Book(style)
    for told in results:
        book.add(told)
    return book.finished()


class _Book:
    def __init__(self, style: Presentation) -> None:
        self.style = style
        self._agencies = self._sheet("agencies", _AGENCIES, 2)
        self._findings = self._sheet("findings", _FINDINGS, 1)
        self._causes = self._sheet("causes", _CAUSES, 1)
        self._beside = self._sheet("beside", _BESIDE, 0)
        self._counts: dict[str, tuple[Severity, int, set[str]]] = {}
        self._digests: list[tuple[str, Digest]] = []

    def _sheet(self, name: str, heads: tuple[tuple[Text, float], ...], frozen: int) -> Sheet:
        say = self.style.say
        return Sheet(say(_SHEETS[name]), [Column(say(text), width) for text, width in heads], frozen=frozen)

    def add(self, told: Told) -> None:
        """Takes in a result, or what concerns the whole call."""
        say = self.style.say
        if isinstance(told, FileResult):
            self._add_file(told)
        elif isinstance(told, Skipped):
            self._note("skipped", told.path, say(told.reason))
        elif isinstance(told, Doubled):
            paths = self.style.listed([writable(path) for path in told.paths])
            said = say(DOUBLED, agency=told.agency, year=told.year, n=len(told.paths), paths=paths)
            self._note("doubled", told.paths[0], said)
        elif isinstance(told, WaiverProblem):
            self._note("waiver", told.path, say(told.what))
        else:
            for line in roster_lines(told, self.style):
                self._note("roster", told.path, line.strip())

    def _note(self, kind: str, path: str, said: str) -> None:
        self._beside.add((self.style.say(_KINDS[kind]), writable(path), said))

    def _add_file(self, result: FileResult) -> None:
        self._add_agency(result)
        for finding in result.findings:
            self._add_finding(result, finding)
        for missed in result.not_checked:
            self._note(
                "rules",
                result.path,
                self.style.say(_RULES, rules=self.style.listed(list(missed.rules)), reason=missed.reason),
            )
        if result.digest:
            self._digests.append((result.path, result.digest))

    def _add_agency(self, result: FileResult) -> None:
        counts = [result.count(severity) for severity in SEVERITIES]
        folder, name = os.path.split(writable(result.path))
        values = (
            short_verdict(result, self.style), result.agency or "", result.year,
            *(counts if not result.error else [None] * len(counts)), result.waived or None,
            self.style.say(result.error) if result.error else "", name, folder,
        )  # fmt: skip
        looks: list[Look] = ["body" if isinstance(value, str) else "number" for value in values]
        looks[0] = "doubtful" if result.error else "good" if result.verdict == "passed" else "bad"
        self._agencies.add(values, looks)

    def _add_finding(self, result: FileResult, finding: Finding) -> None:
        say = self.style.say
        values = (
            result.agency or "", result.year, say(SEVERITIES[finding.severity]), finding.code,
            self.style.place(finding), say(finding.message), finding.expected or "", finding.actual or "",
            say(finding.mend), finding.basis, self._waived(finding), writable(result.path),
        )  # fmt: skip
        looks: list[Look] = ["body" if isinstance(value, str) else "number" for value in values]
        looks[2] = _LEVELS[finding.severity]
        self._findings.add(values, looks)
        if finding.waived is None:
            severity, number, agencies = self._counts.get(finding.code, (finding.severity, 0, set()))
            agencies.add(agency_key(result.agency) or result.path)
            self._counts[finding.code] = (severity, number + 1, agencies)

    def _waived(self, finding: Finding) -> str:
        if finding.waived is None:
            return ""
        baseline = self.style.say(BASELINE, path=writable(finding.waived.file))
        return baseline if finding.waived.baseline else finding.waived.reason

    def finished(self) -> bytes:
        """The whole, with what only all results tell."""
        self._write_causes()
        figures = figures_sheet(self._digests, self.style)
        sheets = [self._agencies, self._findings, self._causes, figures, self._beside]
        for sheet in sheets:
            if sheet.left_out:
                self._beside.add(("", sheet.name, self.style.say(_MORE, n=sheet.left_out)))
        created = f"{now():%Y-%m-%dT%H:%M:%SZ}"
        return workbook(sheets, title=self.style.say(_TITLE), created=created, comment=ARCHIVE)

    def _write_causes(self) -> None:
        known = {rule.code: (rule, book) for rule, book in rules_of(self.style)}
        ordered = sorted(self._counts.items(), key=lambda item: (-len(item[1][2]), -item[1][1], item[0]))
        for code, (severity, number, agencies) in ordered:
            what, remedy, rests_on = self._about(*known[code]) if code in known else ("", "", "")
            values = (code, what, self.style.say(SEVERITIES[severity]), len(agencies), number, remedy, rests_on)
            looks: list[Look] = ["body" if isinstance(value, str) else "number" for value in values]
            looks[2] = _LEVELS[severity]
            self._causes.add(values, looks)

    def _about(self, rule: Rule, book: Rulebook) -> tuple[str, str, str]:
        return self.style.say(rule.what), self.style.say(advice(rule)), basis(rule, book)
