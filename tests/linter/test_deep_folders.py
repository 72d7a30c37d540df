"""Folders in folders, as deep as a path can name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.reports import BASE

ROOT = Path(__file__).parents[2]
# Recursion ends at a thousand; a path of Linux at 4,096 bytes.
DEPTH = 1500


@pytest.fixture
def deep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a report below so many others; taken down again from below, which no library does."""
    monkeypatch.chdir(tmp_path)
    for _ in range(DEPTH):
        Path("d").mkdir()
        os.chdir("d")
    Path("a.txt").write_text(BASE, "utf-8")
    yield tmp_path
    Path("a.txt").unlink()
    for _ in range(DEPTH):
        os.chdir("..")
        Path("d").rmdir()


@pytest.mark.skipif(sys.platform == "win32", reason="a path is too short for so many folders")
def test_a_report_deep_down_is_found(deep: Path) -> None:
    command = (sys.executable, "-m", "nianbao.cli", "lint", "--format", "json", "d")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        command, cwd=deep, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    (found,) = json.loads(result.stdout)["files"]
    assert (result.returncode, result.stderr) == (0, "")
    assert found["findings"] == []
    assert found["path"].count("d/") == DEPTH
