"""Paragraphs, numbers, hidden text, titles, encodings, and pages that hold no report."""

from __future__ import annotations

import pytest

from nianbao.document import Document, Paragraph
from nianbao.errors import ReadError
from nianbao.files.limits import Limits
from nianbao.reading.html import read_html
from tests.builders.html.report import TITLE, body, p

SENTENCE = "本年度工作按要求完成，各项任务落实到位。"


def read(html: str) -> Document:
    return read_html(html.encode())


def first_text(document: Document) -> str:
    first = document.blocks[0]
    assert isinstance(first, Paragraph)
    return first.text


def texts(html: str) -> list[str]:
    return [block.text for block in read(html).blocks if isinstance(block, Paragraph)]


def test_white_space_is_shown_as_a_browser_shows_it() -> None:
    assert texts("<p>\n  本年 \n 共\t收到<br>  三件 </p>") == ["本年 共 收到\n三件"]


@pytest.mark.parametrize("gap", ["<br><br>", "<br>&nbsp;<br>", "<br>　　", "<br/>&nbsp;&nbsp;&nbsp;&nbsp;"])
def test_a_blank_line_or_an_indent_begins_a_paragraph(gap: str) -> None:
    assert texts(f"<div>第一段{gap}第二段</div>") == ["第一段", "第二段"]


def test_preformatted_lines_are_paragraphs_with_their_lines() -> None:
    document = read("<pre>甲\n乙\n\n丙\n丁</pre>")
    assert [(b.text, b.place.line) for b in document.blocks if isinstance(b, Paragraph)] == [
        ("甲", 1), ("乙", 2), ("丙", 4), ("丁", 5),
    ]  # fmt: skip


def test_headings_have_their_level_and_every_block_its_place() -> None:
    blocks = read("<h1>题</h1>\n<h3><b>一、甲</b></h3>\n<p style='mso-outline-level:2'>二、乙</p>").blocks
    assert [(b.level, b.place.line, b.place.anchor) for b in blocks if isinstance(b, Paragraph)] == [
        (1, 1, "block[0]"),
        (3, 2, "block[1]"),
        (2, 3, "block[2]"),
    ]


@pytest.mark.parametrize(
    ("opening", "numbers"),
    [
        ("<ol>", ["1.", "2."]),
        ("<ol type=A start=26>", ["Z.", "AA."]),
        ("<ol type=i start=3>", ["iii.", "iv."]),
        ('<ol style="list-style-type:cjk-ideographic" start=20>', ["二十、", "二十一、"]),
        ('<ol style="list-style:none">', ["", ""]),
        ("<ul>", ["", ""]),
    ],
)
def test_items_carry_the_numbers_that_a_browser_shows(opening: str, numbers: list[str]) -> None:
    blocks = read(f"{opening}<li><p>甲</p></li><li> </li><li>乙</li></ol>".replace("<li> </li>", "")).blocks
    shown = [(block.text, block.number) for block in blocks if isinstance(block, Paragraph)]
    assert shown == [(numbers[0] + "甲", numbers[0]), (numbers[1] + "乙", numbers[1])]


def test_an_empty_item_leaves_its_number_to_nobody() -> None:
    assert texts("<ol><li></li><li>乙</li></ol><p>丙</p>") == ["2.乙", "丙"]


def test_hidden_text_in_the_article_leaves_a_trace_and_machinery_does_not() -> None:
    document = read(
        f"<div><p>{SENTENCE}<span style='display: none'>旧稿三件</span></p><p hidden>旧段</p>"
        f"<div style='display:none'>扫码</div><script>x</script><p>{SENTENCE * 3}</p></div>"
    )
    assert [(t.kind, t.text) for t in document.traces] == [("hidden-text", "旧稿三件"), ("hidden-text", "旧段")]
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == [SENTENCE, SENTENCE * 3]


