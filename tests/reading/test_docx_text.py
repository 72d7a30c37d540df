"""What a reader sees of a Word paragraph, and what not."""

from __future__ import annotations

import pytest

from nianbao.document import Document, Paragraph, Picture, Place, Table
from nianbao.reading.docx import read_docx
from tests.builders.docx import box, docx, field, p, picture, r, sdt, style, tbl, tc, tr

HIDDEN = "<w:vanish/>"
WINGDINGS = '<w:sym w:font="Wingdings" w:char="F0FE"/>'
VML_BOX = "<w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>"


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if not isinstance(block, Table)]


def traces(document: Document) -> list[tuple[str, str, str]]:
    return [(trace.kind, trace.text, trace.place.anchor) for trace in document.traces]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (r("主动") + r("公") + r("开"), "主动公开"),
        ("<w:r><w:t> 两端空白 </w:t></w:r>", "两端空白"),
        (r(" 保留 "), " 保留 "),
        (r("规\u00a0章\u200b"), "规\u00a0章\u200b"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/><w:t>丁</w:t></w:r>", "甲\t乙\n丙\n丁"),
        ("<w:r><w:t>2</w:t><w:noBreakHyphen/><w:t>1</w:t><w:softHyphen/></w:r>", "2-1"),
        (f"<w:r>{WINGDINGS}<w:t>已收</w:t></w:r>", "☑已收"),
        ('<w:r><w:sym w:font="宋体" w:char="2460"/></w:r>', "①"),
        ('<w:r><w:sym w:font="Symbol" w:char="F032"/></w:r>', "2"),
        ('<w:r><w:sym w:font="X" w:char="zz"/></w:r>', ""),
        (f'<w:hyperlink r:id="r1">{r("网站")}</w:hyperlink>', "网站"),
        (f"<w:smartTag>{r('桃')}<w:customXml>{r('源')}</w:customXml></w:smartTag>{r('县')}", "桃源县"),
        (f"<w:bdo>{r('左')}</w:bdo><w:dir>{r('右')}</w:dir>", "左右"),
        (
            f"<w:r><w:ruby><w:rt>{r('wéi')}</w:rt><w:rubyBase>{r('圩')}</w:rubyBase></w:ruby></w:r>{r('镇')}",
            "圩镇",
        ),
        (sdt(r("外") + sdt(r("内"))), "外内"),
        ("<m:oMath><m:r><m:t>1+1</m:t></m:r></m:oMath>", "1+1"),
        (field(" PAGE ", r("3")), "3"),
        (field(' HYPERLINK "x" ', r("甲") + field(" SEQ 表 ", r("1")) + r("乙")), "甲1乙"),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + field(" X ", r("嵌")) + r("令"), ""),
        (f'<w:fldSimple w:instr=" DATE ">{r("2023年")}</w:fldSimple>', "2023年"),
        ('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r("无始"), "无始"),
        (r("一", HIDDEN) + r("二"), "二"),
        (r("一", '<w:vanish w:val="0"/>') + r("二", "<w:webHidden/>"), "一二"),
        (f"<w:ins>{r('新')}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", "新"),
        (f"<w:moveFrom>{r('去')}</w:moveFrom><w:moveTo>{r('来')}</w:moveTo>", "来"),
        (r("甲") + '<w:r><w:footnoteReference w:id="2"/></w:r>', "甲"),
    ],
)
def test_text_is_what_a_reader_sees(content: str, text: str) -> None:
    assert texts(read_docx(docx(p(content)))) == [text]


def test_an_instruction_that_never_ends_costs_its_paragraph_at_most() -> None:
    broken = p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "令")
    assert texts(read_docx(docx(broken, p("后文")))) == ["", "后文"]


