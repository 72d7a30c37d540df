"""Word templates such as agencies have, and the report that is written with one."""

from __future__ import annotations

from generator.word import render_docx
from nianbao.resources import resource
from nianbao.rulebook import load_rulebook
from tests.builders.docx import docx, p, package
from tests.builders.docx.parts import parts_of
from tests.builders.figures.sound import of, zeros

RULEBOOK = load_rulebook()
OWN = (resource("templates") / "report.docx").read_bytes()
NAMES = ("Title", "heading 1", "Heading 2", "Body Text", "表格文字")
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def write(template: bytes, *, draft: bool = False) -> bytes:
    """The report of nothing but zeros as .docx with that template."""
    return render_docx(of(zeros()), {"other": "无。"}, RULEBOOK, template=template, draft=draft)


def style(name: str, number: int) -> str:
    return f'<w:style w:type="paragraph" w:styleId="s{number}"><w:name w:val="{name}"/></w:style>'


def agency_template(
    names: tuple[str, ...] = NAMES, section: str = "", extra: dict[str, str] | None = None, links: str = ""
) -> bytes:
    """A template such as an agency may have: styles with ids of its own, some text, a header."""
    made = parts_of(docx(p("这里写正文"), styles="".join(style(name, i) for i, name in enumerate(names))))
    document = made["word/document.xml"].decode().replace("<w:sectPr/>", section or SECTION)
    rels = made["word/_rels/document.xml.rels"].decode().replace("</Relationships>", f"{links}</Relationships>")
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/template"/></Types>'
    )
    changed = {"word/document.xml": document, "word/_rels/document.xml.rels": rels, "[Content_Types].xml": types}
    return package({**made, **changed, **(extra or {})})


SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" w:header="851" w:footer="992" w:gutter="0"/>'
    "</w:sectPr>"
)


def link(identifier: str, kind: str, target: str, mode: str = "") -> str:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<Relationship Id="{identifier}" Type="{base}/{kind}" Target="{target}"{mode}/>'
