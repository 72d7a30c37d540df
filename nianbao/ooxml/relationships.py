"""What the parts of a package point to."""

from __future__ import annotations

import posixpath

from lxml import etree
from msgspec import Struct


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


def rels_name(part: str) -> str:
    """Where the relationships of a part are stored; those of the file itself for ""."""
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def read_relationships(root: etree._Element) -> list[Relationship]:
    """What the root of a .rels part holds."""
    return [
        Relationship(i.get("Id", ""), i.get("Type", ""), i.get("Target", ""), i.get("TargetMode") == "External")
        for i in root
    ]
