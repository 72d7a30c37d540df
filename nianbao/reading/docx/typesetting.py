"""How a Word file is typeset, resolved as Word resolves it: for the checks that are about looks.

`read_docx` sees what a file says, this what it looks like; nothing here is read unless somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from nianbao.files.limits import DEFAULT, Limits
from nianbao.ooxml import names as n
from nianbao.ooxml.anchors import anchors
from nianbao.ooxml.attributes import child, number, on
from nianbao.ooxml.package import Package
from nianbao.reading.docx.styles.cascade import Cascade, Formats, nearer, paragraph_formats, run_formats
from nianbao.reading.docx.styles.theme import theme_fonts
from nianbao.typesetting import PAGE, Footer, Run, SetParagraph, Sheet, Typesetting

_TWIP = 25.4 / 1440
# What Word takes where nothing at all is said: 10 points, single lines.
_SIZE = "20"
_SKIPPED = frozenset((n.DEL, n.MOVEFROM))


def read_typesetting(data: bytes, limits: Limits = DEFAULT) -> Typesetting:
    """The looks of a .docx. Raises ReadError as `read_docx` does."""
    package = Package(data, limits)
    root = package.root(package.document)
    settings = package.related("settings")
    numbering, theme = package.related("numbering"), package.related("theme")
    reader = _Reader(Cascade(package.related("styles")), theme_fonts(theme, settings), _indents(numbering))
    sections = list(root.iter(f"{n.W}sectPr"))
    named = anchors(root)
    return Typesetting(
        {anchor: reader.paragraph(e, named) for e, anchor in named.items() if e.tag == n.P},
        tuple(_sheet(section) for section in sections),
        tuple(_footers(package, sections, reader)),
        on(child(settings, f"{n.W}evenAndOddHeaders")),
    )


_Levels: TypeAlias = dict[tuple[int, int], Formats]


class _Reader:
    """Reads paragraphs of one file."""

    def __init__(self, cascade: Cascade, fonts: dict[str, str], levels: _Levels) -> None:
        self._cascade, self._fonts, self._levels = cascade, fonts, levels

    def paragraph(self, element: etree._Element, named: dict[etree._Element, str]) -> SetParagraph:
        """The paragraph with its own runs; what is in a text box belongs to other paragraphs."""
        own = paragraph_formats(child(element, n.PPR))
        style = own.get("pStyle") or self._cascade.default
        table = _table_style(element)
        formats = nearer(self._cascade.paragraphs, self._cascade.of_paragraphs(table))
        formats = nearer(formats, self._cascade.of_paragraphs(style))
        formats = nearer(nearer(formats, self._listed(child(element, n.PPR))), own)
        base = nearer(self._cascade.runs, self._cascade.of_runs(table))
        base = nearer(base, self._cascade.of_runs(style))
        runs = tuple(self._run(run, text, base) for run, text in _pieces(element) if text)
        size = runs[0].size if runs else _whole(base.get("sz"), _SIZE) / 2
        boxed = "frame" in formats or next(element.iterancestors(n.TXBXCONTENT), None) is not None
        align = formats.get("frame") or formats.get("jc", "both")
        cell = next((named.get(c, "") for c in element.iterancestors(n.TC)), "")
        return SetParagraph(runs, align, _exact(formats), _indent(formats, size), cell, boxed)

    def _run(self, element: etree._Element, text: str, base: Formats) -> Run:
        own = run_formats(child(element, n.RPR))
        formats = nearer(nearer(base, self._cascade.of_runs(own.get("rStyle", ""))), own)
        return Run(
            text,
            self._font(formats.get("eastAsia", "")),
            self._font(formats.get("ascii", "")),
            _whole(formats.get("sz"), _SIZE) / 2,
        )

    def _font(self, name: str) -> str:
        themed = name.removeprefix("theme:")
        return name if themed == name else self._fonts.get(themed, "")

    def _listed(self, properties: etree._Element | None) -> Formats:
        """The indent of an automatic number that the paragraph itself asks for."""
        listed = child(properties, n.NUMPR)
        found = (number(child(listed, n.NUMID)) or 0, number(child(listed, n.ILVL)) or 0)
        return self._levels.get(found, {})


def _whole(text: str | None, default: str) -> int:
    return int(text if text and text.isdecimal() and len(text) < 6 else default)


def _table_style(paragraph: etree._Element) -> str:
    table = next(paragraph.iterancestors(n.TBL), None)
    style = child(child(table, n.TBLPR), f"{n.W}tblStyle")
    return "" if style is None else style.get(n.VAL) or ""


def _pieces(paragraph: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The runs of a paragraph with what they show; a field of the page number shows PAGE, no other field counts."""
    in_result = 0
    for run in paragraph.iter(n.R):
        owner = next(run.iterancestors(n.P, n.FLDSIMPLE, *_SKIPPED), None)
        if owner is paragraph:
            text, in_result = _text(run, in_result)
            yield run, text
        elif owner is not None and owner.tag == n.FLDSIMPLE and _is_page(owner.get(n.INSTR)):
            yield run, PAGE


