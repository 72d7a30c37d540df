"""The specimen report typeset by hand as GB/T 9704-2012 asks, in the way Word itself stores it.

Styles have the ids that a Chinese Word gives them, fonts come by the theme and by chains of styles; nothing here
is taken from the rulebook or from the generator, so that one wrong fact cannot satisfy both sides.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping

from tests.builders.docx import package, part, relationships

_SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rOdd"/><w:footerReference w:type="even" r:id="rEven"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1400" w:gutter="0"/>'
    "</w:sectPr>"
)

_STYLES = """
<w:docDefaults>
 <w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/>
  <w:sz w:val="21"/></w:rPr></w:rPrDefault>
 <w:pPrDefault/>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>
 <w:pPr><w:jc w:val="both"/></w:pPr>
</w:style>
<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/><w:basedOn w:val="a"/>
 <w:pPr><w:spacing w:line="700" w:lineRule="exact"/><w:jc w:val="center"/></w:pPr>
 <w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="FZXiaoBiaoSong-B05S"/>
  <w:sz w:val="44"/></w:rPr>
</w:style>
<w:style w:type="paragraph" w:styleId="a4"><w:name w:val="Body Text"/><w:basedOn w:val="a"/>
 <w:pPr><w:spacing w:line="580" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr>
 <w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="FangSong"/><w:sz w:val="32"/></w:rPr>
</w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a4"/>
 <w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:rFonts w:eastAsia="SimHei"/></w:rPr>
</w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a4"/>
 <w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:rFonts w:eastAsia="KaiTi_GB2312"/></w:rPr>
</w:style>
<w:style w:type="paragraph" w:styleId="a5"><w:name w:val="表格"/><w:basedOn w:val="a"/>
 <w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="22"/></w:rPr>
</w:style>
<w:style w:type="paragraph" w:styleId="a6"><w:name w:val="footer"/><w:basedOn w:val="a"/>
 <w:rPr><w:rFonts w:ascii="SimSun" w:hAnsi="SimSun" w:eastAsia="SimSun"/><w:sz w:val="28"/></w:rPr>
</w:style>
"""

_THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office"><a:themeElements>'
    '<a:fontScheme name="Office"><a:majorFont><a:latin typeface="Calibri Light"/><a:ea typeface=""/></a:majorFont>'
    '<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:font script="Jpan" typeface="MS Mincho"/>'
    '<a:font script="Hans" typeface="宋体"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>'
)


def _footer(side: str) -> str:
    field = "".join(
        f"<w:r>{item}</w:r>"
        for item in (
            '<w:fldChar w:fldCharType="begin"/>',
            "<w:instrText>PAGE   \\* MERGEFORMAT</w:instrText>",
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>12</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    dash = "<w:r><w:t>—</w:t></w:r>"
    space = "<w:r><w:t xml:space='preserve'> </w:t></w:r>"
    properties = f'<w:pPr><w:pStyle w:val="a6"/><w:jc w:val="{side}"/></w:pPr>'
    return f"<w:p>{properties}{dash}{space}{field}{space}{dash}</w:p>"


PARTS = {
    "styles": part("styles", _STYLES),
    "settings": part("settings", '<w:evenAndOddHeaders/><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'),
    "theme": _THEME,
    "odd": part("ftr", _footer("right")),
    "even": part("ftr", _footer("left")),
}


def typeset(data: bytes, edits: Mapping[str, Iterable[Mapping[str, str]]] | None = None) -> bytes:
    """The specimen with styles, page set-up and page numbers; `edits` change a part, "document" among them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        document = archive.read("word/document.xml").decode()
    parts = {**PARTS, "document": _styled(document)}
    for name, changes in (edits or {}).items():
        for change in changes:
            assert change["replace"] in parts[name], f"{name} does not hold {change['replace']!r}"
            parts[name] = parts[name].replace(change["replace"], change["by"])
    links = relationships({name: f"{name}.xml" for name in ("styles", "settings", "theme")})
    footers = "".join(
        '<Relationship Id="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"'
        ' Target="{}.xml"/>'.format(f"r{name.title()}", name)
        for name in ("odd", "even")
    )
    return package(
        {
            "_rels/.rels": relationships({"officeDocument": "word/document.xml"}),
            "word/_rels/document.xml.rels": links.replace("</Relationships>", f"{footers}</Relationships>"),
            **{f"word/{name}.xml": content for name, content in parts.items()},
        }
    )


def _styled(document: str) -> str:
    """Each paragraph in the style that its text asks for, and the page set-up at the end."""
    pieces = re.split(r"(<w:tbl>.*?</w:tbl>)", document, flags=re.DOTALL)
    styled = [
        piece.replace("<w:p>", _style("a5")) if piece.startswith("<w:tbl>") else _lines(piece) for piece in pieces
    ]
    whole = "".join(styled).replace("<w:sectPr/>", _SECTION)
    return whole.replace(_style("a4"), _style("a3"), 1)  # the first paragraph is the title


def _lines(markup: str) -> str:
    def styled(match: re.Match[str]) -> str:
        text = re.sub("<[^>]*>", "", match[1])
        if re.match("[一二三四五六]、", text):
            return f"{_style('1')}{match[1]}</w:p>"
        topic = re.match("（[一二三四五]）[^。]*。?$", text) and len(text) < 20
        return f"{_style('2' if topic else 'a4')}{match[1]}</w:p>"

    return re.sub(r"<w:p>(.*?)</w:p>", styled, markup, flags=re.DOTALL)


def _style(name: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr>'
