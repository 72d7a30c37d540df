"""Text that pdftotext takes from a PDF of the clean report, and the PDF itself, ruled and not: no finding."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from linter import lint
from nianbao.cli.show import shown
from nianbao.reading import read
from nianbao.recognising import recognise
from tests.builders.office import convert
from tests.builders.reports import BASE
from tests.builders.reports.html import as_html
from tests.builders.reports.laid_out import laid_out

_MODES = {"layout": ["-layout"], "raw": ["-raw"]}
_COLUMNS = "columns"  # what pdftotext prints if it is not told to keep the layout
pytestmark = pytest.mark.needs("libreoffice", "fonts", "pdftotext")


@pytest.fixture(scope="module", params=[True, False], ids=["ruled", "bare"])
def files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report in every form: name to file."""
    folder = tmp_path_factory.mktemp("loose")
    word = laid_out(BASE, ruled=request.param)
    pdf = convert(word, "docx", "pdf", folder)
    contents = {"docx": word, "pdf": pdf, "html": as_html(BASE), "txt": BASE.encode()}
    found = {}
    for kind, data in contents.items():
        found[kind] = folder / f"report.{kind}"
        found[kind].write_bytes(data)
    for mode, options in {**_MODES, _COLUMNS: []}.items():
        found[mode] = folder / f"{mode}.txt"
        subprocess.run(["pdftotext", *options, found["pdf"], found[mode]], check=True)
    return found


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "txt", *_MODES])
def test_the_clean_report_has_no_finding_and_is_shown_alike(form: str, files: dict[str, Path]) -> None:
    assert [(f.code, f.message.zh) for f in lint(files[form]).findings] == []
    assert _shown(files[form]) == _shown(files["txt"])


def test_text_of_columns_is_read_right_or_refused(files: dict[str, Path]) -> None:
    found = lint(files[_COLUMNS])
    assert found.findings == ()
    assert found.error is None or "逐列" in found.error.zh


def _shown(path: Path) -> list[str]:
    """What `nianbao show` prints, without the blanks that a PDF sets around numbers."""
    return ["".join(line.split()) for line in shown(recognise(read(path)), "zh")]
