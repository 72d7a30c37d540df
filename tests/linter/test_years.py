"""C503 and C504 on single sentences: what they say, and above all what they let alone."""

from __future__ import annotations

from typing import Any

import pytest

from nianbao.i18n import Text
from tests.builders.reports.sentences import PERIODS, YEARS, defects, found_periods, found_years, saying


@pytest.mark.parametrize("case", YEARS, ids=lambda case: case["text"][:20])
def test_years_are_understood(case: dict[str, Any]) -> None:
    assert found_years(case) == ([case["wrong"]] if "wrong" in case else [])


def test_last_years_text_is_one_finding_for_a_section_that_counts_its_places() -> None:
    report = saying("2023年，我局公开信息70条。\n（二）依申请公开。\u3000２０２３年共收到公开申请３件。")
    (defect,) = defects(report, "C503")
    what = defect.values["what"]
    assert isinstance(what, Text)
    assert what.zh == "所述年份为 2023 年，报告年度为 2024 年；本部分共有 2 处"
    assert defect.values["quote"] == "2023年，我局公开信息70条。"
    assert (defect.location.section, defect.location.line) == ("overview", 1)


def test_the_quote_is_the_text_as_it_stands() -> None:
    report = saying("按照《规定》（二〇一九年版）要求，二〇二三年 ，我局公开信息“７０”条。")
    (defect,) = defects(report, "C503")
    assert defect.values["quote"] == "二〇二三年 ，我局公开信息“７０”条。"


@pytest.mark.parametrize("section", [None, "overview"])
@pytest.mark.parametrize("case", PERIODS, ids=lambda case: case["text"][:20])
def test_periods_are_understood(case: dict[str, Any], section: str | None) -> None:
    assert len(found_periods(case, section)) == case.get("wrong", False)
