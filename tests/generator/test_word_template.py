"""Templates: the one that travels with the program, those of agencies, and those that cannot be used."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from generator.word.building import build_template
from nianbao.errors import NianbaoError
from nianbao.rulebook import load_rulebook
from tests.builders.docx import p, package, part
from tests.builders.docx.parts import W, document_of, parts_of
from tests.builders.docx.templates import OWN, PACKAGE, SECTION, agency_template, link, write

RULEBOOK = load_rulebook()


def test_the_template_is_what_the_rulebook_says() -> None:
    assert RULEBOOK.typography is not None
    assert build_template(RULEBOOK.typography) == OWN, "run scripts/make_template.py"


def test_the_text_of_a_template_stays_behind_and_its_page_is_used() -> None:
    data = write(agency_template())
    assert "这里写正文" not in parts_of(data)["word/document.xml"].decode()
    table = next(document_of(data).iter(f"{W}tblW"))
    assert table.get(f"{W}w") == str(11906 - 2 * 1800)


def test_styles_are_found_by_name_whatever_their_ids() -> None:
    named = {e.get(f"{W}val") for e in document_of(write(agency_template())).iter(f"{W}pStyle")}
    assert named == {"s0", "s1", "s3", "s4"}


@pytest.mark.parametrize("inside", ["", "<w:rPr/>", "<w:pPr><w:wordWrap/><w:jc w:val='left'/></w:pPr><w:rPr/>"])
def test_programs_are_told_that_punctuation_may_hang(inside: str) -> None:
    normal = f"<w:style w:type='paragraph' w:default='1' w:styleId='a'><w:name w:val='Normal'/>{inside}</w:style>"
    made = parts_of(agency_template())
    made["word/styles.xml"] = made["word/styles.xml"].replace(b"</w:styles>", f"{normal}</w:styles>".encode())
    for template in (OWN, package(made)):
        styles = etree.fromstring(parts_of(write(template))["word/styles.xml"])
        style = next(e for e in styles if e.get(f"{W}default") and e.get(f"{W}type") == "paragraph")
        names = [etree.QName(e).localname for e in style.iterfind(f"{W}pPr/*")]
        assert names[: names.index("overflowPunct")] in ([], ["wordWrap"], ["widowControl"])
        assert [e.tag for e in style][-2:] in ([f"{W}pPr", f"{W}rPr"], [f"{W}name", f"{W}pPr"])


def test_everything_that_a_template_lacks_is_said_by_name() -> None:
    with pytest.raises(NianbaoError) as caught:
        write(agency_template(("Title", "Body Text", "表格文字"), section="<w:sectPr/>"))
    assert caught.value.message.zh == (
        "Word 模板缺少：样式“标题 1”、样式“标题 2”、页面设置（纸张大小和页边距）；"
        "请在模板中补上，或由 nianbao new --template 写出一份再改"
    )
    assert 'style "Heading 1" (heading 1)' in caught.value.message.en


@pytest.mark.parametrize("data", [b"", b"no Word file", OWN[:-200], package({"a.txt": "x"})])
def test_what_is_no_word_file_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(NianbaoError, match="the Word template cannot be used: ") as caught:
        write(data)
    assert "\n" not in caught.value.message.zh


def test_a_damaged_part_of_a_template_is_refused() -> None:
    broken = parts_of(OWN) | {"[Content_Types].xml": b"<Types"}
    with pytest.raises(NianbaoError, match="Content_Types"):
        write(package(broken))


def test_headers_and_footers_of_a_template_stay_with_their_pictures() -> None:
    section = SECTION.replace("<w:sectPr>", '<w:sectPr><w:headerReference w:type="default" r:id="rH"/>')
    picture = link("rP", "image", "media/logo.png")
    data = write(
        agency_template(
            section=section,
            links=link("rH", "header", "header1.xml") + link("rC", "comments", "comments.xml"),
            extra={
                "word/header1.xml": part("hdr", p("机关名称")),
                "word/_rels/header1.xml.rels": f'<Relationships xmlns="{PACKAGE}">{picture}</Relationships>',
                "word/media/logo.png": "picture",
                "word/comments.xml": part("comments", ""),
            },
        )
    )
    parts = parts_of(data)
    assert {"word/header1.xml", "word/media/logo.png"} <= set(parts)
    assert "word/comments.xml" not in parts
    assert b"comments" not in parts["word/_rels/document.xml.rels"]


def test_a_part_is_found_whatever_the_case_of_its_name() -> None:
    section = SECTION.replace("<w:sectPr>", '<w:sectPr><w:headerReference w:type="default" r:id="rH"/>')
    extra = {"word/Header1.xml": part("hdr", p("机关名称"))}
    data = write(agency_template(section=section, links=link("rH", "header", "header1.XML"), extra=extra))
    assert "机关名称" in parts_of(data)["word/Header1.xml"].decode()


def test_what_points_at_another_machine_stays_behind() -> None:
    origin = link("rT", "attachedTemplate", "file:///C:/Users/somebody/a.dotx", ' TargetMode="External"')
    printer = SECTION.replace("</w:sectPr>", '<w:printerSettings r:id="rQ"/></w:sectPr>')
    data = write(
        agency_template(
            section=printer,
            links=link("rS", "settings", "settings.xml") + link("rQ", "printerSettings", "printer.bin"),
            extra={
                "word/settings.xml": part("settings", '<w:attachedTemplate r:id="rT"/><w:zoom w:percent="90"/>'),
                "word/_rels/settings.xml.rels": f'<Relationships xmlns="{PACKAGE}">{origin}</Relationships>',
                "word/printer.bin": "HP",
            },
        )
    )
    parts = parts_of(data)
    assert "word/printer.bin" not in parts
    assert "word/_rels/settings.xml.rels" not in parts
    assert b"attachedTemplate" not in parts["word/settings.xml"]
    assert b"zoom" in parts["word/settings.xml"]
    assert b"printerSettings" not in parts["word/document.xml"]


def test_the_mark_of_a_draft_stands_below_the_template_s_own_header() -> None:
    section = SECTION.replace("<w:sectPr>", '<w:sectPr><w:headerReference w:type="default" r:id="rH"/>')
    template = agency_template(
        section=section,
        links=link("rH", "header", "header1.xml"),
        extra={"word/header1.xml": part("hdr", p("机关名称"))},
    )
    header = parts_of(write(template, draft=True))["word/header1.xml"].decode()
    assert header.index("机关名称") < header.index("草稿")
    assert "草稿" not in parts_of(write(template))["word/header1.xml"].decode()


def test_a_template_saved_as_dotx_gives_a_document() -> None:
    types = parts_of(write(agency_template()))["[Content_Types].xml"].decode()
    assert 'wordprocessingml.document.main+xml"' in types
    assert "application/template" not in types


def test_the_archive_holds_no_date_and_no_system() -> None:
    with zipfile.ZipFile(io.BytesIO(write(OWN))) as archive:
        assert {(i.date_time, i.create_system) for i in archive.infolist()} == {((1980, 1, 1, 0, 0, 0), 0)}
