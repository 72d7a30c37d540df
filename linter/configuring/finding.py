"""The configuration file that holds for a folder: the nearest upward, read once a process."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from linter.settings import stamp
from nianbao.errors import MistakenFileError
from nianbao.files.globs import short
from nianbao.files.limits import DEFAULT
from nianbao.files.loading import load

if TYPE_CHECKING:
    from linter.configuring.model import Configuration

NAME = "nianbao.toml"
PROJECT = "pyproject.toml"
_TABLE = b"[tool.nianbao"
_HOME = ("tool", "nianbao")


class ConfigurationError(MistakenFileError):
    """A configuration file has mistakes."""


class Found(Struct, frozen=True):
    """A configuration file that was read: what it holds, and where each of its keys stands."""

    path: str
    configuration: Configuration
    lines: dict[tuple[str | int, ...], int]

    @property
    def folder(self) -> str:
        """What its paths are relative to."""
        return os.path.dirname(self.path) or os.curdir  # noqa: PTH120


def nearest(folder: str, known: dict[str, str | None]) -> str | None:
    """The configuration file for a folder, given by its whole path; None where there is none up to the root.

    `known` is what was found before in the call, and takes what is found now: a folder is looked at once.
    """
    passed: list[str] = []
    found: str | None = None
    while folder not in known:  # step by step: folders may be deeper than Python's stack
        passed.append(folder)
        above = os.path.dirname(folder)  # noqa: PTH120 - a file may stand in thousands of folders
        if (found := _in(folder)) or above == folder:
            break
        folder = above
    else:
        found = known[folder]
    known.update(dict.fromkeys(passed, found))
    return found


def folder_of(path: str) -> str:
    """The whole path of a folder, or of the one that a file is in."""
    whole = os.path.abspath(path)  # noqa: PTH100 - Path would not take ".." out
    return whole if os.path.isdir(whole) else os.path.dirname(whole)  # noqa: PTH112, PTH120


def _in(folder: str) -> str | None:
    for name in (NAME, PROJECT):
        path = os.path.join(folder, name)  # noqa: PTH118
        if os.path.isfile(path) and (name == NAME or _TABLE in load(path, DEFAULT)):  # noqa: PTH113
            return path
    return None


def read_configuration(path: str) -> Found:
    """The file's configuration. Raises ConfigurationError with every mistake, ReadError for a file that is none."""
    return _read(path, stamp(path))


@lru_cache(maxsize=256)
def _read(path: str, _: object) -> Found:
    import msgspec

    from linter.configuring.model import Configuration, configuration_schema
    from nianbao.yamltree import Mapping, Node, Sequence, plain, validate
    from nianbao.yamltree.toml import parse_toml

    parsed = parse_toml(load(path, DEFAULT), short(path))
    node: Node | None = parsed.node
    if os.path.basename(path) == PROJECT:  # noqa: PTH119
        for key in _HOME:
            node = node.get(key) if isinstance(node, Mapping) else None
    mistakes = [*parsed.mistakes, *(validate(node, configuration_schema()) if node is not None else ())]
    if mistakes or node is None:
        raise ConfigurationError(tuple(m.text for m in sorted(mistakes, key=lambda m: m.at)), path)
    lines: dict[tuple[str | int, ...], int] = {}

    def remember(at: tuple[str | int, ...], below: Node) -> None:
        if isinstance(below, Mapping):
            for key, entry in below.entries.items():
                lines[(*at, key)] = entry.at.line
                remember((*at, key), entry.node)
        elif isinstance(below, Sequence):
            for n, item in enumerate(below.items):
                remember((*at, n), item)

    remember((), node)
    return Found(path, msgspec.convert(plain(node), Configuration), lines)
