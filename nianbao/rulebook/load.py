"""Loading a rulebook: from the cache where it is kept, from its files where it is not.

The quick path imports nothing that reads or checks YAML: see `nianbao.rulebook.cache`.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING

from nianbao.errors import ReadError, RulebookError
from nianbao.resources import resource_path
from nianbao.rulebook import cache
from nianbao.rulebook.editions import EDITIONS, read_file, resolve, unknown_edition
from nianbao.rulebook.model import Rulebook

if TYPE_CHECKING:
    from pathlib import Path

    from nianbao.yamltree import TreeMistake


def load_rulebook(path: str | Path | None = None, *, edition: str | None = None) -> Rulebook:
    """The rulebook in a file, or the official one of an edition: the newest unless one is named.

    Raises RulebookError with every mistake of the file and of those it extends. Official rulebooks are loaded
    once in a process, files are looked at anew each time.
    """
    if path is not None:
        return _load(str(path), str(path))
    return _official(edition or max(EDITIONS))


def edition_of(year: int) -> Rulebook:
    """The official rulebook for reports of that year: the newest that covers it, else the newest of all."""
    for edition in sorted(EDITIONS, reverse=True):
        book = _official(edition)
        first, last = book.years
        if first <= year and (last is None or year <= last):
            return book
    return _official(max(EDITIONS))


def check_rulebook(path: str | Path) -> tuple[TreeMistake, ...]:
    """Every mistake of a rulebook file and of those it extends, in reading order; empty where there is none.

    Reads the files themselves, whatever the cache holds.
    """
    from pathlib import Path

    from nianbao.rulebook.compose import compose

    return compose(Path(path), str(path)).mistakes


def rulebook_files(path: str | Path) -> tuple[Path, ...]:
    """The file of a rulebook and those it extends, as far as they can be read."""
    from pathlib import Path

    from nianbao.rulebook.compose import compose

    files = [Path(path)]
    for link in compose(files[0], str(path)).chain:
        files.append(Path(resolve(str(files[link.above]), link.names)))
    return tuple(files)


@lru_cache(maxsize=8)
def _official(edition: str) -> Rulebook:
    if edition not in EDITIONS:
        raise RulebookError((unknown_edition(edition),))
    path = resource_path(EDITIONS[edition])
    return _load(path, os.path.basename(path))  # noqa: PTH119


def _load(path: str, name: str) -> Rulebook:
    try:
        data = read_file(path)
    except (OSError, ValueError, ReadError):
        data = b""  # said with its place, as every other mistake of a rulebook
    return cache.recall(path, data, resolve) or _read(path, name)


def _read(path: str, name: str) -> Rulebook:
    from pathlib import Path

    from nianbao.rulebook.compose import compose

    composed = compose(Path(path), name)
    if composed.rulebook is None or composed.mistakes:
        raise RulebookError(tuple(mistake.text for mistake in composed.mistakes), name)
    cache.remember(composed.data, composed.chain, composed.rulebook)
    return composed.rulebook
