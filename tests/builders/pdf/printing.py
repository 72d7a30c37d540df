"""Makes the PDF fixtures in tests/reading/pdf: LibreOffice from Word files, Chromium from pages, Pillow for the scan.

    python -m tests.builders.pdf.printing

Needs soffice, chromium and the Noto CJK fonts. The agencies are invented. Run it only to change a fixture: the
files are kept so that the tests need none of these programs.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pypdfium2
from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.builders.pdf.report import (
    AGENCY,
    APPLICATIONS,
    FEES,
    PERIOD,
    PROACTIVE,
    PROBLEMS,
    REVIEW,
    TOPICS,
    VERTICAL,
    Grid,
    placed,
)  # fmt: skip

FOLDER = Path(__file__).parents[2] / "reading" / "pdf"
# Word ------------------------------------------------------------------------------------------------------


def word(*, indent: bool = True, footer: str = "— {} —", head: str = "") -> Word:
    """An empty A4 document in the margins of GB/T 9704-2012 with a numbered foot."""
    doc = Document()
    section = doc.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(37), Mm(35), Mm(28), Mm(26),
    )  # fmt: skip
    style = doc.styles["Normal"]
    style.font.name, style.font.size = "Noto Sans CJK SC", Pt(16 if indent else 12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Sans CJK SC")
    style.paragraph_format.space_after = Pt(0)
    if head:
        section.header.paragraphs[0].text = head
    _page_number(section.footer.paragraphs[0], footer)
    return doc


def _page_number(paragraph: Paragraph, form: str) -> None:
    before, after = form.split("{}")
    paragraph.add_run(before)
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)
    paragraph.add_run(after)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def prose(doc: Word, text: str, *, indent: bool = True) -> None:
    """A justified paragraph, its first line indented by two characters."""
    paragraph = doc.add_paragraph(text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if indent:
        paragraph.paragraph_format.first_line_indent = doc.styles["Normal"].font.size * 2


def title(doc: Word) -> None:
    """The title on two centred lines."""
    for text in (AGENCY, "2024年政府信息公开工作年度报告"):
        paragraph = doc.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(text).font.size = Pt(22)


def table(
    doc: Word,
    grid: Grid,
    widths: list[float],
    *,
    size: float = 9,
    headers: int = 0,
    style: str | None = "Table Grid",
    keep_rows: bool = True,
) -> Table:
    """A table with the merges of `grid`; `headers` rows are repeated on every page."""
    made: Table = doc.add_table(len(grid), len(widths), style=style)
    made.autofit = False
    for index, width in enumerate(widths):
        made.columns[index].width = Mm(width)
        for cell in made.columns[index].cells:
            cell.width = Mm(width)
    for row, column, merge in placed(grid):
        cell = made.cell(row, column)
        if merge.rows * merge.columns > 1:
            cell = cell.merge(made.cell(row + merge.rows - 1, column + merge.columns - 1))
        cell.text = merge.text
        for run in cell.paragraphs[0].runs:
            run.font.size = Pt(size)
    for number, row in enumerate(made.rows):
        properties = row._tr.get_or_add_trPr()
        if number < headers:
            properties.append(OxmlElement("w:tblHeader"))
        if keep_rows:
            properties.append(OxmlElement("w:cantSplit"))
    return made


PROACTIVE_WIDTHS = [50.0, 35.0, 35.0, 36.0]
APPLICATION_WIDTHS = [9.0, 17.0, 46.0, *[12.0] * 7]
REVIEW_WIDTHS = [10.4] * 15


def report(doc: Word, *, headers: int = 0, style: str | None = "Table Grid", indent: bool = True) -> Word:
    """A whole report."""
    title(doc)
    prose(doc, f"根据《中华人民共和国政府信息公开条例》的要求，编制本报告。{PERIOD}", indent=indent)
    prose(doc, "一、总体情况", indent=indent)
    for topic in TOPICS:
        prose(doc, topic, indent=indent)
    prose(doc, "二、主动公开政府信息情况", indent=indent)
    table(doc, PROACTIVE, PROACTIVE_WIDTHS, style=style)
    prose(doc, "三、收到和处理政府信息公开申请情况", indent=indent)
    table(doc, APPLICATIONS, APPLICATION_WIDTHS, headers=headers, style=style, keep_rows=not headers)
    prose(doc, "四、政府信息公开行政复议、行政诉讼情况", indent=indent)
    table(doc, REVIEW, REVIEW_WIDTHS, size=8, style=style)
    prose(doc, "五、存在的主要问题及改进情况", indent=indent)
    prose(doc, PROBLEMS, indent=indent)
    prose(doc, "六、其他需要报告的事项", indent=indent)
    prose(doc, FEES, indent=indent)
    return doc


def boxed() -> Word:
    """Headings in coloured boxes, prose in frames of one cell."""
    doc = word(indent=False, footer="{}")
    title(doc)
    _box(doc, ["一、总体情况"], fill="DAE9F8")
    _box(doc, TOPICS)
    _box(doc, ["二、主动公开政府信息情况"], fill="DAE9F8")
    doc.add_paragraph()
    table(doc, PROACTIVE, PROACTIVE_WIDTHS, size=10)
    doc.add_paragraph()
    _box(doc, ["五、存在的主要问题及改进情况", PROBLEMS])
    return doc


def _box(doc: Word, texts: list[str], *, fill: str = "") -> None:
    cell = doc.add_table(1, 1, style="Table Grid").cell(0, 0)
    cell.text = texts[0]
    for text in texts[1:]:
        cell.add_paragraph(text)
    if fill:
        shading = OxmlElement("w:shd")
        shading.set(qn("w:val"), "clear")
        shading.set(qn("w:fill"), fill)
        cell._tc.get_or_add_tcPr().append(shading)


def three_pages() -> Word:
    """A table over three pages with its header repeated, rows cut in two, and a running head."""
    doc = word(footer="第{}页", head=f"{AGENCY}　2024年度")
    prose(doc, "三、收到和处理政府信息公开申请情况")
    table(doc, APPLICATIONS, APPLICATION_WIDTHS, size=14, headers=3, keep_rows=False)
    prose(doc, "四、政府信息公开行政复议、行政诉讼情况")
    return doc


def no_lines() -> Word:
    """Tables whose cells are told apart by space alone."""
    doc = word(indent=False, footer="- {} -")
    prose(doc, "二、主动公开政府信息情况", indent=False)
    table(doc, PROACTIVE, PROACTIVE_WIDTHS, style=None)
    prose(doc, "五、存在的主要问题及改进情况", indent=False)
    prose(doc, PROBLEMS, indent=False)
    return doc


def vertical() -> Word:
    """Labels set from top to bottom, letter by letter or spread over their cell, on a page lying on its side."""
    doc = word(footer="{}")
    section = doc.sections[0]
    section.page_width, section.page_height = Mm(297), Mm(210)
    made = table(doc, VERTICAL, [12.0, 20.0, 60.0, *[16.0] * 7], size=12)
    direction = OxmlElement("w:textDirection")
    direction.set(qn("w:val"), "tbRlV")
    made.cell(1, 0)._tc.get_or_add_tcPr().append(direction)
    for row, column in ((0, 0), (3, 1)):
        made.cell(row, column).paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.DISTRIBUTE
    return doc


def short() -> Word:
    """A page of a few words."""
    doc = word()
    prose(doc, FEES)
    return doc


# Programs --------------------------------------------------------------------------------------------------


def print_word(doc: Word, name: str, options: str = "") -> None:
    """The PDF that LibreOffice makes of a Word document."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, name).with_suffix(".docx")
        doc.save(str(source))
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
             f"pdf:writer_pdf_Export{options}", "--outdir", folder, str(source)],
            check=True, capture_output=True,
        )  # fmt: skip
        shutil.copy(source.with_suffix(".pdf"), FOLDER / name)


