"""The numbers that Word prints before paragraphs and stores nowhere in their text."""

from __future__ import annotations

import pytest

from nianbao.document import Paragraph, Table
from nianbao.numerals import count
from nianbao.reading.docx import read_docx
from tests.builders.docx import abstract, docx, level, num, numbered, p, r, style, tbl, tc, tr

CHINESE = abstract(
    0, level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3.")
)


def labels(*body: str, numbering: str = CHINESE + num(1, 0), styles: str = "") -> list[str]:
    document = read_docx(docx(*body, numbering=numbering, styles=styles))
    return [block.number for block in document.blocks if isinstance(block, Paragraph)]


def at(index: int, number: int = 1, text: str = "标题") -> str:
    return p(text, properties=numbered(number, index))


@pytest.mark.parametrize(
    ("number_format", "written"),
    [
        ("decimal", {1: "1", 10: "10"}),
        ("decimalZero", {1: "01", 10: "10"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 51: "51"}),
        ("decimalEnclosedCircleChinese", {3: "③"}),
        ("decimalEnclosedParen", {1: "⑴", 21: "21"}),
        ("decimalEnclosedFullstop", {2: "⒉"}),
        ("ideographEnclosedCircle", {1: "㊀"}),
        ("chineseCounting", {0: "〇", 1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "一〇〇"}),
        ("chineseCountingThousand", {15: "十五", 100: "一百", 105: "一百零五", 110: "一百一十", 1001: "一千零一"}),
        ("japaneseCounting", {6: "六", 10: "十", 100: "百", 1100: "千百"}),
        ("ideographDigital", {10: "一〇"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 12: "壹拾贰"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "甲"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("ideographZodiacTraditional", {1: "甲子", 60: "癸亥"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 53: "aaa", 781: "a"}),
        ("upperLetter", {2: "B"}),
        ("lowerRoman", {4: "iv", 1999: "mcmxcix"}),
        ("upperRoman", {9: "IX"}),
        ("ordinal", {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th"}),
        ("numberInDash", {1: "- 1 -"}),
        ("none", {1: ""}),
        ("madeUp", {7: "7"}),
    ],
)  # fmt: skip
def test_number_formats(number_format: str, written: dict[int, str]) -> None:
    assert {value: count(value, number_format) for value in written} == written


@pytest.mark.parametrize("number_format", ["chineseCounting", "lowerRoman", "upperLetter", "ideographZodiac"])
def test_counts_beyond_word_s_are_decimal(number_format: str) -> None:
    assert count(999_999_999, number_format) == "999999999"
    assert count(-1, number_format) == "-1"


def test_text_begins_with_the_number() -> None:
    (block,) = read_docx(docx(at(0, text="总体情况"), numbering=CHINESE + num(1, 0))).blocks
    assert isinstance(block, Paragraph)
    assert (block.text, block.number) == ("一、总体情况", "一、")


def test_levels_count_and_start_anew_below_a_higher_one() -> None:
    assert labels(at(0), at(1), at(1), p("正文"), at(2), at(0), at(1), at(2)) == [
        "一、", "（一）", "（二）", "", "1.", "二、", "（一）", "1.",
    ]  # fmt: skip


def test_a_level_may_show_the_numbers_above_it_in_decimal() -> None:
    lists = abstract(
        0,
        level(0, "chineseCounting", "第%1章"),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "decimal", "%1-%3"),
    )
    assert labels(at(0), at(0), at(1), at(2), numbering=lists + num(1, 0)) == ["第一章", "第二章", "2.1", "二-1"]


@pytest.mark.parametrize(("restart", "last"), [(0, "c"), (1, "a"), (2, "a")])
def test_restart_after_a_level_or_never(restart: int, last: str) -> None:
    third = level(2, "lowerLetter", "%3", f'<w:lvlRestart w:val="{restart}"/>')
    lists = abstract(0, level(0, "decimal", "%1"), level(1, "decimal", "%2"), third)
    assert labels(at(0), at(1), at(2), at(2), at(0), at(2), numbering=lists + num(1, 0))[-1] == last


def test_restart_after_level_one_goes_on_under_the_next_level_two() -> None:
    third = level(2, "lowerLetter", "%3", '<w:lvlRestart w:val="1"/>')
    lists = abstract(0, level(0, "decimal", "%1"), level(1, "decimal", "%2"), third)
    assert labels(at(0), at(1), at(2), at(1), at(2), numbering=lists + num(1, 0))[-1] == "b"


def test_lists_of_one_definition_go_on_unless_they_override_the_start() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = CHINESE + num(1, 0) + num(2, 0) + num(3, 0, override)
    assert labels(at(0), at(0, 2), at(0, 3), at(0, 3), at(0), numbering=numbering) == [
        "一、", "二、", "一、", "二、", "三、",
    ]  # fmt: skip


def test_a_list_may_bring_its_own_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "%1)", start=5)}</w:lvlOverride>'
    assert labels(at(0, 2), at(0, 2), numbering=CHINESE + num(2, 0, override)) == ["5)", "6)"]


@pytest.mark.parametrize(
    ("suffix", "text"),
    [("tab", "一、总体"), ("space", "一、 总体"), ("nothing", "一、总体"), ("", "一、总体")],
)
def test_what_follows_the_number(suffix: str, text: str) -> None:
    lists = abstract(0, level(0, "chineseCounting", "%1、").replace('"nothing"', f'"{suffix}"'))
    (block,) = read_docx(docx(at(0, text="总体"), numbering=lists + num(1, 0))).blocks
    assert isinstance(block, Paragraph)
    assert block.text == text


def test_a_tab_after_a_half_width_number_is_a_gap() -> None:
    lists = abstract(0, level(0, "decimal", "%1").replace('"nothing"', '"tab"'))
    (block,) = read_docx(docx(at(0, text="3件"), numbering=lists + num(1, 0))).blocks
    assert isinstance(block, Paragraph)
    assert block.text == "1 3件"


def test_styles_number_their_paragraphs_at_the_level_linked_with_them() -> None:
    lists = abstract(
        0,
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="h1"/>'),
        level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="h2"/>'),
    )
    numbering = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = style("h1", numbering) + style("h2", numbering) + style("h3", '<w:basedOn w:val="h1"/>')
    body = [p("甲", properties=f'<w:pStyle w:val="{name}"/>') for name in ("h1", "h2", "h3")]
    off = p("乙", properties='<w:pStyle w:val="h1"/>' + numbered(0))
    assert labels(*body, off, numbering=lists + num(1, 0), styles=styles) == ["一、", "（一）", "二、", ""]


def test_a_style_that_no_level_is_linked_with_names_its_level_itself() -> None:
    numbering = '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = style("h1", f"<w:pPr>{numbered(1, None)}</w:pPr>") + style("h2", numbering)
    styles += style("h3", '<w:basedOn w:val="h2"/>')
    body = [p("甲", properties=f'<w:pStyle w:val="{name}"/>') for name in ("h1", "h2", "h3", "h1")]
    assert labels(*body, styles=styles) == ["一、", "（一）", "（二）", "二、"]


def test_numbering_styles_lead_to_the_list_that_they_stand_for() -> None:
    lists = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="list"/></w:abstractNum>' + CHINESE
    styles = style("list", f"<w:pPr>{numbered(1, None)}</w:pPr>", kind="numbering")
    numbering = lists + num(1, 0) + num(9, 5)
    assert labels(at(0), at(0, 9), numbering=numbering, styles=styles) == ["一、", "二、"]


def test_a_style_that_links_to_itself_numbers_nothing() -> None:
    lists = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="list"/></w:abstractNum>'
    styles = style("list", f"<w:pPr>{numbered(9, None)}</w:pPr>", kind="numbering")
    assert labels(at(0, 9), numbering=lists + num(9, 5), styles=styles) == [""]


def test_unknown_lists_and_levels_number_nothing() -> None:
    assert labels(at(0, 8), at(7), at(-1)) == ["", "", ""]
    assert labels(at(0), numbering="") == [""]


def test_deleted_and_hidden_paragraphs_are_not_counted() -> None:
    mark = "<w:rPr><w:{}/></w:rPr>"
    deleted = p("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", properties=numbered(1) + mark.format("del"))
    hidden = p(r("密", "<w:vanish/>"), properties=numbered(1) + mark.format("vanish"))
    assert labels(at(0), deleted, hidden, at(0)) == ["一、", "二、"]


def test_numbers_in_cells_belong_to_the_text() -> None:
    (table,) = read_docx(docx(tbl(tr(tc(at(2, text="属于国家秘密")), "0")), numbering=CHINESE + num(1, 0))).blocks
    assert isinstance(table, Table)
    assert table.cells[0].text == "1.属于国家秘密"


def test_bullets_of_symbol_fonts_are_bullets() -> None:
    lists = abstract(0, level(0, "bullet", "\uf0b7"), level(1, "bullet", "—"))
    assert labels(at(0), at(1), numbering=lists + num(1, 0)) == ["•", "—"]


def test_formats_that_old_versions_do_not_know_have_a_fallback() -> None:
    new = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001"/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimalZero"/></mc:Fallback></mc:AlternateContent>'
    )
    lists = abstract(0, level(0, "x", "%1").replace('<w:numFmt w:val="x"/>', new))
    assert labels(at(0), numbering=lists + num(1, 0)) == ["01"]
