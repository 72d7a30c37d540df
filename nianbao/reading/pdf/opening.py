"""Opens a PDF file with PDFium and reads it page by page, or says in one line why it cannot be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2_raw as pdfium

from nianbao.document import Document, Place, Trace
from nianbao.errors import ReadError
from nianbao.files.limits import Limits, exceeded
from nianbao.i18n import Text
from nianbao.reading.pdf.layout import blocks_of
from nianbao.reading.pdf.text.glyphs import GlyphPage, read_page

# Every PDF ends in one of these; what follows is at most rubbish that a server appended. Some lack the last one.
_ENDS = (b"%%EOF", b"startxref")
_TAIL = 65_536
# A scan may bear a stamped page number or a scanner's name: characters a page.
SCAN_TEXT = 20
# Share of characters without a meaning; headings alone, in a font of their own, are twice as many.
UNREADABLE = 0.01

_BROKEN = Text("PDF 文件已损坏，无法打开", "the PDF file is broken and cannot be opened")
_CUT = Text(
    "PDF 文件不完整（缺少结尾），请重新下载或另存", "the PDF file is cut off (its end is missing): fetch it again"
)
_ENCRYPTED = Text("PDF 文件有打开密码，请先解除密码再检查", "the PDF file needs a password: remove it, then try again")
_PAGE = Text("PDF 第{page}页已损坏，无法读取", "page {page} of the PDF file is broken and cannot be read")
_SCANNED = Text(
    "PDF 是扫描件，没有文字层：请先做文字识别（OCR），或改用 Word 原件",
    "the PDF file is scanned and has no text: it needs OCR first (or use the Word original)",
)
_EMPTY = Text(
    "PDF 里没有文字（空白、文字已转成曲线，或内容已损坏）：请改用 Word 原件，或先做文字识别（OCR）",
    "the PDF file has no text (blank, drawn as outlines, or broken): use the Word original or run OCR first",
)
_UNREADABLE = Text(
    "PDF 的字体没有文字对照表，复制出来是乱码：请用 Word 原件，或重新导出 PDF，或先做文字识别（OCR）",
    "the fonts of the PDF file do not say which characters they show: use the Word original, export the PDF "
    "again, or run OCR first",
)


def read_document(data: bytes, limits: Limits) -> Document:
    """What a PDF file holds, read in this process.

    Raises ReadError for a broken, encrypted, scanned or unreadable file and for one that passes `limits`.
    """
    pdfium.FPDF_InitLibrary()  # again is no harm; without pypdfium2's helpers the start takes half as long
    document = _open(data)
    try:
        count = pdfium.FPDF_GetPageCount(document)
        if count > limits.pages:
            raise exceeded("pages", limits)
        tally = _Tally()
        blocks = blocks_of(tally.watch(_pages(document, count, limits)), limits)
        tally.check()
    finally:
        pdfium.FPDF_CloseDocument(document)
    return Document(tuple(blocks), "pdf", tuple(tally.unseen_text()))


def _open(data: bytes) -> Any:
    if not any(end in data[-_TAIL:] for end in _ENDS):
        raise ReadError(_CUT)
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if document:
        return document
    secret = pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
    raise ReadError(_ENCRYPTED if secret else _BROKEN)


def _pages(document: Any, count: int, limits: Limits) -> Iterator[GlyphPage]:
    for index in range(count):
        page = pdfium.FPDF_LoadPage(document, index)
        if not page:
            raise ReadError(_PAGE.format(page=index + 1))
        try:
            yield read_page(page, index + 1, limits)
        finally:
            pdfium.FPDF_ClosePage(page)


class _Tally:
    """Counts what the pages hold, to tell a report from a scan and from a text that no font explains."""

    def __init__(self) -> None:
        self.pages = self.characters = self.unreadable = self.pictured = 0
        self._unseen: list[Trace] = []

    def watch(self, pages: Iterator[GlyphPage]) -> Iterator[GlyphPage]:
        """The same pages, counted as they pass."""
        for page in pages:
            self.pages += 1
            self.characters += len(page.glyphs)
            self.unreadable += page.unreadable
            if page.unseen:
                self._unseen.append(Trace("hidden-text", page.unseen, Place(page=page.number)))
            area = page.width * page.height
            self.pictured += any((p.x1 - p.x0) * (p.bottom - p.top) > area / 2 for p in page.pictures)
            yield page

    def unseen_text(self) -> Iterator[Trace]:
        """What is too pale to be seen, page by page; the same on several pages belongs to none and says nothing."""
        often = Counter(trace.text for trace in self._unseen)
        return (trace for trace in self._unseen if often[trace.text] == 1)

    def check(self) -> None:
        """Raises ReadError where there was no text to read."""
        scanned = self.pictured > 0 and self.pictured * 2 >= self.pages
        if self.characters <= SCAN_TEXT * self.pages * scanned:
            raise ReadError(_SCANNED if scanned else _EMPTY)
        if self.unreadable > UNREADABLE * self.characters:
            raise ReadError(_UNREADABLE)
