"""The baseline: what stood in the reports when a repository began to check them. Only what is new fails.

A JSON file of fingerprints by report. A report is known by its agency and year, so that a renamed or re-saved file
stays the same; where it names neither, by its path.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import lru_cache

import msgspec
from msgspec import Struct

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


def report_key(result: FileResult, baseline: str) -> str:
    """What the report is known by: agency and year, else its path as seen from the folder of the baseline."""
    if result.agency and result.year is not None:
        return f"{result.agency} {result.year}"
    return relative(result.path, os.path.dirname(baseline) or os.curdir) or result.path  # noqa: PTH120


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


def updated_baseline(path: str, results: Iterable[FileResult], *, grow: bool) -> bytes:
    """The baseline without what is mended; with `grow`, or where there is none yet, with what is new besides.

    Reports that are not among the results stay as they are.
    """
    old = read_baseline(path)
    grow = grow or not old.reports
    reports: dict[str, tuple[str, ...]] = dict(old.reports)
    for key, there in _by_report(path, results).items():
        kept = there if grow else there & set(old.reports.get(key, ()))
        reports[key] = tuple(sorted(kept))
    whole = Baseline({key: reports[key] for key in sorted(reports) if reports[key]})
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def _by_report(path: str, results: Iterable[FileResult]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for result in results:
        if not result.error:
            found.setdefault(report_key(result, path), set()).update(fingerprints(result))
    return found
