"""Writing files so that nobody ever finds half of one."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from nianbao.errors import NianbaoError
from nianbao.files.marks import is_marked
from nianbao.files.scratch import beside
from nianbao.i18n import Text

_EXISTS = Text("{path} 已存在；要覆盖请加 --force", "{path} exists; overwrite it with --force")
_INPUT = Text("{path} 是本次要读取的文件，不能写入", "{path} is an input of this command and is not overwritten")
UNWRITABLE = Text("{path}：无法写入（{why}）", "{path}: cannot be written ({why})")
# The system speaks English, or whatever its locale says.
_WHY = {
    errno.ENOENT: "没有这个文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是文件夹",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "磁盘只读",
    errno.ENOSPC: "磁盘已满",
    errno.EBADF: "输出已被关闭",
    errno.ELOOP: "链接循环指向",
    errno.ENAMETOOLONG: "文件名过长",
}


class WriteError(NianbaoError):
    """A file could not be written: no such folder, no right, no room, or something would be lost."""


class ExistsError(WriteError):
    """What stands there is not ours to write over without being told to."""


def guard(path: str | Path, inputs: Iterable[str | Path] = (), *, force: bool = False) -> None:
    """Let a command write there, unless something would be lost.

    What the call reads is never written over, by whatever name or link it goes. Any other file may be replaced where
    it is empty or bears the mark of our results (`nianbao.files.marks`), or with `force`. A folder, a device or a pipe
    is left to the writing. Raises WriteError, ExistsError where `force` would help.
    """
    try:
        status = os.stat(path)  # noqa: PTH116 - Path would change a name of blanks
        read = any(_same(status, other) for other in inputs)
        kept = stat.S_ISREG(status.st_mode) and status.st_size > 0 and not force and not is_marked(path)
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise WriteError(UNWRITABLE.format(path=path, why=reason(error)), str(path)) from error
    if read:
        raise WriteError(_INPUT.format(path=path), str(path))
    if kept:
        raise ExistsError(_EXISTS.format(path=path), str(path))


def _same(status: os.stat_result, other: str | Path) -> bool:
    try:
        return os.path.samestat(status, os.stat(other))  # noqa: PTH116 - as above
    except (OSError, ValueError):
        return False  # what is not there is not lost


def write_atomically(path: Path, data: bytes | BinaryIO) -> None:
    """Put the bytes, or what is left in an open file, under that name at once: a new file takes the place of the old.

    A link is followed; a new file gets the permissions that any new file gets, an old one keeps its own. What is no
    file is written to and stays what it is (a device, a pipe, which waits for whoever reads it). Raises WriteError.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as device:
                _fill(device, data)
            return
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        with beside(target) as file:
            _fill(file, data)
            file.flush()
            Path(file.name).chmod(mode)
            if sys.platform == "win32":
                file.close()  # or it cannot be renamed
            Path(file.name).replace(target)
    except OSError as error:
        raise WriteError(UNWRITABLE.format(path=path, why=reason(error)), str(path)) from error


def _fill(file: BinaryIO, data: bytes | BinaryIO) -> None:
    if isinstance(data, bytes):
        file.write(data)
    else:
        shutil.copyfileobj(data, file)


def make_folder(path: Path) -> None:
    """See to it that the folder is there, and those above it. Raises WriteError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise WriteError(UNWRITABLE.format(path=path, why=reason(error))) from error


def reason(error: OSError | ValueError) -> Text:
    """Why the system did not write."""
    told = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return Text(_WHY.get(getattr(error, "errno", None) or 0, told), told)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
