"""What a report says when we write it, kept in the file itself: so that what a person changes later can be told.

Custom properties outlive saving in Word, WPS and LibreOffice. They hold a digest of each line (`generator.lines`), over
as many properties as it takes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from typing import Final

from generator.lines import digests_in, record
from nianbao.errors import ReadError
from nianbao.files.limits import DEFAULT, Limits
from nianbao.files.marks import sealed
from nianbao.ooxml.archive import TYPES, office, packed
from nianbao.ooxml.package import Package

_PART: Final = "docProps/custom.xml"
_RELS: Final = "_rels/.rels"
_KIND: Final = "custom-properties"
_TYPE: Final = f"application/vnd.openxmlformats-officedocument.{_KIND}+xml"
_NAMESPACE: Final = f"http://schemas.openxmlformats.org/officeDocument/2006/{_KIND}"
_VALUES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # what every custom property bears
_NAME: Final = "nianbao-{}"
_OURS: Final = re.compile(r"nianbao-(\d+)")
_LONGEST: Final = 240  # of a property: programs cut them at 255


def recorded(report: bytes, lines: Iterable[str]) -> bytes:
    """A report of ours with the digests of its lines, sealed: see `nianbao.files.marks`."""
    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    override = f'<Override PartName="/{_PART}" ContentType="{_TYPE}"/></Types>'
    link = f'<Relationship Id="rId3" Type="{office(_KIND)}" Target="{_PART}"/></Relationships>'
    parts[TYPES] = parts[TYPES].replace(b"</Types>", override.encode())
    parts[_RELS] = parts[_RELS].replace(b"</Relationships>", link.encode())
    parts[_PART] = _properties(record(lines))
    return sealed(packed(parts))


def record_of(report: bytes, limits: Limits = DEFAULT) -> list[str] | None:
    """The digests of the lines that a file had when we wrote it, None where it is no report of ours."""
    try:
        package = Package(report, limits)
        root = package.root(_PART) if _PART in package else None
    except ReadError:
        return None
    chunks: dict[int, str] = {}
    for item in root if root is not None else ():
        if (number := _OURS.fullmatch(item.get("name") or "")) is not None:
            chunks[int(number[1])] = "".join(map(str, item.itertext())).strip()
    return digests_in("".join(chunks[number] for number in sorted(chunks))) or None


def _properties(digests: str) -> bytes:
    chunks = [digests[at : at + _LONGEST] for at in range(0, len(digests), _LONGEST)]
    items = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number + 1}" name="{_NAME.format(number)}">'
        f"<vt:lpwstr>{chunk}</vt:lpwstr></property>"
        for number, chunk in enumerate(chunks, 1)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<Properties xmlns="{_NAMESPACE}" xmlns:vt="{_VALUES}">{items}</Properties>'.encode()
