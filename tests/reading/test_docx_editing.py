"""Word packages that are changed and written back: what is not changed keeps its bytes."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from nianbao.document import Table
from nianbao.errors import ReadError
from nianbao.files.limits import Limits
from nianbao.ooxml.archive import content_types, packed, relationships, word_type
from nianbao.ooxml.editing import Editing
from nianbao.ooxml.names import STRICT, W_NAMESPACE, W_STRICT, T
from nianbao.ooxml.relationships import read_relationships, rels_name
from nianbao.reading.docx import read_docx
from tests.builders import docx as build
from tests.builders.docx.parts import parts_of
from tests.builders.reports import as_docx, edited

ROOT = Path(__file__).parents[2]
FILES = sorted({*(ROOT / "examples").glob("*.docx"), *(ROOT / "templates").glob("*.docx")})
SHARED = sorted((ROOT.parent / "shared").rglob("*.docx"))
COMMENTS = f'<w:comments xmlns:w="{W_NAMESPACE}"/>'.encode()


def _stored(data: bytes) -> dict[str, bytes]:
    """The compressed bytes of each member, taken out by hand."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = {}
        for info in archive.infolist():
            name, extra = struct.unpack_from("<HH", data, info.header_offset + 26)
            start = info.header_offset + 30 + name + extra
            found[info.filename] = data[start : start + info.compress_size]
        return found


def _directory(data: bytes) -> list[tuple[object, ...]]:
    """What the directory says of each member, but for where it stands."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [
            (i.filename, i.date_time, i.compress_type, i.CRC, i.file_size, i.create_system, i.external_attr, i.comment)
            for i in archive.infolist()
        ]


def _touched(data: bytes) -> bytes:
    """The file with one attribute more on the root of its document."""
    editing = Editing(data)
    editing.part(editing.document).set("touched", "1")
    return editing.save()


def _specimens() -> dict[str, bytes]:
    body = (build.p("前"), build.tbl(build.tr("甲", build.tc("乙", build.tbl(build.tr("丙", "丁"))))))
    whole = build.docx(*body, styles=build.style("a"), comments="<w:comment w:id='0'/>")
    parts = parts_of(whole)
    return {
        "built": whole,
        "report": as_docx(edited([])),
        "stored": build.package(parts, zipfile.ZIP_STORED),
        "backslashes": build.package({name.replace("/", "\\"): data for name, data in parts.items()}),
        "chinese": build.package({**parts, "word/media/图片一.png": b"\x89PNG"}),
        "streamed": _streamed(parts),
        "dated": _dated(parts),
        "packed": packed(parts),
    }


class _Pipe(io.RawIOBase):
    """A target that cannot be sought: sizes follow the members, as those write that stream."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # zipfile writes bytes alone
        self.data += data
        return len(data)


def _streamed(parts: dict[str, bytes]) -> bytes:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            with archive.open(name, "w", force_zip64=True) as member:
                member.write(content)
    return bytes(pipe.data)


def _dated(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = "归档".encode()
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2024, 2, 29, 23, 59, 58))
            info.extra, info.comment = struct.pack("<HH4s", 0xA220, 4, b"\0\0\0\0"), b"c"
            info.external_attr, info.create_system = 0o644 << 16, 3
            archive.writestr(info, content)
    return buffer.getvalue()


SPECIMENS = _specimens() | {path.name: path.read_bytes() for path in (*FILES, *SHARED)}


@pytest.mark.parametrize("name", SPECIMENS)
def test_an_untouched_package_is_the_same_file(name: str) -> None:
    editing = Editing(SPECIMENS[name])
    for part in parts_of(SPECIMENS[name]):
        if part.endswith((".xml", ".rels")):
            editing.part(part)
    assert editing.save() == SPECIMENS[name]


@pytest.mark.parametrize("name", SPECIMENS)
def test_all_but_the_changed_part_keep_their_bytes_and_order(name: str) -> None:
    data = SPECIMENS[name]
    changed = _touched(data)
    assert changed == _touched(data) != data
    document = next(part for part in _stored(data) if part.replace("\\", "/") == "word/document.xml")
    before, after = _stored(data), _stored(changed)
    assert list(before) == list(after)
    assert {n for n in before if before[n] != after[n]} == {document}
    assert [row for row in _directory(changed) if row[0] != document] == [
        row for row in _directory(data) if row[0] != document
    ]
    with zipfile.ZipFile(io.BytesIO(changed)) as archive, zipfile.ZipFile(io.BytesIO(data)) as old:
        assert archive.testzip() is None
        assert archive.comment == old.comment
    assert read_docx(changed) == read_docx(data)


@pytest.mark.parametrize("name", SPECIMENS)
def test_taking_the_change_back_gives_the_parts_that_were(name: str) -> None:
    editing = Editing(_touched(SPECIMENS[name]))
    del editing.part(editing.document).attrib["touched"]
    again = Editing(SPECIMENS[name])
    document = editing.part(editing.document)
    assert etree.tostring(document, method="c14n") == etree.tostring(again.part(again.document), method="c14n")
    assert _stored(editing.save()).keys() == _stored(SPECIMENS[name]).keys()


