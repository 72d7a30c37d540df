"""The user's cache folder, and files in it that nobody else could have written."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from nianbao.files.ordinary import is_remote, open_ordinary

if TYPE_CHECKING:
    from pathlib import Path

ENVIRONMENT = "NIANBAO_CACHE_DIR"
_WRITTEN_BY_OTHERS = 0o022


def cache_folder() -> str:
    """Where the user's cache is.

    Raises OSError where that is another machine: no cache is worth the wait. RuntimeError where it cannot be told.
    """
    folder = _wanted()
    if is_remote(folder):
        raise OSError
    return folder


def _wanted() -> str:
    if folder := os.environ.get(ENVIRONMENT):
        return folder
    system: str = sys.platform
    if system == "linux":
        # What platformdirs answers here, without the milliseconds that importing it takes, or pathlib.
        base = os.environ.get("XDG_CACHE_HOME", "").strip()
        return f"{base if base.startswith('/') else _home() + '/.cache'}/nianbao"
    from platformdirs import user_cache_dir

    return user_cache_dir("nianbao", appauthor=False)


def _home() -> str:
    home = os.path.expanduser("~")  # noqa: PTH111
    if not home.startswith("/"):
        raise RuntimeError
    return home


def read_entry(entry: str | Path, most: int) -> bytes:
    """The first `most` bytes of an entry.

    Raises OSError and ReadError as `open_ordinary` does, ValueError for an entry that is not the user's own.
    """
    with open_ordinary(entry) as file:
        if is_foreign(os.fstat(file.fileno())):
            raise ValueError
        return file.read(most)


def is_foreign(status: Any) -> bool:  # os.stat_result, whose fields differ by platform
    """What another user has written, or could have, in a folder that several share: it could make a report pass."""
    return hasattr(os, "getuid") and (status.st_uid != os.getuid() or bool(status.st_mode & _WRITTEN_BY_OTHERS))


def write_entry(entry: str | Path, content: bytes) -> None:
    """Put an entry there at once, readable by nobody else. Raises OSError."""
    from pathlib import Path

    from nianbao.files.scratch import beside

    with beside(Path(entry)) as file:
        file.write(content)
        file.flush()
        if os.name == "nt":
            file.close()  # or it cannot be renamed
        Path(file.name).replace(entry)
