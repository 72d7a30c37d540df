"""How much a file may ask of the machine. Each bound is far above any real report and can be raised."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from nianbao.errors import NianbaoError, ReadError
from nianbao.i18n import Text

MIB = 1024 * 1024


class Limits(Struct, frozen=True):
    """Bounds of one reading; a file that passes one is refused with a ReadError that names the bound."""

    # Real reports are below 20 MiB; the largest seen carried scanned pictures.
    file_bytes: int = 64 * MIB
    # The text parts of a real .docx unzip to below 5 MiB; a zip bomb to gigabytes.
    unpacked_bytes: int = 128 * MIB
    # All that the reports in an archive unpack to; those of a county's agencies stay below 1 GB.
    archive_bytes: int = 2048 * MIB
    # A real .docx or .odt packs some dozens of parts, a few hundred with pictures; each costs memory to list.
    parts: int = 10_000
    # Word nests tables a few deep; parsers and our own recursion suffer from thousands.
    depth: int = 200
    # The official tables have 46 rows together; a full register pasted into a report some thousands.
    cells: int = 200_000
    # A report has some hundred paragraphs and 20,000 characters, a yearbook of 500 pages some 20,000 and 500,000.
    paragraphs: int = 50_000
    characters: int = 1_000_000
    # A report has 5 to 20 pages; a yearbook that contains one, hundreds.
    pages: int = 500
    # Seconds that LibreOffice may take; no more than a third of them may it compute.
    seconds: int = 60
    # Memory that LibreOffice may take; a report takes it 200 MiB. With its program code it stays below 1 GB.
    memory_bytes: int = 768 * MIB
    # Seconds and bytes that reading a PDF may take; reports of 20 pages take less than one and 150 MiB.
    pdf_seconds: int = 15
    pdf_memory: int = 800 * MIB


DEFAULT = Limits()
NAMES = Limits.__struct_fields__

_EXCEEDED = Text(
    "文件超出读取上限 {name}={value}；确需读取的，请用 --limit {name}=更大的数 调高",
    "the file exceeds the limit {name}={value}; if you trust the file, raise it: --limit {name}=NUMBER",
)
_FORM = Text(
    "--limit 应写作 名称=正整数，而不是 {pair!r}；名称有：{names}",
    "--limit takes NAME=NUMBER with a positive whole number, not {pair!r}; the names are: {names}",
)
_UNKNOWN = Text(
    "没有名为 {name!r} 的读取上限{near}；名称有：{names}",
    "there is no limit named {name!r}{near}; the names are: {names}",
)
_NEAR = Text("（是否指 {name}？）", " (did you mean {name}?)")
_PAIR = r"(?a)\s*([^=]*?)\s*=\s*(\d{1,15})\s*"


class ExceededError(ReadError):
    """A file passes a bound."""


def exceeded(name: str, limits: Limits) -> ExceededError:
    """The error of a file that passes the bound `name`: what the bound is and how to raise it."""
    return ExceededError(_EXCEEDED.format(name=name, value=getattr(limits, name)))


def parse_limits(pairs: Iterable[str]) -> Limits:
    """Limits changed by `NAME=NUMBER` pairs, the last one of a name counting.

    Raises NianbaoError for a pair of another form or an unknown name (the nearest known one is named).
    """
    return Limits(**dict(_parse_pair(pair) for pair in pairs))


def _parse_pair(pair: str) -> tuple[str, int]:
    names = ", ".join(NAMES)
    match = re.fullmatch(_PAIR, pair)
    if not match or int(match[2]) == 0:
        raise NianbaoError(_FORM.format(pair=pair, names=names))
    name = match[1].replace("-", "_")
    if name not in NAMES:
        from difflib import get_close_matches

        near = get_close_matches(name, NAMES, n=1, cutoff=0.5)
        hint = _NEAR.format(name=near[0]) if near else Text("", "")
        raise NianbaoError(_UNKNOWN.format(name=name, near=hint, names=names))
    return name, int(match[2])