@pytest.mark.parametrize("properties", ['<w:outlineLvl w:val="1"/>', '<w:pStyle w:val="2"/>', '<w:pStyle w:val="b"/>'])
def test_heading_level_comes_from_the_paragraph_or_its_style(properties: str) -> None:
    styles = (
        style("2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>', title="标题二")
        + style("b", '<w:basedOn w:val="a"/>')
        + style("a", '<w:basedOn w:val="b"/>', title="heading 2")
    )
    (paragraph,) = read_docx(docx(p("标题", properties=properties), styles=styles)).blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.level == 2


def test_body_text_of_a_heading_style_is_no_heading() -> None:
    styles = style("1", title="heading 1")
    (paragraph,) = read_docx(
        docx(p("正文", properties='<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>'), styles=styles)
    ).blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.level is None


def test_hidden_text_leaves_a_trace_where_it_stands() -> None:
    styles = style("c", f"<w:rPr>{HIDDEN}</w:rPr>", kind="character") + style("s", f"<w:rPr>{HIDDEN}</w:rPr>")
    document = read_docx(
        docx(
            p("可见", r("暗一", HIDDEN), r("暗二", '<w:rStyle w:val="c"/>')),
            p("按样式", properties='<w:pStyle w:val="s"/>'),
            p(r(" ", HIDDEN), "空白不算"),
            p(
                r("两次即可见", '<w:rStyle w:val="c"/>'),
                properties=f'<w:pStyle w:val="s"/><w:rPr>{HIDDEN[:-2]} w:val="0"/></w:rPr>',
            ),
            styles=styles,
        )
    )
    assert texts(document) == ["可见", "空白不算", "两次即可见"]
    assert traces(document) == [("hidden-text", "暗一暗二", "p[1]"), ("hidden-text", "按样式", "p[2]")]


def test_a_hidden_mark_joins_the_paragraphs_on_the_page() -> None:
    mark = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    lead = p("（一）主动公开。", properties=f'<w:outlineLvl w:val="1"/>{mark}')
    place = Place(anchor="p[2]", rest=(Place(anchor="p[1]"),))
    assert read_docx(docx(lead, p("全年发布3条。"))).blocks == (Paragraph("（一）主动公开。全年发布3条。", place, 2),)


def test_a_deleted_mark_joins_the_paragraphs() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    gone = p("<w:del><w:r><w:delText>全删</w:delText></w:r></w:del>", properties=deleted)
    document = read_docx(docx(p("前半", properties=deleted), p("后半"), gone, p("留下"), p("末尾", properties=deleted)))
    assert texts(document) == ["前半后半", "留下", "末尾"]


def test_each_place_with_tracked_changes_leaves_one_trace() -> None:
    document = read_docx(
        docx(
            p(f"<w:ins>{r('新')}</w:ins>", "中", "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"),
            p("未改"),
            p(r("改字体", "<w:b/><w:rPrChange><w:rPr/></w:rPrChange>")),
            tbl(
                tr("甲", tc(p(f"<w:ins>{r('1')}</w:ins>")), properties="<w:ins/>"),
                tr("删", "除", properties="<w:del/>"),
                tr("乙", "2"),
            ),
        )
    )
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert [cell.text for cell in table.cells] == ["甲", "1", "乙", "2"]
    assert traces(document) == [
        ("tracked-change", "新 旧", "p[1]"),
        ("tracked-change", "改字体", "p[3]"),
        ("tracked-change", "1", "tr[1]"),
        ("tracked-change", "删除", "tr[2]"),
    ]


def test_comments_are_traces_with_what_they_say() -> None:
    comments = f'<w:comment w:id="7" w:author="审核">{p("请核对")}{p("数字")}</w:comment>'
    document = read_docx(docx(p("正文"), p("甲", '<w:r><w:commentReference w:id="7"/></w:r>'), comments=comments))
    assert texts(document) == ["正文", "甲"]
    assert traces(document) == [("comment", "请核对\n数字", "p[2]")]


def test_a_comment_without_its_part_is_still_one() -> None:
    assert traces(read_docx(docx(p('<w:r><w:commentReference w:id="1"/></w:r>')))) == [("comment", "", "p[1]")]


@pytest.mark.parametrize(
    "title",
    [
        box("标题"),
        f"<w:r>{VML_BOX.format(p('标题'))}</w:r>",
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{box("标题")}</mc:Choice>'
        f"<mc:Fallback>{VML_BOX.format(p('标题'))}</mc:Fallback></mc:AlternateContent></w:r>",
        '<mc:AlternateContent><mc:Choice Requires="new"><w:r/></mc:Choice>'
        f"<mc:Fallback>{box('标题')}</mc:Fallback></mc:AlternateContent>",
        '<w:r><w:pict><v:group><v:shape><v:textpath string="标题"/></v:shape></v:group></w:pict></w:r>',
        box(sdt(p(sdt(r("标题"))))),
    ],
)
def test_a_title_in_a_box_is_read_once_before_its_paragraph(title: str) -> None:
    assert texts(read_docx(docx(p(title, "一、总体"), p("后")))) == ["标题", "一、总体", "后"]
    assert texts(read_docx(docx(p(title)))) == ["标题"]
    assert texts(read_docx(docx(p("前", title)))) == ["前", "标题"]


def test_pictures_are_blocks_with_their_alternative_text() -> None:
    ole = '<w:r><w:object><v:shape alt="工作表"><v:imagedata r:id="r2"/></v:shape></w:object></w:r>'
    document = read_docx(docx(p(picture("表二截图")), p("见图", ole), p(box("线"))))
    assert [type(block) for block in document.blocks] == [Picture, Paragraph, Picture, Paragraph]
    assert texts(document) == ["表二截图", "见图", "工作表", "线"]


@pytest.mark.parametrize(
    "contents",
    [
        [sdt(p("目录") + p("一、总体"), '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>')],
        [
            p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
              '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', field(" PAGEREF _Toc1 ", r("一、总体\t1"))),
            p(field(" HYPERLINK ", r("二、主动\t2"))),
            p('<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
        ],
        [p(f'<w:fldSimple w:instr="TOC \\o">{r("一、总体 1")}</w:fldSimple>', properties='<w:pStyle w:val="t1"/>')],
        [p("一、总体\t1", properties='<w:pStyle w:val="t1"/>'), p("目录", properties='<w:pStyle w:val="th"/>')],
    ],
)  # fmt: skip
def test_a_table_of_contents_is_no_body(contents: list[str]) -> None:
    styles = style("t1", title="toc 1") + style("th", title="TOC Heading")
    assert texts(read_docx(docx(*contents, p("一、总体"), styles=styles))) == ["一、总体"]


def test_a_table_of_contents_that_never_ends_does_not_swallow_the_report() -> None:
    begin = p(
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText>'
        '<w:fldChar w:fldCharType="separate"/></w:r>'
    )
    assert texts(read_docx(docx(begin, p("一、总体"), p("正文")))) == ["", "一、总体", "正文"]


def test_fields_that_begin_and_never_end_leave_the_rest_readable() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/></w:r>'
    assert texts(read_docx(docx(p(begin * 500, "甲"), p(field(" PAGE ", r("3")), "乙"))))[0] == "甲"
    assert texts(read_docx(docx(p(begin * 500), p("丙"))))[1] == "丙"


def test_content_controls_and_wrappers_between_blocks_are_transparent() -> None:
    body = sdt(p("甲") + sdt(p("乙"))) + f"<w:customXml>{p('丙')}</w:customXml>"
    assert texts(read_docx(docx(body))) == ["甲", "乙", "丙"]
