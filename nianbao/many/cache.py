"""What was worked out of a thing, kept in the user's cache folder until it is swept out for newer results.

An entry is found by its key, a digest of all that the result depends on: so nothing is ever out of date. It is data
(msgpack, no pickle), which must have the shape that is asked for, behind a digest that only the entry of that key can
have: a half-written, damaged or exchanged one counts for nothing. The folder is the user's alone. Whatever is wrong
with it, the work is done again and nobody is told.

It knows nothing of reports.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from nianbao.errors import NianbaoError
from nianbao.files.keeping import cache_folder, is_foreign, read_entry, write_entry
from nianbao.memo import once_per
from nianbao.version import VERSION

T = TypeVar("T")

FOLDER = "results"
# A result takes some kilobytes; what is larger is not worth its room.
_LARGEST = 4 * 1024 * 1024
# For each of the 256 folders that entries go into by the beginning of their keys: 512 MiB together.
ROOM = 2 * 1024 * 1024
_KEY = 32
_CHECK = 16
_BROKEN = (OSError, ValueError, RuntimeError, msgspec.MsgspecError, NianbaoError)


def key_of(*parts: bytes) -> bytes:
    """The key of what depends on these parts, told apart whatever is in them."""
    made = blake2b(digest_size=_KEY)
    for part in parts:
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.digest()


@lru_cache(maxsize=4)
def program(*paths: str) -> bytes:
    """What changes with the program: its version, and when these files, or all in these folders, were written.

    The version alone would keep results of older sources while the program is being developed.
    """
    stamps = [stamp for path in paths for stamp in (sorted(_inside(path)) or [_stamp(path)])]
    # A frozen program has its sources in itself.
    return "\n".join((VERSION, _stamp(sys.executable), *stamps)).encode("utf-8", "surrogateescape")


def _inside(folder: str) -> Iterator[str]:
    for path, _, names in os.walk(folder):
        yield from (_stamp(f"{path}/{name}") for name in names if name.endswith((".py", ".yaml")))


def _stamp(path: str) -> str:
    try:
        status = os.stat(path)  # noqa: PTH116 - there are hundreds of them
    except OSError:  # a frozen program has no files of its own
        return path
    return f"{path} {status.st_mtime_ns} {status.st_size}"


def recall(key: bytes, kind: type[T]) -> T | None:
    """The result of that key, None where none is kept."""
    try:
        entry = _entry(key)
        stored = read_entry(entry, _LARGEST)
        payload = stored[_CHECK:]
        if _check(key, payload) != stored[:_CHECK]:
            return None
        found: T = _decoder(kind).decode(payload)
        os.utime(entry)  # so that what is used stays longest
    except _BROKEN:
        return None
    return found


def remember(key: bytes, result: object) -> None:
    """Keep a result; without a folder of the user's own to write to, do nothing."""
    try:
        payload = msgspec.msgpack.encode(result)
        if len(payload) + _CHECK > _LARGEST:
            return
        entry = Path(_entry(key))
        _own_folder(entry.parent.parent)
        entry.parent.mkdir(mode=0o700, exist_ok=True)
        write_entry(entry, _check(key, payload) + payload)
        _swept(entry.parent, len(payload))
    except _BROKEN:
        return


def _own_folder(folder: Path) -> None:
    """Raises OSError or ValueError where the folder of all results is not the user's own, which a link never is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = folder.lstat()
    if folder.is_symlink() or is_foreign(status):
        raise ValueError


def _entry(key: bytes) -> str:
    name = key.hex()
    return f"{cache_folder()}/{FOLDER}/{name[:2]}/{name[2:]}"


def _check(key: bytes, payload: bytes) -> bytes:
    return blake2b(payload, key=key, digest_size=_CHECK).digest()


@once_per()
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind)


# How much this process may still write into a folder before it looks again how much lies there.
_room: dict[Path, int] = {}


def _swept(folder: Path, written: int) -> None:
    """Let no more lie in a folder than it has room for, the newest of it."""
    _room[folder] = _room.get(folder, 0) - written
    if _room[folder] > 0:
        return
    with os.scandir(folder) as found:
        entries = sorted(((e.stat().st_mtime_ns, e.stat().st_size, e.path) for e in found), reverse=True)
    left = ROOM
    for _, size, path in entries:
        left -= size
        if left < 0:
            Path(path).unlink(missing_ok=True)
    _room[folder] = max(left, ROOM // 8)
