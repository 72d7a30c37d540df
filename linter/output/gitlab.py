"""GitLab's code quality report: the fields that its documentation names, in an array.

A place without a line is told as line 1, since GitLab asks for one; waived findings are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from linter.findings import FileResult, Told
from linter.output.addresses import named
from linter.output.called import REMEDY, UNREADABLE
from linter.output.identities import Identities
from linter.output.style import Presentation
from nianbao.files.marks import GITLAB
from nianbao.i18n import Text
from nianbao.rulebook.model import Severity
from nianbao.shown import visible_json

_SEVERITIES: dict[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}
_SAID = Text("{place}：{message}。{remedy}", "{place}: {message}; {remedy}")


def write(results: Iterable[Told], style: Presentation) -> Iterator[str]:
    """An entry for each finding that counts and each file that could not be read, one a line."""
    identities = Identities()
    first = True
    for told in results:
        for name, entry in _entries(told, style, identities) if isinstance(told, FileResult) else ():
            # The mark begins the array and its first entry up to the name of the check.
            yield f'{GITLAB if first else "," + chr(10) + GITLAB[1:]}{name}",{_json(entry)[1:]}'
            first = False
    yield "[]\n" if first else "]\n"


def _json(value: object) -> str:
    return visible_json(msgspec.json.encode(value).decode())


def _entries(result: FileResult, style: Presentation, identities: Identities) -> Iterator[tuple[str, dict[str, Any]]]:
    if result.error:
        said = style.say(UNREADABLE, reason=result.error)
        yield "unreadable", _entry(said, identities.of(result, "unreadable"), "critical", result.path, None)
    for finding in result.findings:
        if finding.waived is None:
            remedy = style.say(REMEDY, mend=finding.mend)
            said = style.say(_SAID, place=style.place(finding), message=finding.message, remedy=remedy)
            identity = identities.of_finding(result, finding)
            yield (
                finding.code,
                _entry(said, identity, _SEVERITIES[finding.severity], result.path, finding.location.line),
            )


def _entry(said: str, identity: str, severity: str, path: str, line: int | None) -> dict[str, Any]:
    return {
        "description": said,
        "fingerprint": identity,
        "severity": severity,
        "location": {"path": named(path), "lines": {"begin": line or 1}},
    }
