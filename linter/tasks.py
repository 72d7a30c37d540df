"""A file of a call as it is handed to whoever works on it, and how much that may take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linter.digest import Digest
from linter.settings import Settings
from nianbao.files.limits import MIB
from nianbao.i18n import Text

if TYPE_CHECKING:
    from nianbao.many.here import Lost

WHY: dict[Lost, Text] = {
    "died": Text("处理进程意外终止", "the process that was reading it ended unexpectedly"),
    "late": Text(
        "处理时间过长，已中止；确需检查的，请用 --limit seconds=更大的数 调高",
        "it took too long and was stopped; if you trust the file, raise the limit: --limit seconds=NUMBER",
    ),
}
# Bytes that a process may take; the largest that the limits of reading let through take some hundred MiB.
MEMORY = 2048 * MIB
# Seconds beyond those of the programs that read a file for us: what we do with it takes a few at most.
_MARGIN = 15


class Task(Struct, frozen=True):
    """A file of the call, or what keeps it from being read; `data` is its content where that is at hand already."""

    path: str
    settings: Settings
    data: bytes | None = None
    error: Text | None = None
    previous: tuple[Digest, ...] | None = None  # last year's reports, where the settings do not name them
    store: str | None = None  # the folder of what LibreOffice made of it with others, if it did

    @property
    def is_kept(self) -> bool:
        """Whether what is found is kept for the next run."""
        return self.settings.cached and self.error is None and self.data is None


def seconds_for(task: Task) -> float:
    """How long a file may take before it is given up."""
    return task.settings.limits.seconds + task.settings.limits.pdf_seconds + _MARGIN
