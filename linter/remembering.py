"""What one file tells, kept from one run to the next."""

from __future__ import annotations

from msgspec.structs import replace

from linter.digest import Digest
from linter.findings import FileResult
from linter.keys import digest_key, result_key
from linter.previous import previous_for, read_previous
from linter.run import checked
from linter.settings import AUTO, Settings
from nianbao.errors import NianbaoError
from nianbao.files.loading import load
from nianbao.many.cache import recall, remember
from nianbao.rulebook import load_rulebook

Previous = tuple[Digest, ...]


def recalled(path: str, settings: Settings, previous: Previous | None = None) -> FileResult | None:
    """What is kept of a file as it is now, None where it has to be checked; `previous` as for `lint`."""
    try:
        data = load(path, settings.limits)
        before = _before(path, data, settings) if previous is None else previous
    except NianbaoError:  # which the check will say
        return None
    result = None if before is None else recall(result_key(path, data, settings, before), FileResult)
    return replace(result, path=path, fail_on=settings.fail_on) if result else None


def remembered(path: str, settings: Settings, previous: Previous | None = None) -> FileResult:
    """As `linter.run.checked`, and kept for the next run; what could not be checked may be possible then."""
    try:
        data = load(path, settings.limits)
        known = read_previous(settings) if previous is None and _names_previous(settings) else None
    except NianbaoError:
        return checked(path, settings, previous=previous)
    # What standard input is to be read as is not said of files.
    result = checked(path, replace(settings, kind=None), data=data, previous=previous)
    if result.error or result.digest is None:
        return result
    if known is not None:
        if known is not read_previous(settings):  # changed meanwhile: who knows which it was compared with
            return result
        remember(digest_key(path, data, settings), result.digest)
        previous = _named(result.digest, settings)
    remember(result_key(path, data, settings, previous or ()), replace(result, path=""))
    return result


def _names_previous(settings: Settings) -> bool:
    return settings.previous not in (None, AUTO)


def _before(path: str, data: bytes, settings: Settings) -> Previous | None:
    """Last year's reports as the settings name them, None where it is not known whose report the file is."""
    if not _names_previous(settings):
        return ()
    digest = recall(digest_key(path, data, settings), Digest)
    return _named(digest, settings) if digest else None


def _named(digest: Digest, settings: Settings) -> Previous:
    return previous_for(digest, settings.book() or load_rulebook(edition=digest.edition), settings)
