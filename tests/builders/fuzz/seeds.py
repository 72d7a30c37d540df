"""Files to mutate: small, whole, and with as many structures of their format as fit."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.builders.docx import box, docx, field, p, picture, r, span, tbl, tc, tr
from tests.builders.hostile.pdf import pdf
from tests.builders.html.sites import SITES

_PDF = Path(__file__).parents[2] / "reading" / "pdf" / "vertical.pdf"
_NUMBERED = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
_LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:pStyle w:val="a{level}"/>'
    f'<w:lvlText w:val="{text}"/><w:lvlRestart w:val="1"/><w:suff w:val="nothing"/></w:lvl>'
    for level, (kind, text) in enumerate(
        (("chineseCounting", "%1、"), ("japaneseCounting", "（%2）"), ("decimal", "%1.%3"))
    )
)
_NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{_LEVELS}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="3"/></w:lvlOverride></w:num>'
)
_STYLES = (
    '<w:style w:type="paragraph" w:styleId="a0"><w:basedOn w:val="a1"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="a1"><w:link w:val="a0"/><w:rPr><w:vanish/></w:rPr></w:style>'
)
_COMMENTS = '<w:comment w:id="1" w:author="甲"><w:p><w:r><w:t>请核对</w:t></w:r></w:p></w:comment>'


@cache
def word() -> bytes:
    """Headings with automatic numbers, changes, controls, fields, merged and nested tables, boxes, comments."""
    return docx(
        p(box(p("墨江县教育局2024年年度报告"))),
        p("总体情况", properties=_NUMBERED.format(0)),
        p("主动公开", properties='<w:pStyle w:val="a0"/>' + _NUMBERED.format(1)),
        p(
            '<w:ins w:id="1"><w:r><w:t>新</w:t></w:r></w:ins>',
            '<w:del w:id="2"><w:r><w:delText>旧</w:delText></w:r></w:del>',
        ),
        p(
            field("TOC \\o", r("目录")),
            r("隐", "<w:vanish/>"),
            '<w:commentRangeStart w:id="1"/>',
            r("x"),
            "<w:r><w:tab/><w:br/></w:r>",
        ),
        f"<w:sdt><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>",
        tbl(
            tr(tc("项", properties=span(2)), tc("数", properties='<w:vMerge w:val="restart"/>')),
            tr("规章", "12", tc("", properties="<w:vMerge/>")),
            tr(tc(tbl(tr("嵌", "套"))), "1", properties='<w:gridBefore w:val="1"/>'),
        ),
        p(picture("表")),
        p(
            '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
            '<mc:AlternateContent><mc:Choice Requires="wps"/></mc:AlternateContent>',
        ),
        styles=_STYLES,
        numbering=_NUMBERING,
        comments=_COMMENTS,
    )


@cache
def pages() -> tuple[bytes, ...]:
    """Saved pages of sites of several make."""
    return tuple(make() for make in SITES)


_TEXT = (
    "墨江县教育局2024年年度报告\n\n一、总体情况\n\n全年主动公开信息 70条，内容包括：通知公告 12条、政策文件 10条、"
    "工作动态\n15条，其余为会议信息，均按时公开，没有逾期的情况，群众对公开工作总体满意，未收到投\n诉。\n\n— 2 —\f"
    "二、表格\n第一项\t\t\n规章\t0\t1\n\t其他\t—\n\n行政许可 0 0 0\n自然\n人\n0\n"
)


@cache
def texts() -> tuple[bytes, ...]:
    """Plain text in three encodings, and a web archive."""
    archive = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; '
        b"charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><p>=E6=96=87</p></html>\r\n"
        b"--b--\r\n"
    )
    return (_TEXT.encode(), _TEXT.encode("gb18030"), _TEXT.encode("utf-16"), archive)


@cache
def portable() -> tuple[bytes, ...]:
    """A PDF as Chromium packs it, and a plain one whose every byte means something."""
    lines = b"72 700 200 20 re S 72 680 200 20 re S 172 720 m 172 680 l S "
    shown = b"BT /F 12 Tf 1 0 0 1 80 705 Tm (annual) Tj 100 0 Td (12) Tj 0 -20 Td [(re) -200 (port)] TJ ET"
    content = b"<</Length %d>>\nstream\n%s\nendstream" % (len(lines + shown), lines + shown)
    plain = pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate 0/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        content,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    return (plain, plain, _PDF.read_bytes())
