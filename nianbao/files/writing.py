"""Writing files so that nobody ever finds half of one."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from nianbao.errors import NianbaoError
from nianbao.i18n import Text

_UNWRITABLE = Text("{path}：无法写入（{why}）", "{path}: cannot be written ({why})")
# The system speaks English, or whatever its locale says.
_WHY = {
    errno.ENOENT: "没有这个文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是文件夹",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "磁盘只读",
    errno.ENOSPC: "磁盘已满",
}


class WriteError(NianbaoError):
    """A file could not be written: no such folder, no right, no room."""


def write_atomically(path: Path, data: bytes) -> None:
    """Put the bytes under that name at once: a new file in the same folder takes the place of the old.

    A link is followed; a new file gets the permissions that any new file gets, an old one keeps its own. What is no
    file (a device, a pipe) is written to and stays what it is. Raises WriteError.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)
            return
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:80]}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(mode)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WriteError(_UNWRITABLE.format(path=path, why=reason(error))) from error


def reason(error: OSError) -> Text:
    """Why the system did not write."""
    told = error.strerror or type(error).__name__
    return Text(_WHY.get(error.errno or 0, told), told)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
