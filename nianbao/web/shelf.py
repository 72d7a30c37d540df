"""What was checked, kept in memory until the server ends: by a name that nobody can guess, so that tabs do not meet."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict

from msgspec import Struct

from linter.findings import Doubled, FileResult
from nianbao.files.inputs import Skipped

_MOST = 200
_KEPT = 2  # how many times its content a file takes, with what was read of it
_MOST_BYTES = 512 * 1024 * 1024


class Checked(Struct, frozen=True):
    """A file that was checked: its content and what is said of it, with the report as it was read."""

    name: str
    data: bytes
    result: FileResult


class Batch(Struct, frozen=True):
    """The files of one upload, in the order of their names."""

    files: tuple[Checked, ...]
    doubled: tuple[Doubled, ...] = ()
    before: FileResult | None = None  # last year's report, where one was given
    skipped: tuple[Skipped, ...] = ()  # what lies in folders and archives and is no report

    @property
    def one(self) -> bool:
        """Whether there is one file, and nothing else to tell."""
        return len(self.files) == 1 and not self.skipped

    @property
    def size(self) -> int:
        """Bytes that it keeps, more or less."""
        return sum(_KEPT * len(file.data) for file in self.files)


class Shelf:
    """Batches by name; the oldest make room. Safe for threads."""

    def __init__(self, most: int = _MOST, most_bytes: int = _MOST_BYTES) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._batches: OrderedDict[str, Batch] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, batch: Batch) -> str:
        """Take in a batch and give its name."""
        name = secrets.token_urlsafe(16)
        with self._lock:
            self._batches[name] = batch
            while len(self._batches) > 1 and (len(self._batches) > self._most or self._size() > self._most_bytes):
                self._batches.popitem(last=False)
        return name

    def _size(self) -> int:
        return sum(batch.size for batch in self._batches.values())

    def find(self, name: str) -> Batch | None:
        """The batch of that name, while it is kept."""
        with self._lock:
            return self._batches.get(name)
