"""Which report is last year's of another: the file that is named, or by agency and year from a folder.

A rulebook's `aliases` list the names that one agency had in different years; of agencies that were merged the figures
of all that reported last year are added up.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from linter.digest import Digest, digest_of
from linter.settings import AUTO, Settings, stamp
from nianbao.errors import NianbaoError, ReadError
from nianbao.files.inputs import Input, find_inputs
from nianbao.files.loading import load
from nianbao.formats import ARCHIVE
from nianbao.i18n import Text
from nianbao.many import FEW
from nianbao.reading import read, read_bytes
from nianbao.recognising import recognise
from nianbao.report import Report
from nianbao.rulebook import Rulebook
from nianbao.rulebook.load import rulebook_files
from nianbao.text import normalise

if TYPE_CHECKING:
    from pathlib import Path

_OTHER_YEAR = Text(
    "--previous 指定的是 {stated} 年的报告，应为 {year} 年的上一年",
    "--previous names the report of {stated}, which is not the year before {year}",
)
_UNREADABLE = Text("上年的报告“{path}”：{reason}", 'last year\'s report "{path}": {reason}')
_Key = tuple[str, int | None]


class Known(Struct, frozen=True):
    """Reports by agency and year, of several for one agency the last; and the one that was named, if one was."""

    reports: Mapping[_Key, Digest]
    named: Digest | None = None

    def before(self, present: Digest, rulebook: Rulebook) -> tuple[Digest, ...]:
        """The reports of the same agency for the year before: several where agencies were merged."""
        if present.agency is None or present.year is None:
            return ()
        year = present.year - 1
        found = (self.reports.get((name, year)) for name in names_of(present.agency, rulebook))
        return tuple(digest for digest in found if digest is not None)


def among(digests: Iterable[Digest]) -> Known:
    """These reports by agency and year."""
    return Known({(agency_key(d.agency), d.year): d for d in digests})


def previous_of(report: Report, settings: Settings) -> tuple[Digest, ...]:
    """Last year's report as the settings name it, several where agencies were merged, none where there is none.

    Raises ReadError for a file that is no report, NianbaoError for one of another year.
    """
    if settings.previous in (None, AUTO):
        return ()
    return previous_for(digest_of(report), report.rulebook, settings)


def previous_for(present: Digest, rulebook: Rulebook, settings: Settings) -> tuple[Digest, ...]:
    """As `previous_of`, for a report of which no more is at hand, where the settings name a file or a folder."""
    known = read_previous(settings)
    if known.named is None or not settings.alone:
        return known.before(present, rulebook)
    stated = known.named.year
    if None not in (present.year, stated) and present.year != (stated or 0) + 1:
        raise NianbaoError(_OTHER_YEAR.format(stated=stated, year=present.year))
    return (known.named,)


def read_previous(settings: Settings) -> Known:
    """What the settings name as last year's: read once a process, and again when the file or folder changed.

    Raises ReadError for a file that is no report, or a folder without a file; those of a folder that are no reports
    are passed over.
    """
    path = settings.previous or ""
    read_with = Settings(
        rulebook=settings.rulebook,
        edition=settings.edition,
        limits=settings.limits,
        previous=settings.previous,
        cached=settings.cached,
    )
    return _read(read_with, stamp(path))


@lru_cache(maxsize=4)
def _read(settings: Settings, _: object) -> Known:
    path = settings.previous or ""
    if os.path.isdir(path) or path.lower().endswith(ARCHIVE):  # noqa: PTH112
        return among(_readable(path, settings))
    digest = _digest(path, settings)
    return Known({(agency_key(digest.agency), digest.year): digest}, digest)


def _digest(path: str, settings: Settings) -> Digest:
    """The report of a file. A mistake tells its name, since it is not among the files that are checked."""
    try:
        return digest_of(recognise(read(path, limits=settings.limits), settings.book()))
    except NianbaoError as error:
        raise ReadError(_UNREADABLE.format(path=path, reason=error.message), path) from error


def _readable(folder: str, settings: Settings) -> Iterator[Digest]:
    found = [item for item in find_inputs([folder], settings.limits) if isinstance(item, Input)]
    for item in found:
        if item.error:
            raise ReadError(_UNREADABLE.format(path=item.path, reason=item.error), item.path)
    digest = _kept if settings.cached and len(found) >= FEW else _digest
    for item in found:
        with suppress(NianbaoError):
            yield digest(item.path, settings)


def _kept(path: str, settings: Settings) -> Digest:
    """As `_digest`, from the cache where it was read before. Raises NianbaoError."""
    from linter.keys import digest_key
    from nianbao.many.cache import recall, remember

    data = load(path, settings.limits)
    key = digest_key(path, data, settings)
    digest = recall(key, Digest)
    if digest is None:
        name = os.path.basename(path)  # noqa: PTH119
        digest = digest_of(recognise(read_bytes(data, name=name, limits=settings.limits), settings.book()))
        remember(key, digest)
    return digest


def files_of(settings: Settings) -> Iterator[str | Path]:
    """The files that a call reads besides its reports: last year's, waivers, the rulebook and those it extends."""
    if settings.rulebook is not None:
        yield from rulebook_files(settings.rulebook)
    if settings.previous not in (None, AUTO):
        yield from (
            item.path for item in find_inputs([settings.previous or ""], settings.limits) if isinstance(item, Input)
        )
    yield from (path for path in (settings.waivers, settings.baseline) if path is not None)


def names_of(agency: str, rulebook: Rulebook) -> list[str]:
    """The agency's name and those that the rulebook gives it in other years."""
    own = agency_key(agency)
    others = [agency_key(n) for names in rulebook.aliases if own in map(agency_key, names) for n in names]
    return list(dict.fromkeys([own, *others]))


def agency_key(agency: str | None) -> str:
    """The agency's name as names are compared."""
    return normalise(agency or "")
