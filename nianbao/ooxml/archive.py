"""A Word file as an archive: parts, relationships and content types, the same bytes for the same parts."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping

from lxml import etree
from msgspec import Struct

from nianbao.ooxml.markup import attribute
from nianbao.ooxml.members import archived, fresh

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = "[Content_Types].xml"
RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
CORE = f"{_PACKAGE}/relationships/metadata/core-properties"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
DOCUMENT_TYPE = f"{_WORD}.document.main+xml"


class Relationship(Struct, frozen=True):
    """A pointer from one part to another, or out of the file."""

    id: str
    type: str
    target: str  # as written: relative to the folder of its source
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of the type: "styles", "footer"."""
        return self.type.rpartition("/")[2]


def office(kind: str) -> str:
    """The relationship type of that last word."""
    return f"{_OFFICE}/{kind}"


def word_type(kind: str) -> str:
    """The content type of a part of that kind: "styles", "footer"."""
    return f"{_WORD}.{kind}+xml"


def rels_name(part: str) -> str:
    """Where the relationships of a part are stored; those of the file itself for ""."""
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def relationships(items: Iterable[Relationship]) -> bytes:
    """A .rels part."""
    body = "".join(map(_relationship, items))
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{body}</Relationships>'.encode()


def _relationship(item: Relationship) -> str:
    mode = ' TargetMode="External"' if item.external else ""
    named = f'Id="{attribute(item.id)}" Type="{attribute(item.type)}" Target="{attribute(item.target)}"'
    return f"<Relationship {named}{mode}/>"


def read_relationships(root: etree._Element) -> list[Relationship]:
    """What the root of a .rels part holds."""
    return [
        Relationship(i.get("Id", ""), i.get("Type", ""), i.get("Target", ""), i.get("TargetMode") == "External")
        for i in root
    ]


def content_types(types: Mapping[str, str], defaults: Mapping[str, str]) -> bytes:
    """[Content_Types].xml: the type of each part, and of each extension whose parts name none."""
    body = "".join(
        f'<Default Extension="{attribute(ending)}" ContentType="{attribute(kind)}"/>'
        for ending, kind in sorted(defaults.items())
    ) + "".join(
        f'<Override PartName="/{attribute(name)}" ContentType="{attribute(kind)}"/>'
        for name, kind in sorted(types.items())
    )
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{body}</Types>'.encode()


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The archive, without a date or a system that could tell one machine from another."""
    return archived([fresh(name, data) for name, data in parts.items()])
