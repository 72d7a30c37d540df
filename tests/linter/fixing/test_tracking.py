"""`fix --track`: changes that the author accepts or rejects: the fixed report, or the old one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree

from linter import Settings, lint
from linter.fixing import fix
from nianbao.reading.docx import read_docx
from tests.builders import docx as build
from tests.builders.docx.parts import W, document_of, parts_of
from tests.builders.office import convert
from tests.builders.reports import BASE, as_docx, edited

EXAMPLES = Path(__file__).parents[3] / "examples"

WHEN = datetime(2026, 3, 1, 8, 30)
WRONG = edited([
    {"replace": "五、存在的主要问题及改进情况\n", "by": "五、存在的问题及改进措施\n（文字描述）\n"},
    {"replace": "行政规范性文件", "by": "规范性文件"},
    {"replace": "一、总体情况", "by": "一、 总体情况"},
    {"replace": "2.其他法律行政法规禁止公开", "by": "2．其他法律法规禁止公开"},
])  # fmt: skip


def settled(data: bytes, *, accepted: bool) -> bytes:
    """The file with every revision accepted or rejected, as Word does it."""
    root = document_of(data)
    goes, stays = ("del", "ins") if accepted else ("ins", "del")
    for paragraph in list(root.iter(f"{W}p")):
        mark = paragraph.find(f"{W}pPr/{W}rPr/{W}del")
        parent = paragraph.getparent()
        if mark is not None and accepted and parent is not None:
            parent.remove(paragraph)
        elif mark is not None:
            above = mark.getparent()
            assert above is not None
            above.remove(mark)
    for revision in list(root.iter(f"{W}{goes}")):
        parent = revision.getparent()
        assert parent is not None
        parent.remove(revision)
    for revision in list(root.iter(f"{W}{stays}")):
        parent = revision.getparent()
        assert parent is not None
        at = list(parent).index(revision)
        parent[at : at + 1] = list(revision)
    for text in root.iter(f"{W}delText"):
        text.tag = f"{W}t"
    return build.package({**parts_of(data), "word/document.xml": etree.tostring(root, encoding="UTF-8")})


def tracked(data: bytes) -> bytes:
    """The report with its mends as revisions."""
    return fix("a.docx", data, Settings(), tracked=WHEN).data


def test_accepted_it_is_the_fixed_report_and_rejected_the_old_one() -> None:
    data = as_docx(WRONG)
    copy = tracked(data)
    assert read_docx(settled(copy, accepted=True)) == read_docx(as_docx(BASE))
    assert read_docx(settled(copy, accepted=False)) == read_docx(data)


def test_our_own_reading_sees_the_fixed_words_and_nothing_is_left_to_mend() -> None:
    copy = tracked(as_docx(WRONG))
    shown = read_docx(copy).blocks
    wanted = read_docx(as_docx(BASE)).blocks
    assert [getattr(block, "text", "") for block in shown] == [getattr(block, "text", "") for block in wanted]
    assert [finding.code for finding in lint("a.docx", data=copy).findings] == ["D701"]
    assert tracked(copy) == copy


def test_each_revision_is_ours_at_one_time_with_an_id_of_its_own() -> None:
    bookmark = {"replace": "<w:p>", "by": '<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'}
    root = document_of(tracked(as_docx(WRONG, [bookmark])))
    revisions = list(root.iter(f"{W}ins", f"{W}del"))
    ids = [revision.get(f"{W}id") for revision in revisions]
    assert len(set(ids)) == len(ids)
    assert "1" not in ids
    assert {(r.get(f"{W}author"), r.get(f"{W}date")) for r in revisions} == {("nianbao", "2026-03-01T08:30:00")}


def test_pieces_of_a_run_keep_its_format_and_its_other_content() -> None:
    run = "<w:r><w:rPr><w:b/></w:rPr><w:t>五、存在的主要问题及改进措施</w:t><w:lastRenderedPageBreak/></w:r>"
    plain = "<w:r><w:t xml:space='preserve'>五、存在的主要问题及改进措施</w:t></w:r>"
    text = edited([{"replace": "五、存在的主要问题及改进情况", "by": "五、存在的主要问题及改进措施"}])
    root = document_of(tracked(as_docx(text, [{"replace": plain, "by": run}])))
    (paragraph,) = (p for p in root.iter(f"{W}p") if p.find(f"{W}ins") is not None)
    assert [etree.QName(child).localname for child in paragraph] == ["r", "del", "ins", "r"]
    assert all(one.find(f"{W}rPr/{W}b") is not None for one in paragraph.iter(f"{W}r"))
    assert ["".join(str(text) for text in one.itertext()) for one in paragraph] == [
        "五、存在的主要问题及改进",
        "措施",
        "情况",
        "",
    ]
    assert paragraph[-1].find(f"{W}lastRenderedPageBreak") is not None


def test_words_that_somebody_else_has_inserted_are_left_to_them() -> None:
    plain = "<w:r><w:t xml:space='preserve'>五、存在的主要问题及改进措施</w:t></w:r>"
    inserted = f'<w:ins w:id="3" w:author="王五">{plain}</w:ins>'
    text = edited([{"replace": "五、存在的主要问题及改进情况", "by": "五、存在的主要问题及改进措施"}])
    data = as_docx(text, [{"replace": plain, "by": inserted}])
    assert fix("a.docx", data, Settings(), tracked=WHEN).mends == ()
    assert len(fix("a.docx", data, Settings()).mends) == 1


@pytest.mark.needs("libreoffice")
def test_libreoffice_knows_the_revisions_as_ours(tmp_path: Path) -> None:
    wrong = (EXAMPLES / "bad.docx").read_bytes()
    flat = convert(tracked(wrong), "docx", "fodt:OpenDocument Text Flat XML", tmp_path).decode()
    changes = flat[flat.index("<text:tracked-changes") : flat.index("</text:tracked-changes>")]
    assert changes.count("<dc:creator>nianbao</dc:creator>") == changes.count("<text:changed-region") == 2
    assert "<text:deletion" in changes
    assert "<text:insertion" in changes
