"""What a file really is, told by its content: agencies rename .html to .doc and sites serve them so."""

from __future__ import annotations

import io
import re
import struct
import zlib
from typing import TYPE_CHECKING

from nianbao.errors import ReadError
from nianbao.files.limits import DEFAULT, Limits, exceeded
from nianbao.formats import GUIDE_SHEET, Format, format_of_ending
from nianbao.i18n import Text
from nianbao.ooxml.plainzip import DEFLATED, STORED, plain_archive

if TYPE_CHECKING:
    import zipfile

# A PDF may begin with junk: viewers accept its header within this many bytes.
_PDF_WINDOW = 1024
_HEAD = 64 * 1024

# What a file without content may be made of: blanks, byte order marks, and the zeros that a crash leaves.
_NOTHING = b" \t\r\n\v\f\0\xef\xbb\xbf\xff\xfe"
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

_EMPTY = Text("文件是空的", "the file is empty")
_BROKEN_ZIP = Text(
    "文件已损坏：压缩包不完整或目录无法读取，请重新取得文件",
    "the file is broken: its zip archive is cut off or its directory cannot be read; get the file again",
)
_PROTECTED = Text(
    "文件受密码保护；请先取消密码再检查",
    "the file is protected by a password; remove the password first",
)
_SPREADSHEET = Text(
    "这是电子表格，不是年度报告；请提供 Word、WPS、PDF 或网页文件",
    "this is a spreadsheet, not a report; give a Word, WPS, PDF or HTML file",
)
_FIGURES = Text(
    "这是 nianbao 的数据文件，不是年度报告；请先由它生成报告（nianbao generate，或网页上的“编制报告”），再检查报告",
    "this is a figures file, not a report; generate the report first (nianbao generate, or the page), then check it",
)
_GUIDE = (GUIDE_SHEET.encode(), GUIDE_SHEET.encode("ascii", "xmlcharrefreplace"))  # as programs write it into XML
_SLIDES = Text(
    "这是演示文稿，不是年度报告文档；请提供 Word、WPS、PDF 或网页文件",
    "this is a slide presentation, not a report; give a Word, WPS, PDF or HTML file",
)
_OFD = Text(
    "暂不支持 OFD 版式文件；请用 OFD 阅读器转换为 PDF 或 docx 后再检查",
    "OFD (Chinese fixed-layout) files are not supported; convert the file to PDF or docx with an OFD reader",
)
_ARCHIVE = Text(
    "这是压缩包，不是文档；请先解压，再检查其中的文件",
    "this is an archive, not a document; unpack it and check the file inside",
)
_POINTER = Text(
    "这是 Git LFS 的指针，不是报告本身；请先运行 git lfs pull 取出文件",
    "this is a Git LFS pointer, not the report itself; fetch the file with git lfs pull",
)
_PICTURE = Text(
    "这是图片；请先做文字识别（OCR），或提供 Word、PDF、网页原件",
    "this is a picture; it needs OCR first, or give the original Word, PDF or HTML file",
)
_UNKNOWN_OLE = Text(
    "这是复合文档，但其中没有 Word 正文；请用 Word 或 WPS 另存为 docx",
    "this is a compound file without a Word document in it; save it as docx with Word or WPS",
)
_FLAT_WORD = Text(
    "这是 Word 的单一 XML 文件，暂不支持；请用 Word 或 WPS 另存为 docx",
    "Word documents in a single XML file are not supported; save it as docx with Word or WPS",
)
_UNKNOWN_XML = Text(
    "这是 XML 数据，但不是 Word、ODF 文档或网页",
    "this is XML, but neither a Word or ODF document nor a web page",
)

