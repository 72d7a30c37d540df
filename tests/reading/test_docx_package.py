"""Word files as packages: what producers vary, and what broken or hostile ones are refused for."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from nianbao.document import Table
from nianbao.errors import ReadError
from nianbao.files.limits import DEFAULT, Limits
from nianbao.ooxml.anchors import find
from nianbao.ooxml.names import STRICT, T
from nianbao.ooxml.package import Package
from nianbao.reading.docx import read_docx
from tests.builders.docx import box, docx, p, package, part, relationships, sdt, tbl, tc, tr

DOCUMENT = part("document", f"<w:body>{p('一、总体情况')}</w:body>")
ROOT = relationships({"officeDocument": "word/document.xml"})
OFFICIAL = Path(__file__).parents[3] / "shared" / "official" / "format-2021.docx"


def texts(data: bytes, limits: Limits = DEFAULT) -> list[str]:
    return [block.text for block in read_docx(data, limits).blocks if not isinstance(block, Table)]


def refusal(data: bytes, limits: Limits = DEFAULT) -> str:
    with pytest.raises(ReadError) as caught:
        read_docx(data, limits)
    assert "\n" not in caught.value.message.zh + caught.value.message.en
    return caught.value.message.en


@pytest.mark.parametrize(
    "parts",
    [
        {"word/document.xml": DOCUMENT},
        {"_rels/.rels": relationships({"officeDocument": "/word/document2.xml"}), "word/document2.xml": DOCUMENT},
        {"_rels/.rels": ROOT, "Word/Document.XML": DOCUMENT},
        {"_rels\\.rels": ROOT, "word\\document.xml": DOCUMENT},
        {"_rels/.rels": relationships({"officeDocument": "document.xml"}), "document.xml": DOCUMENT},
        {"word/document.xml": "\ufeff" + DOCUMENT},
        {"word/document.xml": DOCUMENT.replace("UTF-8", "UTF-16").encode("utf-16")},
        {"word/document.xml": DOCUMENT.replace("UTF-8", "GB2312").encode("gb18030")},
    ],
)
def test_the_document_is_found_wherever_a_producer_puts_it(parts: dict[str, str | bytes]) -> None:
    assert texts(package(parts)) == ["一、总体情况"]


def test_strict_documents_are_read_alike_and_found_again() -> None:
    strict = DOCUMENT
    for new, old in STRICT.items():
        strict = strict.replace(old.decode(), new.decode())
    assert "purl.oclc.org" in strict
    data = package({"_rels/.rels": ROOT, "word/document.xml": strict})
    assert read_docx(data) == read_docx(docx(p("一、总体情况")))


def test_anchors_lead_back_to_their_elements() -> None:
    data = docx(p("前"), p(box("框")), sdt(p("后")), tbl(tr("甲", tc("乙", tbl(tr("丙", "丁"))))))
    package_ = Package(data, Limits())
    root = package_.root(package_.document)
    seen = []
    for block in read_docx(data).blocks:
        items = block.cells if isinstance(block, Table) else (block,)
        assert find(root, block.place.anchor) is not None
        for item in items:
            element = find(root, item.place.anchor)
            assert element is not None
            seen.append((item.text, item.text in [t.text for t in element.iter(T)]))
    assert seen == [(text, True) for text in ("前", "框", "后", "甲", "乙", "丙", "丁")]
    assert find(root, "p[99]") is find(root, "p[0]") is find(root, "//p") is None


def test_one_line_says_that_it_is_no_word_file() -> None:
    assert "not a Word document" in refusal(b"")
    assert "not a Word document" in refusal("一、总体情况".encode())
    assert "no Word document part" in refusal(package({"a.txt": "x"}))
    assert "no Word document part" in refusal(package({"word/document.xml": part("styles", "")}))
    assert "no Word document part" in refusal(package({"_rels/.rels": relationships({"officeDocument": "x.xml"})}))


def test_truncated_files_are_said_to_be_damaged() -> None:
    whole = docx(p("正文" * 500))
    for length in range(2, len(whole) - 1, 37):
        assert "damaged" in refusal(whole[:length])


def test_flipped_bytes_never_end_in_anything_but_a_document_or_one_line() -> None:
    whole = docx(p("正文"), tbl(tr("甲", "1")), p("末"))
    dice = random.Random(2021)
    lines: list[str] = []
    for _ in range(200):
        broken = bytearray(whole)
        for _ in range(dice.randint(1, 4)):
            broken[dice.randrange(len(broken))] ^= 1 << dice.randrange(8)
        try:
            read_docx(bytes(broken))
        except ReadError as error:
            lines.append(error.message.zh)
    assert lines
    assert not any("\n" in line for line in lines)


@pytest.mark.parametrize(
    "xml", ["", "<w:document", "<a>&nbsp;</a>", DOCUMENT[:-9], "\x00" * 50, DOCUMENT.replace("UTF-8", "x-no")]
)
def test_malformed_parts_are_said_to_be_damaged(xml: str) -> None:
    assert "word/document.xml" in refusal(package({"word/document.xml": xml}))


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE w:document>",
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">',
    ],
)
def test_document_types_are_refused(doctype: str) -> None:
    for text in ("正文", "&a;"):
        xml = f'{doctype}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
        assert "word/document.xml" in refusal(package({"word/document.xml": xml}))


def test_encrypted_files_are_said_to_be_so() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert "encrypted" in refusal(ole)
    flagged = bytearray(package({"word/document.xml": DOCUMENT}))
    flagged[flagged.rindex(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in refusal(bytes(flagged))


def test_what_unpacks_beyond_the_limit_is_refused_whatever_it_declares() -> None:
    bomb = package({"word/document.xml": DOCUMENT + " " * 3_000_000})
    assert "unpacked_bytes" in refusal(bomb, Limits(unpacked_bytes=1_000_000))
    entry = bomb.rindex(b"PK\x01\x02") + 24
    lying = bomb[:entry] + (500).to_bytes(4, "little") + bomb[entry + 4 :]
    assert "damaged" in refusal(lying, Limits(unpacked_bytes=1_000_000))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_compression_that_inflates_without_a_bound_is_refused(method: int) -> None:
    assert "damaged" in refusal(package({"word/document.xml": DOCUMENT}, method))


def test_an_archive_of_countless_parts_is_refused() -> None:
    many = package({"word/document.xml": DOCUMENT, **{f"{i}": "" for i in range(30)}})
    assert texts(many, Limits(parts=31)) == ["一、总体情况"]
    assert "parts=30;" in refusal(many, Limits(parts=30))


@pytest.mark.parametrize(
    "parts",
    [
        {"word/document.xml": DOCUMENT, "../../evil.xml": "x"},
        {"word/document.xml": DOCUMENT, "word\\..\\..\\evil.xml": "x"},
        {"_rels/.rels": relationships({"officeDocument": "../document.xml"}), "word/document.xml": DOCUMENT},
        {"word/document.xml": DOCUMENT, "word/_rels/document.xml.rels": relationships({"styles": "../../etc/passwd"})},
    ],
)
def test_paths_that_climb_out_are_refused(parts: dict[str, str | bytes]) -> None:
    assert "outside" in refusal(package(parts))


def test_external_targets_are_not_parts() -> None:
    rels = relationships({"styles": "file:///etc/passwd"}).replace("/>", ' TargetMode="External"/>')
    assert texts(package({"word/document.xml": DOCUMENT, "word/_rels/document.xml.rels": rels})) == ["一、总体情况"]


def _nested_tables(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + "</w:tc></w:tr></w:tbl>" * depth


@pytest.mark.parametrize(
    "nest",
    [
        _nested_tables,
        lambda depth: "<w:sdt><w:sdtContent>" * depth + "</w:sdtContent></w:sdt>" * depth,
        lambda depth: p("<w:smartTag>" * depth + "</w:smartTag>" * depth),
        lambda depth: p("<w:r><w:pict>" + "<v:group>" * depth + "</v:group>" * depth + "</w:pict></w:r>"),
        lambda depth: "<w:tbl>" + "<w:customXml>" * depth + "</w:customXml>" * depth + "</w:tbl>",
    ],
)
@pytest.mark.parametrize("depth", [300, 1500, 100_000])
def test_nesting_thousands_deep_is_refused(nest: Callable[[int], str], depth: int) -> None:
    assert refusal(docx(nest(depth)))
    assert refusal(docx(nest(depth)), Limits(depth=10**6))


def test_nesting_within_the_limit_is_read_and_the_limit_named() -> None:
    assert read_docx(docx(_nested_tables(12))).blocks == ()
    assert "depth=5;" in refusal(docx(_nested_tables(12)), Limits(depth=5))


def test_more_cells_than_the_limit_are_refused() -> None:
    table = tbl(*(tr("甲", "1") for _ in range(50)))
    assert read_docx(docx(table), Limits(cells=100)).blocks
    assert "cells=99;" in refusal(docx(table), Limits(cells=99))


def test_a_table_of_200_000_rows_is_refused_in_bounded_memory() -> None:
    rows = "<w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>" * 200_000
    assert "cells" in refusal(docx(f"<w:tbl>{rows}</w:tbl>"))


def test_markup_too_dense_for_the_memory_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", DOCUMENT.replace("<w:body>", "<w:body>" + "<w:p/>" * 10_000_000))
    assert "unpacked_bytes" in refusal(buffer.getvalue())


def test_parts_that_are_not_needed_may_be_broken() -> None:
    rels = relationships({"numbering": "numbering.xml", "comments": "comments.xml", "theme": "theme.xml"})
    parts = {"word/document.xml": DOCUMENT, "word/_rels/document.xml.rels": rels}
    assert texts(package({**parts, "word/numbering.xml": "<", "word/comments.xml": "<", "word/theme.xml": "<"}))


@pytest.mark.needs("shared")
def test_the_official_blank_has_the_grids_that_it_prints() -> None:
    tables = [block for block in read_docx(OFFICIAL.read_bytes()).blocks if isinstance(block, Table)]
    assert [(max(c.row + c.rows for c in t.cells), max(c.column + c.columns for c in t.cells)) for t in tables] == [
        (14, 4), (28, 10), (4, 15),
    ]  # fmt: skip
    for table in tables:
        area = sum(cell.rows * cell.columns for cell in table.cells)
        rows = max(cell.row + cell.rows for cell in table.cells)
        assert area == rows * max(cell.column + cell.columns for cell in table.cells)
