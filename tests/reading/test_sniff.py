"""What a file is, told by its content, whatever its name."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.errors import ReadError
from nianbao.files.limits import Limits
from nianbao.formats import Format
from nianbao.reading import read_bytes
from nianbao.reading.sniff import OLE_SIGNATURE, sniff

ODF = "application/vnd.oasis.opendocument."
MHTML = (
    b"From: <saved by a browser>\r\nSubject: =?utf-8?B?5bm05oql?=\r\nMIME-Version: 1.0\r\nContent-Type: "
    b'multipart/related; type="text/html"; boundary="--cut"\r\n\r\n----cut\r\nContent-Type: image/png\r\n'
    b"Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n----cut\r\nContent-Type: text/html; charset=gb2312\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><p>=D7=DC=CC=E5=C7=E9=BF=F6</p></body></html>"
    b"\r\n----cut--\r\n"
)


def zipped(*names: str, **parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in (*parts.items(), *((name, "") for name in names)):
            archive.writestr({"manifest": "META-INF/manifest.xml"}.get(name, name), text)
    return stream.getvalue()


def compound(*streams: str, encrypted: bool = False, embedded: Sequence[str] = ()) -> bytes:
    """The outline of an OLE compound file: a header, a sector for the first stream, the directory, the sectors' table.

    Streams of an `embedded` object stand in a storage of their own behind those at the root.
    """
    header = bytearray(512)
    header[:8] = OLE_SIGNATURE
    none = 0xFFFFFFFF
    names = ("Root Entry", *streams, *(("Embedded", *embedded) if embedded else ()))
    storage = len(streams) + 1
    entries = []
    for at, name in enumerate(names):
        last = storage if embedded else storage - 1
        following = at + 1 if 0 < at < last or storage < at < len(names) - 1 else none
        child = 1 if at == 0 else storage + 1 if embedded and at == storage else none
        stated = name.encode("utf-16-le")
        entry = stated.ljust(64, b"\0") + struct.pack("<HBBIII", len(stated) + 2, 1, 1, none, following, child)
        entries.append(entry.ljust(116, b"\0") + struct.pack("<I", 0) + bytes(8))
    sectors = -(-len(entries) // 4)
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<I", header, 76, 1 + sectors)
    fib = struct.pack("<H8xH", 0xA5EC, 0x0100 if encrypted else 0).ljust(512, b"\0")
    table = struct.pack(f"<{sectors + 1}I", 0xFFFFFFFE, *range(2, 1 + sectors), 0xFFFFFFFE)
    directory = b"".join(entries).ljust(512 * sectors, b"\0")
    return bytes(header) + fib + directory + table.ljust(512, b"\xff")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (zipped("[Content_Types].xml", "word/document.xml"), "docx"),
        (zipped("[Content_Types].xml", "WORD\\document2.xml"), "docx"),
        (zipped("[Content_Types].xml", "somewhere/main.xml"), "docx"),
        (zipped("word/document.xml", "word/embeddings/x.xlsx"), "docx"),
        (zipped("content.xml", mimetype=ODF + "text"), "odt"),
        (zipped("content.xml", mimetype=ODF + "text-template\n"), "odt"),
        (b'<?xml version="1.0"?><office:document office:version="1.2">', "odt"),
        (compound("WordDocument", "1Table"), "doc"),
        (compound("ObjectPool", "WordDocument", "Workbook"), "doc"),
        (compound("CONTENTS", "SPELLING"), "wps"),
        (compound("WORDDOCUMENT", "1TABLE"), "doc"),
        (b"{\\rtf1\\ansi", "rtf"),
        (b"  \r\n{\\rtf1\\ansi", "rtf"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\xef\xbb\xbf%PDF-1.4\n", "pdf"),
        (b"junk" * 250 + b"%PDF-1.4\n", "pdf"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"\xef\xbb\xbf\r\n <HTML>", "html"),
        (b'<?xml version="1.0" encoding="gbk"?>\n<!DOCTYPE html PUBLIC "x">', "html"),
        (b"<!-- saved -->" * 300 + b"<html>", "html"),
        (b"<p>one</p>", "html"),
        (b"<div class=a><table><tr><td>1", "html"),
        ("<html xmlns:o='urn:schemas-microsoft-com:office:office'>".encode("utf-16"), "html"),
        ("<html>".encode("utf-16-le"), "html"),
        (b"HTTP junk before the page <html><body>", "html"),
        (MHTML, "html"),
        ("一、总体情况".encode(), "plain"),
        ("一、总体情况".encode("gbk"), "plain"),
        ("一、总体情况\n".encode("utf-16"), "plain"),
        ("《年报》<表> 12件".encode(), "plain"),
        (b"<12> of 30", "plain"),
        ("年报: 内容\n".encode(), "plain"),
    ],
)
@pytest.mark.parametrize("name", ["a.doc", "a.docx", "a.html", ""])
def test_the_content_decides(data: bytes, expected: Format, name: str) -> None:
    assert sniff(data, name) == expected


def test_the_name_tells_wps_from_doc() -> None:
    data = compound("WordDocument")
    assert [sniff(data, name) for name in ("a.WPS", "a.wpt", "a.doc", "a")] == ["wps", "wps", "doc", "doc"]


@pytest.mark.parametrize(
    ("data", "zh", "en"),
    [
        (b"", "空的", "empty"),
        (b" \n\t", "空的", "empty"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "电子表格", "spreadsheet"),
        (zipped("content.xml", mimetype=ODF + "spreadsheet"), "电子表格", "spreadsheet"),
        (compound("Workbook"), "电子表格", "spreadsheet"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), "演示文稿", "presentation"),
        (zipped("content.xml", mimetype=ODF + "presentation"), "演示文稿", "presentation"),
        (compound("PowerPoint Document"), "演示文稿", "presentation"),
        (zipped("OFD.xml", "Doc_0/Document.xml"), "转换为 PDF 或 docx", "convert the file to PDF or docx"),
        (zipped("report.docx"), "先解压", "unpack"),
        (zipped(), "损坏", "broken"),
        (b"Rar!\x1a\x07\x00x", "先解压", "unpack"),
        (b"7z\xbc\xaf\x27\x1cx", "先解压", "unpack"),
        (b"\x89PNG\r\n\x1a\nx", "OCR", "OCR"),
        (b"\xff\xd8\xff\xe0x", "OCR", "OCR"),
        (compound("EncryptionInfo", "EncryptedPackage"), "密码", "password"),
        (compound("WordDocument", encrypted=True), "密码", "password"),
        (zipped(mimetype=ODF + "text", manifest="<manifest:encryption-data/>"), "密码", "password"),
        (compound("Something"), "没有 Word 正文", "without a Word document"),
        (b'<?xml version="1.0"?><feed><entry/></feed>', "XML", "XML"),
        (b'<?xml version="1.0"?><pkg:package xmlns:pkg="x">', "XML", "XML"),
        (zipped("word/document.xml")[:-30], "损坏", "broken"),
        (b"PK\x03\x04" + bytes(60), "损坏", "broken"),
    ],
)
def test_what_holds_no_report_is_named(data: bytes, zh: str, en: str) -> None:
    with pytest.raises(ReadError) as caught:
        sniff(data, "a.docx")
    assert zh in caught.value.message.zh
    assert en in caught.value.message.en
    assert "\n" not in caught.value.message.zh + caught.value.message.en


def test_a_list_of_too_many_parts_is_not_even_read() -> None:
    data = zipped("word/document.xml", *map(str, range(20)))
    assert sniff(data, limits=Limits(parts=21)) == "docx"
    with pytest.raises(ReadError, match="parts=20"):
        sniff(data, limits=Limits(parts=20))


def test_the_page_in_a_web_archive_is_read() -> None:
    (block,) = read_bytes(MHTML, name="a.doc").blocks
    assert getattr(block, "text", None) == "总体情况"


@pytest.mark.parametrize("data", [b'{"code": 200, "data": {"html": "<p>x</p>"}}', b'\xef\xbb\xbf[{"title": "x"}]'])
def test_data_for_the_scripts_of_a_page_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(ReadError, match="JSON"):
        read_bytes(data, name="a.txt")


@pytest.mark.parametrize(
    "tail", [b"5oC75L2T5oOF5Ya1", b"5oC7\r\n5L2T5oOF5Ya1\r\n", b"5oC75L2T5oOF5Ya1x", b"5oC75L2T5oOF5Ya1\xff="]
)
def test_the_page_in_a_web_archive_may_be_packed_and_nested(tail: bytes) -> None:
    inner = b"Content-Type: text/html; Charset = utf-8\r\nContent-Transfer-Encoding: Base64\r\n\r\n" + tail
    data = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="a"\r\n\r\npreamble\r\n--a\r\n'
        b"Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n" + inner + b"\r\n--b--\r\n--a--"
    )
    (block,) = read_bytes(data).blocks
    assert getattr(block, "text", None) == "总体情况"


def test_a_web_archive_without_a_page() -> None:
    with pytest.raises(ReadError, match="holds no page"):
        read_bytes(MHTML.replace(b"text/html; charset", b"text/plain; charset"))


MAGIC = st.sampled_from(
    [OLE_SIGNATURE, b"PK\x03\x04", b"PK\x05\x06", b"{\\rtf", b"%PDF-", b"<html", b"<?xml", b"\xff\xfe", b""]
)


@settings(max_examples=300, deadline=None)
@given(MAGIC, st.binary(max_size=700))
def test_any_bytes_have_a_format_or_a_refusal(magic: bytes, rest: bytes) -> None:
    with suppress(ReadError):
        assert sniff(magic + rest) in get_args(Format)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damaged_archives_and_compound_files(data: st.DataObject) -> None:
    whole = data.draw(
        st.sampled_from([zipped("word/document.xml", mimetype=ODF + "text", manifest="x"), compound("WordDocument")])
    )
    changed = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for _ in range(data.draw(st.integers(0, 4))):
        if changed:
            changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ReadError):
        assert sniff(bytes(changed)) in get_args(Format)


def test_what_is_embedded_in_a_workbook_makes_it_no_document() -> None:
    with pytest.raises(ReadError, match="spreadsheet"):
        sniff(compound("Workbook", embedded=("WordDocument", "1Table")), "a.xls")
    assert sniff(compound("WordDocument", embedded=("Workbook",)), "a.doc") == "doc"


@pytest.mark.parametrize("element", ["script", "style", "noscript"])
def test_a_page_may_begin_with_any_length_of_what_is_not_shown(element: str) -> None:
    assert sniff(f"<{element}>{'a;' * 50_000}</{element}><p>文</p>".encode()) == "html"
