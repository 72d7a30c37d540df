"""A ZIP archive member by member: taken as stored, and put together again without unpacking anything.

What is not changed keeps its compressed bytes, its date and its flags; what is new has no date and no system that
could tell one machine from another. The layout is that of PKWARE's APPNOTE.TXT, 4.3, without its ZIP64 extensions.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nianbao.errors import ReadError
from nianbao.ooxml import refusals

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_VERSION = 20  # the first with deflation
_UTF8, _SIZES_FOLLOW = 0x800, 0x8
_ZIP64 = 1
_MOST, _LARGEST = 0xFFFF, 0xFFFFFFFF


class Member(NamedTuple):
    """One file of an archive: what the directory says of it, and its bytes as they are stored."""

    info: zipfile.ZipInfo
    stored: bytes
    extra: bytes = b""  # the extra field before the stored bytes, which may differ from that of the directory

    @property
    def name(self) -> str:
        """Its name as the directory has it."""
        return self.info.orig_filename


def fresh(name: str, content: bytes) -> Member:
    """A new member, deflated."""
    growing = Growing()
    growing.add(content)
    return growing.member(name)


def replaced(member: Member, content: bytes) -> Member:
    """The member under its name with other content, deflated."""
    return fresh(member.name, content)


class Growing:
    """A member that is written piece by piece: only its deflated bytes are kept."""

    def __init__(self) -> None:
        self._deflate = zlib.compressobj(method=zlib.DEFLATED, wbits=-zlib.MAX_WBITS)
        self._pieces: list[bytes] = []
        self._crc = self._size = 0

    def add(self, content: bytes) -> None:
        """What follows."""
        self._crc = zlib.crc32(content, self._crc)
        self._size += len(content)
        if piece := self._deflate.compress(content):
            self._pieces.append(piece)

    def member(self, name: str) -> Member:
        """The member under that name, which nothing is added to any more."""
        info = zipfile.ZipInfo(name, _EPOCH)
        info.create_system, info.create_version, info.extract_version = 0, _VERSION, _VERSION
        info.flag_bits = 0 if name.isascii() else _UTF8
        info.compress_type = zipfile.ZIP_DEFLATED
        info.CRC, info.file_size = self._crc, self._size
        stored = b"".join((*self._pieces, self._deflate.flush()))
        self._pieces.clear()  # or a large sheet is held twice while the archive is put together
        info.compress_size = len(stored)
        return Member(info, stored)


def members(data: bytes, infos: Iterable[zipfile.ZipInfo]) -> list[Member]:
    """The members of an archive in the order of its directory, nothing unpacked.

    Raises ReadError where a member does not lie within the archive or members share their bytes.
    """
    found = [_member(data, info) for info in infos]
    if sum(len(member.stored) for member in found) > len(data):
        raise _broken()
    return found


def _member(data: bytes, info: zipfile.ZipInfo) -> Member:
    try:
        signature, *_, name, extra = _LOCAL.unpack_from(data, info.header_offset)
    except struct.error:
        raise _broken() from None
    start = info.header_offset + _LOCAL.size + name
    stored = data[start + extra : start + extra + info.compress_size]
    if signature != b"PK\x03\x04" or len(stored) != info.compress_size:
        raise _broken()
    return Member(info, stored, data[start : start + extra])


def _broken() -> ReadError:
    return ReadError(refusals.DAMAGED.format(part=refusals.ARCHIVE))


def archived(items: Sequence[Member], comment: bytes = b"") -> bytes:
    """The archive of these members in this order. Raises ReadError for more than fits an archive without ZIP64."""
    if len(items) > _MOST or sum(len(item.stored) for item in items) > _LARGEST // 2:
        raise ReadError(refusals.TOO_MUCH)
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for item in items:
        local = _local(item)
        pieces += (local, item.stored)
        directory.append(_entry(item, offset))
        offset += len(local) + len(item.stored)
    entries = b"".join(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(items), len(items), len(entries), offset, len(comment))
    return b"".join((*pieces, entries, end, comment))


def _local(item: Member) -> bytes:
    name, extra = _encoded(item.info), _without_zip64(item.extra)
    return _LOCAL.pack(b"PK\x03\x04", *_common(item.info), len(name), len(extra)) + name + extra


def _entry(item: Member, offset: int) -> bytes:
    info = item.info
    name, extra = _encoded(info), _without_zip64(info.extra)
    made_by = info.create_system << 8 | info.create_version
    lengths = (len(name), len(extra), len(info.comment))
    head = _CENTRAL.pack(
        b"PK\x01\x02", made_by, *_common(info), *lengths, 0, info.internal_attr, info.external_attr, offset
    )
    return head + name + extra + info.comment


def _common(info: zipfile.ZipInfo) -> tuple[int, ...]:
    """What both headers say; the sizes stand in them even where they followed the stored bytes before."""
    year, month, day, hour, minute, second = info.date_time
    return (
        info.reserved << 8 | info.extract_version,
        info.flag_bits & ~_SIZES_FOLLOW,
        info.compress_type,
        hour << 11 | minute << 5 | second // 2,
        (year - _EPOCH[0]) << 9 | month << 5 | day,
        info.CRC,
        info.compress_size,
        info.file_size,
    )


def _encoded(info: zipfile.ZipInfo) -> bytes:
    """The name in the encoding that its flag tells: the bytes that zipfile read it from."""
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")


def _without_zip64(extra: bytes) -> bytes:
    """An extra field without the record of large sizes, which contradicts those of the header once they stand there."""
    kept, at = [], 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind != _ZIP64:
            kept.append(extra[at : at + 4 + size])
        at += 4 + size
    return b"".join((*kept, extra[at:]))
