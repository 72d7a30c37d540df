"""The compiled modules that `nianbao lint` imports, in one file beside those that Python keeps.

To find, open and check some 180 of them takes a tenth of a start. Here they are what Python wrote (.pyc, PEP 552), in
its own folder for them, and one counts as long as its source has the time and the size that it was compiled from. What
is not in here, or no longer right, Python imports as ever.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import CodeType, ModuleType

_OWN = ("nianbao", "linter")
_STAMP = slice(8, 16)  # in a .pyc the time and the size of the source, in front of the code
_CODE = 16
_ERRORS = (OSError, EOFError, ValueError, TypeError)
# A start that imports so much that is not there, in a hundred of all, writes the file anew.
_MISSING = 10

# Of each module its source, whether it is a package, and what Python wrote for it.
Kept = dict[str, tuple[str, bool, bytes]]


class _Loader(SourceFileLoader):
    """As Python's, with the compiled module at hand."""

    def __init__(self, name: str, source: str, compiled: bytes) -> None:
        super().__init__(name, source)
        self.compiled = compiled

    def get_code(self, fullname: str) -> CodeType:
        """The code of the module."""
        code: CodeType = marshal.loads(memoryview(self.compiled)[_CODE:])
        return code


class Finder:
    """Finds modules in the file at `path`; `keep` writes what it does not have."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.kept = _read(path)
        self._stale = False

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """A module below a package that was found already, None for any other and for one that was changed since."""
        if path is None or name not in self.kept:
            return None
        source, is_package, compiled = self.kept[name]
        folder = os.path.dirname(source)  # noqa: PTH120 - pathlib is not imported yet, and takes as long as this saves
        if (os.path.dirname(folder) if is_package else folder) not in path or _stamp(source) != compiled[_STAMP]:  # noqa: PTH120
            self._stale = True
            return None
        spec = ModuleSpec(name, _Loader(name, source, compiled), origin=source, is_package=is_package)
        spec.has_location = True
        if is_package:
            spec.submodule_search_locations = [folder]
        return spec

    def keep(self) -> None:
        """Write the file anew if much of what was imported is not in it, or is no longer as it is in there."""
        own = [name for name in sys.modules if "." in name and name.partition(".")[0] in _OWN]
        missing = sum(name not in self.kept for name in own)
        if sys.dont_write_bytecode or not (self._stale or missing * 100 > _MISSING * len(own)):
            return
        found = {name: entry for name in own if (entry := _compiled(sys.modules[name]))}
        if found:
            _write(self.path, found if self._stale else self.kept | found)


def start_quickly(path: str) -> Finder:
    """Let modules come from the file at `path`."""
    finder = Finder(path)
    sys.meta_path.insert(0, finder)
    return finder


def _stamp(source: str) -> bytes:
    """The time and the size of a file as a .pyc has them, nothing where it is not there."""
    try:
        status = os.stat(source)  # noqa: PTH116
    except OSError:
        return b""
    return b"".join((int(n) & 0xFFFFFFFF).to_bytes(4, "little") for n in (status.st_mtime, status.st_size))


def _compiled(module: ModuleType) -> tuple[str, bool, bytes] | None:
    """What Python wrote for a module, None where it wrote nothing that tells its source by time and size."""
    from importlib.util import MAGIC_NUMBER

    spec = module.__spec__
    if spec is None or not isinstance(spec.loader, SourceFileLoader) or not spec.origin or not spec.cached:
        return None
    try:
        with open(spec.cached, "rb") as file:  # noqa: PTH123
            compiled = file.read()
    except OSError:
        return None
    by_time = compiled[:8] == MAGIC_NUMBER + bytes(4)
    right = by_time and compiled[_STAMP] == _stamp(spec.origin)
    return (spec.origin, spec.submodule_search_locations is not None, compiled) if right else None


def _read(path: str) -> Kept:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            version, kept = marshal.loads(file.read())
    except _ERRORS:
        return {}
    return kept if version == sys.version else {}


def _write(path: str, kept: Kept) -> None:
    beside = f"{path}.{os.getpid()}"
    try:
        with open(beside, "wb") as file:  # noqa: PTH123
            file.write(marshal.dumps((sys.version, kept)))
        os.replace(beside, path)  # noqa: PTH105
    except OSError:  # a folder that is not ours, a full disk
        with suppress(OSError):
            os.unlink(beside)  # noqa: PTH108
