"""The names at the root of an OLE compound file ([MS-CFB]), without those inside of embedded objects."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_ENTRY = 128
_END = 0xFFFFFFFA  # this and above are no sectors and no entries
_IN_HEADER = 109
# More entries than any office document has; the bound keeps hostile files from costing time.
_MOST = 20_000


def root_entries(data: bytes) -> dict[str, int]:
    """Each name in lower case, as the format compares them, with the offset of its directory entry.

    Empty for a file whose directory cannot be followed.
    """
    try:
        return dict(_children(data, list(_directory(data))))
    except (struct.error, IndexError):
        return {}


def _directory(data: bytes) -> Iterator[int]:
    """The offsets of all directory entries, along the chain of their sectors."""
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        return
    (sector,) = struct.unpack_from("<I", data, 48)
    tables = struct.unpack_from(f"<{_IN_HEADER}I", data, 76)
    seen: set[int] = set()
    while sector < _END and sector not in seen and len(seen) << shift < _MOST * _ENTRY:
        seen.add(sector)
        start = (sector + 1) << shift
        yield from range(start, start + (1 << shift), _ENTRY)
        table, at = divmod(sector, 1 << (shift - 2))
        (sector,) = struct.unpack_from("<I", data, ((tables[table] + 1) << shift) + 4 * at)


def _children(data: bytes, entries: list[int]) -> Iterator[tuple[str, int]]:
    """What stands right below the root: the tree of its child and that one's siblings."""
    if not entries:
        return
    waiting = [struct.unpack_from("<I", data, entries[0] + 76)[0]]
    seen: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number >= _END or number in seen:
            continue
        seen.add(number)
        entry = entries[number]
        (size,) = struct.unpack_from("<H", data, entry + 64)
        name = data[entry : entry + max(min(size, 64) - 2, 0)].decode("utf-16-le", "replace")
        yield name.lower(), entry
        waiting += struct.unpack_from("<2I", data, entry + 68)
