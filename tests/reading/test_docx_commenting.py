"""Comments of ours in Word packages: where their ranges stand, and what is left as it was."""

from __future__ import annotations

from datetime import datetime

import pytest
from lxml import etree

from nianbao.ooxml.comments import Comments
from nianbao.ooxml.editing import Editing
from nianbao.ooxml.names import STRICT
from nianbao.reading.docx import read_docx
from nianbao.reading.docx.rewriting.apart import set_apart
from tests.builders import docx as build
from tests.builders.docx.parts import W, document_of, parts_of

WHEN = datetime(2026, 3, 1, 8, 30)
THEIRS = (
    '<w:comment w:id="7" w:author="王五" w:initials="w"><w:p><w:r><w:t>请核对</w:t></w:r></w:p></w:comment>'
    '<w:comment w:id="1" w:author="赵六"><w:p/></w:comment>'
)
MARKED = (
    '<w:commentRangeStart w:id="{0}"/>{1}<w:commentRangeEnd w:id="{0}"/><w:r><w:commentReference w:id="{0}"/></w:r>'
)


def commented(data: bytes, *anchors: str, words: str = "说明") -> bytes:
    """The file with a comment at each anchor."""
    editing = Editing(data)
    comments = Comments(editing, WHEN)
    for anchor in anchors:
        comments.add(editing.find(anchor), [words, "第二段"])
    return editing.save()


def marks(root: etree._Element, name: str) -> dict[str, etree._Element]:
    """The marks of that name by id; each id once."""
    found = [(mark.get(f"{W}id") or "", mark) for mark in root.iter(f"{W}{name}")]
    assert len(dict(found)) == len(found)
    return dict(found)


def said(data: bytes) -> dict[str, str]:
    """What each comment says, by id; each id once."""
    items = list(etree.fromstring(parts_of(data)["word/comments.xml"]).iterchildren(f"{W}comment"))
    found = {
        c.get(f"{W}id") or "": "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in c.iter(f"{W}p"))
        for c in items
    }
    assert len(found) == len(items)
    return found


def paragraphs(data: bytes) -> dict[str, str]:
    """The text of the paragraph that each comment is about; all marks are children of that one paragraph."""
    root = document_of(data)
    starts, ends = marks(root, "commentRangeStart"), marks(root, "commentRangeEnd")
    references = marks(root, "commentReference")
    assert set(starts) == set(ends) == set(references) == set(said(data))
    found = {}
    for number, start in starts.items():
        paragraph, run = start.getparent(), references[number].getparent()
        assert paragraph is not None
        assert run is not None
        assert (paragraph.tag, run.tag) == (f"{W}p", f"{W}r")
        assert ends[number].getparent() is paragraph
        assert run.getparent() is paragraph
        order = list(paragraph)
        assert order.index(start) < order.index(ends[number]) < order.index(run)
        found[number] = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
    return found


_DOWN, _ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
INSERTED = f'<w:ins w:id="0" w:author="甲">{build.r("插入的字")}</w:ins>'
LINKED = f'<w:hyperlink w:anchor="x">{build.r("链接")}</w:hyperlink>'


@pytest.mark.parametrize(
    ("body", "anchor", "expected"),
    [
        (build.p("正文", properties="<w:jc w:val='left'/>"), "p[1]", "正文"),
        (build.p(INSERTED, "之后"), "p[1]", "插入的字之后"),
        (build.p(LINKED), "p[1]", "链接"),
        (build.p(build.sdt(build.r("行内控件"))), "p[1]", "行内控件"),
        (build.sdt(build.p("控件中的段")), "p[1]", "控件中的段"),
        (build.p("框外", build.box(build.p("框内"))), "p[2]", "框外框内"),
        (build.tbl(build.tr("甲", build.tc(), "丙")), "tc[2]", ""),
        (build.tbl(build.tr(build.tc("", "第二段"), "乙")), "tc[1]", "第二段"),
        (build.tbl(build.tr(build.tc("跨列", properties=build.span(2)), "丙")), "tc[1]", "跨列"),
        (build.tbl(build.tr(build.tc(build.sdt(build.p("控件")), build.p()))), "tc[1]", "控件"),
        (build.tbl(build.tr(build.tc(build.tbl(build.tr("内")), build.p("外")))), "tc[1]", "外"),
        (build.tbl(build.tr("一", "二"), build.tr("三")), "tr[2]", "三"),
        (build.tbl(build.tr(build.tc("跨行", properties=_DOWN)), build.tr(build.tc(properties=_ON))), "tc[1]", "跨行"),
        (build.tbl(build.tr("甲", build.sdt(build.tc("控件中的格")))), "tc[2]", "控件中的格"),
        (build.tbl(build.tr("一", "二")), "tbl[1]", "一"),
        (build.p() + build.p("开头"), "", "开头"),
        (build.p("开头") + build.tbl("<w:tr><w:tc></w:tc></w:tr>"), "tc[1]", "开头"),
    ],
)  # fmt: skip
def test_a_range_is_one_whole_paragraph(body: str, anchor: str, expected: str) -> None:
    data = build.docx(body)
    copy = commented(data, anchor)
    assert list(paragraphs(copy).values()) == [expected]
    assert said(copy) == {"0": "说明\n第二段"}
    assert document_of(copy).find(f".//{W}txbxContent//{W}commentRangeStart") is None
    assert read_docx(copy) == read_docx(data)


