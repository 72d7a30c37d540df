"""A Word template: its styles by role, its page set-up, and the parts that a report made from it keeps."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import lru_cache

from lxml import etree
from msgspec import Struct

from generator.word.hanging import say_hanging
from generator.word.harmless import cleaned, is_harmless
from nianbao.errors import NianbaoError, ReadError
from nianbao.files.limits import DEFAULT, Limits
from nianbao.i18n import Text
from nianbao.ooxml import names as n
from nianbao.ooxml.archive import DOCUMENT_TYPE, TYPES, relationships
from nianbao.ooxml.attributes import child, number, on
from nianbao.ooxml.markup import NAMESPACES
from nianbao.ooxml.package import Package, key
from nianbao.ooxml.relationships import Relationship, rels_name
from nianbao.rulebook.typography import Role, TextStyle, Typography

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
_USED: tuple[Role, ...] = ("title", "section", "topic", "body", "cell")
_RELATIONSHIP = f"{{{NAMESPACES['r']}}}"
_CHANGE = f"{n.W}sectPrChange"
_WIDTH, _SIDES = f"{n.W}w", (f"{n.W}left", f"{n.W}right")

_UNREADABLE = Text("Word 模板无法使用：{why}", "the Word template cannot be used: {why}")
_LACKS = Text(
    "Word 模板缺少：{names}；请在模板中补上，或由 nianbao new --template 写出一份再改",
    "the Word template lacks: {names}; add them to it, or restyle what nianbao new --template writes",
)
_STYLE = Text("样式“{name}”", 'style "{name}" ({word})')
_CUSTOM_STYLE = Text("样式“{name}”", 'style "{name}"')
_PAGE = Text("页面设置（纸张大小和页边距）", "page set-up (paper size and margins)")


class WordTemplate(Struct, frozen=True):
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
def read_template(data: bytes, typography: Typography, limits: Limits = DEFAULT) -> WordTemplate:
    """Take a .docx or .dotx apart.

    Raises NianbaoError for a file that is no Word file, and for one that lacks styles or page set-up: all by name.
    """
    try:
        return _take_apart(data, typography, limits)
    except ReadError as error:
        raise NianbaoError(_UNREADABLE.format(why=error.message)) from None


def _take_apart(data: bytes, typography: Typography, limits: Limits) -> WordTemplate:
    package = Package(data, limits)
    ids = _style_ids(package.related("styles"), typography)
    section = _section(package.root(package.document))
    lacking = [_style_name(style) for style in typography.styles if style.role in _USED and style.role not in ids]
    if section is None or lacking:
        raise NianbaoError(_LACKS.format(names=_listed([*lacking, *([] if section is not None else [_PAGE])])))
    links, parts = _kept(package)
    types, defaults = _types(package, parts)
    return WordTemplate(
        ids,
        _page(section, links),
        _text_width(section),
        on(child(package.related("settings"), f"{n.W}evenAndOddHeaders")),
        package.spelled(package.document),
        links,
        parts,
        types,
        defaults,
    )


def _style_name(style: TextStyle) -> Text:
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


def _page(section: etree._Element, links: tuple[Relationship, ...]) -> etree._Element:
    """The page set-up without what points at parts that are left behind, such as the settings of a printer."""
    page = deepcopy(section)
    kept = {link.id for link in links}
    for element in list(page):
        identifiers = [value for key, value in element.attrib.items() if str(key).startswith(_RELATIONSHIP)]
        if any(str(value) not in kept for value in identifiers) or element.tag == _CHANGE:
            page.remove(element)
    return page


def _text_width(section: etree._Element) -> int:
    width = number(child(section, f"{n.W}pgSz"), _WIDTH)
    margins = [number(child(section, f"{n.W}pgMar"), side) for side in _SIDES]
    return width - sum(m for m in margins if m is not None) if width and None not in margins else 0


def _kept(package: Package) -> tuple[tuple[Relationship, ...], dict[str, bytes]]:
    """What the document part may point to, and every part that is reached from there and does no harm."""
    kind_of = _content_types(package)
    links, parts = [], {}
    for link in package.links(package.document):
        name = "" if link.external else package.target(package.document, link)
        if link.kind not in _KEPT or name not in package or _is_ours(name, package):
            continue
        links.append(link)
        spelled = package.spelled(name)
        below = _below(package, name, kind_of)
        root = package.root(name)
        changed = cleaned(root, [other.id for other, _ in below])
        changed |= link.kind == "styles" and say_hanging(root)
        parts[spelled] = _written(root) if changed else package.read(name)
        if below:
            parts[rels_name(spelled)] = relationships(other for other, _ in below)
            parts.update((package.spelled(part), package.read(part)) for _, part in below)
    return tuple(links), parts


def _below(package: Package, name: str, kind_of: Callable[[str], str]) -> list[tuple[Relationship, str]]:
    """What a part points to and may keep: the relationship and the part."""
    inside = ((link, package.target(name, link)) for link in package.links(name) if not link.external)
    return [
        (link, part)
        for link, part in inside
        if part in package and not _is_ours(part, package) and is_harmless(link, part, kind_of(part))
    ]


def _is_ours(name: str, package: Package) -> bool:
    """Whether the report has a part of its own of that name."""
    return name in (package.document, key(TYPES)) or name.endswith(".rels") or name.startswith("docprops/")


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _content_types(package: Package) -> Callable[[str], str]:
    root = package.root(TYPES)
    named = {key(e.get("PartName") or e.get("Extension") or ""): e.get("ContentType") or "" for e in root}
    return lambda name: named.get(name) or named.get(name.rpartition(".")[2], "")


def _types(package: Package, parts: dict[str, bytes]) -> tuple[dict[str, str], dict[str, str]]:
    """The content types of the parts that are kept, by name and by extension; what was a template is a document."""
    root = package.root(TYPES)
    named = {key(e.get("PartName") or ""): e.get("ContentType") or "" for e in root}
    kept = {name: named[key(name)] for name in parts if key(name) in named}
    used = {"rels", "xml", *(name.rpartition(".")[2].lower() for name in parts)}
    endings = {
        ending: e.get("ContentType") or "" for e in root if (ending := (e.get("Extension") or "").lower()) in used
    }
    return {**kept, package.spelled(package.document): DOCUMENT_TYPE}, endings
