"""The report on the sites of invented agencies: one page for each way of building such sites that is about.

What must not be read stands in the pages as words of their own: NAVIGATION.
"""

from __future__ import annotations

from tests.builders.html.report import (
    AGENCY,
    HEADINGS,
    OTHER,
    PREAMBLE,
    PROBLEMS,
    TITLE,
    TOPICS,
    Rows,
    body,
    html_table,
    p,
    tables,
)

NAVIGATION = (
    "网站首页", "政务服务", "互动交流", "当前位置", "索引号", "发布机构", "字号", "打印", "分享到", "上一篇",
    "相关链接", "版权所有", "扫一扫", "浏览次数", "附件下载", "无障碍",
)  # fmt: skip

_MENU = (
    '<ul class="menu"><li><a href="/">网站首页</a></li><li><a href="/zwgk/">政务公开</a></li>'
    '<li><a href="/fw/">政务服务</a></li><li><a href="/hd/">互动交流</a></li></ul>'
)
_CRUMBS = '<div class="crumb">当前位置：<a href="/">网站首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 年度报告</div>'
_INDEX = (
    '<table class="index" width="100%"><tr><td>索引号：</td><td>ABC/2024-00017</td><td>发布机构：</td>'
    f"<td>{AGENCY}</td></tr><tr><td>文号：</td><td></td><td>发布日期：</td><td>2024-01-19</td></tr></table>"
)
_TOOLS = (
    '<div class="tools">发布时间：2024-01-19 09:30　来源：市档案局　浏览次数：<span id="hits">128</span>　'
    '字号：[<a href="javascript:size(18)">大</a> <a href="javascript:size(16)">中</a> '
    '<a href="javascript:size(14)">小</a>] <a href="javascript:print()">打印</a></div>'
)
_RELATED = (
    '<div class="related"><h3>相关链接</h3><ul>'
    + "".join(f'<li><a href="/{n}.html">云溪市某单位{n}年政府信息公开工作年度报告</a></li>' for n in range(2018, 2023))
    + "</ul></div>"
)
_SHARE = '<div class="share">分享到：<a href="#" onclick="w()">微信</a> <a href="#" onclick="b()">微博</a></div>'
_FOOTER = (
    '<div class="footer"><a href="/map">网站地图</a> | <a href="/about">关于我们</a><p>主办单位：云溪市档案局　'
    "版权所有　网站标识码：1234567890</p></div>"
)
_END = f"{_FOOTER}</body></html>"


def _head(charset: str = "utf-8", extra: str = "", title: str = f"{TITLE}_通知公告_云溪市人民政府网") -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    return f"<html><head>{meta}<title>{title}</title>{extra}<script>var a='<p>网站首页</p>';</script></head>"


def content_system() -> bytes:
    """Index table, title and tools in the frame, the text in an editor's div, attachments behind it."""
    text = f'<div class="TRS_Editor"><div class="Custom_UnionStyle">{body(p)}</div></div>'
    page = (
        f'{_head(extra=f"<meta name=ArticleTitle content={TITLE}>")}<body>{_MENU}{_CRUMBS}<div class="wrap">'
        f'{_INDEX}<h1 class="xl-title">{TITLE}</h1>{_TOOLS}<div class="xl-text">{text}</div>'
        f'<div class="attach">附件下载：<a href="a.docx">{TITLE}.docx</a></div>{_SHARE}</div>{_RELATED}{_END}'
    )
    return page.encode()


def old_layout_tables() -> bytes:
    """GB 2312 of the nineties: the page laid out by tables within tables, fonts, no end tags, title in a cell."""
    written = tables(lambda rows: html_table(rows, close=False, attributes="border=1"))
    text = body(lambda t: f"<p><font size=4>　　{t}</font>", lambda t: f"<p><b>{t}</b>", written)
    page = (
        f"{_head('gb2312')}<body><table width=1000><tr><td colspan=2>{_MENU}</td></tr>"
        f"<tr><td width=200>{_RELATED}</td><td><table width=780><tr><td>{_CRUMBS}</td></tr>"
        f"<tr><td align=center class=title>{TITLE}</td></tr>"
        f"<tr><td>{_TOOLS}</td></tr><tr><td>{text}</td></tr>"
        "<tr><td>上一篇：<a href=1>无</a></td></tr></table></td></tr>"
        f"<tr><td colspan=2>{_FOOTER}</td></tr></table></body></html>"
    )
    return page.encode("gb18030")


