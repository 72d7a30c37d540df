"""From the nearest configuration file and the command line to the Settings of a file, and where each came from."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from linter.configuring.finding import Found, folder_of, nearest, read_configuration
from linter.settings import AUTO, DEFAULTS, Settings
from nianbao.files.globs import meaning, short
from nianbao.i18n import Text

if TYPE_CHECKING:
    from linter.configuring.model import Table

LINE = Text("命令行", "the command line")
DEFAULT = Text("默认", "the default")
_AT = Text("{path} 第{line}行", "{path}, line {line}")
# What a configuration file sets; all else of Settings the command line alone sets.
KEYS = ("rulebook", "select", "ignore", "severity", "fail_on", "previous", "waivers", "baseline", "exclude")
_PATHS = ("rulebook", "previous", "waivers", "baseline")


class Resolved(Struct, frozen=True):
    """The settings of one file, where each key of KEYS comes from, and the patterns of files that are not read."""

    settings: Settings
    origins: dict[str, Text]
    exclude: tuple[tuple[str, str], ...] = ()  # (folder, pattern)
    config: str | None = None  # the configuration file

    def excluded(self, path: str) -> str | None:
        """The pattern that leaves the file out, None where none does."""
        for folder in dict.fromkeys(folder for folder, _ in self.exclude):
            patterns = [pattern for own, pattern in self.exclude if own == folder]
            for number in meaning(patterns, path, folder):
                return patterns[number]
        return None


class Resolver:
    """What holds for each file of a call."""

    def __init__(self, given: Mapping[str, Any], rest: Settings = DEFAULTS, config: str | None = None) -> None:
        """`given` is what the command line says, by keys of KEYS; `rest` holds all else.

        `config` is a configuration file that holds for every report instead of the nearest.
        """
        self.given, self.rest, self.config = given, rest, config
        self._known: dict[str, str | None] = {}
        self._kept: dict[tuple[str | None, tuple[int, ...]], Resolved] = {}

    def of(self, path: str) -> Resolved:
        """What holds for a file or folder. Raises ConfigurationError with every mistake of its configuration file."""
        config = self.config or nearest(folder_of(path), self._known)
        found = read_configuration(config) if config else None
        tables = tuple(_fitting(found, path)) if found else ()
        key = (config, tables)
        if key not in self._kept:
            self._kept[key] = self._layered(found, tables)
        return self._kept[key]

    def read(self) -> Iterator[str]:
        """The configuration files that were read, each once."""
        return iter(dict.fromkeys(one.config for one in self._kept.values() if one.config is not None))

    def _layered(self, found: Found | None, tables: tuple[int, ...]) -> Resolved:
        """The layers one over another: defaults, the file, its tables for this path, the command line."""
        values: dict[str, Any] = {}
        origins = dict.fromkeys(KEYS, DEFAULT)
        severities: tuple[tuple[str, Any], ...] = self.rest.severities
        for name, value, origin in _told(found, tables) if found else ():
            origins[name] = origin
            if name == "severity":
                severities = (*severities, *value.items())
            else:
                values[name] = value
        for name, value in self.given.items():
            values[name], origins[name] = value, LINE
            if name == "exclude":
                values[name] = tuple((os.curdir, pattern) for pattern in value)
        exclude = values.pop("exclude", ())
        settings = replace(self.rest, **values, severities=severities)
        return Resolved(settings, origins, exclude, found.path if found else None)


def _fitting(found: Found, path: str) -> Iterator[int]:
    """The tables `[[files]]` that hold for the path, by their number."""
    return meaning([table.path for table in found.configuration.files], path, found.folder)


def _told(found: Found, tables: tuple[int, ...]) -> Iterator[tuple[str, Any, Text]]:
    """Key, value and origin of everything that the file says for a path, the weaker first."""
    yield from _of_table(found.configuration, (), found)
    for number in tables:
        yield from _of_table(found.configuration.files[number], ("files", number), found)


def _of_table(table: Table, at: tuple[str | int, ...], found: Found) -> Iterator[tuple[str, Any, Text]]:
    for name in KEYS:
        value = getattr(table, name)
        if value is None or value == {}:
            continue
        line = found.lines.get((*at, name.replace("_", "-")), 1)
        if name in _PATHS and value != AUTO:
            value = os.path.normpath(os.path.join(found.folder, value))  # noqa: PTH118 - Path would not take ".." out
        elif name == "exclude":
            value = tuple((found.folder, pattern) for pattern in value)
        yield name, value, _AT.format(path=short(found.path), line=line)
