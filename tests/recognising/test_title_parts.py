"""A title is right in every order of its three parts, on one line or on up to three."""

from __future__ import annotations

from itertools import permutations, product

import pytest

from nianbao.document import Paragraph, Place
from nianbao.recognising.headings.title import find_title
from nianbao.rulebook import load_rulebook

WORDS = "政府信息公开工作年度报告"
AGENCY = "青岚县水务局"
SET = [
    (order, breaks)
    for year in ("2024年", "2024年度", "（2024年度）")
    for order in permutations((AGENCY, year, WORDS))
    for breaks in product(("", "\n"), repeat=2)
]


def found(lines: list[str]) -> tuple[str | None, int | None, bool]:
    title, _ = find_title(tuple(Paragraph(text, Place(line=n + 1)) for n, text in enumerate(lines)), load_rulebook())
    return (title.agency, title.year, title.exact) if title else (None, None, False)


@pytest.mark.parametrize(("order", "breaks"), SET, ids=lambda parts: "".join(parts).replace("\n", "-"))
def test_the_parts_of_a_title_stand_in_any_order(order: tuple[str, str, str], breaks: tuple[str, str]) -> None:
    lines = f"{order[0]}{breaks[0]}{order[1]}{breaks[1]}{order[2]}".split("\n")
    assert found(lines) == (AGENCY, 2024, True)
    assert found(["青岚县人民政府门户网站", *lines, "本报告依据《条例》编制。"]) == (AGENCY, 2024, True)


@pytest.mark.parametrize(
    "lines",
    [
        [WORDS, "发布机构：青岚县水务局"],
        [WORDS, "2024年", "打印本页"],
        ["2024年" + WORDS, "根据条例编制"],
    ],
)
def test_what_is_no_agency_behind_the_words_makes_no_title_right(lines: list[str]) -> None:
    assert found(lines)[0::2] == (None, False)


def test_an_agency_in_front_wins_over_one_behind() -> None:
    assert found(["青岚县水务局", "2024年" + WORDS, "青岚县人民政府办公室"]) == (AGENCY, 2024, True)
