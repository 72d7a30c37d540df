"""Word files from WordprocessingML snippets, so that no test needs a binary fixture.

`docx(p("一"), table(["a", "b"]))` is a whole file; helpers only spare typing, raw XML goes anywhere.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_DECLARATIONS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def part(root: str, content: str) -> str:
    """A whole XML part whose root element is `w:{root}`."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}<w:{root} {_DECLARATIONS}>{content}</w:{root}>"


def relationships(targets: Mapping[str, str]) -> str:
    """A .rels part; targets by the last word of their type."""
    items = "".join(
        f'<Relationship Id="r{i}" Type="{_TYPES}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_RELS}">{items}</Relationships>'


def package(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive of these parts and no others."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(*body: str, styles: str = "", numbering: str = "", comments: str = "") -> bytes:
    """A Word file of these blocks; the other parts are written where they have content."""
    others = {"styles": styles, "numbering": numbering, "comments": comments}
    used = {name: content for name, content in others.items() if content}
    return package(
        {
            "_rels/.rels": relationships({"officeDocument": "word/document.xml"}),
            "word/_rels/document.xml.rels": relationships({name: f"{name}.xml" for name in used}),
            "word/document.xml": part("document", f"<w:body>{''.join(body)}<w:sectPr/></w:body>"),
            **{f"word/{name}.xml": part(name, content) for name, content in used.items()},
        }
    )


def r(text: str, properties: str = "") -> str:
    """A run of plain text."""
    return f'<w:r>{_wrap("rPr", properties)}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*content: str, properties: str = "") -> str:
    """A paragraph; what is no markup becomes a run."""
    runs = "".join(item if item.startswith("<") else r(item) for item in content if item)
    return f"<w:p>{_wrap('pPr', properties)}{runs}</w:p>"


def tc(*content: str, properties: str = "") -> str:
    """A cell; what is no markup becomes a paragraph, and a cell never is without one."""
    blocks = "".join(item if item.startswith("<") else p(item) for item in content) or p()
    return f"<w:tc>{_wrap('tcPr', properties)}{blocks}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row; what is no markup becomes a cell."""
    return f"<w:tr>{_wrap('trPr', properties)}{''.join(c if c.startswith('<') else tc(c) for c in cells)}</w:tr>"


def tbl(*rows: str) -> str:
    """A table without a grid."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def span(columns: int) -> str:
    """Cell properties of a cell over so many grid columns."""
    return f'<w:gridSpan w:val="{columns}"/>'


def box(*blocks: str) -> str:
    """A run with a DrawingML text box."""
    return f"<w:r><w:drawing><wp:anchor>{_shape(*blocks)}</wp:anchor></w:drawing></w:r>"


def picture(description: str = "") -> str:
    """A run with a picture."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图片" descr="{escape(description)}"/><a:graphic>'
        '<a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="r9"/></pic:blipFill></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def field(instruction: str, result: str) -> str:
    """The runs of a complex field; the result is markup."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def sdt(content: str, properties: str = "") -> str:
    """A content control."""
    return f"<w:sdt>{_wrap('sdtPr', properties)}<w:sdtContent>{content}</w:sdtContent></w:sdt>"


def style(name: str, content: str = "", kind: str = "paragraph", title: str = "") -> str:
    """A style."""
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{title or name}"/>{content}</w:style>'


def level(index: int, number_format: str, pattern: str, extra: str = "", start: int = 1) -> str:
    """A numbering level whose number is followed by nothing."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{extra}'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    """A w:abstractNum."""
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, abstract_number: int, overrides: str = "") -> str:
    """A w:num of a w:abstractNum."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract_number}"/>{overrides}</w:num>'


def numbered(number: int, index: int | None = 0) -> str:
    """Paragraph properties of an automatically numbered paragraph."""
    at = "" if index is None else f'<w:ilvl w:val="{index}"/>'
    return f'<w:numPr>{at}<w:numId w:val="{number}"/></w:numPr>'


def _wrap(name: str, content: str) -> str:
    return f"<w:{name}>{content}</w:{name}>" if content else ""


def _shape(*blocks: str) -> str:
    content = "".join(block if block.startswith("<") else p(block) for block in blocks)
    return (
        "<a:graphic><a:graphicData><wps:wsp><wps:txbx>"
        f"<w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
    )
