"""A .zip of reports as a folder: what lies in it by name, and the bytes of each, which nothing but memory is made for.

A report in it goes by the path `a.zip/towns/x.docx`. Nothing is unpacked to disk, so a name that leads out of the
archive leads nowhere: its `..` and drives count for nothing.
"""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import pairwise
from pathlib import PurePosixPath
from typing import BinaryIO

from msgspec import Struct

from nianbao.errors import ReadError
from nianbao.files.limits import Limits, exceeded
from nianbao.files.ordinary import open_ordinary
from nianbao.formats import ARCHIVE
from nianbao.i18n import Text

_BROKEN = Text(
    "压缩包不完整或目录无法读取，请重新取得文件",
    "the archive is cut off or its directory cannot be read; get the file again",
)
_DAMAGED = Text("压缩包中的这个文件已损坏", "the file is damaged inside its archive")
_ENCRYPTED = Text(
    "压缩包有密码；请先解压，再检查其中的文件", "the archive needs a password; unpack it and check the files inside"
)
_METHOD = Text(
    "压缩方式不支持；请先解压，再检查其中的文件",
    "packed by a method that is not supported; unpack the archive and check the files inside",
)
_TWICE = Text("压缩包中有两个同名的文件", "the archive has two files of this name")
_GONE = Text("压缩包中没有这个文件", "there is no such file in the archive")
_LINK = Text("压缩包中的链接，没有打开", "a link inside an archive, which is not followed")
# zipfile inflates the other methods without a bound.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile raises on a broken archive, RuntimeError and NotImplementedError among it.
_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(ValueError, RuntimeError, NotImplementedError, OverflowError),
)
# What makes an archive a document: its members are parts, not files of their own.
_PARTS = frozenset(("[Content_Types].xml", "word/document.xml", "mimetype", "OFD.xml"))
_ENCRYPTED_FLAG, _UTF8_FLAG = 0x1, 0x800
_LINK_MODE = 0o120000
_HIDDEN = ("__MACOSX", ".", "~$")
# Bytes that the directory takes for each of its files, a long name and a comment included.
_LONGEST_ENTRY = 1024
_DIRECTORY_END, _LOCAL_HEADER = b"PK\x05\x06", b"PK\x03\x04"
_HEADER = 30
_TAIL = 66_000


class Member(Struct, frozen=True):
    """A file in an archive: its path as it is shown, why it is passed over or why it cannot be read."""

    path: str
    skipped: Text | None = None
    error: Text | None = None


def is_archive(path: str) -> bool:
    """Whether it is named as an archive and there: one that is a document by its parts is told by `members`."""
    return path.lower().endswith(ARCHIVE) and os.path.isfile(path)  # noqa: PTH113 - each path of a call


def archive_of(path: str) -> str | None:
    """The archive that a path leads into, None for any other path."""
    plain = path.lower()
    at = plain.find(f"{ARCHIVE}/")
    while at >= 0:
        if os.path.isfile(path[: at + len(ARCHIVE)]):  # noqa: PTH113
            return path[: at + len(ARCHIVE)]
        at = plain.find(f"{ARCHIVE}/", at + 1)
    return None


def members(path: str, limits: Limits) -> list[Member] | None:
    """What lies in an archive in the order of names, without what is hidden; None for one that is a document.

    Raises ReadError for one that cannot be read or passes `limits.parts` or `limits.archive_bytes`.
    """
    opened = _opened(path, limits)
    if opened.infos is None:
        return None
    return [_member(f"{path}/{name}", info, name in opened.doubled) for name, info in opened.infos.items()]


def _member(path: str, info: zipfile.ZipInfo, doubled: bool) -> Member:
    if info.external_attr >> 16 & 0o170000 == _LINK_MODE:
        return Member(path, skipped=_LINK)
    if doubled:
        return Member(path, error=_TWICE)
    if info.flag_bits & _ENCRYPTED_FLAG:
        return Member(path, error=_ENCRYPTED)
    return Member(path, error=None if info.compress_type in _METHODS else _METHOD)