# What zipfile raises on a broken archive beside its own errors: RuntimeError is its word for an encrypted part.
_ZIP_ERRORS = (
    *(zlib.error, struct.error, EOFError, OSError),
    *(ValueError, RuntimeError, NotImplementedError, OverflowError),
)
# zipfile inflates the other methods without a bound, and no office program packs with them.
_BOUNDED_METHODS = (STORED, DEFLATED)
# Signatures at the start of files that people mistake for reports.
_FOREIGN = (
    (b"\x89PNG\r\n\x1a\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"\x1f\x8b\x08", _ARCHIVE),
    (b"version https://git-lfs.github.com/spec/", _POINTER),
)


def sniff(data: bytes, name: str = "", limits: Limits = DEFAULT) -> Format:
    """The format of a file's content; `name` only tells .doc from .wps, which are the same inside.

    Plain text is what is left over: `nianbao.reading.plain` refuses what is no text either.
    Raises ReadError for an empty, encrypted or broken file and for kinds that hold no report.
    """
    if not data.strip(_NOTHING):
        raise ReadError(_EMPTY)
    for signature, refusal in _FOREIGN:
        if data.startswith(signature):
            raise ReadError(refusal)
    if data.startswith(_ZIP_SIGNATURES):
        return _sniff_zip(data, limits)
    if data.startswith(OLE_SIGNATURE):
        return _sniff_ole(data, name)
    return _sniff_text(data)


def _sniff_text(data: bytes) -> Format:
    head = _ascii_head(data)
    if head.startswith("{\\rtf"):
        return "rtf"
    if b"%PDF-" in data[:_PDF_WINDOW]:
        return "pdf"
    if is_mhtml(data):
        return "html"
    if re.match(_JSON_START, head):
        return "html"  # a site's answer to its own script: the reader of pages says what to do
    return _sniff_markup(head) if head.startswith("<") else "html" if re.search(_HTML_ROOT, head[:2048]) else "plain"


# Patterns as text, compiled at their first use: a Word file needs none of them.
_JSON_START = r'(?:\{\s*"[^"\n]{0,80}"\s*:|\[\s*[\[{"])'
_HTML_ROOT = r"(?i)<(?:!doctype\s+html|html|head|body)\b"
_HTML_TAG = r"(?i)<(?:!doctype\s+html|(?:html|head|body|meta|title|table|div|p|span|br|font|h[1-6])\b)"
# What a page without a frame may begin with, at any length before its first text.
_HTML_HEAD = r"(?i)<(?:script|style|link|base|noscript)\b"
_WORD_XML = r"<(?:pkg:package|w:wordDocument)\b|mso-application progid=\"Word\.Document\""
_FLAT_ODF = r"<office:document\b"


def _sniff_markup(head: str) -> Format:
    """The kind of text that begins with a tag: ODF in one XML file, a web page, or neither."""
    if re.search(_WORD_XML, head):
        raise ReadError(_FLAT_WORD)
    if re.search(_FLAT_ODF, head):
        return "odt"
    if re.match(_HTML_HEAD, head) or re.search(_HTML_TAG, head):
        return "html"
    if head.startswith("<?xml"):
        raise ReadError(_UNKNOWN_XML)
    return "plain"


def _ascii_head(data: bytes) -> str:
    """The beginning, to look for tags in: bytes as characters, UTF-16 thinned out, without BOM and blanks."""
    head = data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    return head.decode("latin-1").lstrip()


_MHTML_HEADER = rb"(?im)^content-type:\s*multipart/related"
_MIME_START = rb"\s*[A-Za-z][A-Za-z0-9-]{1,40}:\s"


def is_mhtml(data: bytes) -> bool:
    """Whether the file is a web archive (a MIME message around a page), as Word and browsers save them."""
    return bool(re.match(_MIME_START, data)) and bool(re.search(_MHTML_HEADER, data[:4096]))


def _sniff_zip(data: bytes, limits: Limits) -> Format:
    # Counted before listing: a list of a million empty parts costs a gigabyte.
    if data.count(b"PK\x01\x02") > limits.parts:
        raise exceeded("parts", limits)
    plain = plain_archive(data)
    if plain and not _TELLING.intersection(names := [member.name for member in plain.members]):
        return _zip_kind(names, "")
    return _sniff_telling_zip(data)


# The parts of an archive whose content tells what it is.
_MIMETYPE, _MANIFEST, _SHEETS = "mimetype", "META-INF/manifest.xml", "xl/workbook.xml"
_TELLING = frozenset((_MIMETYPE, _MANIFEST, _SHEETS))


def _sniff_telling_zip(data: bytes) -> Format:
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [info.filename for info in archive.infolist()]
            mimetype, manifest, sheets = (_head_of(archive, name) for name in (_MIMETYPE, _MANIFEST, _SHEETS))
    except (zipfile.BadZipFile, *_ZIP_ERRORS) as error:
        raise ReadError(_BROKEN_ZIP) from error
    if ":encryption-data" in manifest:
        raise ReadError(_PROTECTED)
    if any(spelled.decode("latin-1") in sheets for spelled in _GUIDE):
        raise ReadError(_FIGURES)
    return _zip_kind(names, mimetype.strip())


def _head_of(archive: zipfile.ZipFile, name: str) -> str:
    """The beginning of a part, "" where there is none."""
    if name not in archive.namelist() or archive.getinfo(name).compress_type not in _BOUNDED_METHODS:
        return ""
    with archive.open(name) as part:
        return part.read(_HEAD).decode("latin-1")


_ODF = "application/vnd.oasis.opendocument."
_ZIP_KINDS: tuple[tuple[str, Text], ...] = (
    ("xl/", _SPREADSHEET),
    ("ppt/", _SLIDES),
    ("ofd.xml", _OFD),
)


def _zip_kind(names: list[str], mimetype: str) -> Format:
    lower = [name.lower().replace("\\", "/").lstrip("/") for name in names]
    if mimetype.startswith(_ODF + "text"):
        return "odt"
    if mimetype.startswith(_ODF + "spreadsheet"):
        raise ReadError(_SPREADSHEET)
    if mimetype.startswith(_ODF + "presentation"):
        raise ReadError(_SLIDES)
    if any(name.startswith("word/") for name in lower):
        return "docx"
    for start, refusal in _ZIP_KINDS:
        if any(name.startswith(start) for name in lower):
            raise ReadError(refusal)
    if "[content_types].xml" in lower:
        return "docx"  # its main part may stand anywhere: the reader follows the relationships
    raise ReadError(_ARCHIVE if lower else _BROKEN_ZIP)


_DIRECTORY_ENTRY = 128
_WORD_IDENTIFIERS = (0xA5EC, 0xA5DC)
_FIB_ENCRYPTED = 0x0100
_OLE_KINDS = ((frozenset(("workbook", "book")), _SPREADSHEET), (frozenset(("powerpoint document",)), _SLIDES))
_WORKS = frozenset(("contents", "matost"))


def _sniff_ole(data: bytes, name: str) -> Format:
    """What an OLE compound file holds, by the names at its root: those in embedded objects tell nothing."""
    from nianbao.reading.ole import root_entries

    entries = root_entries(data)
    if "encryptedpackage" in entries:
        raise ReadError(_PROTECTED)
    if "worddocument" in entries:
        _refuse_encrypted_word(data, entries["worddocument"])
        named = format_of_ending(name)
        return "wps" if named is not None and named.name == "wps" else "doc"
    for streams, refusal in _OLE_KINDS:
        if not streams.isdisjoint(entries):
            raise ReadError(refusal)
    if not _WORKS.isdisjoint(entries):
        return "wps"  # Microsoft Works, which LibreOffice reads too
    raise ReadError(_UNKNOWN_OLE)


def _refuse_encrypted_word(data: bytes, entry: int) -> None:
    """Raise ReadError if the head of the Word stream says that the text is encrypted ([MS-DOC] FibBase)."""
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12) or len(data) < entry + _DIRECTORY_ENTRY:
        return
    (sector,) = struct.unpack_from("<I", data, entry + 116)
    start = (sector + 1) << shift
    if start + 12 > len(data):
        return
    identifier, flags = struct.unpack_from("<H8xH", data, start)
    if identifier in _WORD_IDENTIFIERS and flags & _FIB_ENCRYPTED:
        raise ReadError(_PROTECTED)
