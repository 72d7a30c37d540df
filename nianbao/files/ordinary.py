"""Files opened so that nothing but an ordinary one is ever read, and why the system did not open one."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, BinaryIO

from nianbao.errors import ReadError
from nianbao.i18n import Text

if TYPE_CHECKING:
    from pathlib import Path

_MISSING = Text("文件不存在", "there is no such file")
_FOLDER = Text("这是文件夹，不是文件", "this is a folder, not a file")
_DEVICE = Text(
    "这不是普通文件（而是设备、管道或套接字），不予读取",
    "this is not an ordinary file but a device, pipe or socket; it is not read",
)
_FORBIDDEN = Text("没有读取该文件的权限", "there is no permission to read the file")
_LINKS = Text("链接循环指向，无法打开", "the link leads in a circle and cannot be opened")
_LONG = Text("文件名或路径过长", "the name or the path is too long")
_SYSTEM = Text("无法打开文件：{reason}", "the file cannot be opened: {reason}")

_BY_ERRNO = {
    errno.ENOENT: _MISSING,
    errno.ENOTDIR: _MISSING,
    errno.EISDIR: _FOLDER,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.ELOOP: _LINKS,
    errno.ENAMETOOLONG: _LONG,
    errno.ENXIO: _DEVICE,
}


def open_ordinary(path: str | Path) -> BinaryIO:
    """An ordinary file, open to be read. Raises OSError and ValueError as the system does, ReadError for any other."""
    # Looked at before it is opened: opening is already an act for some devices, and waits for a pipe.
    _check_ordinary(os.stat(path), path)  # noqa: PTH116 - Path would change a name of blanks or "//"
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    file = os.fdopen(os.open(path, flags), "rb")
    try:
        # Again: the file may have been exchanged. Its size may lie (/proc), so it is not asked for.
        _check_ordinary(os.fstat(file.fileno()), path)
    except BaseException:
        file.close()
        raise
    return file


def is_remote(path: str) -> bool:
    """Whether a name means another machine or a named pipe (//host/share, \\\\.\\pipe\\name) where names may do so."""
    return path.replace("\\", "/").startswith("//")


def unreadable(error: OSError) -> Text:
    """Why the system did not open a file or a folder."""
    return _BY_ERRNO.get(error.errno or 0) or _SYSTEM.format(reason=error.strerror)


def _check_ordinary(status: os.stat_result, path: str | Path) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise ReadError(_FOLDER, str(path))
    if not stat.S_ISREG(status.st_mode):
        raise ReadError(_DEVICE, str(path))
