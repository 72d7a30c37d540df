"""The plain-text reader: paragraphs wrapped at a margin or cut by a page, and what pages print around them."""

from __future__ import annotations

import pytest

from nianbao.document import Paragraph
from nianbao.reading.plain import read_text
from tests.builders.texts import LONG, OTHER, paragraphs, wrap


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


@pytest.mark.parametrize("blank", ["\ufeff", "\ufeff\t", "\f\ufeff", " \ufeff\u3000"])
def test_a_line_of_nothing_but_a_byte_order_mark_is_blank(blank: str) -> None:
    """As files have it that were put together of several."""
    assert paragraphs(f"甲\n{blank}\n乙") == paragraphs("甲\n\n乙")


def test_heads_and_feet_that_run_over_the_pages_are_read_once() -> None:
    pages = (f"某县商务局年度报告\n第{n}段。\n规章 0 0 0\n某县商务局" for n in "一二三")
    texts = [b.text for b in read_text("\f".join(pages).encode()).blocks if isinstance(b, Paragraph)]
    assert [text for text in texts if "商务局" in text] == ["某县商务局年度报告"] + ["某县商务局"] * 3
    assert texts.count("规章 0 0 0") == 3


def test_rows_and_sentences_at_the_edge_of_several_pages_are_all_read() -> None:
    pages = ("规章数量 0 0 0\n本年，没有变化", "规章数量 0 0 0\n本年，没有变化")
    texts = [b.text for b in read_text("\f".join(pages).encode()).blocks if isinstance(b, Paragraph)]
    assert texts == [*pages[0].split("\n"), *pages[1].split("\n")]
