"""Write templates/notice.docx, the letter that `nianbao lint --format notice` fills in. Run it after a change here."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

ROOT = Path(__file__).resolve().parent.parent
_BODY = "仿宋_GB2312"
_LATIN = "Times New Roman"
# Style, font, points, aligned, first line indented by two characters.
_STYLES = (
    ("通知标题", "方正小标宋简体", 22, WD_ALIGN_PARAGRAPH.CENTER, False),
    ("通知主送", _BODY, 16, WD_ALIGN_PARAGRAPH.LEFT, False),
    ("通知正文", _BODY, 16, WD_ALIGN_PARAGRAPH.JUSTIFY, True),
    ("通知落款", _BODY, 16, WD_ALIGN_PARAGRAPH.RIGHT, False),
    ("通知附件", "黑体", 16, WD_ALIGN_PARAGRAPH.LEFT, False),
    ("通知表头", "黑体", 10.5, WD_ALIGN_PARAGRAPH.CENTER, False),
    ("通知表格", _BODY, 10.5, WD_ALIGN_PARAGRAPH.LEFT, False),
)
_LETTER = (
    ("通知标题", "关于{{机关}}{{年份}}\n政府信息公开工作年度报告的\n整改通知"),
    ("通知正文", ""),
    ("通知主送", "{{机关}}："),
    (
        "通知正文",
        "根据《中华人民共和国政府信息公开条例》和《中华人民共和国政府信息公开工作年度报告格式》"
        "（国办公开办函〔2021〕30号），我们对你单位{{年份}}政府信息公开工作年度报告进行了检查，{{检查情况}}，详见附件1。",
    ),
    ("通知正文", "{{与上次相比}}"),
    (
        "通知正文",
        "请对照问题清单逐项核实：确属差错的予以改正，情况特殊的书面说明理由。年度报告已经公布的，改正后请按规定重新公布。"
        "请于　　月　　日前将改正后的年度报告和整改情况回执（附件2）一并报送我们"
        "（联系人：　　　　　，电话：　　　　　　　）。",
    ),
    ("通知正文", ""),
    ("通知正文", "附件：1. 问题清单"),
    ("通知正文", "　　　2. 整改情况回执"),
    ("通知正文", ""),
    ("通知落款", "（单位名称）　　"),
    ("通知落款", "{{日期}}　　"),
)
_FINDINGS = (("序号", 10), ("位置", 29), ("类别", 14), ("问题", 46), ("依据", 29), ("修改建议", 32))
_REPLY = (("序号", 10), ("问题", 60), ("整改情况（已改正，或不改正的理由）", 60), ("完成日期", 30))
_REPLY_ROW = ("{{序号}}", "{{位置}}：{{问题}}", "", "")
_SIGNED = (
    "填报人：　　　　　　　　　联系电话：",
    "负责人（签字）：　　　　　　　　　单位（盖章）",
    "　　年　　月　　日",
)


def build() -> bytes:
    """The template; the same bytes each time."""
    document = Document()
    _page(document)
    for name, font, size, aligned, indented in _STYLES:
        _style(document, name, font, size, aligned, indented=indented)
    for style, text in _LETTER:
        document.add_paragraph(text, style)
    _attachment(document, "附件1", "问题清单")
    _table(document, _FINDINGS, tuple(f"{{{{{name}}}}}" for name, _ in _FINDINGS))
    document.add_paragraph("{{已改正的问题}}", "通知正文")
    _attachment(document, "附件2", "整改情况回执")
    document.add_paragraph("{{机关}}：{{年份}}政府信息公开工作年度报告", "通知正文")
    _table(document, _REPLY, _REPLY_ROW)
    for text in ("", *_SIGNED):
        document.add_paragraph(text, "通知正文")
    document.core_properties.author = ""
    document.core_properties.title = "整改通知"
    document.core_properties.comments = ""
    document.core_properties.created = document.core_properties.modified = datetime(2025, 1, 1)
    return _packed(document)


def _page(document: Any) -> None:
    """GB/T 9704-2012: A4, margins of 37, 35, 28 and 26 mm."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("— ")
    _page_number(footer.add_run())
    footer.add_run(" —")
    for run in footer.runs:
        _font(run._element.get_or_add_rPr(), "宋体")
        run.font.size = Pt(14)


def _page_number(run: Any) -> None:
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._element.append(element)


def _style(document: Any, name: str, font: str, size: float, aligned: int, *, indented: bool) -> None:
    style = document.styles.add_style(name, 1)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    style.font.size = Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    _font(style.element.get_or_add_rPr(), font)
    form = style.paragraph_format
    form.alignment = aligned
    form.space_before = form.space_after = Pt(0)
    if size > 12:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(36 if size > 16 else 28)
    else:
        form.line_spacing_rule = WD_LINE_SPACING.SINGLE
    if indented:
        form.first_line_indent = Pt(2 * size)


def _font(properties: Any, name: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for kind, font in (("ascii", _LATIN), ("hAnsi", _LATIN), ("cs", _LATIN), ("eastAsia", name)):
        fonts.set(qn(f"w:{kind}"), font)


def _attachment(document: Any, number: str, title: str) -> None:
    document.add_paragraph(style="通知附件").add_run().add_break(WD_BREAK.PAGE)
    document.paragraphs[-1].add_run(number)
    document.add_paragraph(title, "通知标题")


def _table(document: Any, heads: tuple[tuple[str, int], ...], row: tuple[str, ...]) -> None:
    table = document.add_table(rows=2, cols=len(heads), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, (head, width) in enumerate(heads):
        table.columns[column].width = Mm(width)
        for at, (text, style) in enumerate(((head, "通知表头"), (row[column], "通知表格"))):
            cell = table.cell(at, column)
            cell.width = Mm(width)
            cell.paragraphs[0].text = text
            cell.paragraphs[0].style = style
    for at, mark in ((0, "w:tblHeader"), (0, "w:cantSplit"), (1, "w:cantSplit")):
        table.rows[at]._tr.get_or_add_trPr().append(OxmlElement(mark))


def _packed(document: Any) -> bytes:
    sys.path.insert(0, str(ROOT))
    from nianbao.ooxml.members import archived, fresh

    links = document.part.package.rels
    # The thumbnail of python-docx's own template shows another document.
    for name in [name for name, link in links.items() if link.reltype.endswith("thumbnail")]:
        del links[name]
    written = io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source:
        return archived([fresh(name, source.read(name)) for name in source.namelist()])


def main() -> int:
    """Put the template where the linter looks for it."""
    (ROOT / "templates" / "notice.docx").write_bytes(build())
    return 0


if __name__ == "__main__":
    sys.exit(main())