def load_member(path: str, limits: Limits) -> bytes:
    """The content of a file in an archive.

    Raises FileNotFoundError where the path leads into none, ReadError for what cannot be read or is larger than
    `limits.file_bytes`.
    """
    archive = archive_of(path)
    if archive is None:
        raise FileNotFoundError(path)
    opened = _opened(archive, limits)
    name = path[len(archive) + 1 :]
    info = (opened.infos or {}).get(name)
    if info is None:
        raise ReadError(_GONE, path)
    if (error := _member(path, info, name in opened.doubled).error) is not None:
        raise ReadError(error, path)
    if info.file_size > limits.file_bytes:
        raise exceeded("file_bytes", limits)
    try:
        return _content(archive, info)
    except _ERRORS as error:
        raise ReadError(_DAMAGED, path) from error


def _content(archive: str, info: zipfile.ZipInfo) -> bytes:
    """The bytes of a file, found by what the directory says of it, which is not read again for each.

    Raises one of _ERRORS where they are not what it says (APPNOTE 4.3.7).
    """
    with open_ordinary(archive) as file:
        file.seek(info.header_offset)
        signature, name, extra = struct.unpack("<4s22xHH", file.read(_HEADER))
        file.seek(name + extra, os.SEEK_CUR)
        data = file.read(info.compress_size)
    if signature != _LOCAL_HEADER:
        raise zipfile.BadZipFile
    if info.compress_type == zipfile.ZIP_DEFLATED:
        data = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, info.file_size + 1)
    if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
        raise zipfile.BadZipFile
    return data


class _Archive(Struct, frozen=True):
    infos: dict[str, zipfile.ZipInfo] | None  # by the name as it is shown; None where they are parts of a document
    doubled: frozenset[str]


def _opened(path: str, limits: Limits) -> _Archive:
    try:
        status = os.stat(path)  # noqa: PTH116
        return _kept(path, limits, (status.st_mtime_ns, status.st_size))
    except ReadError:
        raise
    except _ERRORS as error:
        raise ReadError(_BROKEN, path) from error


@lru_cache(maxsize=2)
def _kept(path: str, limits: Limits, _: object) -> _Archive:
    """Its directory, read once for all of its files."""
    with open_ordinary(path) as file:
        _check_directory(file, limits)
        with zipfile.ZipFile(file) as archive:
            found = [info for info in archive.infolist() if not info.is_dir()]
    if not _PARTS.isdisjoint(info.filename for info in found):
        return _Archive(None, frozenset())
    if len(found) > limits.parts:
        raise exceeded("parts", limits)
    if sum(info.file_size for info in found) > limits.archive_bytes:
        raise exceeded("archive_bytes", limits)
    named = sorted(((name, info) for info in found for name in _shown(info)), key=lambda one: one[0].split("/"))
    names = [name for name, _ in named]
    return _Archive(dict(named), frozenset(one for one, other in pairwise(names) if one == other))


def _check_directory(file: BinaryIO, limits: Limits) -> None:
    """Raise ReadError before it is listed for a directory that is too long: one of a million files costs a gigabyte.

    Its size stands in the archive's last bytes (APPNOTE 4.3.16); the one of a still larger archive is all ones.
    """
    file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
    tail = file.read()
    at = tail.rfind(_DIRECTORY_END)
    if at < 0 or len(tail) < at + 16:
        raise zipfile.BadZipFile
    (size,) = struct.unpack_from("<I", tail, at + 12)
    if size > limits.parts * _LONGEST_ENTRY:
        raise exceeded("parts", limits)


def _shown(info: zipfile.ZipInfo) -> Iterator[str]:
    """The name of a file, none for what is hidden."""
    parts = [part for part in PurePosixPath(_decoded(info).replace("\\", "/")).parts if part not in ("/", "..")]
    if parts and parts[0].endswith(":"):
        del parts[0]
    if parts and not any(part.startswith(_HIDDEN) for part in parts):
        yield "/".join(parts)


def _decoded(info: zipfile.ZipInfo) -> str:
    """The name as whoever packed it wrote it: without the flag for UTF-8 it is that of the system, in China GBK."""
    if info.flag_bits & _UTF8_FLAG:
        return info.orig_filename
    try:
        written = info.orig_filename.encode("cp437")  # as zipfile has read it
    except UnicodeEncodeError:
        return info.orig_filename
    with suppress(UnicodeDecodeError):
        return written.decode()
    with suppress(UnicodeDecodeError):
        return written.decode("gb18030")
    return info.orig_filename
