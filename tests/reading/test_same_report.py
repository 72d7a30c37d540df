"""A report with two mistakes has these two, and no others, in every format that is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter import lint
from tests.builders.office import convert
from tests.builders.reports import edited
from tests.builders.reports.laid_out import laid_out

FILTERS = {
    "odt": "odt:writer8",
    "doc": "doc:MS Word 97",
    "wps": "doc:MS Word 97",
    "rtf": "rtf:Rich Text Format",
    "html": "html:HTML (StarWriter)",
    "pdf": "pdf:writer_pdf_Export",
}
EDITS = (
    {"replace": "存在的主要问题及改进情况", "by": "存在的主要问题及改进措施"},
    {"delete": "四、结转下年度"},
)


def judged(path: Path) -> list[tuple[object, ...]]:
    result = lint(path)
    assert result.error is None
    places = ((f, f.location) for f in result.findings)
    return [(f.code, at.section, at.table, at.row, at.column, f.expected, f.actual) for f, at in places]


@pytest.mark.needs("libreoffice", "fonts")
@pytest.mark.parametrize("kind", ["txt", *FILTERS])
def test_the_same_report_has_the_same_findings(kind: str, tmp_path: Path) -> None:
    original = tmp_path / "report.docx"
    word = laid_out(edited(EDITS))
    original.write_bytes(word)
    other = edited(EDITS).encode() if kind == "txt" else convert(word, "docx", FILTERS[kind], tmp_path)
    (tmp_path / f"other.{kind}").write_bytes(other)
    expected = judged(original)
    assert [code for code, *_ in expected] == ["T206", "S102"]
    assert judged(tmp_path / f"other.{kind}") == expected
