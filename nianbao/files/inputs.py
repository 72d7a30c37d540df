"""Which files a command line means: files as they are named, folders and archives searched, `-` for standard input."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from msgspec import Struct

from nianbao.errors import ReadError
from nianbao.files.limits import DEFAULT, Limits
from nianbao.files.ordinary import unreadable
from nianbao.formats import ARCHIVE, ENDINGS
from nianbao.i18n import Text

STANDARD_INPUT = "-"
_NONE = Text("文件夹中没有报告文件", "no report files in this folder")
_EMPTY_ARCHIVE = Text("压缩包中没有报告文件", "no report files in this archive")
_FORMAT = Text("不是能检查的文件格式", "not a format that is checked")
# What people take for reports, or reports may be in.
_FORMATS = {
    ".ofd": Text("OFD 版式文件，请先转换为 PDF 或 docx", "OFD files are not supported: convert them to PDF or docx"),
    **dict.fromkeys((".xlsx", ".xls", ".et"), Text("电子表格，不是报告", "a spreadsheet, not a report")),
    **dict.fromkeys(
        (".zip", ".rar", ".7z", ".gz", ".tar"),
        Text("压缩包，请先解压", "an archive of an unsupported kind: unpack it"),
    ),
}
_LINK = Text("是指向文件夹的链接，没有打开", "a link to a folder, which is not followed")


class Input(Struct, frozen=True):
    """A file to read, or a path that leads to none and the reason: a folder without a report, or one that is closed."""

    path: str
    error: Text | None = None


class Skipped(Struct, frozen=True):
    """What lies in a folder that was searched and is not read, and the reason."""

    path: str
    reason: Text


def find_inputs(paths: Iterable[str], limits: Limits = DEFAULT) -> Iterator[Input | Skipped]:
    """What the paths lead to, each path once, folders and .zip archives in the order of their names.

    Never raises: a path that cannot be followed is an Input with an error, and the others are done.
    """
    seen: set[str] = set()
    for path in paths:
        for item in _of(path, limits):
            if item.path not in seen:
                seen.add(item.path)
                yield item


def _of(path: str, limits: Limits) -> Iterator[Input | Skipped]:
    if path != STANDARD_INPUT and os.path.isdir(path):  # noqa: PTH112
        yield from _or_error(_walk(path, limits), Input(path, _NONE))
    elif path.lower().endswith(ARCHIVE):
        yield from _or_error(_unpacked(path, limits), Input(path, _EMPTY_ARCHIVE))
    else:
        yield Input(path)


def _or_error(found: Iterator[Input | Skipped], error: Input) -> Iterator[Input | Skipped]:
    """What was found, and the error where there is nothing to read among it."""
    empty = True
    for item in found:
        empty = empty and isinstance(item, Skipped)
        yield item
    if empty:
        yield error


def _unpacked(path: str, limits: Limits) -> Iterator[Input | Skipped]:
    """What lies in an archive; the archive itself where it is none, or a document that is named so."""
    from nianbao.files.archives import is_archive, members

    try:
        found = members(path, limits) if is_archive(path) else None
    except ReadError as error:
        yield Input(path, error.message)
        return
    if found is None:
        yield Input(path)
        return
    for member in found:
        if member.skipped is not None or not is_report(member.path):
            yield Skipped(member.path, member.skipped or why_not(member.path))
        else:
            yield Input(member.path, member.error)


def is_report(name: str) -> bool:
    """Whether a file in a folder is read as a report, by its name."""
    return os.path.splitext(name)[1].lower() in ENDINGS  # noqa: PTH122


def why_not(name: str) -> Text:
    """Why a file of that name is not read."""
    return _FORMATS.get(os.path.splitext(name)[1].lower(), _FORMAT)  # noqa: PTH122


def _walk(folder: str, limits: Limits) -> Iterator[Input | Skipped]:
    """Everything in a folder and those below it, without what is hidden and the lock files that Word leaves.

    Step by step and not by recursion: folders may be deeper than Python's stack.
    """
    from pathlib import Path

    open_folders = [_entries(str(Path(folder)))]
    while open_folders:
        found = next(open_folders[-1], None)
        if found is None:
            open_folders.pop()
        elif not isinstance(found, os.DirEntry):
            yield found
        elif not _is_folder(found):
            path = _short(found.path)
            if path.lower().endswith(ARCHIVE):
                yield from _unpacked(path, limits)
            else:
                yield Input(path) if is_report(path) else Skipped(path, why_not(path))
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
