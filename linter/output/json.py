"""For programs: the output contract, version 1. Files are written as they come, so memory stays flat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from linter.findings import FileResult, Finding
from linter.output.style import Presentation

VERSION = 1
_PLACE = ("section", "table", "row", "column", "page", "line", "text")


def write(results: Iterable[FileResult], style: Presentation) -> Iterator[str]:
    """`{"version": 1, "files": […], "summary": {…}}`, one file a line."""
    files = errors = warnings = 0
    yield f'{{"version": {VERSION}, "files": ['
    for result in results:
        yield (",\n" if files else "\n") + _json(_file(result, style))
        files += 1
        errors += result.count("error")
        warnings += result.count("warning")
    yield f'\n], "summary": {_json({"files": files, "errors": errors, "warnings": warnings})}}}\n'


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _file(result: FileResult, style: Presentation) -> dict[str, object]:
    return {
        "path": _writable(result.path),
        "agency": result.agency,
        "year": result.year,
        "edition": result.edition,
        "error": style.say(result.error) if result.error else None,
        "findings": [_finding(f, style) for f in result.findings],
    }


def _finding(finding: Finding, style: Presentation) -> dict[str, object]:
    return {
        "code": finding.code,
        "rule": finding.rule,
        "severity": finding.severity,
        "message": style.say(finding.message),
        "location": {name: getattr(finding.location, name) for name in _PLACE},
        "expected": finding.expected,
        "actual": finding.actual,
    }


def _writable(path: str) -> str:
    """A file name that is not UTF-8 has lone surrogates, which JSON cannot hold."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