def page_html(grid: Grid) -> str:
    """A table as HTML."""
    rows = (
        "<tr>" + "".join(f'<td rowspan="{m.rows}" colspan="{m.columns}">{m.text}</td>' for m in row) + "</tr>"
        for row in grid
    )
    return "<table>" + "".join(rows) + "</table>"


def print_page(name: str) -> None:
    """The PDF that a browser makes of a web page, with its head and foot."""
    topics = "".join(f"<p>{topic}</p>" for topic in TOPICS[1:2])
    html = f"""<!doctype html><meta charset="utf-8"><title>{AGENCY}2024年年报</title>
<style>body{{font:16px/1.8 "Noto Sans CJK SC"}} h1,h2{{font-weight:normal}}
h1{{font-size:24px;text-align:center}} h2{{font-size:18px}}
p{{text-indent:2em}} table{{border-collapse:collapse;width:100%}} td{{border:1px solid #555;padding:4px;font-size:12px}}
.card{{background:#eef5ff;border:1px solid #9bd;border-radius:6px;padding:8px}}</style>
<h1>{AGENCY}2024年政府信息公开工作年度报告</h1><p>{PERIOD}</p>
<div class="card"><h2>一、总体情况</h2>{topics}</div>
<h2>二、主动公开政府信息情况</h2>{page_html(PROACTIVE)}
<h2>四、政府信息公开行政复议、行政诉讼情况</h2>{page_html(REVIEW)}
<h2>六、其他需要报告的事项</h2><p>{FEES}</p>"""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "page.html")
        source.write_text(html, encoding="utf-8")
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
             f"--print-to-pdf={FOLDER / name}", source.as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip


def scan(source: str, name: str) -> None:
    """The first page of a fixture as a picture."""
    document = pypdfium2.PdfDocument(FOLDER / source, password="x")
    document[0].render(scale=0.8, grayscale=True).to_pil().save(FOLDER / name, "PDF", quality=30)


def main() -> None:
    """Make all fixtures."""
    FOLDER.mkdir(exist_ok=True)
    print_word(report(word()), "word.pdf")
    print_word(no_lines(), "no-lines.pdf")
    print_word(boxed(), "boxed.pdf")
    print_word(three_pages(), "three-pages.pdf")
    secret = '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"x"}}'
    print_word(short(), "encrypted.pdf", f":{secret}")
    print_word(vertical(), "vertical.pdf")
    print_page("browser.pdf")
    scan("encrypted.pdf", "scanned.pdf")


if __name__ == "__main__":
    main()
