"""SARIF 2.1.0, for code scanning on GitHub and for viewers: rules with their help, results as they come.

GitHub follows a result by `primaryLocationLineHash` alone, shows the message as it is and the help as Markdown. A file
has lines where its reader gives them; a Word file or PDF is named without a region.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from linter.findings import Doubled, FileResult, Finding, Roster, Told, Waived, WaiverProblem
from linter.output.addresses import uri
from linter.output.called import NOT_CHECKED, REMEDY, SKIPPED, UNREADABLE, rules_of
from linter.output.filing import problem_line
from linter.output.identities import Identities
from linter.output.style import BASELINE, DOUBLED, Presentation
from nianbao.files.inputs import Skipped
from nianbao.files.marks import SARIF
from nianbao.i18n import Text
from nianbao.rulebook import Rulebook
from nianbao.rulebook.explaining import FAMILIES, basis, in_markdown
from nianbao.rulebook.labels import advice
from nianbao.rulebook.model import Rule, Severity
from nianbao.shown import visible, visible_json, writable
from nianbao.status import Status
from nianbao.version import VERSION

_Object = dict[str, Any]
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_PROBLEM: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "recommendation"}
_SOURCE = "%SRCROOT%"
_ROOT = Text("运行 nianbao 的文件夹，或代码库的根", "the folder that nianbao was run in, or the root of the checkout")
_HELP = Text("{why}。\n依据：{basis}\n修改建议：{advice}。", "{why}.\nbasis: {basis}\nfix: {advice}.")
# What is said beside results, by the id of its notification.
_NOTES = {
    "unreadable": Text("文件无法检查", "a file could not be checked"),
    "skipped": Text("文件未读取", "a file was not read"),
    "not-checked": Text("有规则未能检查", "rules could not be checked"),
    "doubled": Text("同一机关同一年有多份报告", "several files are reports of one agency for one year"),
    "waiver": Text("豁免或基线不生效", "a waiver or baseline entry matches nothing or is not valid"),
}
_MESSAGE = Text("{place}：{message}", "{place}: {message}")


def write(results: Iterable[Told], style: Presentation) -> Iterator[str]:
    """The log of one run, a result a line; what is said of the whole call follows behind the results."""
    run = _Run(style)
    # The mark is how the driver begins; its own brace and one more end the driver and the tool.
    yield f'{SARIF}{_json(run.driver())[1:]}}},\n"results":['
    first = True
    for told in results:
        for result in run.results(told):
            yield ("\n" if first else ",\n") + _json(result)
            first = False
    rest = ",\n".join(f'"{key}":{_json(value)}' for key, value in run.behind().items())
    yield f"\n],\n{rest}}}]}}\n"


def _json(value: object) -> str:
    return visible_json(msgspec.json.encode(value).decode())


class _Run:
    """What is said of a run: results as files come, and what they leave to say behind them."""

    def __init__(self, style: Presentation) -> None:
        self.style = style
        self._rules = rules_of(style)
        self._index = {rule.code: number for number, (rule, _) in enumerate(self._rules)}
        self._identities = Identities()
        self._artifacts: list[_Object] = []
        self._notes: list[_Object] = []
        self._waivers: list[_Object] = []
        self._status = Status.FINE

    def driver(self) -> _Object:
        """The program and every rule, whatever was found, without the name that the log begins with."""
        return {
            "semanticVersion": VERSION,
            "version": VERSION,
            "rules": [self._rule(rule, book) for rule, book in self._rules],
            "notifications": [
                {"id": name, "shortDescription": {"text": self.style.say(text)}} for name, text in _NOTES.items()
            ],
        }

    def _rule(self, rule: Rule, book: Rulebook) -> _Object:
        say = self.style.say
        about = say(_HELP, why=rule.why, basis=basis(rule, book), advice=advice(rule))
        return {
            "id": rule.code,
            "name": rule.slug,
            "shortDescription": {"text": say(rule.what)},
            "fullDescription": {"text": say(rule.why)},
            "help": {"text": about, "markdown": say(in_markdown(rule, book))},
            "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": rule.enabled},
            "properties": {
                "tags": [FAMILIES[rule.code[0]].en.lower()] if rule.code[0] in FAMILIES else [],
                "problem": {"severity": _PROBLEM[rule.severity]},
            },
        }

    def results(self, told: Told) -> Iterator[_Object]:
        """The results of a file; what is said beside them is kept for the end."""
        if isinstance(told, FileResult):
            self._status = max(self._status, told.status)
            self._add_file(told)
            yield from (self._result(told, finding) for finding in told.findings)
        elif isinstance(told, Skipped):
            self._note("skipped", "note", self.style.say(SKIPPED, reason=told.reason), told.path)
        elif isinstance(told, Doubled):
            self._note("doubled", "warning", self._doubled(told), *told.paths)
        elif isinstance(told, Roster):
            self._status = max(self._status, told.status)
            for problem in told.problems:
                self._note("roster", "warning", problem_line(problem, self.style), *(problem.paths or (told.path,)))
        else:
            self._status = max(self._status, told.status)
            self._add_waiver(told)

    def _add_file(self, told: FileResult) -> None:
        about = {"agency": told.agency, "year": told.year, "edition": told.edition, "verdict": told.verdict}
        self._artifacts.append({"location": _address(told.path), "roles": ["analysisTarget"], "properties": about})
        if told.error:
            self._note("unreadable", "error", self.style.say(UNREADABLE, reason=told.error), told.path)
        for missed in told.not_checked:
            rules = self.style.listed(list(missed.rules))
            self._note("not-checked", "note", self.style.say(NOT_CHECKED, rules=rules, reason=missed.reason), told.path)

    def _doubled(self, told: Doubled) -> str:
        paths = self.style.listed([visible(path) for path in told.paths])
        return self.style.say(DOUBLED, agency=told.agency, year=told.year, n=len(told.paths), paths=paths)

    def _add_waiver(self, told: WaiverProblem) -> None:
        note = _note("waiver", "warning", self.style.say(told.what), (told.path,))
        if told.line:
            note["locations"][0]["physicalLocation"]["region"] = {"startLine": told.line}
        self._waivers.append(note)

    def _note(self, name: str, level: str, text: str, *paths: str) -> None:
        self._notes.append(_note(name, level, text, paths))

    def _result(self, result: FileResult, finding: Finding) -> _Object:
        told: _Object = {
            "ruleId": finding.code,
            "level": _LEVELS[finding.severity],
            "message": {"text": self._message(finding)},
            "locations": [self._location(result.path, finding)],
            "partialFingerprints": {
                "primaryLocationLineHash": self._identities.of_finding(result, finding),
                "nianbao/v1": finding.fingerprint,
            },
            "properties": _properties(finding),
        }
        if finding.code in self._index:
            told["ruleIndex"] = self._index[finding.code]
        if finding.waived:
            told["suppressions"] = [self._suppression(finding.waived)]
        return told

    def _message(self, finding: Finding) -> str:
        said = self.style.say(_MESSAGE, place=self.style.place(finding), message=finding.message)
        return f"{said}\n{self.style.say(REMEDY, mend=finding.mend)}"

    def _location(self, path: str, finding: Finding) -> _Object:
        physical: _Object = {"artifactLocation": {**_address(path), "index": len(self._artifacts) - 1}}
        if finding.location.line:
            physical["region"] = {"startLine": finding.location.line}
        ids = finding.location.ids or ("report",)
        logical = [_logical(ids), *(_logical((c.table, c.row, c.column)) for c in finding.places)]
        return {
            "physicalLocation": physical,
            "logicalLocations": logical,
            "message": {"text": self.style.place(finding)},
        }

    def _suppression(self, waived: Waived) -> _Object:
        reason = self.style.say(BASELINE, path=writable(waived.file)) if waived.baseline else waived.reason
        physical: _Object = {"artifactLocation": _address(waived.file)}
        if waived.line:
            physical["region"] = {"startLine": waived.line}
        return {
            "kind": "external",
            "status": "accepted",
            "justification": reason,
            "location": {"physicalLocation": physical},
            "properties": {"by": waived.by, "until": waived.until},
        }

    def behind(self) -> _Object:
        """What is said of the whole run."""
        invocation = {
            "executionSuccessful": self._status < Status.FAILED,
            "exitCode": int(self._status),
            "toolExecutionNotifications": self._notes,
            "toolConfigurationNotifications": self._waivers,
        }
        return {
            "invocations": [invocation],
            "artifacts": self._artifacts,
            "originalUriBaseIds": {_SOURCE: {"description": {"text": self.style.say(_ROOT)}}},
            "columnKind": "unicodeCodePoints",
            "language": "zh-CN" if self.style.language == "zh" else "en",
        }


def _note(name: str, level: str, text: str, paths: Iterable[str]) -> _Object:
    locations = [{"physicalLocation": {"artifactLocation": _address(path)}} for path in paths]
    return {"descriptor": {"id": name}, "level": level, "message": {"text": text}, "locations": locations}


def _address(path: str) -> _Object:
    address, relative = uri(path)
    return {"uri": address, "uriBaseId": _SOURCE} if relative else {"uri": address}


def _logical(ids: tuple[str, ...]) -> _Object:
    return {"name": ids[-1], "fullyQualifiedName": "/".join(ids)}


def _properties(finding: Finding) -> _Object:
    at = finding.location
    told = {
        "basis": finding.basis,
        "section": at.section,
        "page": at.page,
        "text": at.text,
        "expected": finding.expected,
        "actual": finding.actual,
        "breaks": [{"code": b.code, "row": b.row, "column": b.column} for b in finding.breaks],
        "suspects": [
            {"table": s.table, "row": s.row, "column": s.column, "value": s.value, "actual": s.actual}
            for s in finding.suspects
        ],
    }
    return {key: value for key, value in told.items() if value not in (None, [])}
