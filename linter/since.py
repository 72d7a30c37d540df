"""What became of the findings of an earlier run: mended, still there, or new. They are told by their fingerprints.

A report is known by agency and year, so that its file may have another name; where it names neither, or several files
were reports of that agency and year, by its path.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from linter.findings import FileResult, Former, Since, Told
from linter.previous import agency_key
from linter.settings import Settings, stamp
from nianbao.errors import NianbaoError
from nianbao.files.limits import DEFAULT
from nianbao.files.loading import load
from nianbao.i18n import Text
from nianbao.rulebook import load_rulebook
from nianbao.shown import writable

_BROKEN = Text(
    "{path}：不是 nianbao lint --format json 的结果",
    "{path}: not a result of nianbao lint --format json",
)


class _Finding(Struct, frozen=True):
    code: str
    fingerprint: str
    message: str
    waived: object = None


class _File(Struct, frozen=True):
    path: str
    agency: str | None
    year: int | None
    error: str | None
    findings: tuple[_Finding, ...]


class _Result(Struct, frozen=True):
    """What is read of the output contract; keys that it does not need are passed over."""

    version: int
    files: tuple[_File, ...]


class Earlier(Struct, frozen=True):
    """The findings of an earlier run that counted, by report."""

    reports: Mapping[str, tuple[Former, ...]]

    def compared(self, result: FileResult, settings: Settings) -> FileResult:
        """The result with what became of its report's findings; as it is where that run did not know the report.

        What is not looked for now is not taken for mended: other rules, or a comparison with last year's report.
        """
        before = self.reports.get(
            _key(result.agency, result.year, result.path), self.reports.get(writable(result.path))
        )
        if before is None or result.error:
            return result
        there = {finding.fingerprint for finding in result.findings}
        counting = [finding.fingerprint for finding in result.findings if finding.waived is None]
        known = {entry.fingerprint for entry in before}
        looked_for = _looked_for(result, settings)
        return replace(
            result,
            since=Since(
                tuple(e for e in before if e.fingerprint not in there and e.code in looked_for),
                tuple(name for name in counting if name in known),
                tuple(name for name in counting if name not in known),
            ),
        )


def _looked_for(result: FileResult, settings: Settings) -> frozenset[str]:
    book = settings.book() or load_rulebook(edition=result.edition)
    left_out = {code for missed in result.not_checked for code in missed.rules}
    return frozenset(rule.code for rule in book.rules if settings.wants(rule) and rule.code not in left_out)


def _key(agency: str | None, year: int | None, path: str) -> str:
    return f"{agency_key(agency)} {year}" if agency and year is not None else writable(path)


def read_earlier(path: str) -> Earlier:
    """The result of an earlier run. Raises ReadError for a file that cannot be read, NianbaoError for any other."""
    return _read(path, stamp(path))


@lru_cache(maxsize=1)
def _read(path: str, _: object) -> Earlier:
    try:
        told = msgspec.json.decode(load(path, DEFAULT), type=_Result)
    except msgspec.DecodeError as error:
        raise NianbaoError(_BROKEN.format(path=path), path) from error
    read = [(_key(file.agency, file.year, file.path), file) for file in told.files if file.error is None]
    often = Counter(key for key, _ in read)
    return Earlier({key if often[key] == 1 else writable(file.path): tuple(_entries(file)) for key, file in read})


def _entries(file: _File) -> Iterator[Former]:
    return (Former(f.code, f.fingerprint, f.message) for f in file.findings if f.waived is None)


def since(results: Iterable[Told], earlier: Earlier, settings: Mapping[str, Settings]) -> Iterator[Told]:
    """What is told, with each file compared."""
    for told in results:
        yield earlier.compared(told, settings[told.path]) if isinstance(told, FileResult) else told
