"""Words changed in a file that was read: the characters are found again, and nothing else changes."""

from __future__ import annotations

import codecs

import pytest
from lxml import etree

from nianbao.document import Paragraph, Place, Table
from nianbao.reading import read_bytes
from nianbao.reading.docx import read_docx
from nianbao.rewriting import Edit
from tests.builders import docx as build
from tests.builders.docx.parts import W, document_of, parts_of


def changed(data: bytes, place: Place, before: str, *edits: Edit, whole: bool = False) -> bytes | None:
    """The file with the edits made, None where the words are not found or not to be changed there."""
    source = read_bytes(data, name="a").source
    rewriter = source.rewriter() if source else None
    assert rewriter is not None
    stretch = rewriter.find(place, before, whole=whole)
    if stretch is None or not stretch.can(edits):
        return None
    stretch.change(edits)
    return rewriter.save()


def word(body: str, before: str, *edits: Edit, anchor: str = "p[1]", whole: bool = False) -> bytes | None:
    """As `changed`, in a Word file with that body."""
    return changed(build.docx(body), Place(anchor=anchor), before, *edits, whole=whole)


def text_of(data: bytes) -> str:
    """What the reader sees, cells included."""
    parts = []
    for block in read_docx(data).blocks:
        if isinstance(block, Table):
            parts += [cell.text for cell in block.cells]
        else:
            parts.append(block.text)
    return "|".join(parts)


BOLD = "<w:rPr><w:b/></w:rPr>"


def test_each_character_keeps_the_format_of_its_run() -> None:
    runs = f"<w:r>{BOLD}<w:t>五、存在的</w:t></w:r><w:r><w:t>问题及改进</w:t></w:r><w:r>{BOLD}<w:t>措施</w:t></w:r>"
    data = word(build.p(runs), "五、存在的问题及改进措施", Edit(5, 5, "主要"), Edit(10, 11, "情"), Edit(11, 12, "况"))
    assert data is not None
    root = document_of(data)
    said = [
        ("".join(t.text or "" for t in run.iter(f"{W}t")), run.find(f"{W}rPr") is not None)
        for run in root.iter(f"{W}r")
    ]
    assert said == [("五、存在的主要", True), ("问题及改进", False), ("情况", True)]


def test_marks_of_comments_and_bookmarks_stay_where_they_are() -> None:
    marks = '<w:commentRangeStart w:id="1"/>', '<w:bookmarkStart w:id="4" w:name="a"/>', '<w:bookmarkEnd w:id="4"/>'
    body = build.p(marks[0], build.r("甲"), marks[1], build.r("乙"), marks[2], '<w:commentRangeEnd w:id="1"/>')
    data = word(body, "甲乙", Edit(1, 2, "丙"))
    assert data is not None
    before, after = (etree.tostring(document_of(one), encoding="unicode") for one in (build.docx(body), data))
    assert after == before.replace("乙", "丙")


def test_only_the_document_part_changes() -> None:
    data = build.docx(build.p("甲"), comments="")
    after = changed(data, Place(anchor="p[1]"), "甲", Edit(0, 1, "乙"))
    assert after is not None
    assert {n for n, content in parts_of(after).items() if content != parts_of(data)[n]} == {"word/document.xml"}


def test_a_run_that_has_nothing_left_goes() -> None:
    data = word(build.p("甲", build.r("乙")), "甲乙", Edit(1, 2))
    assert data is not None
    assert len(list(document_of(data).iter(f"{W}r"))) == 1


@pytest.mark.parametrize(
    "shown",
    [
        f'<w:hyperlink w:anchor="x">{build.r("措施")}</w:hyperlink>',
        f'<w:fldSimple w:instr="REF a">{build.r("措施")}</w:fldSimple>',
        build.sdt(build.r("措施")),
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{build.r("措施")}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ],
    ids=["link", "field", "control", "complex field"],
)
def test_links_fields_and_controls_are_left_alone(shown: str) -> None:
    body = build.p("改进", shown)
    assert word(body, "改进措施", Edit(2, 3, "情")) is None
    assert word(body, "改进措施", Edit(4, 4, "等")) is None
    beside = word(body, "改进措施", Edit(0, 1, "整"))
    assert beside is not None
    assert text_of(beside) == "整进措施"


