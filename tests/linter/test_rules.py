"""Every rule has reports that must trip it and reports that must not, the expectation beside the input.

`tests/rules/CODE.yaml` holds edits of one clean report and all findings that are due: no more and no fewer, in
text and in Word alike.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from linter.checks import all_checks
from linter.findings import Finding
from linter.output.style import Presentation
from nianbao.rulebook import load_rulebook
from nianbao.rulebook.kinds import KINDS
from tests.builders.reports.cases import findings_of

FOLDER = Path(__file__).parents[1] / "rules"
FILES = {path.stem: YAML(typ="safe").load(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.yaml"))}
CASES = [
    pytest.param(case, form, id=f"{code}-{verdict}-{form}-{case['name']}")
    for code, file in FILES.items()
    for verdict in ("bad", "good")
    for case in file[verdict]
    for form in case.get("formats", ("txt", "docx"))
]

# Words of machines: ids of the rulebook (natural_person, applications.new), names of Python.
_IDS = re.compile(r"[a-z]+_[a-z_]+|\b[a-z]+\.[a-z]+\b|\bNone\b|\{\w*\}")
_QUOTED = re.compile('“[^”]*”|"[^"]*"')


def _matches(finding: Finding, wanted: dict[str, Any]) -> bool:
    stated = {"code": finding.code, "expected": finding.expected, "actual": finding.actual}
    return all(stated.get(k, getattr(finding.location, k, None)) == v for k, v in wanted.items())


@pytest.mark.parametrize(("case", "form"), CASES)
def test_report_has_exactly_its_findings(case: dict[str, Any], form: str) -> None:
    found = list(findings_of(case, form))
    assert "全文" not in map(Presentation("zh").place, found)  # each stands somewhere in it
    for text in (text for f in found for both in (f.message, f.mend) for text in (both.zh, both.en)):
        assert not _IDS.search(_QUOTED.sub("", text)), text
        assert "\n" not in text, text
    for wanted in case.get("findings", []):
        match = next((f for f in found if _matches(f, wanted)), None)
        assert match is not None, f"missed {wanted}; found {[(f.code, f.location) for f in found]}"
        found.remove(match)
    assert [(f.code, f.message.zh, f.location) for f in found] == []


@pytest.mark.parametrize("form", ["txt", "docx"])
def test_clean_report_has_no_finding(form: str) -> None:
    assert findings_of({"edits": []}, form) == ()


def test_every_rule_has_fixtures_and_every_fixture_a_rule() -> None:
    assert set(FILES) == {rule.code for rule in load_rulebook().rules}


@pytest.mark.parametrize("code", FILES)
def test_fixtures_trip_their_own_rule_and_pass_it(code: str) -> None:
    assert all(any(f["code"] == code for f in case["findings"]) for case in FILES[code]["bad"])
    assert FILES[code]["good"]
    assert not any(f["code"] == code for case in FILES[code]["good"] for f in case.get("findings", []))


def test_kinds_checks_and_rules_are_the_same_set() -> None:
    assert set(all_checks()) == set(KINDS)
    assert set(KINDS) == {rule.kind for rule in load_rulebook().rules}


def test_messages_use_all_that_their_check_says_and_no_more() -> None:
    for rule in load_rulebook().rules:
        named = {name for name in KINDS[rule.kind].arguments if f"{{{name}}}" in rule.message.zh}
        assert named == {name for name in KINDS[rule.kind].arguments if f"{{{name}}}" in rule.message.en}, rule.code
