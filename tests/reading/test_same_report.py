"""A report with two mistakes has these two, and no others, in every format that LibreOffice makes of it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from linter import lint
from nianbao.reading import libreoffice
from tests.reading.test_office import convert
from tests.specimens import as_docx, edited

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    f'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{_TYPE}"/></Types>'
)
FILTERS = {
    "odt": "odt:writer8",
    "doc": "doc:MS Word 97",
    "wps": "doc:MS Word 97",
    "rtf": "rtf:Rich Text Format",
    "html": "html:HTML (StarWriter)",
}
EDITS = (
    {"replace": "存在的主要问题及改进情况", "by": "存在的主要问题及改进措施"},
    {"delete": "四、结转下年度"},
)


def word() -> bytes:
    """The report as a Word file that LibreOffice opens: it asks for the content types."""
    buffer = io.BytesIO(as_docx(edited(EDITS)))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
    return buffer.getvalue()


def judged(path: Path) -> list[tuple[object, ...]]:
    result = lint(path)
    assert result.error is None
    places = ((f, f.location) for f in result.findings)
    return [(f.code, at.section, at.table, at.row, at.column, f.expected, f.actual) for f, at in places]


@pytest.mark.skipif(libreoffice.find() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", FILTERS)
def test_the_same_report_has_the_same_findings(kind: str, tmp_path: Path) -> None:
    original = tmp_path / "report.docx"
    original.write_bytes(word())
    (tmp_path / f"other.{kind}").write_bytes(convert(word(), "docx", FILTERS[kind], tmp_path))
    expected = judged(original)
    assert [code for code, *_ in expected] == ["T206", "S102"]
    assert judged(tmp_path / f"other.{kind}") == expected
