"""Which files a command line means: files as they are named, folders searched for reports, `-` for standard input."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from nianbao.files.loading import unreadable
from nianbao.formats import ENDINGS
from nianbao.i18n import Text

STANDARD_INPUT = "-"
_NONE = Text("文件夹中没有报告文件", "no report files in this folder")
_FORMAT = Text("不是能检查的文件格式", "not a format that is checked")
_LINK = Text("是指向文件夹的链接，没有打开", "a link to a folder, which is not followed")


class Input(Struct, frozen=True):
    """A file to read, or a path that leads to none and the reason: a folder without a report, or one that is closed."""

    path: str
    error: Text | None = None


class Skipped(Struct, frozen=True):
    """What lies in a folder that was searched and is not read, and the reason."""

    path: str
    reason: Text


def find_inputs(paths: Iterable[str]) -> Iterator[Input | Skipped]:
    """What the paths lead to, each path once, folders in the order of their names.

    Never raises: a path that cannot be followed is an Input with an error, and the others are done.
    """
    seen: set[str] = set()
    for path in paths:
        for item in _inside(path) if path != STANDARD_INPUT and os.path.isdir(path) else (Input(path),):  # noqa: PTH112
            if item.path not in seen:
                seen.add(item.path)
                yield item


def _inside(folder: str) -> Iterator[Input | Skipped]:
    empty = True
    for item in _walk(folder):
        empty = empty and isinstance(item, Skipped)
        yield item
    if empty:
        yield Input(folder, _NONE)


def _walk(folder: str) -> Iterator[Input | Skipped]:
    """Everything in a folder and those below it, without what is hidden and the lock files that Word leaves.

    Step by step and not by recursion: folders may be deeper than Python's stack.
    """
    open_folders = [_entries(str(Path(folder)))]
    while open_folders:
        found = next(open_folders[-1], None)
        if found is None:
            open_folders.pop()
        elif not isinstance(found, os.DirEntry):
            yield found
        elif not _is_folder(found):
            ending = os.path.splitext(found.name)[1].lower()  # noqa: PTH122
            yield Input(_short(found.path)) if ending in ENDINGS else Skipped(_short(found.path), _FORMAT)
        elif found.is_symlink():
            yield Skipped(_short(found.path), _LINK)  # it could lead round in a circle
        else:
            open_folders.append(_entries(found.path))


def _entries(folder: str) -> Iterator[os.DirEntry[str] | Input]:
    """What lies in a folder by name; the folder itself as an error where the system does not open it."""
    try:
        with os.scandir(folder) as found:
            entries = sorted((e for e in found if not e.name.startswith((".", "~$"))), key=lambda e: e.name)
    except OSError as error:
        yield Input(_short(folder), unreadable(error))
        return
    yield from entries


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself: reading it says so
        return False


def _short(path: str) -> str:
    """The name of what is in the folder "." as people give it."""
    return path.removeprefix(f".{os.sep}")
