"""Reviewdog's diagnostic format: one object with a diagnostic for each finding that counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from linter.findings import FileResult, Finding, Told
from linter.output.addresses import named
from linter.output.called import REMEDY, UNREADABLE
from linter.output.style import Presentation
from nianbao.files.marks import RDJSON
from nianbao.i18n import Text
from nianbao.rulebook.model import Severity
from nianbao.shown import visible_json

_SEVERITIES: dict[Severity, str] = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}
_SAID = Text("{place}：{message}\n{remedy}", "{place}: {message}\n{remedy}")


def write(results: Iterable[Told], style: Presentation) -> Iterator[str]:
    """The findings as they come, one a line; a place without a line is the file."""
    yield f'{RDJSON}"diagnostics":['
    first = True
    for told in results:
        for entry in _diagnostics(told, style) if isinstance(told, FileResult) else ():
            yield ("\n" if first else ",\n") + visible_json(msgspec.json.encode(entry).decode())
            first = False
    yield "\n]}\n"


def _diagnostics(result: FileResult, style: Presentation) -> Iterator[dict[str, Any]]:
    path = named(result.path)
    if result.error:
        said = style.say(UNREADABLE, reason=result.error)
        yield {"message": said, "location": {"path": path}, "severity": "ERROR", "code": {"value": "unreadable"}}
    for finding in result.findings:
        if finding.waived is None:
            yield _diagnostic(path, finding, style)


def _diagnostic(path: str, finding: Finding, style: Presentation) -> dict[str, Any]:
    remedy = style.say(REMEDY, mend=finding.mend)
    location: dict[str, Any] = {"path": path}
    if finding.location.line:
        location["range"] = {"start": {"line": finding.location.line}}
    return {
        "message": style.say(_SAID, place=style.place(finding), message=finding.message, remedy=remedy),
        "location": location,
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.code},
    }