def _text(run: etree._Element, in_result: int) -> tuple[str, int]:
    """The text of a run, and in how many results of fields it ends."""
    parts = []
    for item in run:
        if item.tag == n.FLDCHAR:
            kind = item.get(n.FLDCHARTYPE)
            in_result = max(in_result + {"separate": 1, "end": -1}.get(kind or "", 0), 0)
        elif item.tag == n.T and not in_result:
            parts.append(item.text or "")
        elif item.tag == n.INSTRTEXT and _is_page(item.text):
            parts.append(PAGE)
    return "".join(parts), in_result


def _is_page(instruction: str | None) -> bool:
    return (instruction or "").upper().split()[:1] == ["PAGE"]


def _exact(formats: Formats) -> float | None:
    line = formats.get("line", "")
    return int(line) / 20 if formats.get("lineRule") == "exact" and line.isdecimal() and len(line) < 6 else None


def _indent(formats: Formats, size: float) -> float:
    """Characters go before twips, as in Word; a hanging line is a negative indent."""
    units = {"Chars": 100.0, "": max(size, 1) * 20}
    for unit, width in units.items():
        for name, sign in (("firstLine", 1), ("hanging", -1)):
            if value := _whole(formats.get(name + unit, "").lstrip("-"), "0"):
                return sign * value / width
    return 0.0


def _indents(numbering: etree._Element | None) -> _Levels:
    """The paragraph formats of each level of each list."""
    if numbering is None:
        return {}
    abstract = {e.get(f"{n.W}abstractNumId"): e for e in numbering.iterchildren(f"{n.W}abstractNum")}
    found: _Levels = {}
    for item in numbering.iterchildren(f"{n.W}num"):
        link = child(item, f"{n.W}abstractNumId")
        base = abstract.get(None if link is None else link.get(n.VAL))
        for level in base.iterchildren(f"{n.W}lvl") if base is not None else ():
            key = (number(item, n.NUMID) or 0, number(level, n.ILVL) or 0)
            found[key] = paragraph_formats(child(level, n.PPR))
    return found


def _sheet(section: etree._Element) -> Sheet:
    size, margins = child(section, f"{n.W}pgSz"), child(section, f"{n.W}pgMar")
    lengths = [_length(size, name) for name in ("w", "h")]
    return Sheet(*lengths, *(_length(margins, name) for name in ("top", "bottom", "left", "right")))


def _length(element: etree._Element | None, name: str) -> float | None:
    twips = number(element, f"{n.W}{name}")
    return None if twips is None else abs(twips) * _TWIP


def _footers(package: Package, sections: list[etree._Element], reader: _Reader) -> list[Footer]:
    found = []
    for section in sections:
        for reference in section.iterchildren(f"{n.W}footerReference"):
            root = package.linked(_id(reference))
            for element in root.iter(n.P) if root is not None else ():
                paragraph = reader.paragraph(element, {})
                if PAGE in paragraph.text:
                    found.append(Footer(reference.get(n.TYPE) or "default", paragraph))
    return found


def _id(reference: etree._Element) -> str:
    """Its r:id, whichever of the two namespaces of relationships the file is written in."""
    return next((str(value) for key, value in reference.attrib.items() if str(key).endswith("}id")), "")
