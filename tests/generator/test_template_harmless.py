"""Templates from anywhere: what they would run or fetch stays behind, and the report is no part of theirs."""

from __future__ import annotations

import io

import pytest
from docx import Document

from tests.builders.docx import p, part
from tests.builders.docx.parts import parts_of
from tests.builders.docx.templates import OWN, PACKAGE, SECTION, agency_template, link, write

HEADER = SECTION.replace("<w:sectPr>", '<w:sectPr><w:headerReference w:type="default" r:id="rH"/>')
OUTSIDE = ' TargetMode="External"'
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PICTURE = f'<w:p><w:r><w:drawing><a:blip xmlns:a="{A}" {{}}/></w:drawing></w:r></w:p>'
FILLED = '<w:p><w:r><w:pict><v:rect><v:fill r:id="r1"/></v:rect></w:pict></w:r></w:p>'
SITE = '<w:p><w:hyperlink r:id="r2"><w:r><w:t>县政府网站</w:t></w:r></w:hyperlink></w:p>'


def header_of(content: str, links: str = "", extra: dict[str, str] | None = None) -> dict[str, bytes]:
    """The parts of a report whose template has this header."""
    rels = {"word/_rels/header1.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>'}
    named = {"word/header1.xml": part("hdr", p("青岚县水务局") + content), **rels, **(extra or {})}
    return parts_of(write(agency_template(section=HEADER, links=link("rH", "header", "header1.xml"), extra=named)))


@pytest.mark.parametrize(
    ("content", "links"),
    [
        (PICTURE.format('r:link="r1"'), link("r1", "image", "file:///etc/hostname", OUTSIDE)),
        (PICTURE.format('r:embed="r1"'), link("r1", "image", "http://192.0.2.1/a.png", OUTSIDE)),
        (PICTURE.format('r:embed="r1"'), link("r1", "image", "vbaProject.bin")),
        ('<w:p><w:r><w:pict><v:imagedata src="file:///etc/a.png"/></w:pict></w:r></w:p>', ""),
        (
            '<w:p><w:r><w:pict><v:rect><v:fill r:id="r1"/></v:rect></w:pict></w:r></w:p>',
            link("r1", "image", "\\\\h\\a", OUTSIDE),
        ),
        ('<w:p><w:r><w:object><o:OLEObject r:id="r1"/></w:object></w:r></w:p>', link("r1", "oleObject", "ole.bin")),
        ('<w:altChunk r:id="r1"/>', link("r1", "aFChunk", "chunk.html")),
        ('<w:p><w:r><w:control r:id="r1"/></w:r></w:p>', link("r1", "control", "activeX1.xml")),
        ("", link("r1", "vbaProject", "vbaProject.bin")),
        ("", link("r1", "image", "http://192.0.2.1/a.png", OUTSIDE)),
    ],
)
def test_programs_objects_and_what_lies_outside_stay_behind(content: str, links: str) -> None:
    files = {f"word/{name}": "x" for name in ("vbaProject.bin", "ole.bin", "chunk.html", "activeX1.xml")}
    parts = header_of(content, links, files)
    assert not {name for name in parts if name.endswith((".bin", ".html", "activeX1.xml"))}
    assert "word/_rels/header1.xml.rels" not in parts
    header = parts["word/header1.xml"].decode()
    assert "青岚县水务局" in header
    for trace in ("r1", "192.0.2.1", "file:", "etc", "OLE", "altChunk", "control"):
        assert trace not in header


@pytest.mark.parametrize("cut", [(0,), (4, 9), (1, 2, 3)])
@pytest.mark.parametrize(
    "field", ["INCLUDEPICTURE", "IncludeText", "INCLUDE", "LINK Word.Document", "DDEAUTO", "DDE", "IMPORT", "DATABASE"]
)
def test_a_field_that_fetches_keeps_what_it_shows_and_forgets_from_where(field: str, cut: tuple[int, ...]) -> None:
    whole = f' {field} "file:///etc/secret" \\d '
    pieces = [whole[a:b] for a, b in zip((0, *cut), (*cut, len(whole)), strict=True)]
    instructions = "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in pieces)
    kinds = ("begin", "separate", "end")
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in kinds)
    header = header_of(f"<w:p>{begin}{instructions}{separate}<w:r><w:t>旧内容</w:t></w:r>{end}</w:p>")[
        "word/header1.xml"
    ]
    assert "旧内容" in header.decode()
    assert b"secret" not in header
    simple = header_of(f'<w:p><w:fldSimple w:instr="{whole.replace(chr(34), "")}"/></w:p>')["word/header1.xml"]
    assert b"secret" not in simple


def test_fields_that_fetch_nothing_and_pictures_in_the_file_stay() -> None:
    page = '<w:p><w:fldSimple w:instr=" PAGE "/></w:p>'
    parts = header_of(
        page
        + PICTURE.format('r:embed="r1"')
        + '<w:p><w:hyperlink r:id="r2"><w:r><w:t>县政府网站</w:t></w:r></w:hyperlink></w:p>',
        link("r1", "image", "media/a.png") + link("r2", "hyperlink", "http://192.0.2.1/", OUTSIDE),
        {"word/media/a.png": "picture"},
    )
    header = parts["word/header1.xml"].decode()
    assert parts["word/media/a.png"] == b"picture"
    assert " PAGE " in header
    assert 'r:embed="r1"' in header
    assert "县政府网站" in header
    assert "192.0.2.1" not in parts["word/_rels/header1.xml.rels"].decode()


@pytest.mark.parametrize("target", ["document.xml", "../[Content_Types].xml", "../_rels/.rels", "../docProps/core.xml"])
@pytest.mark.parametrize("kind", ["header", "image", "settings"])
def test_the_report_s_own_parts_are_never_the_template_s(kind: str, target: str) -> None:
    extra = {"docProps/core.xml": "<x/>"}
    within = header_of("", link("r1", kind, target), extra)
    beside = parts_of(write(agency_template(links=link("rX", kind, target), extra=extra)))
    for parts in (within, beside):
        assert "这里写正文" not in parts["word/document.xml"].decode()
        assert b"core-properties" in parts["docProps/core.xml"]
        assert b"<Override" in parts["[Content_Types].xml"]
        assert b"officeDocument" in parts["_rels/.rels"]


def test_settings_that_fetch_stay_behind() -> None:
    settings = part("settings", '<w:mailMerge><w:query w:val="SELECT"/></w:mailMerge><w:zoom w:percent="90"/>')
    parts = parts_of(
        write(agency_template(links=link("rS", "settings", "settings.xml"), extra={"word/settings.xml": settings}))
    )
    assert b"mailMerge" not in parts["word/settings.xml"]
    assert b"zoom" in parts["word/settings.xml"]


@pytest.mark.parametrize("template", [OWN, agency_template()], ids=["own", "agency"])
def test_another_reader_of_word_files_finds_the_report(template: bytes) -> None:
    report = Document(io.BytesIO(write(template)))
    texts = [paragraph.text for paragraph in report.paragraphs]
    assert texts[0].replace("\n", "") == "青岚县水务局2024年政府信息公开工作年度报告"
    assert [text for text in texts if text.startswith(("一、", "六、"))] == ["一、总体情况", "六、其他需要报告的事项"]
    assert [len(table.columns) for table in report.tables] == [4, 10, 15]
    figures = [cell.text for cell in report.tables[2].rows[-1].cells]
    assert (figures.count("0"), figures.count("")) == (12, 3)  # totals are not computed here
    assert report.core_properties.author == "青岚县水务局"
