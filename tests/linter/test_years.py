"""C503 and C504 on single sentences: what they say, and above all what they let alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from ruamel.yaml import YAML

from linter.checks import Case, check_of
from linter.findings import Defect
from nianbao.document import Paragraph, Place
from nianbao.i18n import Text
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from nianbao.report import Report
from tests.builders.reports import BASE

REPORT = recognise(read_bytes(BASE.encode()))


def _sentences(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = YAML(typ="safe").load((Path(__file__).parent / name).read_text("utf-8"))
    return found


SENTENCES = _sentences("years.yaml")
PERIODS = _sentences("periods.yaml")


def saying(text: str, section: str | None = "overview") -> Report:
    """The clean report with nothing in it but this text, a paragraph a line."""
    blocks = tuple(Paragraph(line, Place(line=i)) for i, line in enumerate(text.split("\n"), 1))
    if section is None:
        return msgspec.structs.replace(REPORT, preamble=blocks, sections=())
    found = REPORT.section(section)
    assert found is not None
    return msgspec.structs.replace(REPORT, preamble=(), sections=(msgspec.structs.replace(found, blocks=blocks),))


def found_years(case: dict[str, Any]) -> list[int]:
    """The years that C503 objects to."""
    report = saying(case["text"], case.get("section", "overview"))
    return [int(defect.actual or 0) for defect in defects(report)]


def defects(report: Report, code: str = "C503") -> list[Defect]:
    """What one rule says of a report."""
    rule = report.rulebook.rule(code)
    return list(check_of(rule.kind)(Case(report), rule))


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["text"][:20])
def test_years_are_understood(case: dict[str, Any]) -> None:
    assert found_years(case) == ([case["wrong"]] if "wrong" in case else [])


def test_last_years_text_is_one_finding_for_a_section_that_counts_its_places() -> None:
    report = saying("2023年，我局公开信息70条。\n（二）依申请公开。\u3000２０２３年共收到公开申请３件。")
    (defect,) = defects(report)
    what = defect.values["what"]
    assert isinstance(what, Text)
    assert what.zh == "说的是 2023 年，报告年份为 2024 年；这一部分共 2 处"
    assert defect.values["quote"] == "2023年，我局公开信息70条。"
    assert (defect.location.section, defect.location.line) == ("overview", 1)


def test_the_quote_is_the_text_as_it_stands() -> None:
    report = saying("按照《规定》（二〇一九年版）要求，二〇二三年 ，我局公开信息“７０”条。")
    (defect,) = defects(report)
    assert defect.values["quote"] == "二〇二三年 ，我局公开信息“７０”条。"


def found_periods(case: dict[str, Any], section: str | None = None) -> list[str | None]:
    """The periods that C504 objects to."""
    return [defect.actual for defect in defects(saying(case["text"], section), "C504")]


@pytest.mark.parametrize("section", [None, "overview"])
@pytest.mark.parametrize("case", PERIODS, ids=lambda case: case["text"][:20])
def test_periods_are_understood(case: dict[str, Any], section: str | None) -> None:
    assert len(found_periods(case, section)) == case.get("wrong", False)
