"""Whether an archive that another program will unpack stays within bounds, told before that program sees it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from nianbao.errors import ReadError
from nianbao.files.limits import Limits, exceeded
from nianbao.ooxml import refusals
from nianbao.ooxml.members import Member, members

_STEP = 1024 * 1024
_ENTRY = b"PK\x01\x02"


def refuse_inflating(data: bytes, limits: Limits) -> None:
    """Unpack every member of the archive and keep nothing: what its directory says of their sizes is not believed.

    Raises ReadError where they unpack to more than `limits.unpacked_bytes`, are too many, lie over one another, or are
    damaged or packed in a way that office programs do not use.
    """
    if data.count(_ENTRY) > limits.parts:  # before zipfile makes an object of each
        raise exceeded("parts", limits)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = members(data, archive.infolist())
        total = 0
        for size in (size for member in found for size in _sizes(member)):
            total += size
            if total > limits.unpacked_bytes:
                raise exceeded("unpacked_bytes", limits)
    except (zipfile.BadZipFile, zlib.error, struct.error, ValueError, OSError, NotImplementedError):
        raise ReadError(refusals.DAMAGED.format(part=refusals.ARCHIVE)) from None


def _sizes(member: Member) -> Iterator[int]:
    """The unpacked sizes of the pieces of a member, in bytes."""
    if member.info.compress_type == zipfile.ZIP_STORED:
        yield len(member.stored)
        return
    if member.info.compress_type != zipfile.ZIP_DEFLATED:
        raise NotImplementedError
    inflating, rest = zlib.decompressobj(-zlib.MAX_WBITS), member.stored
    while rest and not inflating.eof:
        yield len(inflating.decompress(rest, _STEP))
        rest = inflating.unconsumed_tail