_TABBED = "<w:r><w:rPr><w:b/></w:rPr><w:t>甲乙</w:t><w:tab/><w:t>丙丁</w:t></w:r>"
_SAME = build.p(build.r("发布18件，"), build.r("办结18件"))


@pytest.mark.parametrize(
    ("body", "words", "span", "about"),
    [
        (build.p("发布信息XX条。"), "XX", None, "XX"),
        (build.p(build.r("发布信"), build.r("息XX"), build.r("条。")), "信息XX条", None, "信息XX条"),
        (build.p(_TABBED), "乙\t丙", None, "乙丙"),
        (build.p(_TABBED), "丙", None, "丙"),
        (_SAME, "18件", (8, 11), "18件"),
        (_SAME, "1*件", (8, 11), "18件"),
        (_SAME, "18件", None, "发布18件，办结18件"),
        (build.p(f'<w:ins w:id="0" w:author="甲">{build.r("新发布12件")}</w:ins>', "，"), "12件", None, "新发布12件"),
        (build.p(LINKED, "之后"), "链接", None, "链接之后"),
        (build.p("全段"), "全段", None, "全段"),
        (build.p("没有"), "别的", None, "没有"),
    ],
    ids=["one run", "several", "a tab", "behind it", "twice", "covered", "which", "inserted", "link", "all", "none"],
)
def test_a_range_holds_the_very_words(body: str, words: str, span: tuple[int, int] | None, about: str) -> None:
    data = build.docx(body)

    def copied(report: bytes) -> bytes:
        editing = Editing(report)
        comments = Comments(editing, WHEN)
        paragraph = editing.find("p[1]")
        assert paragraph is not None
        for line in ("其一", "其二"):
            comments.add(paragraph, [line], set_apart(paragraph, words, span))
        return editing.save()

    copy = copied(data)
    assert set(paragraphs(copy)) == {"0", "1"}
    assert {between(copy, number) for number in ("0", "1")} == {about}
    assert read_docx(copy) == read_docx(data)
    assert copied(copy) == copy
    formats = {etree.tostring(item) for item in document_of(data).iter(f"{W}rPr")}
    pieces = [run for run in document_of(copy).iter(f"{W}r") if run.find(f"{W}commentReference") is None]
    assert {etree.tostring(item) for run in pieces for item in run.iterchildren(f"{W}rPr")} == formats
    assert all(len(run) > len(run.findall(f"{W}rPr")) for run in pieces)


def between(data: bytes, number: str) -> str:
    """The words from the beginning of a range to its end."""
    start = marks(document_of(data), "commentRangeStart")[number]
    said = ""
    for element in start.itersiblings():
        if element.tag == f"{W}commentRangeEnd" and element.get(f"{W}id") == number:
            return said
        said += "".join(t.text or "" for t in element.iter(f"{W}t"))
    raise AssertionError


def test_properties_stay_first_and_ranges_nest() -> None:
    copy = commented(build.docx(build.p("正文", properties="<w:jc w:val='left'/>")), "p[1]", "p[1]")
    (paragraph,) = document_of(copy).iter(f"{W}p")
    names = [etree.QName(child).localname for child in paragraph]
    assert names == [
        "pPr",
        "commentRangeStart",
        "commentRangeStart",
        "r",
        "commentRangeEnd",
        "r",
        "commentRangeEnd",
        "r",
    ]
    assert set(paragraphs(copy).values()) == {"正文"}


