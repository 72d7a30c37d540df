"""The bytes of a file of bearable size, on disk or in an archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nianbao.errors import ReadError
from nianbao.files.limits import Limits, exceeded
from nianbao.files.ordinary import open_ordinary, unreadable
from nianbao.i18n import Text

if TYPE_CHECKING:
    from pathlib import Path

_NAME = Text("文件名无效", "the file name is not valid")


def load(path: str | Path, limits: Limits) -> bytes:
    """The content of an ordinary file, or of one in an archive (`nianbao.files.archives`).

    Raises ReadError for what is missing, forbidden, no ordinary file, or larger than `limits.file_bytes`.
    """
    try:
        with open_ordinary(path) as file:
            data = file.read(limits.file_bytes + 1)
    except (NotADirectoryError, FileNotFoundError) as error:
        return _inside_archive(str(path), limits, error)
    except OSError as error:
        raise ReadError(unreadable(error), str(path)) from error
    except ValueError as error:  # a NUL, or a character that the file system cannot encode
        raise ReadError(_NAME, str(path)) from error
    if len(data) > limits.file_bytes:
        raise exceeded("file_bytes", limits)
    return data


def _inside_archive(path: str, limits: Limits, missing: OSError) -> bytes:
    """What a path leads to that the system does not find: a.zip/x.docx."""
    from nianbao.files.archives import load_member

    try:
        return load_member(path, limits)
    except FileNotFoundError:
        raise ReadError(unreadable(missing), path) from missing
