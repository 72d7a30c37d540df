"""Text that pdftotext takes from a PDF of the clean report, and the PDF itself, ruled and not: no finding."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from linter import lint
from linter.showing import shown
from nianbao.aligning import recognise
from nianbao.reading import libreoffice, read
from tests.aligning.web_form import as_html
from tests.reading.test_office import convert
from tests.reading.test_same_report import _TYPES
from tests.specimens import BASE, as_docx

# Twips, by the number of columns: labels wrap as they do in the official form.
_WIDTHS = {4: [2600, 1900, 1900, 1900], 10: [700, 1100, 2600, *[640] * 7], 15: [580] * 15}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_MODES = {"layout": ["-layout"], "raw": ["-raw"]}
pytestmark = [
    pytest.mark.skipif(libreoffice.find() is None, reason="LibreOffice is not installed"),
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed"),
]


def _word(ruled: bool) -> bytes:
    """The clean report as a Word file with columns of the official widths, with or without ruling lines."""
    borders = "".join(f"<w:{side} w:val='single' w:sz='4'/>" for side in _SIDES) if ruled else ""
    properties = f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type='fixed'/></w:tblPr>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_docx(BASE))) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            text = source.read(name).decode()
            target.writestr(name, re.sub(r"<w:tbl>.*?</w:tbl>", lambda m: _wide(m[0], properties), text))
        target.writestr("[Content_Types].xml", _TYPES)
    return buffer.getvalue()


def _wide(table: str, properties: str) -> str:
    widths = _WIDTHS[table.count("<w:gridCol")]
    columns = "".join(f"<w:gridCol w:w='{width}'/>" for width in widths)
    table = re.sub(r"<w:tblGrid>.*?</w:tblGrid>", f"<w:tblGrid>{columns}</w:tblGrid>", table)
    table = re.sub(r"<w:tr>.*?</w:tr>", lambda m: _wide_row(m[0], widths), table)
    return table.replace("<w:tblPr/>", properties)


def _wide_row(row: str, widths: list[int]) -> str:
    column = 0

    def cell(match: re.Match[str]) -> str:
        nonlocal column
        found = re.search(r"gridSpan w:val='(\d+)'", match[0])
        span = int(found[1]) if found else 1
        width = sum(widths[column : column + span])
        column += span
        return match[0].replace("<w:tcPr>", f"<w:tcPr><w:tcW w:w='{width}' w:type='dxa'/>")

    return re.sub(r"<w:tc>.*?</w:tc>", cell, row)


@pytest.fixture(scope="module", params=[True, False], ids=["ruled", "bare"])
def files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report in every form: name to file."""
    folder = tmp_path_factory.mktemp("loose")
    word = _word(request.param)
    pdf = convert(word, "docx", "pdf", folder)
    contents = {"docx": word, "pdf": pdf, "html": as_html(BASE), "txt": BASE.encode()}
    found = {}
    for kind, data in contents.items():
        found[kind] = folder / f"report.{kind}"
        found[kind].write_bytes(data)
    for mode, options in _MODES.items():
        found[mode] = folder / f"{mode}.txt"
        subprocess.run(["pdftotext", *options, found["pdf"], found[mode]], check=True)
    return found


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "txt", *_MODES])
def test_the_clean_report_has_no_finding_and_is_shown_alike(form: str, files: dict[str, Path]) -> None:
    assert [(f.code, f.message.zh) for f in lint(files[form]).findings] == []
    assert _shown(files[form]) == _shown(files["txt"])


def _shown(path: Path) -> list[str]:
    """What `nianbao show` prints, without the blanks that a PDF sets around numbers."""
    return ["".join(line.split()) for line in shown(recognise(read(path)), "zh")]