def test_what_is_hidden_in_a_container_that_scripts_unveil_stays_hidden() -> None:
    page = f"<body><div style='display:none'><p>{SENTENCE * 3}</p><div style='display:none'>{SENTENCE}旧稿</div></div>"
    assert texts(page) == [SENTENCE * 3]


def test_elements_are_lines_as_their_styles_have_it() -> None:
    assert texts("<div><span style='display:block'>甲</span><strong style='display: block;'>乙</strong></div>") == [
        "甲", "乙",
    ]  # fmt: skip
    assert texts("<div><h2 style='display:inline'>一、</h2><p style='display:inline'>总体情况</p></div>") == [
        "一、总体情况"
    ]


def test_changes_and_comments_that_word_keeps_in_a_page() -> None:
    document = read(
        "<p>共收到<del cite='mailto:x' datetime='2024'>2</del><ins cite='mailto:x' datetime='2024'>3</ins>件。"
        "<span class=MsoCommentReference>[甲1]</span></p><div style='mso-element:comment-list'>请核对</div>"
    )
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == ["共收到3件。"]
    assert [(t.kind, t.text) for t in document.traces] == [
        ("tracked-change", "2"), ("tracked-change", "3"), ("comment", "请核对"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "frame"),
    [
        (f"<title>{TITLE}-某网</title>", ""),
        (f"<meta name=ArticleTitle content={TITLE}>", ""),
        ("<title>某某人民政府</title>", f"<h1>{TITLE}</h1><p>来源：某局　时间：2024-01-05</p>"),
        (f"<title>{TITLE}</title>", f"<div class=bar>网站名称甲乙丙</div><div>{TITLE}</div>"),
    ],
)
def test_a_title_outside_the_article_is_put_before_it(head: str, frame: str) -> None:
    found = texts(f"<head>{head}</head><body><div>{frame}</div><div><div>{body(p)}</div></div></body>")
    assert found[0] == TITLE
    assert found[1].startswith("现公布本局")


@pytest.mark.parametrize(
    "index",
    [
        f"<table><tr><td>索引号</td><td>A-1</td></tr><tr><td>名　称：</td><td>{TITLE}</td></tr></table>",
        f"<p>信息标题：{TITLE}</p><p>发布日期：2024-01-19</p>",
    ],
)
def test_a_title_that_only_the_index_data_tell_is_put_before_the_article(index: str) -> None:
    found = texts(f"<head><title>某某人民政府</title></head><body>{index}<div><div>{body(p)}</div></div></body>")
    assert TITLE in found[0]
    assert sum(TITLE in text for text in found) == 1


def test_a_title_of_the_page_stands_though_the_article_opens_with_something_else() -> None:
    article = "<p>某文〔2024〕3号</p>" + body(p)
    assert texts(f"<title>{TITLE}</title><div><div>{article}</div></div>")[0] == TITLE


def test_a_title_that_the_article_has_is_not_put_before_it_again() -> None:
    article = body(p, title=f"<p>{TITLE[:6]}</p><p>{TITLE[6:]}</p>")
    found = texts(f"<title>{TITLE}</title><h1>{TITLE}</h1><div><div>{article}</div></div>")
    assert found[:2] == [TITLE[:6], TITLE[6:]]


def test_the_longest_list_of_an_article_is_not_the_article() -> None:
    items = "".join(f"<li>{SENTENCE * 4}</li>" for _ in range(12))
    found = texts(f"<body><div><p>一、总体情况</p><ol type=a>{items}</ol><p>二、{SENTENCE}</p></div></body>")
    assert (found[0], found[-1], len(found)) == ("一、总体情况", f"二、{SENTENCE}", 14)


def test_a_short_last_section_outside_the_articles_element_is_read() -> None:
    article = body(p).rsplit("<p>", 1)[0]
    found = texts(f"<body><div>{article}</div><p>本年度没有收取信息处理费用。</p><p><a href=1>上一篇</a></p></body>")
    assert found[-1] == "本年度没有收取信息处理费用。"


