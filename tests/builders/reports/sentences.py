"""Reports that say one sentence, or whose agency has one name, and what C503 to C505, C508 and C510 to C512 answer.

The sentences stand in `tests/linter`, each with what is due.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from ruamel.yaml import YAML

from linter.checks import Case, check_of
from linter.digest import LastYear, digest_of, last_year_of
from linter.findings import Defect
from nianbao.document import Paragraph, Place
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from nianbao.report import Report
from nianbao.rulebook.bodies import body_of
from tests.builders.reports import BASE, edited

_FOLDER = Path(__file__).parents[2] / "linter"


def _listed(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = YAML(typ="safe").load((_FOLDER / name).read_text("utf-8"))
    return found


YEARS = _listed("years.yaml")
PERIODS = _listed("periods.yaml")
FEES = _listed("fees.yaml")
BODIES: dict[str, list[str]] = YAML(typ="safe").load((_FOLDER / "bodies.yaml").read_text("utf-8"))
SHARES = _listed("shares.yaml")
GROWTH = _listed("growth.yaml")
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


def defects(report: Report, code: str, last_year: LastYear | None = None) -> list[Defect]:
    """What one rule says of a report."""
    rule = report.rulebook.rule(code)
    return list(check_of(rule.kind)(Case(report, last_year), rule))


def fees_told(case: dict[str, Any]) -> Report:
    """The report whose section six says what a case says of fees."""
    return with_section(unpaid(case.get("unpaid", 0)), "other", case["text"])


def found_fees(case: dict[str, Any]) -> list[Defect]:
    """What C505 says of a section six."""
    return defects(fees_told(case), "C505")


def found_notices(case: dict[str, Any]) -> list[Defect]:
    """What C510 says of a section six beside a table that counts applicants who did not pay."""
    return defects(fees_told(case), "C510")


def cannot_make_rules(name: str) -> bool:
    """Whether the name of a body settles that it makes no rules."""
    body = body_of(name, REPORT.rulebook)
    return body is not None and body.makes_rules is False


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
    return [int(defect.actual or 0) for defect in defects(report, "C503")]


def found_periods(case: dict[str, Any], section: str | None = None) -> list[str | None]:
    """The periods that C504 objects to."""
    return [defect.actual for defect in defects(saying(case["text"], section), "C504")]


def found_shares(case: dict[str, Any]) -> list[Defect]:
    """What C511 says of a sentence in section one."""
    return defects(with_section(REPORT, "overview", case["text"]), "C511")


def found_growth(case: dict[str, Any]) -> list[Defect]:
    """What C512 says of a sentence in section one, with 9 new applications in last year's report."""
    row = "一、本年新收政府信息公开申请数量"
    edits = [
        {"replace": "青岚县水务局2024年", "by": "青岚县水务局2023年"},
        {"replace": f"{row}\t11\t2\t0\t0\t1\t0\t14", "by": f"{row}\t8\t1\t0\t0\t0\t0\t9"},
    ]
    last = digest_of(recognise(read_bytes(edited(edits).encode())))
    return defects(with_section(REPORT, "overview", case["text"]), "C512", last_year_of((last,), REPORT.rulebook))
