"""What clerks really do with the report (`variants.yaml`) has exactly the findings that are due, in every format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from linter.findings import Finding
from nianbao.reading import read_bytes
from tests.builders.linting import lint_document
from tests.builders.reports import as_docx, edited
from tests.builders.reports.html import as_html

WRITERS: dict[str, Callable[[str], bytes]] = {"txt": str.encode, "docx": as_docx, "html": as_html}
PARTS = YAML(typ="safe").load(Path(__file__).with_name("variants.yaml").read_text("utf-8"))
# Paragraphs come the same from every reader; tables do not.
FORMATS = {"tables": ("txt", "docx", "html")}
CASES = [
    pytest.param({"formats": FORMATS.get(part, ("txt", "docx")), **case}, id=f"{part}-{case['name']}")
    for part, cases in PARTS.items()
    for case in cases
]


def _matches(finding: Finding, wanted: dict[str, Any]) -> bool:
    stated = {"code": finding.code, "expected": finding.expected, "actual": finding.actual}
    return all(stated.get(k, getattr(finding.location, k, None)) == v for k, v in wanted.items())


@pytest.mark.parametrize("case", CASES)
def test_variant_has_exactly_its_findings(case: dict[str, Any]) -> None:
    text = edited(case["edits"])
    for form in case["formats"]:
        found = list(lint_document(read_bytes(WRITERS[form](text))).findings)
        for due in case.get("findings", []):
            wanted = {"code": due} if isinstance(due, str) else due
            match = next((f for f in found if _matches(f, wanted)), None)
            assert match is not None, f"{form}: missed {wanted}; found {[(f.code, f.location) for f in found]}"
            found.remove(match)
        assert [(form, f.code, f.message.zh, f.location) for f in found] == []