def word() -> bytes:
    """Word's own HTML: numbers of lists written out, conditional comments, o:p, sections, a row of widths."""

    def line(text: str) -> str:
        return f"<p class=MsoNormal style='text-indent:32.0pt'><span lang=EN-US>{text}<o:p></o:p></span></p>"

    def heading(text: str) -> str:
        number, words = text[:2], text[2:]
        return (
            "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span "
            f"style='mso-list:Ignore'>{number}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;</span></span>"
            f"<![endif]><b>{words}</b></p>"
        )

    written = tables(_word_table)
    text = body(line, heading, written, title=f"<p class=MsoNormal align=center>{TITLE[:6]}<br>\n{TITLE[6:]}</p>")
    return (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><meta http-equiv=Content-Type "
        "content='text/html; charset=gb2312'><!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>某人</o:Author>"
        "</o:DocumentProperties></xml><![endif]--><style>\n<!-- p.MsoNormal {margin:0cm;} -->\n</style></head>"
        f"<body lang=ZH-CN><div class=WordSection1>{text}<p class=MsoNormal><o:p>&nbsp;</o:p></p></div></body></html>"
    ).encode("gbk")


def _word_table(rows: Rows) -> str:
    grid = html_table(rows, cell=lambda t: f"<p class=MsoNormal><span\nlang=EN-US>{t}<o:p></o:p></span></p>")
    widths = "<td width=60 style='border:none'></td>" * sum(columns for _, columns, _ in rows[0])
    return grid.replace("</table>", f"<![if !supportMisalignedColumns]><tr height=0>{widths}</tr><![endif]></table>")


def rich_text_editor() -> bytes:
    """A web editor: sections within sections, cells hidden under merged ones, several tbody, &nbsp; and <br>."""

    def grid(rows: Rows) -> str:
        cell = "<section><p style='margin:0'><span>{}</span></p></section>".format
        table = html_table(rows, cell=lambda t: cell(t.replace("政府信息", "政府信息<br/>", 1)))
        hidden = '<td style="display:none"></td>'
        return (
            table.replace("<tr>", "<tbody><tr>", 1)
            .replace("</table>", "</tbody></table><p>&nbsp;</p>")
            .replace("</tr>", hidden + "</tr>", 1)
        )

    text = body(
        lambda t: f"<section><section><p style='text-indent:2em'><span>&nbsp;&nbsp;{t}</span></p></section></section>",
        lambda t: f"<p><strong><span>{t}</span></strong></p>",
        tables(grid),
        title=f'<p style="text-align:center"><strong>{TITLE}</strong></p>',
    )
    page = (
        f"<!DOCTYPE html>{_head()}<body><header>{_MENU}<div>无障碍</div></header>{_CRUMBS}"
        "<div id=app><div class=content>"
        f"<h2 class='article-title'>{TITLE}</h2>{_TOOLS}<div class=article-body>{text}</div>"
        f'<div id=qr style="display:none">扫一扫在手机打开当前页</div></div></div>{_END}'
    )
    return page.encode()


def semantic() -> bytes:
    """HTML5: main, article, h2 for headings; th; the note on the site in an aside."""

    text = body(p, lambda t: f"<h2>{t}</h2>", tables(lambda rows: html_table(rows).replace("<td", "<th", 3)))
    page = (
        f"<!DOCTYPE html><html lang=zh><head><meta charset=utf-8><title>{TITLE}</title></head><body><nav>{_MENU}</nav>"
        f"<main><article><header><h1>{TITLE}</h1></header>{text}</article></main>"
        f"<aside><p>相关链接为本站推荐。点击可以阅读更多内容，欢迎订阅。</p></aside><footer>{_FOOTER}</footer></body></html>"
    )
    return page.encode()


