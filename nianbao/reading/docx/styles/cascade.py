"""How Word finds the formatting of a text: defaults, table style, paragraph style, character style, the text itself.

Only what typography asks for: fonts, size, line spacing, first line, alignment (ECMA-376 part 1, 17.7.2).
"""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

from nianbao.ooxml import names as n
from nianbao.ooxml.attributes import child
from nianbao.reading.docx.styles.lineage import Lineage

Formats: TypeAlias = dict[str, str]
"""Properties by name; a font that the theme gives is written `theme:` and its name there."""

SLOTS = ("ascii", "hAnsi", "eastAsia")
_FIRST_LINE = (("firstLine", "hanging"), ("firstLineChars", "hangingChars"))


def run_formats(properties: etree._Element | None) -> Formats:
    """What a w:rPr says of fonts and size."""
    found: Formats = {}
    for slot in SLOTS:
        theme, name = (_value(properties, "rFonts", attribute) for attribute in (f"{slot}Theme", slot))
        if theme or name:
            found[slot] = f"theme:{theme}" if theme else name or ""
    for tag in ("sz", "rStyle"):
        if value := _value(properties, tag, "val"):
            found[tag] = value
    return found


def paragraph_formats(properties: etree._Element | None) -> Formats:
    """What a w:pPr says of spacing, first line and alignment."""
    found: Formats = {}
    if line := _value(properties, "spacing", "line"):
        found |= {"line": line, "lineRule": _value(properties, "spacing", "lineRule") or "auto"}
    for name in (name for pair in _FIRST_LINE for name in pair):
        if (value := _value(properties, "ind", name)) is not None:
            found[name] = value
    for tag in ("jc", "pStyle"):
        if value := _value(properties, tag, "val"):
            found[tag] = value
    if frame := _value(properties, "framePr", "xAlign"):
        found["frame"] = frame
    return found


def _value(properties: etree._Element | None, tag: str, attribute: str) -> str | None:
    element = child(properties, f"{n.W}{tag}")
    return None if element is None else element.get(f"{n.W}{attribute}")


def nearer(base: Formats, own: Formats) -> Formats:
    """The base with what is said nearer to the text; a hanging first line and an indented one exclude each other."""
    said = {name for pair in _FIRST_LINE if any(name in own for name in pair) for name in pair}
    return {**{name: value for name, value in base.items() if name not in said}, **own}


class Cascade:
    """The formats that styles give, run and paragraph, each resolved once."""

    def __init__(self, styles: etree._Element | None) -> None:
        """Index the styles part; None stands for a file without one."""
        self._lineage = Lineage(styles)
        self._known: dict[tuple[str, str], Formats] = {}
        self.default = self._lineage.default or ""
        defaults = child(styles, f"{n.W}docDefaults")
        self.runs = run_formats(child(child(defaults, f"{n.W}rPrDefault"), n.RPR))
        self.paragraphs = paragraph_formats(child(child(defaults, f"{n.W}pPrDefault"), n.PPR))

    def of_runs(self, style: str) -> Formats:
        """The run formats of a style with all that it is based on, without the defaults."""
        return self._resolved(style, n.RPR)

    def of_paragraphs(self, style: str) -> Formats:
        """The paragraph formats of a style with all that it is based on, without the defaults."""
        return self._resolved(style, n.PPR)

    def _resolved(self, style: str, kind: str) -> Formats:
        key = (style, kind)
        if key not in self._known:
            read = run_formats if kind == n.RPR else paragraph_formats
            formats: Formats = {}
            for _, element in reversed(self._lineage.line(style)):
                formats = nearer(formats, read(child(element, kind)))
            self._known[key] = formats
        return self._known[key]
