"""The Word file as a whole: what its reader, its navigation and its properties show."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from generator.word import render_docx
from nianbao.document import Paragraph
from nianbao.errors import NianbaoError
from nianbao.figures import Figures, Narrative
from nianbao.reading.docx import read_docx
from nianbao.rulebook import load_rulebook
from tests.builders.docx.parts import W, document_of, parts_of
from tests.builders.figures.sound import of, zeros

RULEBOOK = load_rulebook()
NARRATIVE: Narrative = {
    "preamble": "　　根据规定编制本报告。",
    "overview": {"summary": "总的情况良好。", "proactive": "公开信息3条。\n\n更新专栏。", "supervision": "接受监督。"},
    "problems": "（一）存在的问题\n更新不够及时。\n（二）改进情况。已经改进。",
    "other": "未收取信息处理费。",
}


def word(narrative: Narrative = NARRATIVE, *, agency: str = "青岚县水务局", draft: bool = False) -> bytes:
    return render_docx(of(zeros(), agency=agency), narrative, RULEBOOK, draft=draft)


def paragraphs(data: bytes) -> list[tuple[int | None, str]]:
    return [(b.level, b.text) for b in read_docx(data).blocks if isinstance(b, Paragraph)]


def test_headings_have_levels_and_texts_have_none() -> None:
    assert paragraphs(word()) == [
        (None, "青岚县水务局2024年\n政府信息公开工作年度报告"),
        (None, "根据规定编制本报告。"),
        (1, "一、总体情况"),
        (None, "总的情况良好。"),
        (2, "（一）主动公开"),
        (None, "公开信息3条。"),
        (None, "更新专栏。"),
        (2, "（五）监督保障"),
        (None, "接受监督。"),
        (1, "二、主动公开政府信息情况"),
        (1, "三、收到和处理政府信息公开申请情况"),
        (1, "四、政府信息公开行政复议、行政诉讼情况"),
        (1, "五、存在的主要问题及改进情况"),
        (2, "（一）存在的问题"),
        (None, "更新不够及时。"),
        (None, "（二）改进情况。已经改进。"),
        (1, "六、其他需要报告的事项"),
        (None, "未收取信息处理费。"),
    ]


def test_the_same_figures_give_the_same_bytes() -> None:
    assert word() == word()


@pytest.mark.parametrize(
    ("agency", "title"),
    [
        ("水利部", "水利部2024年政府信息公开工作年度报告"),
        ("青岚县水务局", "青岚县水务局2024年\n政府信息公开工作年度报告"),
        ("青岚省云岭市青岚县人民政府政务服务和大数据发展管理局办公室",
         "青岚省云岭市青岚县人民政府政务服务和大数据发展管理局办公室2024年\n政府信息公开工作年度报告"),
    ],
)  # fmt: skip
def test_a_title_too_long_for_a_line_is_broken_where_its_meaning_is(agency: str, title: str) -> None:
    assert paragraphs(word(agency=agency))[0][1] == title


def test_properties_name_the_report_and_nobody_s_machine() -> None:
    parts = parts_of(word())
    core = parts["docProps/core.xml"].decode()
    assert "<dc:title>青岚县水务局2024年政府信息公开工作年度报告</dc:title>" in core
    assert "<dc:creator>青岚县水务局</dc:creator>" in core
    assert "<dc:language>zh-CN</dc:language>" in core
    assert "docProps/app.xml" not in parts
    assert not re.search("created|modified|lastModifiedBy|Application", core)


def test_fonts_are_named_for_both_scripts_and_never_by_the_theme() -> None:
    parts = parts_of(word())
    assert not any("theme" in name for name in parts)
    for name in ("word/styles.xml", "word/document.xml"):
        assert not re.search(rb"(ascii|hAnsi|eastAsia|cs)Theme=", parts[name])
    for fonts in etree.fromstring(parts["word/styles.xml"]).iter(f"{W}rFonts"):
        assert {etree.QName(str(key)).localname for key in fonts.attrib} == {"ascii", "hAnsi", "eastAsia", "cs"}


def test_the_language_is_chinese() -> None:
    language = etree.fromstring(parts_of(word())["word/styles.xml"]).find(f"{W}docDefaults//{W}lang")
    assert language is not None
    assert language.get(f"{W}eastAsia") == "zh-CN"


def test_what_xml_cannot_hold_is_dropped_and_markup_is_text() -> None:
    texts = [text for _, text in paragraphs(word({"other": "甲\x00\x0b<w:p/>&amp; “乙”\ud800\t丙"}))]
    assert texts[-1] == "<w:p/>&amp; “乙”\t丙"
    assert texts[-2] == "甲"  # a vertical tab ends a line


def test_a_draft_is_marked_on_odd_and_even_pages_and_not_in_the_text() -> None:
    data = word(draft=True)
    headers = {name: part for name, part in parts_of(data).items() if name.startswith("word/draft")}
    assert set(headers) == {"word/draft-default.xml", "word/draft-even.xml"}
    assert all("草稿".encode() in part for part in headers.values())
    references = document_of(data).findall(f".//{W}headerReference")
    assert sorted(str(r.get(f"{W}type")) for r in references) == ["default", "even"]
    assert paragraphs(data) == paragraphs(word())


def test_a_finished_report_follows_a_draft_without_its_mark() -> None:
    word(draft=True)
    assert document_of(word()).find(f".//{W}headerReference") is None


def test_without_typography_there_is_no_word_file() -> None:
    from msgspec.structs import replace

    with pytest.raises(NianbaoError, match="typography"):
        render_docx(Figures("2021", "甲局", 2024, {}, {}, {}), {}, replace(RULEBOOK, typography=None))


def test_another_rulebook_gives_another_report() -> None:
    from msgspec.structs import replace

    sections = [replace(s, heading="别的情况") if s.id == "other" else s for s in RULEBOOK.sections]
    changed = replace(RULEBOOK, sections=tuple(sections))
    data = render_docx(of(zeros()), {}, changed)
    assert paragraphs(data)[-1] == (1, "六、别的情况")
