"""The ZIP package of a Word file: its parts by relationship, inflated within limits, never left."""

from __future__ import annotations

import io
import posixpath
import struct
import zlib
from functools import cached_property
from typing import IO, TYPE_CHECKING

from lxml import etree

from nianbao.errors import ReadError
from nianbao.files.limits import Limits, exceeded
from nianbao.ooxml import refusals
from nianbao.ooxml.plainzip import DEFLATED, STORED, plain_archive
from nianbao.ooxml.relationships import Relationship, read_relationships, rels_name
from nianbao.ooxml.xmlpart import damaged, parse

if TYPE_CHECKING:
    import zipfile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ENTRY = b"PK\x01\x02"
# Other methods are not allowed by OPC and inflate without a bound in zipfile.
_METHODS = (STORED, DEFLATED)


class Package:
    """An open package. Parts are named as in the archive; look-up ignores case and takes "\\" for "/"."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Read the directory only: `names` are those of all parts as the archive stores them, in its order.

        Raises ReadError for what is no readable, unencrypted ZIP archive.
        """
        self.limits = limits
        self._unpacked = 0
        _refuse_other(data, limits)
        self._data = data
        self._plain = plain_archive(data)
        self.names = [m.name for m in self._plain.members] if self._plain else self._zip.namelist()
        self._parts = {key(name): number for number, name in enumerate(self.names)}
        for name in self._parts:
            _refuse_climbing(name)
        self.document = self._document()
        self._related = self._relationships(self.document)

    def __contains__(self, name: str) -> bool:
        """Whether there is a part of that name."""
        return key(name) in self._parts

    def spelled(self, name: str) -> str:
        """The name of a part as the archive stores it, with "/" for "\\"."""
        return self.names[self._parts[key(name)]].replace("\\", "/").lstrip("/")

    @property
    def entries(self) -> list[zipfile.ZipInfo]:
        """What the archive's directory says of each part, in its order."""
        return self._zip.infolist()

    @property
    def comment(self) -> bytes:
        """The comment of the archive."""
        return self._zip.comment

    def read(self, name: str) -> bytes:
        """A part as it is stored. Raises ReadError where it is missing, damaged or too large."""
        if name not in self:
            raise damaged(name)
        return self._read(key(name))

    def stream(self, name: str) -> IO[bytes]:
        """A part to be read piece by piece, unbounded. Raises ReadError where it is missing or cannot be opened."""
        import zipfile

        if name not in self:
            raise damaged(name)
        info = self._zip.infolist()[self._parts[key(name)]]
        if info.flag_bits & 0x1 or info.compress_type not in _METHODS:
            raise damaged(name)
        try:
            return self._zip.open(info)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise damaged(name) from None

    def root(self, name: str) -> etree._Element:
        """The root element of a part, to be read. Raises ReadError where it is missing, damaged or too large."""
        return parse(self.read(name), name, self.limits)

    def related(self, kind: str) -> etree._Element | None:
        """The root of the part that the document names as its `kind` ("styles", "numbering"), if any."""
        name = self.name_of(kind)
        return self.root(name) if name else None

    def name_of(self, kind: str) -> str | None:
        """The part that the document names as its `kind`, or the one that lies where Word would put it."""
        name = self._related.get(kind) or posixpath.join(posixpath.dirname(self.document), f"{kind}.xml")
        return name if name in self._parts else None

    def linked(self, identifier: str) -> etree._Element | None:
        """The root of the part that the document points to by that relationship id, if any."""
        for link in self.links(self.document):
            if link.id == identifier and not link.external:
                part = self.target(self.document, link)
                return self.root(part) if part in self._parts else None
        return None

    def links(self, source: str) -> list[Relationship]:
        """What a part points to; what the package itself does for ""."""
        name = rels_name(source)
        return read_relationships(self.root(name)) if name in self else []

    def target(self, source: str, link: Relationship) -> str:
        """The part that a relationship of a part means. Raises ReadError for one outside of the package."""
        return _inside(posixpath.dirname(source), link.target)

    def _document(self) -> str:
        name = self._relationships("").get("officeDocument", "word/document.xml")
        if name not in self._parts:
            raise ReadError(refusals.NO_DOCUMENT)
        return name

    def _relationships(self, source: str) -> dict[str, str]:
        """Part names by the last word of the relationship type, external targets left out."""
        found: dict[str, str] = {}
        for link in self.links(source):
            if not link.external:
                found.setdefault(link.kind, self.target(source, link))
        return found

    @cached_property
    def _zip(self) -> zipfile.ZipFile:
        return _open(self._data)

    def _read(self, name: str) -> bytes:
        room = self.limits.unpacked_bytes - self._unpacked
        data = self._plain.read(self._plain.members[self._parts[name]], room) if self._plain else None
        if data is None:
            data = self._read_by_zipfile(name, room)
        if len(data) > room:
            raise exceeded("unpacked_bytes", self.limits)
        self._unpacked += len(data)
        return data

    def _read_by_zipfile(self, name: str, room: int) -> bytes:
        """A part, or more of it than there is room for."""
        import zipfile

        info = self._zip.infolist()[self._parts[name]]
        if info.flag_bits & 0x1:
            raise ReadError(refusals.ENCRYPTED)
        if info.compress_type not in _METHODS:
            raise damaged(name)
        try:
            with self._zip.open(info) as stream:
                return stream.read(room + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
            raise damaged(name) from None


def _refuse_other(data: bytes, limits: Limits) -> None:
    if not data.startswith(b"PK"):
        encrypted = data.startswith(_OLE) and _ENCRYPTED_STREAM in data
        raise ReadError(refusals.ENCRYPTED if encrypted else refusals.NOT_WORD)
    if data.count(_ENTRY) > limits.parts:  # before zipfile makes an object of each
        raise exceeded("parts", limits)


def _open(data: bytes) -> zipfile.ZipFile:
    import zipfile

    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, struct.error, ValueError, OSError, NotImplementedError):
        raise ReadError(refusals.DAMAGED.format(part=refusals.ARCHIVE)) from None


def _inside(folder: str, target: str) -> str:
    """The part that a relationship in `folder` means; a leading "/" stands for the root of the package."""
    path = target.replace("\\", "/")
    name = key(posixpath.normpath(posixpath.join("/" if path.startswith("/") else folder, path.lstrip("/"))))
    _refuse_climbing(name)
    return name


def _refuse_climbing(name: str) -> None:
    if ".." in name.split("/"):
        raise ReadError(refusals.CLIMBS.format(name=repr(name[:80])))


def key(name: str) -> str:
    """What a name is looked up by."""
    return name.replace("\\", "/").lstrip("/").lower()
