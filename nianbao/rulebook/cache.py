"""Checked rulebooks kept in the user's cache folder, so that no run has to read YAML twice.

An entry is found by the content of the rulebook file alone: its name is a checksum of those bytes, the program's
version and the sources of the model. It holds all of them, and counts only where they are the same. What a rulebook
extends is only known once it is read, so the entry also holds, for each further file, which one names it and how,
and what was in it. No path is stored: the same files in another folder find it too. Contents are
compared as they are, since a digest that is safe to stand for them takes longer to import than they to compare.

The entry is data (msgpack, no pickle) behind its own checksum. Whatever is wrong with it or with the folder, the
rulebook is read from its files instead and nobody is told.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zlib import crc32

import msgspec

from nianbao.claims import model as claims
from nianbao.errors import NianbaoError
from nianbao.files.keeping import cache_folder, read_entry, write_entry
from nianbao.rulebook import agencies, metrics, model, registers, rosters, typography
from nianbao.rulebook.editions import read_file
from nianbao.rulebook.model import Rulebook
from nianbao.version import VERSION

if TYPE_CHECKING:
    from pathlib import Path

# The official rulebook takes about 200 kB; a foreign file of any size is not worth reading.
_MAX_BYTES = 8 * 1024 * 1024
_MAX_ENTRIES = 32
_PREFIX = "rulebook-"
_SUFFIX = ".msgpack"
_CHECKSUM = 4  # its bytes


class Link(msgspec.Struct, frozen=True, array_like=True):
    """A further file: the number of the one that names it (0 is the first), what stands there, and its content."""

    above: int
    names: str
    content: bytes


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    program: bytes
    content: bytes
    chain: tuple[Link, ...]
    rulebook: Rulebook


Resolve = Callable[[str, str], str]


def checksum(data: bytes) -> bytes:
    """What tells damage; never what stands for a content."""
    return crc32(data).to_bytes(_CHECKSUM, "big")


def recall(path: str, data: bytes, resolve: Resolve) -> Rulebook | None:
    """The checked rulebook of a file with this content, None where none is kept or a file it extends changed.

    `resolve` turns what a file names into a path, as it did when the entry was made.
    """
    try:
        kept = _read(_entry(data))
        if (kept.program, kept.content) != (_program(), data):
            return None
        paths = [path]
        for link in kept.chain:
            paths.append(resolve(paths[link.above], link.names))
            if read_file(paths[-1]) != link.content:
                return None
    except (OSError, ValueError, IndexError, msgspec.MsgspecError, RuntimeError, NianbaoError):
        return None
    return kept.rulebook


def remember(data: bytes, chain: tuple[Link, ...], rulebook: Rulebook) -> None:
    """Keep a checked rulebook; without a folder to write to, do nothing."""
    from pathlib import Path

    try:
        entry = Path(_entry(data))
        entry.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        payload = msgspec.msgpack.encode(_Kept(_program(), data, chain, rulebook))
        write_entry(entry, checksum(payload) + payload)
        _prune(entry.parent)
    except (OSError, ValueError, RuntimeError):
        return


def _read(entry: str) -> _Kept:
    stored = read_entry(entry, _MAX_BYTES)
    payload = stored[_CHECKSUM:]
    if checksum(payload) != stored[:_CHECKSUM]:
        raise ValueError
    return msgspec.msgpack.decode(payload, type=_Kept)


def _prune(folder: Path) -> None:
    """Only the newest entries stay: each change of a rulebook under work leaves one behind."""
    entries = sorted(folder.glob(f"{_PREFIX}*{_SUFFIX}"), key=lambda e: e.stat().st_mtime, reverse=True)
    for entry in entries[_MAX_ENTRIES:]:
        entry.unlink(missing_ok=True)


def _entry(data: bytes) -> str:
    name = checksum(_program() + data).hex()
    return f"{cache_folder()}/{_PREFIX}{name}{_SUFFIX}"


@lru_cache(maxsize=1)
def _program() -> bytes:
    """What the cache's entries depend on besides the files: the version, and the sources of the model.

    The version alone would keep entries of an older model while the program is being developed.
    """
    modules = (agencies, metrics, model, registers, rosters, typography, claims)
    return b"".join((VERSION.encode(), *map(_source, modules)))


def _source(module: Any) -> bytes:
    """A module's source as its loader has it, from a folder or a zip; b"" where it was installed without."""
    try:
        return bytes(module.__spec__.loader.get_data(module.__file__))
    except (AttributeError, OSError, TypeError):
        return b""