def test_no_id_is_taken_twice() -> None:
    orphan = '<w:commentRangeStart w:id="0"/><w:commentRangeEnd w:id="0"/>'
    data = build.docx(build.p(orphan, MARKED.format(7, build.r("甲"))), build.p("乙"), comments=THEIRS)
    copy = commented(data, "p[1]", "p[2]")
    assert list(said(copy)) == ["7", "1", "2", "3"]
    assert set(marks(document_of(copy), "commentReference")) == {"7", "2", "3"}


def test_other_comments_stay_and_are_told_and_ours_are_not() -> None:
    data = build.docx(build.p(MARKED.format(7, build.r("甲"))), comments=THEIRS)
    copy = commented(data, "p[1]")
    assert [trace.text for trace in read_docx(copy).traces] == ["请核对"]
    before, after = (parts_of(d)["word/comments.xml"] for d in (data, copy))
    theirs = [etree.tostring(item) for item in etree.fromstring(before)]
    assert [etree.tostring(item) for item in etree.fromstring(after)][:2] == theirs


def test_our_comments_are_replaced() -> None:
    data = build.docx(build.p(MARKED.format(7, build.r("甲"))), build.p("乙"), comments=THEIRS)
    once = commented(data, "p[1]", "p[2]", words="旧")
    assert commented(once, "p[2]", words="新") == commented(commented(data, "p[2]", words="新"), "p[2]", words="新")
    assert sorted(said(commented(once)).values()) == ["", "请核对"]
    bare, before = (etree.tostring(document_of(one)) for one in (commented(once), data))
    assert bare == before


W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
ANSWERED = (
    f'<w:comment w:id="3" w:author="nianbao"><w:p {W14} w14:paraId="0A"/></w:comment>'
    f'<w:comment w:id="4" w:author="王五"><w:p {W14} w14:paraId="0B"><w:r><w:t>不改</w:t></w:r></w:p></w:comment>'
    f'<w:comment w:id="5" w:author="nianbao"><w:p {W14} w14:paraId="0C"/></w:comment>'
)


def _with_threads() -> bytes:
    parts = parts_of(build.docx(build.p(MARKED.format(3, build.r("甲"))), comments=ANSWERED))
    thread = '<w15:commentEx w15:paraId="0B" w15:paraIdParent="0A" w15:done="0"/><w15:commentEx w15:paraId="0C"/>'
    kinds = {"comments": "comments.xml", "commentsExtended": "commentsExtended.xml", "people": "people.xml"}
    return build.package({
        **parts,
        "word/_rels/document.xml.rels": build.relationships(kinds),
        "word/commentsExtended.xml": f"<w15:commentsEx {W15}>{thread}</w15:commentsEx>",
        "word/commentsIds.xml": "<ids/>",
        "word/people.xml": f"<w15:people {W15}/>",
    })  # fmt: skip


def test_what_was_answered_stays_and_so_do_the_threads() -> None:
    data = _with_threads()
    copy = commented(data, "p[1]")
    assert list(said(copy)) == ["3", "4", "0"]
    before, after = parts_of(data), parts_of(copy)
    assert list(after) == list(before)
    for name in ("commentsExtended", "commentsIds", "people"):
        assert after[f"word/{name}.xml"] == before[f"word/{name}.xml"]


def test_a_strict_file_is_commented_in_its_own_names() -> None:
    strict = {value.decode(): key.decode() for key, value in STRICT.items()}
    parts = {name: content.decode() for name, content in parts_of(build.docx(build.p("甲"))).items()}
    for old, new in strict.items():
        parts = {name: content.replace(old, new) for name, content in parts.items()}
    copy = commented(build.package(parts), "p[1]")
    root = etree.fromstring(parts_of(copy)["word/comments.xml"])
    assert etree.QName(root[0]).namespace == "http://purl.oclc.org/ooxml/wordprocessingml/main"
    assert not read_docx(copy).traces


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert said(commented(build.docx(build.p("甲")), "p[1]", words="a\x07\ufffeb"))["0"] == "ab\n第二段"


def test_the_time_is_that_on_the_clock() -> None:
    copy = commented(build.docx(build.p("甲")), "p[1]")
    (comment,) = etree.fromstring(parts_of(copy)["word/comments.xml"])
    told = {etree.QName(key).localname: value for key, value in comment.items()}
    assert told == {"id": "0", "author": "nianbao", "initials": "nb", "date": "2026-03-01T08:30:00"}
