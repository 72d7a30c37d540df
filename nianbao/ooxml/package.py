"""The ZIP package of a Word file: its parts by relationship, inflated within limits, never left."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib

from lxml import etree

from nianbao.errors import ReadError
from nianbao.files.limits import Limits, exceeded
from nianbao.ooxml import refusals
from nianbao.ooxml.xmlpart import damaged, parse

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ENTRY = b"PK\x01\x02"
# Other methods are not allowed by OPC and inflate without a bound in zipfile.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Package:
    """An open package. Parts are named as in the archive; look-up ignores case and takes "\\" for "/"."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Read the directory only. Raises ReadError for what is no readable, unencrypted ZIP archive."""
        self._limits = limits
        self._unpacked = 0
        self._zip = _open(data, limits)
        self._parts = {_key(info.filename): info for info in self._zip.infolist()}
        for name in self._parts:
            _refuse_climbing(name)
        self.document = self._document()
        self._related = self._relationships(self.document)

    def root(self, name: str) -> etree._Element:
        """The root element of a part. Raises ReadError where it is missing, damaged or too large."""
        return parse(self._read(name), name, self._limits)

    def related(self, kind: str) -> etree._Element | None:
        """The root of the part that the document names as its `kind` ("styles", "numbering"), if any."""
        name = self._related.get(kind) or posixpath.join(posixpath.dirname(self.document), f"{kind}.xml")
        return self.root(name) if name in self._parts else None

    def linked(self, identifier: str) -> etree._Element | None:
        """The root of the part that the document points to by that relationship id, if any."""
        folder, base = posixpath.split(self.document)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        for item in self.root(name) if name in self._parts else ():
            if item.get("Id") == identifier and item.get("TargetMode") != "External":
                part = _inside(folder, item.get("Target") or "")
                return self.root(part) if part in self._parts else None
        return None

    def _document(self) -> str:
        name = self._relationships("").get("officeDocument", "word/document.xml")
        if name not in self._parts:
            raise ReadError(refusals.NO_DOCUMENT)
        return name

    def _relationships(self, source: str) -> dict[str, str]:
        """Part names by the last word of the relationship type, external targets left out."""
        folder, base = posixpath.split(source)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self._parts:
            return {}
        found: dict[str, str] = {}
        for item in self.root(name):
            if item.get("TargetMode") != "External":
                kind = (item.get("Type") or "").rpartition("/")[2]
                found.setdefault(kind, _inside(folder, item.get("Target") or ""))
        return found

    def _read(self, name: str) -> bytes:
        info = self._parts[name]
        if info.flag_bits & 0x1:
            raise ReadError(refusals.ENCRYPTED)
        if info.compress_type not in _METHODS:
            raise damaged(name)
        room = self._limits.unpacked_bytes - self._unpacked
        try:
            with self._zip.open(info) as stream:
                data = stream.read(room + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
            raise damaged(name) from None
        if len(data) > room:
            raise exceeded("unpacked_bytes", self._limits)
        self._unpacked += len(data)
        return data


def _open(data: bytes, limits: Limits) -> zipfile.ZipFile:
    if not data.startswith(b"PK"):
        encrypted = data.startswith(_OLE) and _ENCRYPTED_STREAM in data
        raise ReadError(refusals.ENCRYPTED if encrypted else refusals.NOT_WORD)
    if data.count(_ENTRY) > limits.parts:  # before zipfile makes an object of each
        raise exceeded("parts", limits)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, struct.error, ValueError, OSError, NotImplementedError):
        raise ReadError(refusals.DAMAGED.format(part=refusals.ARCHIVE)) from None


def _inside(folder: str, target: str) -> str:
    """The part that a relationship in `folder` means; a leading "/" stands for the root of the package."""
    path = target.replace("\\", "/")
    name = _key(posixpath.normpath(posixpath.join("/" if path.startswith("/") else folder, path.lstrip("/"))))
    _refuse_climbing(name)
    return name


def _refuse_climbing(name: str) -> None:
    if ".." in name.split("/"):
        raise ReadError(refusals.CLIMBS.format(name=repr(name[:80])))


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
