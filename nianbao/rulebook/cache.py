"""Checked rulebooks kept in the user's cache folder, so that no run has to read YAML twice.

An entry is found by the content of the rulebook file alone: its name is a digest of those bytes, the program's
version and the sources of the model. What a rulebook extends is only known once it is read, so the entry
itself lists, for each further file of the chain, how the one before names it and the digest that it had; the
entry counts only while every one still has it. No path is stored: the same files in another folder find it too.

The entry is data (msgpack, no pickle) behind its own digest. Whatever is wrong with it or with the folder, the
rulebook is read from its files instead and nobody is told.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from nianbao.claims import model as claims
from nianbao.rulebook import model, typography
from nianbao.rulebook.editions import read_file
from nianbao.rulebook.model import Rulebook
from nianbao.version import VERSION

ENVIRONMENT = "NIANBAO_CACHE_DIR"
# A checked official rulebook takes about 100 kB; a foreign file of any size is not worth reading.
_MAX_BYTES = 8 * 1024 * 1024
_MAX_ENTRIES = 32
_PREFIX = "rulebook-"
_SUFFIX = ".msgpack"
_DIGEST = sha256().digest_size


class Link(msgspec.Struct, frozen=True, array_like=True):
    """A further file of the chain: what the file before it says behind `extends`, and its digest."""

    extends: str
    digest: bytes


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    chain: tuple[Link, ...]
    rulebook: Rulebook


Resolve = Callable[[Path, str], Path]


def digest(data: bytes) -> bytes:
    """What two files have in common when their content is the same."""
    return sha256(data).digest()


def recall(path: Path, data: bytes, resolve: Resolve) -> Rulebook | None:
    """The checked rulebook of a file with this content, None where none is kept or a file it extends changed.

    `resolve` turns what a file extends into a path, as it did when the entry was made.
    """
    try:
        kept = _read(_entry(data))
        for link in kept.chain:
            path = resolve(path, link.extends)
            if digest(read_file(path)) != link.digest:
                return None
    except (OSError, ValueError, msgspec.MsgspecError, RuntimeError):
        return None
    return kept.rulebook


def remember(data: bytes, chain: tuple[Link, ...], rulebook: Rulebook) -> None:
    """Keep a checked rulebook; without a folder to write to, do nothing."""
    try:
        entry = _entry(data)
        entry.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        payload = msgspec.msgpack.encode(_Kept(chain, rulebook))
        _write(entry, digest(payload) + payload)
        _prune(entry.parent)
    except (OSError, ValueError, RuntimeError):
        return


def _read(entry: Path) -> _Kept:
    descriptor = os.open(entry, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        if _is_foreign(os.fstat(descriptor)):
            raise ValueError
        stored = file.read(_MAX_BYTES)
    payload = stored[_DIGEST:]
    if digest(payload) != stored[:_DIGEST]:
        raise ValueError
    return msgspec.msgpack.decode(payload, type=_Kept)


def _is_foreign(status: Any) -> bool:  # os.stat_result, whose fields differ by platform
    """Another user's entry, in a folder that several share, could make a report pass."""
    return hasattr(os, "getuid") and status.st_uid != os.getuid()


def _write(entry: Path, content: bytes) -> None:
    from tempfile import mkstemp

    descriptor, temporary = mkstemp(dir=entry.parent)  # readable by nobody else
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.replace(temporary, entry)  # noqa: PTH105 -- names, as mkstemp gives them
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _prune(folder: Path) -> None:
    """Only the newest entries stay: each change of a rulebook under work leaves one behind."""
    entries = sorted(folder.glob(f"{_PREFIX}*{_SUFFIX}"), key=lambda e: e.stat().st_mtime, reverse=True)
    for entry in entries[_MAX_ENTRIES:]:
        entry.unlink(missing_ok=True)


def _entry(data: bytes) -> Path:
    name = sha256(_program() + data).hexdigest()
    return _folder() / f"{_PREFIX}{name}{_SUFFIX}"


def _folder() -> Path:
    if folder := os.environ.get(ENVIRONMENT):
        return Path(folder)
    system: str = sys.platform
    if system == "linux":
        # What platformdirs answers here, without the milliseconds that importing it takes.
        base = os.environ.get("XDG_CACHE_HOME", "").strip()
        return Path(base if base.startswith("/") else Path.home() / ".cache") / "nianbao"
    from platformdirs import user_cache_path

    return user_cache_path("nianbao", appauthor=False)


@lru_cache(maxsize=1)
def _program() -> bytes:
    """What the cache's entries depend on besides the files: the version, and the sources of the model.

    The version alone would keep entries of an older model while the program is being developed.
    """
    return digest(b"".join((VERSION.encode(), *(_source(module) for module in (model, typography, claims)))))


def _source(module: Any) -> bytes:
    """A module's source as its loader has it, from a folder or a zip; b"" where it was installed without."""
    try:
        return bytes(module.__spec__.loader.get_data(module.__file__))
    except (AttributeError, OSError, TypeError):
        return b""
