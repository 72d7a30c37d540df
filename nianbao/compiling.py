"""Patterns that an earlier run has compiled, kept in the user's cache folder as Python keeps compiled modules.

A report needs a hundred patterns, and `re` makes a table of 65,536 entries for each of their classes of Chinese
characters: that takes longer than to check the report. Python has no public way to keep what it makes. So here, and
nowhere else, `re` is taken apart: the code of a pattern is kept, and `_sre.compile` makes the pattern of it as `re`
does. It is kept only where the pattern so made equals the one of `re.compile`, and used only by the Python that made
it. Wherever anything is otherwise, `re.compile` does it and nobody is told.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, TypeAlias
from zlib import crc32

from nianbao.errors import NianbaoError
from nianbao.patterns import compiled_by

# The text in UTF-8 (lone surrogates too), the flags that were given, those that hold, the number of groups, their
# names, and the words of the code.
Code: TypeAlias = tuple[bytes, int, int, int, dict[str, int], bytes]

_MAX_BYTES = 8 * 1024 * 1024  # those of the official rulebook take a hundredth of it
_MAX_PATTERNS = 2_000
_WORD = "I"  # four bytes, as in the code of `_sre`
_CHECKSUM = 4
# What a damaged entry or a Python that we do not know may raise.
_ERRORS = (OSError, ValueError, RuntimeError, TypeError, AttributeError, ImportError, OverflowError, NianbaoError)
_MODULES = ("re._compiler", "re._parser") if sys.version_info >= (3, 11) else ("sre_compile", "sre_parse")


def code_of(text: str, flags: int = 0) -> Code | None:
    """The code of a pattern, None where the pattern made of it is not the one that `re.compile` makes."""
    wanted = re.compile(text, flags)
    try:
        compiler, parser = map(import_module, _MODULES)
        words = array(_WORD, compiler._code(parser.parse(text, flags), flags)).tobytes()
        code: Code = (_bytes(text), flags, wanted.flags, wanted.groups, dict(wanted.groupindex), words)
        return code if pattern_of(code) == wanted else None
    except _ERRORS:
        return None


def pattern_of(code: Code) -> re.Pattern[str]:
    """The pattern that has this code. Raises one of several errors where this Python makes none of it."""
    stored, _, flags, groups, numbers, words = code
    text = stored.decode("utf-8", "surrogatepass")
    names: list[str | None] = [None] * (groups + 1)
    for name, number in numbers.items():
        names[number] = name
    made: re.Pattern[str] = _sre().compile(text, flags, array(_WORD, words).tolist(), groups, numbers, tuple(names))
    return made


class Store:
    """The patterns of earlier runs, read when the first one is asked for, and those of this run that were not there."""

    def __init__(self) -> None:
        self._kept: dict[tuple[bytes, int], Code] | None = None
        self._new: dict[tuple[str, int], None] = {}

    def compile(self, text: str, flags: int = 0) -> re.Pattern[str]:
        """As `re.compile`."""
        if self._kept is None:
            self._kept = {code[:2]: code for code in _read()}
        asked = _bytes(text), flags
        if code := self._kept.get(asked):
            try:
                return pattern_of(code)
            except _ERRORS:
                del self._kept[asked]
        self._new[text, flags] = None
        return re.compile(text, flags)

    def save(self) -> None:
        """Keep what this run has compiled; without a folder to write to, do nothing."""
        if self._new and self._kept is not None:
            _write([*self._kept.values(), *filter(None, (code_of(*asked) for asked in self._new))])


@contextmanager
def kept_patterns() -> Iterator[None]:
    """Let patterns come from earlier runs, and go to later ones at the end."""
    store = Store()
    try:
        with compiled_by(store.compile):
            yield
    finally:
        store.save()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _read() -> list[Code]:
    import msgspec

    from nianbao.files.keeping import read_entry

    try:
        stored = read_entry(_entry(), _MAX_BYTES)
        payload = stored[_CHECKSUM:]
        if _checksum(payload) != stored[:_CHECKSUM]:
            return []
        python, codes = msgspec.msgpack.decode(payload, type=tuple[str, list[Code]])
    except (*_ERRORS, msgspec.MsgspecError):
        return []
    return codes if python == _python() else []


def _write(codes: list[Code]) -> None:
    from pathlib import Path

    import msgspec

    from nianbao.files.keeping import write_entry

    payload = msgspec.msgpack.encode((_python(), codes))
    if len(codes) > _MAX_PATTERNS or len(payload) > _MAX_BYTES - _CHECKSUM:
        return
    try:
        entry = Path(_entry())
        entry.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_entry(entry, _checksum(payload) + payload)
    except _ERRORS:
        return


def _checksum(data: bytes) -> bytes:
    return crc32(data).to_bytes(_CHECKSUM, "big")


def _python() -> str:
    """Which Python this is, to the build: a code means nothing to another."""
    return f"{sys.implementation.name} {sys.version} {sys.byteorder} {getattr(_sre(), 'MAGIC', '')}"


def _entry() -> str:
    from nianbao.files.keeping import cache_folder

    return f"{cache_folder()}/patterns-{sys.implementation.cache_tag}.msgpack"


def _sre() -> Any:
    return import_module("_sre")
