"""The fonts of a document's theme, by the names that run properties call them."""

from __future__ import annotations

from lxml import etree

from nianbao.ooxml import names as n
from nianbao.ooxml.attributes import child

_SCRIPTS = {"zh-TW": "Hant", "zh-HK": "Hant", "ja": "Jpan", "ko": "Hang"}
_SIMPLIFIED = "Hans"


def theme_fonts(theme: etree._Element | None, settings: etree._Element | None) -> dict[str, str]:
    """`minorEastAsia` and its like, each with the typeface that Word takes for it."""
    language = child(settings, f"{n.W}themeFontLang")
    script = _script("" if language is None else language.get(f"{n.W}eastAsia") or "")
    fonts: dict[str, str] = {}
    if theme is None:
        return fonts
    for kind in ("major", "minor"):
        scheme = next(theme.iter(f"{n.A}{kind}Font"), None)
        latin, asian = _typeface(scheme, "latin"), _typeface(scheme, "ea") or _scripted(scheme, script)
        fonts |= {f"{kind}Ascii": latin, f"{kind}HAnsi": latin, f"{kind}EastAsia": asian}
    return fonts


def _script(language: str) -> str:
    return next((script for prefix, script in _SCRIPTS.items() if language.startswith(prefix)), _SIMPLIFIED)


def _typeface(scheme: etree._Element | None, tag: str) -> str:
    found = child(scheme, f"{n.A}{tag}")
    return "" if found is None else found.get("typeface") or ""


def _scripted(scheme: etree._Element | None, script: str) -> str:
    """The East Asian slot of Word's own themes is empty: the script of the document's language fills it."""
    fonts = scheme.iterchildren(f"{n.A}font") if scheme is not None else ()
    return next((font.get("typeface") or "" for font in fonts if font.get("script") == script), "")
