"""What a text claims: where, whose, of which year, and what several statements say together."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.claims import Claim, Claims, figure_value, find_breakdowns, find_claims
from nianbao.claims.engine import engine
from tests.builders.rulebooks import official_claims

Find = Callable[..., list[Claim]]
Stated = Callable[..., dict[str, str]]
BOOK = official_claims()


def test_a_claim_quotes_its_words_at_their_place(claims: Find) -> None:
    text = "一、总体情况\n2024年，我局共收到政府信息公开申请 1 7 件，办结１６件。"
    new, done = claims(text)
    assert text[new.start : new.end] == new.quote == "我局共收到政府信息公开申请 1 7 件"
    assert text[done.start : done.end] == done.quote == "办结１６件"


def test_finds_every_claim_and_not_only_the_first(claims: Find) -> None:
    text = "共收到申请5件，办结5件。年内收到政府信息公开申请6件。"
    assert [(c.figure, c.value) for c in claims(text)] == [
        ("applications.new", Decimal(5)),
        ("applications.completed", Decimal(5)),
        ("applications.new", Decimal(6)),
    ]


@pytest.mark.parametrize("own", [chr(code) for code in range(0xE000, 0xE008)])
def test_private_characters_of_a_file_are_no_words(stated: Stated, own: str) -> None:
    assert stated(f"{own}全年共收到政府信息公开申请{own}7件，{own}办结5件。") == {
        "applications.new": "7",
        "applications.completed": "5",
    }


def test_words_in_brackets_are_read_once_however_many_brackets_there_are() -> None:
    text = f"我局{'网站（栏目）' * 12}收到政府信息公开申请3件。"
    (passage, *_) = engine(BOOK).passages(text, 2024)
    assert sum(len(word.text) for word in passage.items[0].gap) < len(text)


@pytest.mark.parametrize(
    ("agency", "area", "own"),
    [
        ("澧阳市人民政府", "全市", True),
        ("澧阳市人民政府", "全县", False),
        ("澧阳市人民政府办公室", "全市", False),
        ("澧阳市教育局", "全市", False),
        ("澧阳高新区管理委员会", "全区", True),
        (None, "全市", False),
    ],
)
def test_the_areas_count_is_own_only_to_its_government(agency: str | None, area: str, own: bool, claims: Find) -> None:
    assert bool(claims(f"{area}共收到政府信息公开申请80件。", agency=agency)) is own


@pytest.mark.parametrize(
    ("agency", "name", "own"),
    [
        ("澧阳市住房和城乡建设局", "市住建局", True),
        ("澧阳市住房和城乡建设局", "市公安局", False),
        ("澧阳市卫生健康委员会", "市卫健委", True),
        ("澧阳市人民政府", "教育局", False),
        ("澧阳市卫生健康委员会", "临江县水利局", True),
    ],
)
def test_another_bodys_count_is_none_of_ours(agency: str, name: str, own: bool, claims: Find) -> None:
    assert bool(claims(f"{name}收到政府信息公开申请9件。", agency=agency)) is own


def test_a_negative_cell_is_no_part_of_a_sum(book: Claims) -> None:
    table = {"review.litigation_direct.total": Decimal(4), "review.litigation_after_review.total": Decimal(-1)}
    assert figure_value("review.litigation.total", book, table.get) == 4


def test_a_government_is_not_its_office(claims: Find) -> None:
    text = "市政府办公室收到政府信息公开申请9件。"
    assert claims(text, agency="澧阳市人民政府") == []
    assert len(claims(text, agency="澧阳市人民政府办公室")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "全市共收到政府信息公开申请326件，其中市政府本级收到14件。",
        "全市共收到政府信息公开申请326件（其中市本级14件）。",
        "市政府办公室收到政府信息公开申请14件。全市共收到政府信息公开申请326件。",
    ],
)
def test_the_count_of_the_office_is_told_from_the_area_s(text: str, book: Claims) -> None:
    found = find_claims(text, book, section="overview", agency="澧阳市人民政府", area="澧阳市", offices=True)
    assert {f"{c.figure} {c.value} {c.whose}" for c in found} == {
        "applications.new 14 office",
        "applications.new 326 area",
    }


@pytest.mark.parametrize(
    "time", ["2023年", "上年", "上半年", "一季度", "2024年5月", "近三年", "条例施行以来", "2025年计划"]
)
def test_another_time_is_not_compared(time: str, claims: Find) -> None:
    assert claims(f"{time}，收到政府信息公开申请9件。") == []


@pytest.mark.parametrize(
    "time", ["2024年", "全年", "2024年1月1日至12月31日", "二〇二四年", "2024年度全年", "截至2024年12月31日", "今年以来"]
)
def test_the_reports_year_is_compared(time: str, claims: Find) -> None:
    assert len(claims(f"{time}，收到政府信息公开申请9件。")) == 1


def test_years_tell_the_directions_of_a_carry_over_with_and_without_the_reports_year(stated: Stated) -> None:
    text = "收到政府信息公开申请8件，2022年结转1件，结转至2024年2件。"
    expected = {"applications.new": "8", "applications.carried_in": "1", "applications.carried_out": "2"}
    assert stated(text, year=2023) == expected
    assert stated(text, year=None) == expected


def test_received_with_those_carried_in_is_not_what_was_newly_received(stated: Stated) -> None:
    assert stated("共收到政府信息公开申请9件（含上年结转2件）。") == {
        "applications.carried_in": "2",
    }
    assert stated("答复政府信息公开申请9件（含上年结转2件）。")["applications.completed"] == "9"


def test_two_outcomes_with_one_number_are_neither(stated: Stated) -> None:
    assert stated("办结政府信息公开申请8件，予以公开和部分公开5件。") == {"applications.completed": "8"}


def test_numbers_behind_the_nouns_are_told_apart_by_their_order(stated: Stated) -> None:
    assert stated("行政复议、行政诉讼分别为3件和2件。") == {
        "review.reconsideration.total": "3",
        "review.litigation.total": "2",
    }
    assert stated("行政复议、行政诉讼分别为3件、2件、1件。") == {}


def test_a_doubt_is_no_claim(claims: Find) -> None:
    assert claims("收到关于征地的政府信息公开申请9件。") == []
    assert claims("收到临街店招申请9件，办结8件。") == []
    assert claims("延期答复政府信息公开申请3件。") == []


def test_what_is_denied_is_nought(stated: Stated) -> None:
    assert stated("未收到政府信息公开申请，无行政复议、行政诉讼。") == {
        "applications.new": "0",
        "review.reconsideration.total": "0",
        "review.litigation.total": "0",
    }


@pytest.mark.parametrize(
    "text",
    [
        "未收到超期投诉。",
        "无一逾期。",
        "没有一件申请超期。",
        "未发生行政复议被纠正情况。",
        "无逾期的政府信息公开申请。",
    ],
)
def test_denials_of_something_else_are_no_claims(text: str, claims: Find) -> None:
    assert claims(text) == []


def test_the_topic_stands_in_for_the_noun(stated: Stated) -> None:
    assert stated("（二）依申请公开情况。全年收到4件，办结4件。（三）政府信息管理。全年收到9件。") == {
        "applications.new": "4",
        "applications.completed": "4",
    }


def test_sums_of_figures_are_added_up(book: Claims) -> None:
    table = {
        "review.litigation_direct.total": Decimal(3),
        "review.litigation_after_review.total": Decimal(4),
        "applications.new": Decimal(5),
    }
    assert figure_value("review.litigation.total", book, table.get) == 7
    assert figure_value("applications.new+review.litigation.total", book, table.get) == 12
    assert figure_value("applications.new+applications.carried_in", book, table.get) is None


HOSTILE = [
    "其中1件",
    "1",
    "1,",
    "1件。",
    "(",
    "（1件",
    "一",
    "2024年1月1日至",
    " ",
    "\n",
    "《",
    "1-",
    "未收到",
    "1.1.",
    "行政复议1件，",
    "1\n",
    "申请",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_costs_no_more_than_its_size(unit: str, book: Claims) -> None:
    text = unit * (1_000_000 // len(unit))
    find_claims(text, book, section="overview")
    find_breakdowns(text, book)


WORDS = [
    "2024年",
    "共收到",
    "政府信息公开申请",
    "行政复议",
    "12",
    "1，234",
    "十二",
    "件",
    "，",
    "。",
    "（",
    "）",
    "其中",
    "未",
    "无",
    "上年结转",
    "、",
    "：",
    "予以公开",
    "分别为",
    "余",
    "万",
    "\n",
    " ",
    "合计",
    "零",
    "《",
    "》",
    "（二）",
    "某",
    "和",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30).map("".join))
def test_any_text_is_read_and_every_quote_is_of_the_text(text: str) -> None:
    for claim in find_claims(text, BOOK, section="overview", agency="澧阳市教育局", year=2024):
        assert claim.quote == text[claim.start : claim.end] != ""
        assert claim.low <= claim.value <= claim.high
    for found in find_breakdowns(text, BOOK, year=2024):
        assert found.quote == text[found.start : found.end]
        assert found.parts


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 99_999),
    st.integers(1, 99_999),
    st.sampled_from(["{}", " {} ", "\u3000{}"]),
)
def test_width_separators_and_blanks_change_nothing(new: int, done: int, blanks: str) -> None:
    plain = f"共收到政府信息公开申请{new}件，办结{done}件。"
    wide = str.maketrans("0123456789,", "０１２３４５６７８９，")
    dressed = f"共收到政府信息公开申请{blanks.format(f'{new:,}'.translate(wide))}件，办结{blanks.format(done)}件。"
    found = [[(c.figure, c.value) for c in find_claims(t, BOOK, section="overview")] for t in (plain, dressed)]
    assert found[0] == found[1] == [("applications.new", Decimal(new)), ("applications.completed", Decimal(done))]
