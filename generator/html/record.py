"""What a page says when we write it, kept in a comment behind its end (see `generator.lines`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from generator.lines import digests_in, record
from nianbao.files.marks import PAGE_SEAL, sealed_page

_KEPT: Final = re.compile(rf"{PAGE_SEAL}([\w-]+) ".encode())


def recorded(page: bytes, lines: Iterable[str]) -> bytes:
    """A page of ours with the digests of its lines, sealed: see `nianbao.files.marks`."""
    return sealed_page(page, record(lines))


def record_of(page: bytes) -> list[str] | None:
    """The digests of the lines that a page had when we wrote it, None where it is none of ours."""
    kept = _KEPT.search(page)
    return digests_in(kept[1].decode()) if kept else None
