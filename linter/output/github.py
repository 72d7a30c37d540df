"""Workflow commands for GitHub Actions: annotations beside the files, and every finding in the summary of the step.

GitHub shows ten annotations of a kind a step and drops the others without a word: the gravest come first, and a notice
says how many there are. The summary is a table, appended to the file that GITHUB_STEP_SUMMARY names.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from msgspec import Struct

from linter.findings import Doubled, FileResult, Finding, Roster, Told, WaiverProblem
from linter.output.addresses import named
from linter.output.called import REMEDY, UNREADABLE
from linter.output.filing import problem_line
from linter.output.step_summary import StepSummary
from linter.output.style import DOUBLED, Presentation
from nianbao.files.inputs import Skipped
from nianbao.i18n import Text
from nianbao.rulebook.model import Severity
from nianbao.shown import visible, visible_lines

_MOST = 10  # of a kind, which GitHub shows of a step
_KINDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
_SAID = Text("{place}：{message}\n{remedy}", "{place}: {message}\n{remedy}")
_COUNT = Text(
    "共有 {error} 个错误、{warning} 个警告、{notice} 条提示，这里每级最多列 10 条；全部结果见本步骤的摘要（summary）",
    "{error} errors, {warning} warnings and {notice} notices in all, of which at most ten each are listed here;"
    " the summary of the step has all of them",
)
_WAIVERS = Text("豁免和基线", "waivers and baseline")
_NOT_CHECKED = Text("无法检查", "not checked")
_ROSTER = Text("名单", "roster")
_DOUBLED = Text("重复的报告", "several reports")


class _Annotation(Struct, frozen=True):
    kind: str
    title: str
    said: str
    path: str
    line: int | None = None


def write(results: Iterable[Told], style: Presentation) -> Iterator[str]:
    """The commands, errors first; the table goes to the summary of the step where there is one."""
    shown: dict[str, list[_Annotation]] = {kind: [] for kind in _KINDS.values()}
    counts = dict.fromkeys(shown, 0)
    summary = StepSummary(style)
    for told in results:
        summary.add(told)
        for annotation in _annotations(told, style):
            counts[annotation.kind] += 1
            if len(shown[annotation.kind]) < _MOST:
                shown[annotation.kind].append(annotation)
    if more := any(counts[kind] > _MOST for kind in counts):
        shown["notice"] = shown["notice"][: _MOST - 1]  # the count is a notice itself
    yield from (_command(annotation) for annotations in shown.values() for annotation in annotations)
    if more:
        yield f"::notice title=nianbao::{_data(style.say(_COUNT, **counts))}\n"
    if path := os.environ.get("GITHUB_STEP_SUMMARY"):
        with open(path, "a", encoding="utf-8", newline="\n") as file:  # noqa: PTH123 - as the service names it
            file.write(summary.text())


def _annotations(told: Told, style: Presentation) -> Iterator[_Annotation]:
    if isinstance(told, FileResult):
        if told.error:
            said = style.say(UNREADABLE, reason=told.error)
            yield _Annotation("error", style.say(_NOT_CHECKED), said, told.path)
        yield from (_of_finding(told.path, f, style) for f in told.findings if f.waived is None)
    elif isinstance(told, WaiverProblem):
        yield _Annotation("warning", style.say(_WAIVERS), style.say(told.what), told.path, told.line)
    elif isinstance(told, Doubled):
        paths = style.listed([visible(path) for path in told.paths])
        said = style.say(DOUBLED, agency=told.agency, year=told.year, n=len(told.paths), paths=paths)
        yield _Annotation("notice", style.say(_DOUBLED), said, told.paths[-1])
    elif isinstance(told, Roster):
        for problem in told.problems:
            yield _Annotation("warning", style.say(_ROSTER), problem_line(problem, style), told.path, problem.row)
    else:
        assert isinstance(told, Skipped)  # the summary lists them


def _of_finding(path: str, finding: Finding, style: Presentation) -> _Annotation:
    remedy = style.say(REMEDY, mend=finding.mend)
    said = style.say(_SAID, place=style.place(finding), message=finding.message, remedy=remedy)
    title = f"{finding.code} {finding.rule}"
    return _Annotation(_KINDS[finding.severity], title, said, path, finding.location.line)


def _command(one: _Annotation) -> str:
    line = f",line={one.line}" if one.line else ""
    return f"::{one.kind} file={_property(named(one.path))}{line},title={_property(one.title)}::{_data(one.said)}\n"


def _data(text: str) -> str:
    """What stands behind the second `::`, escaped as the runner's own tools do it."""
    return visible_lines(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
