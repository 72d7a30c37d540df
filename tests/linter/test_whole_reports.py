"""Whole reports in real prose: nothing is said of what is right, and each planted contradiction is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from linter.findings import Finding
from nianbao.reading import read_bytes
from tests.builders.linting import lint_document
from tests.builders.reports import BASE, as_docx

REPORTS: list[dict[str, Any]] = YAML(typ="safe").load((Path(__file__).parent / "reports.yaml").read_text("utf-8"))
PLANTED = [
    pytest.param(report, edit, id=f"{report['agency']}-{edit['code']}-{edit['by'][:12]}")
    for report in REPORTS
    for edit in report["planted"]
]


def text_of(report: dict[str, Any]) -> str:
    """The report around the tables of the clean one."""
    tables = BASE[BASE.index("二、主动公开政府信息情况") : BASE.index("五、存在的主要问题")]
    return (
        f"{report['agency']}2024年政府信息公开工作年度报告\n\n{report['preamble']}\n\n"
        f"一、总体情况\n{report['overview']}\n\n{tables}"
        f"五、存在的主要问题及改进情况\n{report['problems']}\n\n六、其他需要报告的事项\n{report['other']}\n"
    )


def consistency(text: str, form: str = "txt") -> list[Finding]:
    """Findings of family C, of S111 and of D704."""
    data = as_docx(text) if form == "docx" else text.encode()
    found = lint_document(read_bytes(data)).findings
    return [f for f in found if f.code.startswith("C") or f.code in ("S111", "D704")]


@pytest.mark.parametrize("form", ["txt", "docx"])
@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["agency"])
def test_prose_that_agrees_raises_no_finding(report: dict[str, Any], form: str) -> None:
    found = consistency(text_of(report), form)
    assert [(f.code, f.message.zh) for f in found] == []


GOVERNMENT = next(report for report in REPORTS if report["agency"].endswith("县人民政府"))
OFFICE = "县政府本级共收到政府信息公开申请14件，上年结转1件，答复13件，结转下年2件。"


@pytest.mark.parametrize(
    ("by", "codes"),
    [
        ("县政府本级共收到政府信息公开申请17件。", ["C501", "C501"]),  # the table has neither count
        ("由县政府办公室统一受理。", ["C501", "C501"]),  # no count of the office
        ("全县各级行政机关共收到申请326件，其中县政府本级收到14件。", []),
    ],
)
def test_the_table_of_a_government_holds_its_own_part_or_its_area(by: str, codes: list[str]) -> None:
    text = text_of(GOVERNMENT)
    assert OFFICE in text
    assert [f.code for f in consistency(text.replace(OFFICE, by))] == codes


@pytest.mark.parametrize(("report", "edit"), PLANTED)
def test_each_contradiction_is_found(report: dict[str, Any], edit: dict[str, str]) -> None:
    text = text_of(report)
    assert edit["replace"] in text
    found = consistency(text.replace(edit["replace"], edit["by"], 1))
    assert found
    assert all(f.code.startswith(edit["code"]) for f in found), [(f.code, f.message.zh) for f in found]
