"""C511 and C512 on single sentences: shares and growth that follow from their counts, and those that do not."""

from __future__ import annotations

from typing import Any

import pytest

from nianbao.i18n import Text
from tests.builders.reports.sentences import GROWTH, SHARES, found_growth, found_shares


@pytest.mark.parametrize("case", SHARES, ids=lambda case: case["text"][:20])
def test_shares_are_understood(case: dict[str, Any]) -> None:
    assert len(found_shares(case)) == case.get("wrong", False)


@pytest.mark.parametrize("case", GROWTH, ids=lambda case: case["text"][:20])
def test_growth_is_understood(case: dict[str, Any]) -> None:
    assert len(found_growth(case)) == case.get("wrong", False)


def _arithmetic(values: Any) -> str:
    assert isinstance(values["arithmetic"], Text)
    return values["arithmetic"].zh


def test_a_share_tells_what_it_would_be_of_each_whole() -> None:
    (defect,) = found_shares({"text": "收到申请14件，其中自然人11件，占 75.87%。"})
    assert defect.values["quote"] == "11件，占 75.87%"
    assert "11÷14＝78.57%" in _arithmetic(defect.values)
    assert _arithmetic(defect.values).endswith("文中为 75.87%")


def test_growth_tells_both_counts_and_where_last_years_stands() -> None:
    (defect,) = found_growth({"text": "收到政府信息公开申请14件，同比增长35.7%。"})
    assert _arithmetic(defect.values) == "上年报告为 9，本年为 14，增长 55.56%"
    (defect,) = found_growth({"text": "公开信息320条，比上年的210条增加101条。"})
    assert _arithmetic(defect.values) == "文中所述上年为 210，本年为 320，增加 110"
