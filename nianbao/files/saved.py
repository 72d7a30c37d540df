"""The day on which a file was last changed: by what it says of itself, else by the folder that it lies in."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from msgspec import Struct

# The days of lists are those of China.
_CHINA = timezone(timedelta(hours=8))
_PROPERTIES = "docProps/core.xml"
_MOST = 100_000  # bytes of properties that are looked at
_OFFICE = re.compile(rb"<dcterms:modified[^>]*>\s*(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)Z?\s*<")
# Of the last version, which stands last; the time is that of the place where it was saved.
_PDF = re.compile(rb"/ModDate\s*\(D:(\d{4})(\d\d)(\d\d)")


class Saved(Struct, frozen=True):
    """The day, and whether the file itself tells it; that of a folder changes with each copy."""

    day: date
    by_itself: bool


def saved_on(data: bytes, path: str | None = None) -> Saved | None:
    """The day by Chinese time; None where neither the file nor, by its `path`, the folder tells."""
    with suppress(ValueError, KeyError, OSError, EOFError, NotImplementedError, zipfile.BadZipFile, RuntimeError):
        if data.startswith(b"PK"):
            return Saved(_of_office(data), by_itself=True)
        if data.startswith(b"%PDF") and (found := _PDF.findall(data)):
            return Saved(date(*map(int, found[-1])), by_itself=True)
    with suppress(OSError, ValueError, OverflowError):
        if path is not None:
            return Saved(datetime.fromtimestamp(Path(path).stat().st_mtime, _CHINA).date(), by_itself=False)
    return None


def _of_office(data: bytes) -> date:
    with zipfile.ZipFile(io.BytesIO(data)) as package, package.open(_PROPERTIES) as part:
        found = _OFFICE.search(part.read(_MOST))
    if found is None:
        raise ValueError(_PROPERTIES)
    return datetime.fromisoformat(found[1].decode() + "+00:00").astimezone(_CHINA).date()
