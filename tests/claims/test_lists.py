"""Totals and their parts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nianbao.claims import Breakdown, Claims, find_breakdowns


def judged(text: str, book: Claims) -> list[Breakdown]:
    return [b for b in find_breakdowns(text, book, year=2024) if b.verdict != "open"]


@pytest.mark.parametrize(
    "text",
    [
        "公开信息96条，其中文件30条、公告25条、动态40条。",
        "公开信息96条，包括：文件30条，公告25条，动态40条。",
        "公开信息96条：一是文件30条；二是公告25条；三是动态40条。",
        "公开信息96条（文件30条、公告25条、动态40条）。",
        "公开信息96条，含文件30条、公告25条、动态40条。",
        "公开信息96条，通过网站、微信、微博分别公开30条、25条、40条。",
        "公开信息96条。其中，文件30条，公告25条，动态40条。",
        "公开文件30条、公告25条、动态40条，合计96条。",
        "公开信息96条，其中文件30条，占31%；公告25条，占26%；动态40条，占42%。",
        "公开信息九十六条，其中文件三十条、公告二十五条、动态四十条。",
    ],
)
def test_a_wrong_sum_is_seen_in_any_wording(text: str, book: Claims) -> None:
    (found,) = judged(text, book)
    assert found.total.value == 96
    assert [p.value for p in found.parts] == [30, 25, 40]
    assert found.wrong


def test_places_are_those_of_the_text(book: Claims) -> None:
    text = "全年公开信息 9 6 条，其中文件30条、公告25条、动态４０条。"
    (found,) = judged(text, book)
    assert text[found.total.start : found.total.end] == "9 6 条"
    assert [text[p.start : p.end] for p in found.parts] == ["30条", "25条", "４０条"]
    assert text[found.start : found.end] == found.quote


@pytest.mark.parametrize(
    "text",
    [
        "公开信息96条，其中文件30条、公告25条、动态40条等。",
        "公开信息96条，主要包括文件30条、公告25条、动态40条。",
        "公开信息90余条，其中文件30条、公告25条、动态40条。",
        "公开信息96条，其中文件近30条、公告25条、动态40条。",
        "公开信息96条，其中重点信息30条。",
        "公开信息960条，其中文件30条、公告25条。",
        "公开信息1.2万条，其中文件0.8万条、公告0.5万条。",
        "办结9件（含上年结转6件，另有2件结转下年度）。",
        "收到申请50件，办结48件，其中网上申请30件、信函申请20件。",
        "收到申请21件，比上年（34件）减少13件，其中网上20件、信函1件。",
    ],
)
def test_open_and_unclear_lists_are_let_alone(text: str, book: Claims) -> None:
    assert [b for b in judged(text, book) if b.wrong] == []


def test_two_breakdowns_of_one_total_are_two(book: Claims) -> None:
    found = judged("收到9件申请，按申请主体分，自然人8件、企业1件；按申请方式分，邮寄5件、网络4件。", book)
    assert [[p.value for p in b.parts] for b in found] == [[8, 1], [5, 4]]
    assert all(not b.wrong for b in found)


def test_a_list_in_a_list_is_its_own(book: Claims) -> None:
    text = "发布信息231条，其中网站140条（文件99条、公告40条），微信91条。"
    outer, inner = sorted(judged(text, book), key=lambda b: -b.total.value)
    assert not outer.wrong
    assert (inner.total.value, inner.verdict) == (Decimal(140), "below")


def test_what_follows_the_list_is_no_part(book: Claims) -> None:
    (found,) = judged("公开信息90条，其中动态50条、文件20条、其他20条，回复留言30条。", book)
    assert found.verdict == "equal"
