"""The baseline: what stood in the reports when a repository began to check them. Only what is new fails.

A JSON file of fingerprints by report. A report is known by its agency and year, so that a renamed or re-saved file
stays the same; where it names neither, or several files of the call are reports of that agency and year, by its path.
What is listed of an agency and year stands for one file of a call: a second one hides nothing behind it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from linter.findings import FileResult
from linter.settings import stamp
from nianbao.errors import NianbaoError
from nianbao.files.globs import relative
from nianbao.files.limits import DEFAULT
from nianbao.files.loading import load
from nianbao.i18n import Text

_BROKEN = Text(
    "{path}：不是本软件写出的基线文件（{reason}）；可删去后用 --update-baseline 重新生成",
    "{path}: not a baseline file of ours ({reason}); delete it and make it anew with --update-baseline",
)


class Baseline(Struct, frozen=True, forbid_unknown_fields=True):
    """Fingerprints by report."""

    reports: dict[str, tuple[str, ...]]
    version: int = 1


def entry_of(baseline: Baseline, result: FileResult, path: str) -> str:
    """Under which key the baseline of that path lists the report, if it does: its own path, else agency and year."""
    own = _path_key(result, path)
    return own if own in baseline.reports else _agency_key(result) or own


def _agency_key(result: FileResult) -> str | None:
    return f"{result.agency} {result.year}" if result.agency and result.year is not None else None


def _path_key(result: FileResult, baseline: str) -> str:
    """The path of a report as seen from the folder of the baseline."""
    return relative(result.path, os.path.dirname(baseline) or os.curdir) or result.path  # noqa: PTH120


def beside_another(result: FileResult, path: str) -> FileResult:
    """The result where an earlier file of the call is a report of the same agency and year.

    What the baseline lists by agency and year stands for the earlier file: here it counts.
    """
    if entry_of(read_baseline(path), result, path) == _path_key(result, path):
        return result
    return replace(
        result,
        findings=tuple(replace(f, waived=None) if f.waived and f.waived.baseline else f for f in result.findings),
    )


def read_baseline(path: str) -> Baseline:
    """The file's fingerprints; none where there is no file yet. Raises NianbaoError for a file of another kind."""
    return _read(path, stamp(path))


@lru_cache(maxsize=16)
def _read(path: str, at: object) -> Baseline:
    if at is None:
        return Baseline({})
    try:
        return msgspec.json.decode(load(path, DEFAULT), type=Baseline)
    except msgspec.DecodeError as error:
        raise NianbaoError(_BROKEN.format(path=path, reason=str(error)), path) from error


def fingerprints(result: FileResult) -> set[str]:
    """The findings of a report that no waiver covers, by their fingerprints."""
    return {f.fingerprint for f in result.findings if f.waived is None or f.waived.baseline}


def stale(baseline: Baseline, key: str, result: FileResult) -> tuple[str, ...]:
    """What the baseline lists of a report and is no longer there."""
    there = fingerprints(result)
    return tuple(f for f in baseline.reports.get(key, ()) if f not in there)


class Update(Struct, frozen=True):
    """A baseline as it is to be written, with how many findings it lists no more, newly, and in all."""

    data: bytes
    dropped: int
    added: int
    listed: int


def updated_baseline(path: str, results: Iterable[FileResult], *, grow: bool) -> Update:
    """The baseline without what is mended; with `grow`, or where there is none yet, with what is new besides.

    Reports that are not among the results stay as they are.
    """
    old = read_baseline(path)
    grow = grow or not old.reports
    found = [result for result in results if not result.error]
    often = Counter(map(_agency_key, found))
    left = dict(old.reports)
    reports: dict[str, tuple[str, ...]] = {}
    for result in found:
        there, listed = fingerprints(result), set(left.pop(entry_of(old, result, path), ()))
        agency = _agency_key(result)
        key = agency if agency and often[agency] == 1 else _path_key(result, path)
        reports[key] = tuple(sorted(there if grow else there & listed))
    reports = left | reports
    whole = Baseline({key: reports[key] for key in sorted(reports) if reports[key]})
    before, now = _entries(old), _entries(whole)
    data = msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"
    return Update(data, sum((before - now).values()), sum((now - before).values()), now.total())


def _entries(baseline: Baseline) -> Counter[str]:
    """How often each fingerprint is listed, whatever key its report has."""
    return Counter(name for names in baseline.reports.values() for name in names)
