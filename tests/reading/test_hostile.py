"""Files made to hurt: each is a Document or one clear line, soon and in little memory.

`NIANBAO_LONG=1` reads all of `hostile.HEAVY`, not only a choice.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from nianbao.document import Document
from nianbao.errors import ReadError
from nianbao.reading import libreoffice, read_unguarded
from tests.reading.hostile import EVERY_TIME, HEAVY, LIGHT

ROOT = Path(__file__).parents[2]
SECONDS = 20
_APART = """
import sys
from nianbao.errors import ReadError
from nianbao.reading import read
if sys.platform == "linux":
    import resource
    resource.setrlimit(resource.RLIMIT_DATA, (1 << 30, 1 << 30))
try:
    print(len(read(sys.argv[1]).blocks), "blocks")
except ReadError as error:
    print(error.message.en)
"""

light = sorted(LIGHT) if libreoffice.find() else sorted(set(LIGHT) - {"text-rtf-name-only"})


@pytest.mark.parametrize("name", light)
def test_no_reader_is_taken_by_surprise(name: str) -> None:
    with suppress(ReadError):
        document = read_unguarded(LIGHT[name](), name="报告.docx")
        assert isinstance(document, Document)
        assert "root:" not in str(document), "a file of this machine was read"


@pytest.mark.parametrize("name", sorted(HEAVY) if os.environ.get("NIANBAO_LONG") else EVERY_TIME)
def test_heavy_files_within_bounds(name: str, tmp_path: Path) -> None:
    (tmp_path / "报告.docx").write_bytes(HEAVY[name]())
    command = (sys.executable, "-X", "utf8", "-c", _APART, str(tmp_path / "报告.docx"))
    result = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=SECONDS, check=False
    )
    assert result.stderr == ""
    assert result.returncode == 0
    assert result.stdout.count("\n") == 1
    assert "MemoryError" not in result.stdout
    assert "RecursionError" not in result.stdout
