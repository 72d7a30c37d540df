"""Files made to hurt: each is linted or refused in one clear line, soon and in little memory.

`NIANBAO_LONG=1` reads all of `hostile.HEAVY`, not only a choice.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from nianbao.document import Document
from nianbao.errors import ReadError
from nianbao.reading import read_unguarded
from tests.builders.hostile import EVERY_TIME, HEAVY, LIGHT
from tests.builders.reports import BASE

ROOT = Path(__file__).parents[2]
SECONDS = 20
_APART = """
import sys
if sys.platform == "linux":
    import resource
    resource.setrlimit(resource.RLIMIT_DATA, (1 << 30, 1 << 30))
from nianbao.cli import run
run()
"""

_BY_LIBREOFFICE = {"text-rtf-name-only"}
_WITH_IT = pytest.mark.needs("libreoffice")


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[_WITH_IT] if name in _BY_LIBREOFFICE else []) for name in sorted(LIGHT)]
)
def test_no_reader_is_taken_by_surprise(name: str) -> None:
    with suppress(ReadError):
        document = read_unguarded(LIGHT[name](), name="报告.docx")
        assert isinstance(document, Document)
        assert "root:" not in str(document), "a file of this machine was read"


@pytest.mark.parametrize("name", sorted(HEAVY) if os.environ.get("NIANBAO_LONG") else EVERY_TIME)
def test_heavy_files_within_bounds(name: str, tmp_path: Path) -> None:
    (tmp_path / "报告.docx").write_bytes(HEAVY[name]())
    (tmp_path / "样例.txt").write_text(BASE, "utf-8")
    paths = [str(tmp_path / file) for file in ("报告.docx", "样例.txt")]
    command = (sys.executable, "-X", "utf8", "-c", _APART, "lint", "--format", "json", *paths)
    result = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=SECONDS, check=False
    )
    assert result.stderr == ""
    hostile, clean = json.loads(result.stdout)["files"]
    assert clean["findings"] == []
    assert clean["error"] is None
    if error := hostile["error"]:
        assert result.returncode == 2
        assert "\n" not in error
        assert "Error" not in error, "refused by accident, not by a bound"
    else:
        assert result.returncode in (0, 1)
