"""Archives as office programs write them, read without `zipfile`, whose import takes a tenth of the start.

Only what leaves no question is read here: one end with at most a short comment, no ZIP64, no encryption, nothing in
several volumes, no member that lies over another, sizes and checksums as the directory says. Whatever is otherwise is
for `zipfile` to read or to refuse, so that it alone decides what a damaged archive is. The layout is that of PKWARE's
APPNOTE.TXT, 4.3.
"""

from __future__ import annotations

import struct
import zlib

from msgspec import Struct

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END_SIGNATURE = b"PK\x05\x06"
_LONGEST_COMMENT = 1024  # the marks that we put there are shorter
_LOCATOR64 = b"PK\x06\x07"
_LOCATOR_SIZE = 20
STORED, DEFLATED = 0, 8
# How hard it was packed, sizes behind the content, a name in UTF-8: nothing that changes how it is read.
_HARMLESS = 0x2 | 0x4 | 0x8 | 0x800
_UTF8 = 0x800
_NEWEST = 63  # the version of the format that zipfile reads
_ZIP64 = 0xFFFFFFFF


class PlainMember(Struct, frozen=True):
    """A file of the archive: its name, how and from where to where it is stored, its size and checksum unpacked."""

    name: str
    method: int
    start: int
    end: int
    size: int
    checksum: int


class PlainArchive(Struct, frozen=True):
    """An archive that leaves no question, with its members in the order of its directory."""

    data: bytes
    members: tuple[PlainMember, ...]

    def read(self, member: PlainMember, most: int) -> bytes | None:
        """The content of a member; None where it is damaged, or longer than `most` bytes."""
        stored = self.data[member.start : member.end]
        if member.size > most:
            return None
        content = stored if member.method == STORED else _inflated(stored, member.size)
        whole = content is not None and len(content) == member.size and zlib.crc32(content) == member.checksum
        return content if whole else None


def plain_archive(data: bytes) -> PlainArchive | None:
    """The archive, None where anything of its layout is unusual."""
    try:
        return _archive(data)
    except (struct.error, UnicodeDecodeError):
        return None


def _archive(data: bytes) -> PlainArchive | None:
    # Of two of them only zipfile is to say which one counts.
    tail = max(0, len(data) - _END.size - _LONGEST_COMMENT)
    end = data.find(_END_SIGNATURE, tail)
    if end < 0 or data.rfind(_END_SIGNATURE) != end or data[max(0, end - _LOCATOR_SIZE) :].startswith(_LOCATOR64):
        return None
    _, disk, first_disk, here, count, size, at, comment = _END.unpack_from(data, end)
    whole = end + _END.size + comment == len(data) and at + size == end
    if disk or first_disk or not whole or not count == here > 0:
        return None
    members: list[PlainMember] = []
    while at < end:
        member, at = _member(data, at)
        if member is None or len(members) == count:
            return None
        members.append(member)
    return PlainArchive(data, tuple(members)) if len(members) == count and _apart(members, end - size) else None


def _member(data: bytes, at: int) -> tuple[PlainMember | None, int]:
    """The member whose entry of the directory stands there, and where the next one stands."""
    entry = _CENTRAL.unpack_from(data, at)
    signature, _, version, flags, method, _, _, checksum, packed, size = entry[:10]
    name_size, extra, comment, disk, _, _, offset = entry[10:]
    name = data[at + _CENTRAL.size : at + _CENTRAL.size + name_size]
    following = at + _CENTRAL.size + name_size
    plain = signature == b"PK\x01\x02" and not (flags & ~_HARMLESS or extra or comment or disk) and version <= _NEWEST
    if not plain or method not in (STORED, DEFLATED) or _ZIP64 in (packed, size, offset):
        return None, following
    local, _, own_flags, own_method, *_, own_size, own_extra = _LOCAL.unpack_from(data, offset)
    behind = offset + _LOCAL.size
    same = data[behind : behind + own_size] == name and (own_flags, own_method) == (flags, method)
    if local != b"PK\x03\x04" or not same or b"\0" in name or b"\\" in name:
        return None, following
    start = behind + own_size + own_extra
    text = name.decode("utf-8" if flags & _UTF8 else "ascii")
    return PlainMember(text, method, start, start + packed, size, checksum), following


def _apart(members: list[PlainMember], directory: int) -> bool:
    """Whether each member ends before the next begins, the last one before the directory."""
    ordered = sorted(members, key=lambda member: member.start)
    starts = [member.start - _LOCAL.size - len(member.name.encode()) for member in ordered[1:]]
    return all(one.end <= start for one, start in zip(ordered, [*starts, directory], strict=True))


def _inflated(stored: bytes, size: int) -> bytes | None:
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = inflating.decompress(stored, size + 1)
    except zlib.error:
        return None
    return content if inflating.eof else None
