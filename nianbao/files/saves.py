"""When files were saved: noticed by looking at them, as every system and every network drive allows.

Word and WPS save in steps: another file is written, the old one goes, the new one takes its name, and meanwhile it is
missing, half written or closed to others. A save counts when it is done.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import Literal, TypeAlias

from nianbao.errors import ReadError
from nianbao.files.ordinary import open_ordinary

_Stamps: TypeAlias = dict[str, tuple[int, int] | None]  # time of change and size; None where there is no file
State: TypeAlias = Literal["whole", "partial", "missing", "closed"]

EVERY = 0.5  # seconds between two looks
QUIET = 0.5  # seconds without a change after which a save is done
PATIENCE = 10.0  # seconds after which what still looks half written is taken as it is
_PIECE = 1 << 20
# The end of an archive is within the last 22 bytes and a comment.
_TAIL = 22 + 65535


def saves(
    files: Callable[[], Sequence[str]],
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[None]:
    """Yields at once, and then whenever one of the files has another content, comes or goes.

    `files` names them at each look. It never ends by itself: whoever goes through it stops, as Ctrl-C does.
    """
    stamps = _stamps(files())
    if any(state_of(path) == "partial" for path in stamps):
        stamps = _done(files, stamps, clock, sleep)
    contents = _contents(stamps)
    yield
    while True:
        sleep(EVERY)
        if (found := _stamps(files())) == stamps:
            continue
        stamps = _done(files, found, clock, sleep)
        if (now := _contents(stamps)) != contents:
            contents = now
            yield


def _done(
    files: Callable[[], Sequence[str]], stamps: _Stamps, clock: Callable[[], float], sleep: Callable[[float], None]
) -> _Stamps:
    """The files when nothing has changed for a while and none is half written or closed."""
    since = clock()
    while True:
        sleep(QUIET)
        if (found := _stamps(files())) != stamps:
            stamps, since = found, clock()
            continue
        states = {state_of(path) for path in stamps}
        waited = clock() - since
        # What somebody keeps closed is waited for: it cannot be read anyway.
        unfinished = not states.isdisjoint(("partial", "missing"))
        if "closed" not in states and waited >= (PATIENCE if unfinished else QUIET):
            return stamps


def state_of(path: str) -> State:
    """Whether the file can be read and looks complete: not empty, and with its end if it has one."""
    try:
        with open_ordinary(path) as file:
            head = file.read(5)
            size = file.seek(0, os.SEEK_END)
            file.seek(max(size - _TAIL, 0))
            tail = file.read()
    except PermissionError:
        return "closed"
    except FileNotFoundError:
        return "missing"
    except (OSError, ValueError, ReadError):
        return "partial"
    cut = (head.startswith(b"PK") and b"PK\x05\x06" not in tail) or (head == b"%PDF-" and b"%%EOF" not in tail)
    return "partial" if cut or not size else "whole"


def _stamps(paths: Sequence[str]) -> _Stamps:
    return {path: _stamp(path) for path in paths}


def _stamp(path: str) -> tuple[int, int] | None:
    try:
        status = os.stat(path)  # noqa: PTH116 - Path would change a name of blanks
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size


def _contents(stamps: _Stamps) -> dict[str, bytes | None]:
    return {path: _digest(path) for path in stamps}


def _digest(path: str) -> bytes | None:
    """What tells a content from others, since a time of change says nothing of it; None where it cannot be read."""
    digest = sha256()
    try:
        with open_ordinary(path) as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except (OSError, ValueError, ReadError):
        return None
    return digest.digest()
