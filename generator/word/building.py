"""The Word template that travels with the program, built from the rulebook's typography and from nothing else.

Agencies restyle it in Word; `scripts/make_template.py` writes it to templates/report.docx.
"""

from __future__ import annotations

from math import floor

from generator.word.properties import core_properties
from nianbao.ooxml.archive import (
    CORE,
    CORE_TYPE,
    DOCUMENT_TYPE,
    content_types,
    office,
    packed,
    relationships,
    word_type,
)
from nianbao.ooxml.markup import part, run, twips, w
from nianbao.ooxml.relationships import Relationship, rels_name
from nianbao.rulebook.typography import Font, TextStyle, Typography

_IDS = {"title": "Title", "section": "Heading1", "topic": "Heading2", "body": "BodyText", "cell": "TableText",
        "page_number": "Footer"}  # fmt: skip
_OUTLINE = {"section": 0, "topic": 1}


def build_template(typography: Typography) -> bytes:
    """A .docx with every style that the generator uses, the page set-up and the page number."""
    document = "word/document.xml"
    links = [
        Relationship("rId1", office("styles"), "styles.xml"),
        Relationship("rId2", office("settings"), "settings.xml"),
        Relationship("rId3", office("fontTable"), "fontTable.xml"),
        Relationship("rId4", office("footer"), "footer1.xml"),
        Relationship("rId5", office("footer"), "footer2.xml"),
    ]
    types = {f"word/{link.target}": word_type(link.kind) for link in links}
    types |= {document: DOCUMENT_TYPE, "docProps/core.xml": CORE_TYPE}
    root = [
        Relationship("rId1", office("officeDocument"), document),
        Relationship("rId2", CORE, "docProps/core.xml"),
    ]
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    return packed(
        {
            "[Content_Types].xml": content_types(types, defaults),
            "_rels/.rels": relationships(root),
            document: _document(typography),
            rels_name(document): relationships(links),
            "word/styles.xml": _styles(typography),
            "word/settings.xml": _settings(),
            "word/fontTable.xml": _font_table(typography),
            "word/footer1.xml": _footer(typography, odd=True),
            "word/footer2.xml": _footer(typography, odd=False),
            "docProps/core.xml": core_properties("", ""),
        }
    )


def _document(typography: Typography) -> bytes:
    """A specimen of each style, so that whoever restyles the template sees what is what."""
    specimens = (
        w("p", w("pPr", w("pStyle", val=_IDS[style.role])), run(style.name.zh))
        for style in typography.styles
        if style.role != "page_number"
    )
    return part("document", w("body", *specimens, _section(typography)))


def _section(typography: Typography) -> str:
    page = typography.page
    return w(
        "sectPr",
        '<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>',
        w("pgSz", w=twips(page.width), h=twips(page.height)),
        w(
            "pgMar",
            top=twips(page.top),
            right=twips(page.right),
            bottom=twips(page.bottom),
            left=twips(page.left),
            header=twips(page.top * 2 / 3),
            footer=twips(page.footer),
            gutter=0,
        ),
        w("cols", space=720),
        w("docGrid", type="lines", linePitch=round(typography.spacing.write * 20)),
    )


def _narrowing(typography: Typography, style: TextStyle) -> str:
    """What brings so many characters into a line that are a little too wide for it, in twentieths of a point.

    Not by the grid of the page: LibreOffice gives a character that is wider than its cell two of them.
    """
    pitch = typography.page.text_width / 25.4 * 72 / typography.characters
    return w("spacing", val=floor((pitch - style.size) * 20)) if style.spaced and pitch < style.size else ""


def _styles(typography: Typography) -> bytes:
    body = typography.style("body")
    defaults = w(
        "docDefaults",
        w("rPrDefault", w("rPr", _fonts(typography, body), _size(body.size), w("lang", val="zh-CN", eastAsia="zh-CN"))),
        w("pPrDefault"),
    )
    normal = w(
        "style",
        w("name", val="Normal"),
        w("qFormat"),
        w("pPr", w("widowControl", val=0), _spacing(typography), w("jc", val="both")),
        w("rPr", _fonts(typography, body), w("kern", val=2), _size(body.size)),
        type="paragraph",
        default=1,
        styleId="Normal",
    )
    plain_table = w(
        "style",
        w("name", val="Normal Table"),
        w("uiPriority", val=99),
        w("semiHidden"),
        w("unhideWhenUsed"),
        w("tblPr", w("tblInd", w=0, type="dxa"), w("tblCellMar", *_cell_margins())),
        type="table",
        default=1,
        styleId="TableNormal",
    )
    return part("styles", defaults, normal, plain_table, *(_style(typography, style) for style in typography.styles))


