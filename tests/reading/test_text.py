"""The plain-text reader: encodings, tables set with tabs, wrapped and cut paragraphs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.document import Paragraph, Table, rows_of
from nianbao.errors import ReadError
from nianbao.files.limits import Limits
from nianbao.reading.plain import read_text

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"


def paragraphs(text: str) -> list[str]:
    return [block.text for block in read_text(text.encode()).blocks if isinstance(block, Paragraph)]


def tables(text: str) -> list[list[list[str]]]:
    found = [block for block in read_text(text.encode()).blocks if isinstance(block, Table)]
    return [[[cell.text for cell in row] for row in rows_of(table)] for table in found]


# ---- encodings

REPORT = "一、总体情况\n鹭汀区财政局2024年“主动公开”信息12条。\n二、其他\n未收取费用。\n" * 4


@pytest.mark.parametrize(
    "data",
    [
        REPORT.encode("utf-8"),
        REPORT.encode("utf-8-sig"),
        REPORT.encode("utf-16"),
        REPORT.encode("utf-16-le"),
        REPORT.encode("utf-16-be"),
        b"\xfe\xff" + REPORT.encode("utf-16-be"),
        REPORT.encode("gb18030"),
        REPORT.encode("gbk"),
        REPORT.replace("\n", "\r\n").encode("gbk"),
        REPORT.replace("\n", "\r").encode("utf-8"),
    ],
)
def test_encodings_and_line_ends(data: bytes) -> None:
    assert read_text(data) == read_text(REPORT.encode())


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_few_damaged_bytes_do_not_hide_the_rest(encoding: str) -> None:
    data = bytearray(REPORT.encode(encoding))
    data[40] = 0xFF
    texts = [block.text for block in read_text(bytes(data)).blocks if isinstance(block, Paragraph)]
    assert "未收取费用。" in texts
    assert any("\ufffd" in text for text in texts)


def test_a_character_cut_at_the_end() -> None:
    assert read_text(REPORT.encode()[:-2]).blocks[:-1] == read_text(REPORT.encode()).blocks[:-1]


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 8,
        b"\xff" * 100,
        b"\x00\x01\x02\x03" * 50,
        bytes(range(255, 128, -1)) * 40,
        b"\xff\xfe\x00\xd8" * 9,
        "报告\x01\x02\x03".encode(),
    ],
)
def test_what_is_no_text(data: bytes) -> None:
    with pytest.raises(ReadError, match="unknown kind of file"):
        read_text(data)


# ---- tables

TABLE = "\t自然人\t\t总计\n新收\t1\t0\t1\n上年结转\t\t \t"


def test_every_tab_makes_a_cell() -> None:
    assert tables(TABLE) == [[["", "自然人", "", "总计"], ["新收", "1", "0", "1"], ["上年结转", "", "", ""]]]


def test_cells_know_their_order_and_line() -> None:
    (table,) = read_text(f"表\n\n{TABLE}".encode()).blocks[1:]
    assert isinstance(table, Table)
    assert not table.gridded
    assert table.place.line == 3
    assert [(c.row, c.column, c.place.line) for c in table.cells][4:6] == [(1, 0, 4), (1, 1, 4)]


@pytest.mark.parametrize("between", ["\n\n", "\n \n", "\n新收\n", "\n\n三、下一部分\n\n", "\f"])
def test_what_ends_a_table(between: str) -> None:
    assert len(tables(TABLE + between + TABLE)) == 2


def test_a_row_alone_is_a_table() -> None:
    assert tables("行政许可\t17") == [[["行政许可", "17"]]]


def test_rows_with_tabs_only_at_their_ends_belong_to_the_table_beside_them() -> None:
    assert tables("第一项\t\t\n规章\t0\t0\n\t\t结果") == [[["第一项", "", ""], ["规章", "0", "0"], ["", "", "结果"]]]


@pytest.mark.parametrize(
    "line",
    [
        "\t根据有关规定，编制本年度报告，现予公布。欢迎社会各界监督，并提出意见和建议，以便改进工作。",
        "\t总体情况",
        "一、\t总体情况",
        "（一）\t主动公开",
        "1.\t建立制度",
        "总体情况\t",
    ],
)
def test_tabs_that_indent_or_follow_a_number_make_no_table(line: str) -> None:
    assert tables(line) == []
    assert paragraphs(line) == [line.strip()]


def test_a_numbered_heading_right_before_a_table_is_not_in_it() -> None:
    text = f"二、\t主动公开\n{TABLE}\n三、\t申请"
    assert paragraphs(text) == ["二、\t主动公开", "三、\t申请"]
    assert tables(text) == tables(TABLE)


# ---- wrapped paragraphs

LONG = (
    "榆汀区商务局深入贯彻落实有关规定，不断健全工作制度，扎实推进各项工作，进一步完善目录，公开渠道逐步扩展，"
    "公开内容不断丰富，全年共发布信息八十余条，其中政策文件二十条，工作动态四十条，其余为通知公告，群众满意度"
    "较上年明显提高，各项任务圆满完成，没有发生任何违反保密规定的情况，也没有收到群众的投诉和举报。"
)
OTHER = LONG.replace("榆汀区商务局", "下一步，我局将")


def wrap(text: str, columns: int = 38, first: int = 36) -> str:
    """As pdftotext leaves a paragraph: its first line shorter by the indent, all lines at the left margin."""
    rest = text[first:]
    return "\n".join([text[:first], *(rest[i : i + columns] for i in range(0, len(rest), columns))])


def joined(paragraph: str) -> str:
    return paragraph.replace("\n", "")


def test_wrapped_lines_are_one_paragraph_with_countable_lines() -> None:
    text = f"标题\n\n{wrap(LONG)}\n{wrap(OTHER)}\n二、结尾"
    found = paragraphs(text)
    assert [joined(p) for p in found] == ["标题", LONG, OTHER, "二、结尾"]
    assert found[1] == wrap(LONG)


def test_a_page_break_within_a_wrapped_paragraph() -> None:
    lines = wrap(LONG).split("\n")
    text = "\n".join([*lines[:2], "", "- 2 -", "", *lines[2:], "", wrap(OTHER)])
    found = paragraphs(text)
    assert [joined(p) for p in found] == [LONG, OTHER]
    assert found[0].split("\n")[5] == lines[2]


@pytest.mark.parametrize("number", ["一、", "（一）", "(2)", "1.", "1、", "3）", "第二条", "①", "●"])
def test_a_number_begins_a_paragraph_of_its_own(number: str) -> None:
    full = wrap(LONG).split("\n")[1]
    found = paragraphs("\n".join([wrap(OTHER), "", wrap(LONG), "", full, number + "新的一段"]))
    assert found[-1] == number + "新的一段"


def test_a_decimal_begins_no_paragraph() -> None:
    full = wrap(LONG).split("\n")[1]
    found = paragraphs("\n".join([wrap(OTHER), "", wrap(LONG), "", full, "1.5万条。"]))
    assert found[-1] == full + "\n1.5万条。"


def test_a_sentence_that_ends_at_the_margin_before_a_blank_line() -> None:
    full = wrap(LONG).split("\n")[1][:-1] + "。"
    assert paragraphs("\n".join([wrap(OTHER), "", full, "", "下一段。"]))[-2:] == [full, "下一段。"]


@pytest.mark.parametrize("cut", ["\n\n", "\n\n\n", "\n\n— 3 —\n\n", "\f"])
def test_a_sentence_cut_by_a_page_in_text_that_is_not_wrapped(cut: str) -> None:
    assert [joined(p) for p in paragraphs(LONG[:60] + cut + LONG[60:])] == [LONG]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (LONG, "另起一段。"),  # ended
        (LONG[:60], "二、下一部分"),
        (LONG[:60], "规章 0 0 0"),
        (LONG[:20], "太短，可能是标题"),
        (
            "榆汀区人力资源和社会保障局（榆汀区退役军人事务管理中心）二〇二四年年度报告",
            "根据规定，编制本报告。",
        ),  # a title
    ],
)
def test_what_is_not_joined_over_a_blank_line(before: str, after: str) -> None:
    assert paragraphs(f"{before}\n\n{after}") == [before, after]


def test_paragraphs_of_one_line_each_are_not_taken_for_wrapped_ones() -> None:
    lines = [f"{n}是加强学习，提高认识，明确责任，健全机制，完善制度，强化监督，保障落实到位。" for n in "一二三四五六"]
    assert paragraphs("\n".join(lines)) == lines


# ---- tables set with blanks

LOOSE = (
    "申请人情况\n\n自然\n人\n\n规章 0 0 0\n\n（部分公开，只计这一情\n形，不计其他情形）\n\n0 0 0 0 0 0\n0\n\n费用 / —"
)


def test_the_lines_of_a_loose_table_stay_alone() -> None:
    expected = [line for line in LOOSE.split("\n") if line]
    assert paragraphs(LOOSE) == expected
    assert paragraphs(f"{wrap(LONG)}\n\n{wrap(OTHER)}\n\n{LOOSE}")[2:] == expected


def test_values_at_the_margin_are_not_prose() -> None:
    row = "其" * 30 + " 0 0 0 0 0 0 0"
    assert paragraphs(f"{wrap(LONG)}\n\n{wrap(OTHER)}\n\n{row}\n下一行")[2:] == [row, "下一行"]


# ---- pages


@pytest.mark.parametrize("number", ["— 3 —", "- 3 -", "－３－", "—3—", "第 3 页 共 9 页", "第3页", "共9页 第3页"])
def test_page_numbers_are_dropped(number: str) -> None:
    assert paragraphs(f"甲。\n\n{number}\n\n乙。") == ["甲。", "乙。"]


def test_a_lone_number_is_a_page_number_only_at_a_page_break() -> None:
    assert paragraphs("甲。\n\n3\n\n乙。") == ["甲。", "3", "乙。"]
    assert paragraphs("甲。\n\n3\n\n\f乙。\n4\n丙。\n\n5/9\f丁。") == ["甲。", "乙。", "4", "丙。", "丁。"]


def test_pages_and_lines() -> None:
    blocks = read_text("甲。\n乙。\f丙。\n\n\f丁\t1\n".encode()).blocks
    assert [(b.place.page, b.place.line) for b in blocks] == [(1, 1), (1, 2), (2, 2), (3, 4)]
    assert all(b.place.page is None for b in read_text("甲。\n乙。\n".encode()).blocks)


def test_lines_are_counted_as_editors_count_them() -> None:
    blocks = read_text("甲\u2028甲\x0b。\r\n\r\n乙。\n丙。".encode()).blocks
    assert [b.place.line for b in blocks] == [1, 3, 4]


def test_heads_and_feet_that_run_over_the_pages_are_read_once() -> None:
    pages = (f"某县商务局年度报告\n第{n}段。\n规章 0 0 0\n某县商务局" for n in "一二三")
    texts = [b.text for b in read_text("\f".join(pages).encode()).blocks if isinstance(b, Paragraph)]
    assert [text for text in texts if "商务局" in text] == ["某县商务局年度报告"] + ["某县商务局"] * 3
    assert texts.count("规章 0 0 0") == 3


def test_rows_and_sentences_at_the_edge_of_several_pages_are_all_read() -> None:
    pages = ("规章数量 0 0 0\n本年，没有变化", "规章数量 0 0 0\n本年，没有变化")
    texts = [b.text for b in read_text("\f".join(pages).encode()).blocks if isinstance(b, Paragraph)]
    assert texts == [*pages[0].split("\n"), *pages[1].split("\n")]


# ---- bounds and invariants


@pytest.mark.parametrize("text", ["\n" * 12, "\t" * 12 + "x", "\f" * 12 + "x", "a\r\n" * 6, "|" * 12, "｜" * 12])
def test_more_lines_or_cells_than_the_limit(text: str) -> None:
    with pytest.raises(ReadError, match="cells=10"):
        read_text(text.encode(), Limits(cells=10))


PIECES = st.sampled_from(
    ["一、", "0", " ", "\t", "\n", "\n\n", "\f", "。", "，", "规章", "1.", "— 2 —", LONG[:35], LONG]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_no_character_is_lost_or_made_up(pieces: list[str]) -> None:
    text = "".join(pieces)
    seen = "".join(
        "".join(cell.text for cell in block.cells) if isinstance(block, Table) else block.text
        for block in read_text(text.encode()).blocks
        if isinstance(block, (Paragraph, Table))
    )
    kept, original = "".join(seen.split()), "".join(text.split())
    assert kept.replace("—", "").replace("2", "").replace("0", "") == original.replace("—", "").replace(
        "2", ""
    ).replace("0", "")


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_every_line_number_holds_what_stands_there(pieces: list[str]) -> None:
    text = "".join(pieces)
    lines = text.split("\n")
    for block in read_text(text.encode()).blocks:
        if isinstance(block, Paragraph) and block.place.line:
            for offset, piece in enumerate(block.text.split("\n")):
                line = lines[block.place.line - 1 + offset]
                unnumbered = (part for part in line.split("\f") if not part.strip().isdigit())
                assert any("".join(piece.split()) in "".join(t.split()) for t in (line, "".join(unnumbered)))


@pytest.mark.needs("shared")
@pytest.mark.parametrize(
    ("name", "tables"),
    [
        ("chanhe-commerce-2022", 4),
        ("luoyang-commerce-2023", 3),
        ("quxian-commerce-2023", 5),
        ("yanshi-commerce-2023", 0),
        ("yanshi-industry-2023", 0),
    ],
)
def test_real_reports(name: str, tables: int) -> None:
    path = SAMPLES / f"{name}.txt"
    blocks = read_text(path.read_bytes()).blocks
    lines = path.read_text(encoding="utf-8").split("\n")
    assert sum(isinstance(block, Table) for block in blocks) == tables
    assert all(b.place.line and lines[b.place.line - 1].strip() for b in blocks)