def line_breaks() -> bytes:
    """All text in one element, its paragraphs parted by <br> and indented by blanks; no title but in the frame."""
    text = body(lambda t: f"　　{t}<br />")
    page = (
        f"{_head('utf-8')}<body><div id=top>{_MENU}</div>{_CRUMBS}"
        f"<div class=detail><div class=detail_title>{TITLE}</div>"
        f"{_TOOLS}<div id=zoom>{text}</div></div>{_SHARE}{_END}"
    )
    return page.encode()


def early_end() -> bytes:
    """A stray end tag in the pasted text ends the article's element early."""
    text = body(p).replace(p(HEADINGS[4]), f"</div>{p(HEADINGS[4])}")
    page = (
        f"{_head('gbk')}<body>{_MENU}<div class=box><h1>{TITLE}</h1>{_TOOLS}<div class=con>{text}</div></div>"
        f"<div class=print><a href='javascript:window.print()'>打印</a></div>"
        f"{_RELATED}{_END}"
    )
    return page.encode("gb18030")


def flat() -> bytes:
    """No element around the article: menu, title, text, links and footer side by side in the body."""
    text = body(lambda t: f"<div>{t}</div>", lambda t: f"<div><b>{t}</b></div>")
    page = (
        f"{_head()}<body>{_MENU}{_CRUMBS}<h1>{TITLE}</h1>{_TOOLS}{text}<p>附件下载：<a href=x.pdf>{TITLE}.pdf</a></p>"
        f"{_RELATED}<p>版权所有：云溪市档案局</p></body></html>"
    )
    return page.encode()


def boxed() -> bytes:
    """The whole report in the single cell of a table, its tables within; cells hold fonts and blanks."""
    written = tables(lambda rows: html_table(rows, cell=lambda t: f"<p><font face=仿宋>&nbsp;{t}&nbsp;</font></p>"))
    text = f"<table border=0 width=95%><tbody><tr><td>{body(p, written=written)}</td></tr></tbody></table>"
    page = (
        f"{_head(title='云溪市人民政府网')}<body>{_MENU}<form id=aspnetForm>"
        "<input type=hidden name=__VIEWSTATE value=dDw>"
        f"<div class=title><span id=lblTitle>{TITLE}</span></div>{_TOOLS}<div id=lblContent>{text}</div></form>{_END}"
    )
    return page.encode()


def separate_parts() -> bytes:
    """Each section in a box of its own, the tables in scrolling boxes; UTF-16 with a byte order mark."""
    written = tables(lambda rows: f'<div class="scroll">{html_table(rows)}</div>')
    sections = [
        p(PREAMBLE),
        p(HEADINGS[0]) + "".join(map(p, TOPICS)),
        *(p(heading) + grid for heading, grid in zip(HEADINGS[1:4], written, strict=True)),
        p(HEADINGS[4]) + p(PROBLEMS),
        p(HEADINGS[5]) + p(OTHER),
    ]
    text = "".join(f'<div class="part"><div>{section}</div></div>' for section in sections)
    title = f"<div class=t><h1>{TITLE}</h1></div>"
    page = f"{_head('utf-16')}<body>{_MENU}{title}{_TOOLS}<div>{text}</div>{_END}"
    return page.encode("utf-16")


def unveiled() -> bytes:
    """The article is hidden until a script shows it; its title stands in the page's head alone."""
    page = (
        f'{_head()}<body>{_MENU}<div id="c" style="display: none;">{body(p)}</div>'
        "<script>document.getElementById('c').style.display='block'</script></body></html>"
    )
    return page.encode()


SITES = (
    content_system, old_layout_tables, word, rich_text_editor, semantic, line_breaks, early_end, flat, boxed,
    separate_parts, unveiled,
)  # fmt: skip