def test_what_stands_around_the_document_stays() -> None:
    body = build.part("document", f"<w:body><!-- 注 --><?word kept?>{build.p('甲')}</w:body><!-- 末 -->")
    data = build.package({"word/document.xml": f"{body}<!-- behind -->"})
    after = parts_of(_touched(data))["word/document.xml"].decode()
    assert after.startswith('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n')
    for piece in ("<!-- 注 -->", "<?word kept?>", "<!-- 末 -->", "<!-- behind -->"):
        assert piece in after


def test_a_strict_document_stays_strict_and_its_places_are_found() -> None:
    document = build.part("document", f"<w:body>{build.p('甲')}{build.tbl(build.tr('1', '2'))}</w:body>")
    links = build.relationships({"officeDocument": "word/document.xml"})
    for new, old in STRICT.items():
        document = document.replace(old.decode(), new.decode())
    strict = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    links = links.replace("http://schemas.openxmlformats.org/officeDocument/2006/relationships", strict)
    editing = Editing(build.package({"_rels/.rels": links, "word/document.xml": document}))
    cell = editing.find("tc[2]")
    assert editing.namespace == W_STRICT
    assert cell is not None
    assert "".join(text.text or "" for text in cell.iter(f"{{{W_STRICT}}}t")) == "2"
    assert editing.add("comments", word_type("comments"), COMMENTS).type == f"{strict}/comments"


def test_a_part_is_added_with_its_type_and_relationship() -> None:
    before = build.docx(build.p("甲"), styles=build.style("a"))
    types = content_types({"word/document.xml": "application/x"}, {"xml": "application/xml"})
    before = build.package({"[Content_Types].xml": types, **parts_of(before)})
    editing = Editing(before)
    assert editing.related("comments") is None
    link = editing.add("comments", word_type("comments"), COMMENTS)
    assert editing.related("comments") == "word/comments.xml"
    etree.SubElement(editing.part("word/comments.xml"), f"{{{W_NAMESPACE}}}comment")
    saved = editing.save()
    found = parts_of(saved)
    assert list(found)[-1] == "word/comments.xml"
    assert b"<w:comment/>" in found["word/comments.xml"]
    assert b'PartName="/word/comments.xml"' in found["[Content_Types].xml"]
    links = read_relationships(etree.fromstring(found[rels_name("word/document.xml")]))
    assert link in links
    assert len({item.id for item in links}) == len(links) == 2
    assert Editing(saved).related("comments") == "word/comments.xml"
    untouched = {"_rels/.rels", "word/document.xml", "word/styles.xml"}
    assert {n: b for n, b in _stored(before).items() if n in untouched} == {
        n: b for n, b in _stored(saved).items() if n in untouched
    }


def test_a_new_part_takes_no_name_and_no_id_that_is_taken() -> None:
    links = relationships([*read_relationships(etree.fromstring(build.relationships({"styles": "styles.xml"})))])
    links = links.replace(b'"r0"', b'"rId1"')
    document = build.part("document", f"<w:body>{build.p('甲')}</w:body>")
    parts: dict[str, str | bytes] = {
        "word/document.xml": document,
        "word/_rels/document.xml.rels": links,
        "word/comments.xml": "<left/>",
    }
    editing = Editing(build.package(parts))
    link = editing.add("comments", word_type("comments"), COMMENTS)
    assert (link.id, link.target) == ("rId2", "comments1.xml")
    assert parts_of(editing.save())["word/comments.xml"] == b"<left/>"


def test_a_document_without_relationships_and_types_gets_both() -> None:
    document = build.part("document", f"<w:body>{build.p('甲')}</w:body>")
    editing = Editing(build.package({"Word/Document.xml": document}))
    editing.add("comments", word_type("comments"), COMMENTS)
    found = parts_of(editing.save())
    assert list(found) == [
        "Word/Document.xml", "Word/_rels/Document.xml.rels", "[Content_Types].xml", "Word/comments.xml",
    ]  # fmt: skip
    assert Editing(editing.save()).related("comments") == "word/comments.xml"


def test_members_that_share_their_bytes_are_not_written_out_again() -> None:
    data = bytearray(build.package({"word/document.xml": build.part("document", "<w:body/>"), "a": "x" * 50_000}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        start = archive.start_dir
    entry = data[start : data.index(b"PK\x01\x02", start + 4)]
    end = data.index(b"PK\x05\x06")
    total = 2 + 2000
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, total, total, end - start + 2000 * len(entry), start, 0)
    bomb = bytes(data[:end] + entry * 2000 + tail)
    with pytest.raises(ReadError, match="damaged"):
        _touched(bomb)


def test_limits_hold_while_editing() -> None:
    data = build.docx(build.p("甲" * 5000))
    with pytest.raises(ReadError, match="unpacked_bytes"):
        Editing(data, Limits(unpacked_bytes=1000)).part("word/document.xml")
    with pytest.raises(ReadError, match="damaged"):
        Editing(data).part("word/nothing.xml")


def test_anchors_of_a_reading_find_their_elements_in_the_tree_that_is_changed() -> None:
    data = as_docx(edited([]))
    editing = Editing(data)
    for block in read_docx(data).blocks:
        for item in block.cells if isinstance(block, Table) else (block,):
            element = editing.find(item.place.anchor)
            assert element is not None
            assert "".join(text.text or "" for text in element.iter(T)) == item.text.replace("\n", "")
