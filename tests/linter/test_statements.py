"""What reports say of fees, of themselves and of persons: C505, C508, C509, S111, D704."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from ruamel.yaml import YAML

from linter.checks import Case, check_of
from linter.checks.statements import body_of
from linter.findings import Defect
from nianbao.document import Paragraph, Place
from nianbao.i18n import Text
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from nianbao.report import Report
from tests.builders.reports import BASE, edited

HERE = Path(__file__).parent
FEES: list[dict[str, Any]] = YAML(typ="safe").load((HERE / "fees.yaml").read_text("utf-8"))
BODIES: dict[str, list[str]] = YAML(typ="safe").load((HERE / "bodies.yaml").read_text("utf-8"))
REPORT = recognise(read_bytes(BASE.encode()))


def unpaid(number: int) -> Report:
    """The clean report with so many applicants who did not pay."""
    row = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
    zeros = "\t0" * 5
    edit = {"replace": f"{row}\t0{zeros}\t0", "by": f"{row}\t{number}{zeros}\t{number}"}
    return recognise(read_bytes(edited([edit]).encode()))


def with_section(report: Report, section_id: str, text: str) -> Report:
    """The report with this text in a section, a paragraph a line."""
    blocks = tuple(Paragraph(line, Place(line=i)) for i, line in enumerate(text.split("\n"), 1))
    sections = (msgspec.structs.replace(s, blocks=blocks) if s.id == section_id else s for s in report.sections)
    return msgspec.structs.replace(report, sections=tuple(sections))


def defects(report: Report, code: str) -> list[Defect]:
    """What one rule says of a report."""
    rule = report.rulebook.rule(code)
    return list(check_of(rule.kind)(Case(report), rule))


def _fees(case: dict[str, Any]) -> Report:
    return with_section(unpaid(case.get("unpaid", 0)), "other", case["text"])


def found_fees(case: dict[str, Any]) -> list[Defect]:
    """What C505 says of a section six."""
    return defects(_fees(case), "C505")


def cannot_make_rules(name: str) -> bool:
    """Whether the name of a body settles that it makes no rules."""
    body = body_of(name, REPORT.rulebook)
    return body is not None and body.makes_rules is False


@pytest.mark.parametrize("case", FEES, ids=lambda case: case["text"][:20])
def test_fees_are_understood(case: dict[str, Any]) -> None:
    found = found_fees(case)
    assert len(found) == (case["verdict"] != "fine")
    assert [d.actual for d in found if d.expected == "0"] == (
        [str(case["unpaid"])] if case["verdict"] == "contradiction" else []
    )


def test_fees_that_stand_in_another_section_are_told_where() -> None:
    report = with_section(REPORT, "overview", "本年度未收取信息处理费。")
    (defect,) = defects(with_section(report, "other", "无"), "C505")
    assert isinstance(defect.values["what"], Text)
    assert defect.values["what"].zh == "没有报告收取信息处理费的情况（第一部分写了，应写在这里）"


def test_a_contradiction_quotes_the_sentence_and_names_the_row() -> None:
    (defect,) = defects(_fees({"text": "本年度没有收取信息处理费。", "unpaid": 2}), "C505")
    assert isinstance(defect.values["what"], Text)
    assert "「本年度没有收取信息处理费。」" in defect.values["what"].zh
    assert "第三部分表中「2.申请人逾期未按收费通知要求缴纳费用" in defect.values["what"].zh


@pytest.mark.parametrize(("name", "cannot"), [(n, v == "cannot") for v, names in BODIES.items() for n in names])
def test_the_name_of_a_body_tells_whether_it_makes_rules(name: str, cannot: bool) -> None:
    assert cannot_make_rules(name) == cannot


def test_the_rule_says_where_fees_are_told_and_which_figure_contradicts() -> None:
    book = REPORT.rulebook
    rule = msgspec.structs.replace(book.rule("C505"), section="problems", figure="applications.granted")
    report = with_section(REPORT, "problems", "本年度未收取信息处理费。")
    (defect,) = check_of(rule.kind)(Case(with_section(report, "other", "无")), rule)
    assert (defect.location.section, defect.actual) == ("problems", "7")


def test_the_rule_says_which_row_is_suspect() -> None:
    report = recognise(read_bytes(BASE.encode()))
    rule = msgspec.structs.replace(report.rulebook.rule("C508"), figure="proactive.normative_documents")
    (defect,) = check_of(rule.kind)(Case(report), rule)
    assert (defect.location.row, defect.location.column, defect.actual) == ("normative_documents", "issued", "2")
