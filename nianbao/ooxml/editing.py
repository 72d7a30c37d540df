"""A Word package that is changed part by part and written back.

    editing = Editing(data)
    cell = editing.find("tc[34]")
    ...                                        # change the tree
    editing.add("comments", COMMENTS, xml)     # a part that the document did not have
    changed = editing.save()

Only parts whose trees were really changed are written anew. All others keep their bytes as the archive stores them,
compressed as they are, in their order; the same changes to the same file give the same bytes.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from itertools import count
from typing import NamedTuple

from lxml import etree

from nianbao.files.limits import DEFAULT, Limits
from nianbao.ooxml import anchors
from nianbao.ooxml.archive import RELS_TYPE, TYPES, content_types, office, relationships
from nianbao.ooxml.members import archived, fresh, members, replaced
from nianbao.ooxml.package import Package, key
from nianbao.ooxml.relationships import Relationship, read_relationships, rels_name
from nianbao.ooxml.xmlpart import parse_whole, serialised


class _Tree(NamedTuple):
    """The tree of a part: its root, and what the root looked like when the part was opened (nothing for a new one)."""

    name: str
    root: etree._Element
    before: bytes


class Editing:
    """An open package with the changes that are made to it."""

    def __init__(self, data: bytes, limits: Limits = DEFAULT) -> None:
        """Open the package. Raises ReadError as `Package` does."""
        self._data, self._limits = data, limits
        self._package = Package(data, limits)
        self._trees: dict[str, _Tree] = {}

    @property
    def document(self) -> str:
        """The name of the document part."""
        return self._package.document

    @property
    def namespace(self) -> str:
        """The namespace of the document's elements: that of transitional or that of strict files."""
        return etree.QName(self.part(self.document)).namespace or ""

    @property
    def comment(self) -> bytes:
        """The comment of the archive."""
        return self._package.comment

    def __contains__(self, name: str) -> bool:
        """Whether there is a part of that name, added ones included."""
        return key(name) in self._trees or name in self._package

    def part(self, name: str) -> etree._Element:
        """The root of a part with all that stands in it; what is changed there is saved.

        Raises ReadError where the part is missing, damaged, unsafe or too large.
        """
        if key(name) not in self._trees:
            root = parse_whole(self._package.read(name), name, self._limits)
            self._trees[key(name)] = _Tree(name, root, serialised(root))
        return self._trees[key(name)].root

    def find(self, anchor: str) -> etree._Element | None:
        """The element of the document part that the anchor of a place names, if there is one."""
        return anchors.find(self.part(self.document), anchor)

    def related(self, kind: str) -> str | None:
        """The part that the document names as its `kind` ("comments"), an added one included."""
        named = (link for link in self._links() if link.kind == kind and not link.external)
        parts = (self._package.target(self.document, link) for link in named)
        return next((part for part in parts if part in self), None)

    def add(self, kind: str, content_type: str, content: bytes) -> Relationship:
        """Add an XML part beside the document, with its content type and the document's relationship to it.

        The part is named by its kind; `part(related(kind))` gives its tree. The relationship is returned, since
        the document may have to refer to it by its id. Raises ReadError for content that is no XML.
        """
        folder = posixpath.dirname(self._package.spelled(self.document))
        target = _free(f"{kind}{{}}.xml", lambda base: posixpath.join(folder, base) in self, "")
        name = posixpath.join(folder, target)
        ids = {link.id for link in self._links()}
        link = Relationship(_free("rId{}", ids.__contains__), self._type(kind), target)
        self._relate(link)
        self._declare(name, content_type)
        self._new(name, content)
        return link

    def save(self, comment: bytes | None = None) -> bytes:
        """The package with its changes; the very bytes that were opened where nothing is changed.

        `comment` becomes that of the archive, which has its own else.
        Raises ReadError for a damaged archive: nothing is written that was not there to be kept.
        """
        now = {name: serialised(tree.root) for name, tree in self._trees.items()}
        changed = {name: content for name, content in now.items() if content != self._trees[name].before}
        comment = self._package.comment if comment is None else comment
        if not changed and comment == self._package.comment:
            return self._data
        items = members(self._data, self._package.entries)
        # Of parts with one name the last is the one that is read.
        indices = {key(item.info.filename): index for index, item in enumerate(items)}
        for name, content in changed.items():
            if name in indices:
                items[indices[name]] = replaced(items[indices[name]], content)
            else:
                items.append(fresh(self._trees[name].name, content))
        return archived(items, comment)

    def _new(self, name: str, content: bytes) -> etree._Element:
        root = parse_whole(content, name, self._limits)
        self._trees[key(name)] = _Tree(name, root, b"")
        return root

    def _links(self) -> list[Relationship]:
        name = rels_name(self.document)
        return read_relationships(self.part(name)) if name in self else []

    def _relate(self, link: Relationship) -> None:
        name = rels_name(self._package.spelled(self.document))
        root = self.part(name) if name in self else self._new(name, relationships(()))
        etree.SubElement(root, _like(root, "Relationship"), Id=link.id, Type=link.type, Target=link.target)

    def _declare(self, name: str, content_type: str) -> None:
        root = self.part(TYPES) if TYPES in self else self._new(TYPES, content_types({}, {"rels": RELS_TYPE}))
        for item in root.iterchildren(_like(root, "Override")):
            if key(item.get("PartName") or "") == key(name):  # left behind by who took the part out
                root.remove(item)
        etree.SubElement(root, _like(root, "Override"), PartName=f"/{name}", ContentType=content_type)

    def _type(self, kind: str) -> str:
        """The relationship type of that kind in the words of the file, transitional or strict."""
        types = (link.type for link in self._package.links("") if link.kind == "officeDocument")
        return f"{next(types, office('')).rpartition('/')[0]}/{kind}"


def _like(root: etree._Element, name: str) -> str:
    """A name in the namespace of that element."""
    return f"{{{etree.QName(root).namespace}}}{name}"


def _free(pattern: str, taken: Callable[[str], bool], *first: str) -> str:
    """The pattern with what makes it a name that is not taken: the first ones, then numbers from 1."""
    for filling in first:
        if not taken(pattern.format(filling)):
            return pattern.format(filling)
    return next(name for number in count(1) if not taken(name := pattern.format(number)))
