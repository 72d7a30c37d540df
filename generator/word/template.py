"""A Word template: its styles by role, its page set-up, and the parts that a report made from it keeps."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree
from msgspec import Struct

from generator.word.archive import DOCUMENT_TYPE, Relationship, read_relationships, rels_name
from nianbao.errors import NianbaoError, ReadError
from nianbao.i18n import Text
from nianbao.reading.limits import DEFAULT, Limits
from nianbao.reading.word import names as n
from nianbao.reading.word.attributes import child, number, on
from nianbao.reading.word.package import Package
from nianbao.rulebook.typography import Role, Style, Typography

# What a report takes from its template; everything else (comments, the body's pictures, macros) stays behind.
_KEPT = frozenset(
    (
        "styles",
        "settings",
        "webSettings",
        "fontTable",
        "theme",
        "numbering",
        "header",
        "footer",
        "footnotes",
        "endnotes",
    )
)
_WIDTH, _SIDES = f"{n.W}w", (f"{n.W}left", f"{n.W}right")

_UNREADABLE = Text("Word 模板无法使用：{why}", "the Word template cannot be used: {why}")
_LACKS = Text(
    "Word 模板缺少：{names}；请在模板中补上，或以自带的模板为底稿修改",
    "the Word template lacks: {names}; add them to it, or start from the template that comes with the program",
)
_STYLE = Text("样式“{name}”", 'style "{name}" ({word})')
_CUSTOM_STYLE = Text("样式“{name}”", 'style "{name}"')
_PAGE = Text("页面设置（纸张大小和页边距）", "page set-up (paper size and margins)")


class Stationery(Struct, frozen=True):
    """A template taken apart. `parts` holds what is kept, by name; the document part is not among them."""

    styles: dict[Role, str]  # style ids
    section: etree._Element  # w:sectPr of the last section
    text_width: int  # twips
    even_pages: bool  # headers and footers of even pages differ
    document: str  # name of the document part
    links: tuple[Relationship, ...]  # of the document part
    parts: dict[str, bytes]
    types: dict[str, str]
    defaults: dict[str, str]  # content types by extension


@lru_cache(maxsize=2)
def read_template(data: bytes, typography: Typography, limits: Limits = DEFAULT) -> Stationery:
    """Take a .docx or .dotx apart.

    Raises NianbaoError for a file that is no Word file, and for one that lacks styles or page set-up: all by name.
    """
    try:
        package = Package(data, limits)
        root, styles, settings = package.root(package.document), package.related("styles"), package.related("settings")
    except ReadError as error:
        raise NianbaoError(_UNREADABLE.format(why=error.message)) from None
    ids = _style_ids(styles, typography)
    section = _section(root)
    lacking = [_style_name(style) for style in typography.styles if style.role not in ids]
    if section is None:
        lacking.append(_PAGE)
    if section is None or lacking:
        raise NianbaoError(_LACKS.format(names=_listed(lacking)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        links, parts = _kept(archive, package.document)
        types, defaults = _types(archive, parts, package.document)
    return Stationery(
        ids,
        section,
        _text_width(section),
        on(child(settings, f"{n.W}evenAndOddHeaders")),
        package.document,
        links,
        parts,
        types,
        defaults,
    )


def _style_name(style: Style) -> Text:
    form = _STYLE if style.name.zh != style.word else _CUSTOM_STYLE
    return form.format(name=style.name, word=style.word)


def _listed(names: list[Text]) -> Text:
    return Text("、".join(name.zh for name in names), ", ".join(name.en for name in names))


def _style_ids(styles: etree._Element | None, typography: Typography) -> dict[Role, str]:
    """Word, WPS and LibreOffice choose ids as they like; the name is what tells a style."""
    if styles is None:
        return {}
    by_name = {
        (name.get(n.VAL) or "").casefold(): style.get(f"{n.W}styleId") or ""
        for style in styles.iterchildren(f"{n.W}style")
        if style.get(n.TYPE) == "paragraph" and (name := child(style, f"{n.W}name")) is not None
    }
    return {s.role: by_name[s.word.casefold()] for s in typography.styles if s.word.casefold() in by_name}


def _section(root: etree._Element) -> etree._Element | None:
    """The page set-up of the last section, if it says how large the page and its margins are."""
    section = child(child(root, n.BODY), f"{n.W}sectPr")
    return section if section is not None and _text_width(section) > 0 else None


def _text_width(section: etree._Element) -> int:
    width = number(child(section, f"{n.W}pgSz"), _WIDTH)
    margins = [number(child(section, f"{n.W}pgMar"), side) for side in _SIDES]
    return width - sum(m for m in margins if m is not None) if width and None not in margins else 0


def _kept(archive: zipfile.ZipFile, document: str) -> tuple[tuple[Relationship, ...], dict[str, bytes]]:
    """What the document part may point to, and every part that is reached from there."""
    names = set(archive.namelist())
    links = tuple(link for link in _links(archive, names, document) if link.kind in _KEPT and not link.external)
    parts: dict[str, bytes] = {}
    waiting = [_target(document, link) for link in links]
    while waiting:
        name = waiting.pop(0)
        if name in names and name not in parts:
            parts[name] = archive.read(name)
            below = list(_links(archive, names, name))
            if below:
                parts[rels_name(name)] = archive.read(rels_name(name))
                waiting += (_target(name, link) for link in below if not link.external)
    return links, parts


def _links(archive: zipfile.ZipFile, names: set[str], part: str) -> Iterator[Relationship]:
    if rels_name(part) in names:
        yield from read_relationships(archive.read(rels_name(part)))


def _target(source: str, link: Relationship) -> str:
    joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), link.target))
    return joined.lstrip("/")


def _types(archive: zipfile.ZipFile, parts: dict[str, bytes], document: str) -> tuple[dict[str, str], dict[str, str]]:
    root = etree.fromstring(
        archive.read("[Content_Types].xml"), etree.XMLParser(resolve_entities=False, no_network=True)
    )
    types = {(e.get("PartName") or "").lstrip("/"): e.get("ContentType") or "" for e in root if e.get("PartName")}
    endings = {(e.get("Extension") or "").lower(): e.get("ContentType") or "" for e in root if e.get("Extension")}
    kept = {name: kind for name, kind in types.items() if name in parts}
    used = {name.rpartition(".")[2].lower() for name in parts}
    return {**kept, document: DOCUMENT_TYPE}, {
        ending: kind for ending, kind in endings.items() if ending in used | {"rels", "xml"}
    }