@pytest.mark.parametrize("properties", ['<w:lock w:val="contentLocked"/>', '<w:dataBinding w:xpath="/a"/>'])
def test_a_locked_or_bound_control_is_closed(properties: str) -> None:
    control = f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{build.p('甲')}</w:sdtContent></w:sdt>"
    assert word(control, "甲", Edit(0, 1, "乙")) is None


def test_hidden_and_deleted_words_are_no_part_of_what_is_shown() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
    deleted = '<w:del w:id="1" w:author="x"><w:r><w:delText>删</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2" w:author="x">{build.r("增")}</w:ins>'
    data = word(build.p("甲", hidden, deleted, inserted, "乙"), "甲增乙", Edit(1, 2, "加"), Edit(2, 3, "丙"))
    assert data is not None
    assert text_of(data) == "甲加丙"
    assert "删" in etree.tostring(document_of(data), encoding="unicode")


def test_words_that_stand_twice_are_not_found() -> None:
    assert word(build.p("甲乙甲"), "甲", Edit(0, 1, "丙")) is None


def test_a_cell_is_changed_as_a_whole_through_its_paragraphs() -> None:
    body = build.tbl(build.tr(build.tc("商业", "企 业"), "0"))
    data = word(body, "商业\n企 业", Edit(4, 5), Edit(5, 6, "户"), anchor="tc[1]", whole=True)
    assert data is not None
    assert text_of(data) == "商业\n企户|0"
    assert word(body, "商业", Edit(0, 1, "工"), anchor="tc[1]", whole=True) is None


def test_blanks_that_word_does_not_show_do_not_come_to_light() -> None:
    body = "<w:p><w:r><w:t> 甲 乙 </w:t></w:r></w:p>"
    data = word(body, "甲 乙", Edit(2, 3))
    assert data is not None
    assert text_of(data) == "甲 "


def test_a_paragraph_goes_with_its_words_unless_others_need_it() -> None:
    def left(body: str) -> str:
        source = read_bytes(build.docx(body), name="a").source
        rewriter = source.rewriter() if source else None
        assert rewriter is not None
        assert rewriter.remove(Place(anchor="p[2]"), "（文字描述）")
        return "".join(etree.QName(e).localname[0] for e in document_of(rewriter.save()).iter(f"{W}p", f"{W}tbl"))

    assert left(build.p("甲") + build.p("（文字描述）") + build.p("乙")) == "pp"
    assert left(build.p("甲") + build.p("（文字描述）") + build.tbl(build.tr("乙"))) == "pptp"
    bookmark = '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'
    assert left(build.p("甲") + build.p(bookmark, build.r("（文字描述）")) + build.p("乙")) == "ppp"


# ---- text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(b"", "utf-8"), (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (b"", "gb18030")],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_keeps_encoding_mark_and_line_ends(mark: bytes, encoding: str, end: str) -> None:
    lines = ["一、总体情况", "全年公开信息三十六条，均按期发布。", "五、存在的问题及改进措施", "", "末行"]
    data = mark + end.join(lines).encode(encoding)
    place = next(
        block.place
        for block in read_bytes(data, name="a.txt").blocks
        if isinstance(block, Paragraph) and block.text.startswith("五")
    )
    after = changed(data, place, lines[2], Edit(10, 11, "情"), Edit(11, 12, "况"))
    lines[2] = "五、存在的问题及改进情况"
    assert after == mark + end.join(lines).encode(encoding)


def test_a_cell_of_text_stands_between_tabs_or_bars() -> None:
    data = "一、总体情况\n| 规范性文件 | 2 | 规范 |\n".encode()
    assert changed(data, Place(line=2), "规范性文件", Edit(0, 0, "行政"), whole=True) == data.replace(
        "规范性".encode(), "行政规范性".encode()
    )
    assert changed(data, Place(line=2), "规范性", Edit(0, 0, "行政"), whole=True) is None
    assert changed(data, Place(line=2), "规范", Edit(0, 0, "行政"), whole=True) is None


def test_damaged_text_is_not_written_back() -> None:
    data = "一、总体情况，全年公开信息三十六条。\n".encode() * 20 + b"\xff"
    source = read_bytes(data, name="a.txt").source
    assert source is not None
    assert source.rewriter() is None
