"""What reports say of fees, of themselves and of persons: C505, C508 to C510, S111, D704."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from linter.checks import Case, check_of
from nianbao.i18n import Text
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from tests.builders.reports import BASE
from tests.builders.reports.sentences import (
    BODIES,
    FEES,
    REPORT,
    cannot_make_rules,
    defects,
    fees_told,
    found_fees,
    found_notices,
    with_section,
)


@pytest.mark.parametrize("case", FEES, ids=lambda case: case["text"][:20])
def test_fees_are_understood(case: dict[str, Any]) -> None:
    assert len(found_fees(case)) == (case["verdict"] == "missing")
    untold = [case["unpaid"]] if case["verdict"] == "untold" else []
    assert [d.values["number"] for d in found_notices(case)] == untold


def test_fees_that_stand_in_another_section_are_told_where() -> None:
    report = with_section(REPORT, "overview", "本年度未收取信息处理费。")
    (defect,) = defects(with_section(report, "other", "无"), "C505")
    assert isinstance(defect.values["what"], Text)
    assert defect.values["what"].zh == "此处未报告收取信息处理费情况（写在了第一部分，应移至此处）"


def test_untold_notices_quote_the_sentence_and_name_the_row() -> None:
    (defect,) = defects(fees_told({"text": "本年度没有收取信息处理费。", "unpaid": 2}), "C510")
    assert defect.values["quote"] == "本年度没有收取信息处理费。"
    assert isinstance(defect.values["figure"], Text)
    assert "2.申请人逾期未按收费通知要求缴纳费用" in defect.values["figure"].zh


@pytest.mark.parametrize(("name", "cannot"), [(n, v == "cannot") for v, names in BODIES.items() for n in names])
def test_the_name_of_a_body_tells_whether_it_makes_rules(name: str, cannot: bool) -> None:
    assert cannot_make_rules(name) == cannot


def test_the_rule_says_where_fees_are_told_and_which_row_counts_the_unpaid() -> None:
    book = REPORT.rulebook
    rule = msgspec.structs.replace(book.rule("C510"), section="problems", figure="applications.granted")
    report = with_section(REPORT, "problems", "本年度未收取信息处理费。")
    (defect,) = check_of(rule.kind)(Case(with_section(report, "other", "无")), rule)
    assert (defect.location.section, defect.actual) == ("problems", "7")


def test_the_rule_says_which_row_is_suspect() -> None:
    report = recognise(read_bytes(BASE.encode()))
    rule = msgspec.structs.replace(report.rulebook.rule("C508"), figure="proactive.normative_documents")
    (defect,) = check_of(rule.kind)(Case(report), rule)
    assert (defect.location.row, defect.location.column, defect.actual) == ("normative_documents", "issued", "2")
