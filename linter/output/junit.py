"""JUnit's XML as Jenkins reads it: a suite for each file, a case for each finding.

A finding at the failing level is a failure, a waived one is skipped, and what fails nothing passes with its words. A
file without findings is one case that passes, one that could not be read one with an error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from linter.findings import FileResult, Finding, Told, fails
from linter.output.addresses import named
from linter.output.called import NOT_CHECKED, REMEDY, UNREADABLE
from linter.output.style import BASELINE, Presentation
from nianbao.files.marks import JUNIT
from nianbao.i18n import Text
from nianbao.shown import visible, visible_lines, writable

_READ = Text("读取", "reading")
_CLEAN = Text("没有问题", "nothing found")
_DETAILS = Text(
    "位置：{place}\n{message}\n{remedy}\n依据：{basis}", "place: {place}\n{message}\n{remedy}\nbasis: {basis}"
)


def write(results: Iterable[Told], style: Presentation) -> Iterator[str]:
    """The suites as files come."""
    yield f"{JUNIT}\n"
    for told in results:
        if isinstance(told, FileResult):
            yield from _suite(told, style)
    yield "</testsuites>\n"


def _suite(result: FileResult, style: Presentation) -> Iterator[str]:
    failures = sum(_failing(finding, result) for finding in result.findings)
    counts = {
        "tests": max(len(result.findings), 1),
        "failures": failures,
        "errors": int(bool(result.error)),
        "skipped": result.waived,
    }
    told = "".join(f' {name}="{number}"' for name, number in counts.items())
    yield f"<testsuite name={_attribute(named(result.path))}{told}>\n"
    yield from _properties(result)
    yield from _cases(result, style)
    if result.not_checked:
        yield f"<system-out>{_text(_unchecked(result, style))}</system-out>\n"
    yield "</testsuite>\n"


def _unchecked(result: FileResult, style: Presentation) -> str:
    return "\n".join(
        style.say(NOT_CHECKED, rules=style.listed(list(missed.rules)), reason=missed.reason)
        for missed in result.not_checked
    )


def _failing(finding: Finding, result: FileResult) -> bool:
    return finding.waived is None and fails(finding.severity, result.fail_on)


def _properties(result: FileResult) -> Iterator[str]:
    about = {"agency": result.agency, "year": result.year, "edition": result.edition, "verdict": result.verdict}
    yield "<properties>"
    for name, value in about.items():
        if value is not None:
            yield f'<property name="{name}" value={_attribute(str(value))}/>'
    yield "</properties>\n"


def _cases(result: FileResult, style: Presentation) -> Iterator[str]:
    class_name = _attribute(named(result.path))
    if result.error:
        reason = _attribute(style.say(UNREADABLE, reason=result.error))
        inside = f'<error type="unreadable" message={reason}/>'
        yield f"<testcase name={_attribute(style.say(_READ))} classname={class_name}>{inside}</testcase>\n"
    elif not result.findings:
        yield f"<testcase name={_attribute(style.say(_CLEAN))} classname={class_name}/>\n"
    seen: Counter[str] = Counter()
    for finding in result.findings:
        name = " ".join((finding.code, finding.rule, "/".join(finding.location.ids))).rstrip()
        seen[name] += 1
        name = f"{name} #{seen[name]}" if seen[name] > 1 else name
        inside = _outcome(finding, result, style)
        yield f"<testcase name={_attribute(name)} classname={class_name}>{inside}</testcase>\n"


def _outcome(finding: Finding, result: FileResult, style: Presentation) -> str:
    details = _text(_details(finding, style))
    if finding.waived:
        baseline = style.say(BASELINE, path=writable(finding.waived.file))
        reason = baseline if finding.waived.baseline else finding.waived.reason
        return f"<skipped message={_attribute(reason)}>{details}</skipped>"
    if not _failing(finding, result):
        return f"<system-out>{details}</system-out>"
    message = _attribute(style.say(finding.message))
    return f'<failure type="{finding.severity}" message={message}>{details}</failure>'


def _details(finding: Finding, style: Presentation) -> str:
    remedy = style.say(REMEDY, mend=finding.mend)
    return style.say(_DETAILS, place=style.place(finding), message=finding.message, remedy=remedy, basis=finding.basis)


def _attribute(text: str) -> str:
    return quoteattr(visible(text))


def _text(text: str) -> str:
    return escape(visible_lines(text))