def _cell_margins() -> tuple[str, ...]:
    return tuple(
        w(side, w=0 if side in ("top", "bottom") else 108, type="dxa") for side in ("top", "left", "bottom", "right")
    )


def _style(typography: Typography, style: TextStyle) -> str:
    name = _IDS[style.role]
    built_in = style.word != style.name.zh
    follower = w("next", val=_IDS["body"]) if style.role in ("title", "section", "topic") else ""
    own = {} if built_in else {"customStyle": 1}
    return w(
        "style",
        w("name", val=style.word),
        w("basedOn", val="Normal"),
        follower,
        w("qFormat"),
        w("pPr", *_paragraph(typography, style)),
        w(
            "rPr",
            _fonts(typography, style),
            *(w(tag, val=0) for tag in ("b", "bCs", "i", "iCs")),
            _narrowing(typography, style),
            _size(style.size),
        ),
        type="paragraph",
        **own,
        styleId=name,
    )


def _paragraph(typography: Typography, style: TextStyle) -> list[str]:
    """Paragraph properties in the order of the schema."""
    heading = style.role in _OUTLINE
    return [
        w("keepNext") if heading or style.role == "title" else "",
        w("keepLines") if heading else "",
        "" if style.spaced else w("snapToGrid", val=0),
        _role_spacing(typography, style),
        _indent(style),
        w("jc", val=style.align),
        w("outlineLvl", val=_OUTLINE[style.role]) if heading else "",
    ]


def _indent(style: TextStyle) -> str:
    """In characters, which follow the size; in twips for those that do not know characters."""
    if not style.indent:
        return ""
    return w("ind", firstLineChars=style.indent * 100, firstLine=round(style.indent * style.size * 20))


def _role_spacing(typography: Typography, style: TextStyle) -> str:
    """Exact lines wherever the rulebook knows them; the title has one line of the page below it."""
    if style.spaced:
        return _spacing(typography)
    if style.line is None:
        return w("spacing", before=0, after=0, line=240, lineRule="auto")
    after = round(typography.spacing.write * 20) if style.role == "title" else 0
    return w("spacing", before=0, after=after, line=round(style.line * 20), lineRule="exact")


def _spacing(typography: Typography) -> str:
    return w("spacing", before=0, after=0, line=round(typography.spacing.write * 20), lineRule="exact")


def _fonts(typography: Typography, style: TextStyle) -> str:
    latin = typography.font(style.latin or typography.latin).write
    return w("rFonts", ascii=latin, hAnsi=latin, eastAsia=typography.font(style.font).write, cs=latin)


def _size(points: float) -> str:
    return w("sz", val=round(points * 2)) + w("szCs", val=round(points * 2))


def _settings() -> bytes:
    uri = "http://schemas.microsoft.com/office/word"
    return part(
        "settings",
        w("zoom", percent=100),
        w("evenAndOddHeaders"),
        w("drawingGridVerticalSpacing", val=156),
        w("characterSpacingControl", val="compressPunctuation"),
        w("compat", w("useFELayout"), w("compatSetting", name="compatibilityMode", uri=uri, val=15)),
        w("themeFontLang", val="zh-CN", eastAsia="zh-CN"),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


def _font_table(typography: Typography) -> bytes:
    """What stands in where a font is not installed: its other names."""
    return part("fonts", *(_font(font, font.id == typography.latin) for font in typography.fonts))


def _font(font: Font, latin: bool) -> str:
    others = ",".join(font.accept[:8])
    return w(
        "font",
        w("altName", val=others) if others else "",
        w("charset", val="00" if latin else "86"),
        w("family", val="roman" if latin else "auto"),
        w("pitch", val="variable"),
        name=font.write,
    )


def _footer(typography: Typography, *, odd: bool) -> bytes:
    """The page number at the outer edge, one character in from it."""
    size = typography.style("page_number").size
    side = "right" if odd else "left"
    indent = w("ind", **{f"{side}Chars": 100, side: round(size * 20), "firstLineChars": 0, "firstLine": 0})
    before, _, after = typography.page_number.partition("{page}")
    field = (w("fldChar", fldCharType="begin"), w("instrText", " PAGE "), w("fldChar", fldCharType="separate"),
             w("t", "1"), w("fldChar", fldCharType="end"))  # fmt: skip
    runs = (run(before), *(w("r", item) for item in field), run(after))
    return part("ftr", w("p", w("pPr", w("pStyle", val=_IDS["page_number"]), indent, w("jc", val=side)), *runs))
