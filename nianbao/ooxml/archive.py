"""A Word file as an archive: parts, relationships and content types, the same bytes for the same parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nianbao.ooxml.markup import attribute
from nianbao.ooxml.members import archived, fresh
from nianbao.ooxml.relationships import Relationship

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = "[Content_Types].xml"
RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
CORE = f"{_PACKAGE}/relationships/metadata/core-properties"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
DOCUMENT_TYPE = f"{_WORD}.document.main+xml"


def office(kind: str) -> str:
    """The relationship type of that last word."""
    return f"{_OFFICE}/{kind}"


def word_type(kind: str) -> str:
    """The content type of a part of that kind: "styles", "footer"."""
    return f"{_WORD}.{kind}+xml"


def relationships(items: Iterable[Relationship]) -> bytes:
    """A .rels part."""
    body = "".join(map(_relationship, items))
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{body}</Relationships>'.encode()


def _relationship(item: Relationship) -> str:
    mode = ' TargetMode="External"' if item.external else ""
    named = f'Id="{attribute(item.id)}" Type="{attribute(item.type)}" Target="{attribute(item.target)}"'
    return f"<Relationship {named}{mode}/>"


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