PAGE = "<html><head>{}</head><body><p>本年度共收到申请三件，均已办结。</p></body></html>"


@pytest.mark.parametrize(
    ("meta", "encoding", "header"),
    [
        ("<meta charset=gb2312>", "gb18030", None),
        ("<meta http-equiv=Content-Type content='text/html; charset=GBK'>", "gb18030", None),
        ("<meta charset=utf-8>", "gb18030", None),  # a label that does not fit
        ("<meta charset=gb2312>", "utf-8", None),
        ("<meta charset=iso-8859-1>", "gb18030", None),
        ("", "gb18030", None),
        ("", "utf-8", None),
        ("", "utf-8-sig", None),
        ("", "utf-16", None),
        ("", "utf-16-le", None),
        ("", "big5", "big5"),
        ("<meta charset=no-such>", "gb18030", "GB2312"),
        ("<meta charset=utf-8>", "gb18030", "rot13"),
    ],
)
def test_the_charset_is_found(meta: str, encoding: str, header: str | None) -> None:
    page = PAGE.format(meta).replace("办结", "辦結" if encoding == "big5" else "办结")
    page = page.replace("请", "請").replace("申請三件", "申請三件") if encoding == "big5" else page
    document = read_html(page.encode(encoding, "ignore"), charset=header)
    assert "本年度共收到申" in first_text(document)


def test_a_page_that_is_cut_in_a_character_is_still_utf8() -> None:
    document = read_html(PAGE.format("<meta charset=gbk>").encode()[:-16] + "件".encode()[:2])
    assert "均已办结" in first_text(document)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ('{"code": 200, "content": "<p>一、总体情况</p>"}', "JSON"),
        ("<html><head><script src=a.js></script></head><body><div id=app></div></body></html>", "scripts"),
        ("<body><noscript>请开启脚本</noscript><div>加载中</div><script>go()</script></body>", "scripts"),
        ("<html><frameset><frame src=main.htm></frameset></html>", "frame"),
        ("<form>用户名<input name=u>密码<input type=password></form>", "login"),
        ("<title>404 Not Found</title><h1>404 Not Found</h1><hr>nginx", "404 Not Found"),
        ("<title>502</title><p>服务器暂时无法访问，请稍后再试。</p>", "502"),
        ("<ul>" + "<li><a href=1>某局年度报告</a></li>" * 30 + "</ul>", "links"),
        ("<html><body> &nbsp; </body></html>", "no text"),
        ("<!-- nothing -->", "no text"),
    ],
)
def test_a_page_without_a_report_says_what_it_is(page: str, said: str) -> None:
    with pytest.raises(ReadError, match=said) as caught:
        read(page)
    assert "\n" not in caught.value.message.zh


@pytest.mark.parametrize("unit", ["<div>", "<table><tr><td>", "<b>", "<ol><li>", "<font><p>", "<section>甲"])
def test_nesting_thousands_deep_is_refused_by_the_bound_on_depth(unit: str) -> None:
    with pytest.raises(ReadError, match="depth"):
        read(unit * 3000 + SENTENCE)


@pytest.mark.parametrize(
    ("page", "limit"),
    [("<p>甲" * 250, "cells"), ("<p " + "a b " * 300_000 + ">甲", "cells")],
)
def test_pages_made_to_cost_memory_are_refused(page: str, limit: str) -> None:
    with pytest.raises(ReadError, match=limit):
        read_html(page.encode(), Limits(cells=200))


def test_pictures_written_into_the_page_cost_nothing() -> None:
    picture = "data:image/png;base64," + "iVBOR" * 3_000_000
    assert texts(f"<p>{SENTENCE}</p><img src='{picture}'>") == [SENTENCE]


def test_bytes_of_no_encoding_are_replaced_and_nul_is_dropped() -> None:
    document = read_html(f"<p>本年\0度共收到申请三件</p><p>{SENTENCE}".encode() + b"\xff\xfe</p>")
    assert first_text(document) == "本年度共收到申请三件"
