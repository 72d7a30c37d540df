"""Temporary files and folders that bear a lock while they are in use, so that what a killed run left is swept away.

The system gives up the lock of a process however it ends, on Windows by forbidding meanwhile that the file is
removed: what can be locked, or removed, belongs to nobody.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_PREFIX = ".nianbao-"
_SUFFIX = ".tmp"
_FOLDER_PREFIX = "nianbao-"
_LOCK = ".lock"
_swept: set[Path] = set()


@contextmanager
def beside(target: Path) -> Iterator[BinaryIO]:
    """A new file in the folder of `target`, gone at the end unless it was renamed; its `name` is its path.

    The name does not depend on that of the target, which may be as long as the system allows. Raises OSError.
    """
    _sweep_once(target.parent, _left_files, os.unlink)
    file = _new_file(target.parent)
    try:
        with file:
            yield file
    finally:
        Path(file.name).unlink(missing_ok=True)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A new folder among the temporary ones, removed at the end. Raises OSError."""
    _sweep_once(Path(tempfile.gettempdir()), _left_folders, _remove)
    with tempfile.TemporaryDirectory(prefix=_FOLDER_PREFIX, ignore_cleanup_errors=True) as name:
        path = Path(name).resolve()
        with (path / _LOCK).open("wb") as file:
            with suppress(OSError):
                _lock(file)
            yield path


def _new_file(folder: Path) -> BinaryIO:
    while True:
        handle, name = tempfile.mkstemp(dir=folder, prefix=_PREFIX, suffix=_SUFFIX)
        file: BinaryIO = open(name, "r+b", opener=lambda *_, made=handle: made)  # noqa: SIM115 - the caller's
        try:
            _lock(file)
        except BlockingIOError:  # another run has found it just now and sweeps it away
            file.close()
            continue
        except OSError:  # a file system without locks, where nothing is swept
            return file
        if os.path.lexists(name):
            return file
        file.close()


def _sweep_once(folder: Path, left: Callable[[Path], list[tuple[str, str]]], remove: Callable[[str], None]) -> None:
    """Remove what was left in a folder, by its path and the path of its lock; once in each process."""
    if folder in _swept:
        return
    _swept.add(folder)
    with suppress(OSError):
        for path, lock in left(folder):
            with suppress(OSError), open(lock, "r+b") as file:  # noqa: PTH123 - a name as scandir gives it
                _lock(file)
                remove(path)


def _left_files(folder: Path) -> list[tuple[str, str]]:
    with os.scandir(folder) as found:
        return [
            (e.path, e.path)
            for e in found
            if e.name.startswith(_PREFIX) and e.name.endswith(_SUFFIX) and e.is_file(follow_symlinks=False)
        ]


def _left_folders(base: Path) -> list[tuple[str, str]]:
    with os.scandir(base) as found:
        ours = [e for e in found if e.name.startswith(_FOLDER_PREFIX) and e.is_dir(follow_symlinks=False) and _own(e)]
    return [(e.path, str(Path(e.path, _LOCK))) for e in ours]


def _own(entry: os.DirEntry[str]) -> bool:
    """Whether it is this user's: the folder of temporary files is everybody's."""
    return not hasattr(os, "getuid") or entry.stat(follow_symlinks=False).st_uid == os.getuid()


def _remove(folder: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _lock(file: BinaryIO) -> None:
    """Take the lock. Raises BlockingIOError where another process has it, OSError where there are none."""
    if sys.platform == "win32":
        return  # an open file cannot be removed there
    import fcntl

    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
