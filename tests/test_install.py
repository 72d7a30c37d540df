"""What is installed from a wheel does the whole job, far from any checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("nianbao", "linter", "generator")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content of the wheel, where an installer would put it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = f"from hatchling.build import build_wheel; print(build_wheel({str(folder)!r}))"
    done = subprocess.run(
        [sys.executable, "-c", build], cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8"
    )
    with zipfile.ZipFile(folder / done.stdout.split()[-1]) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def run(site: Path, folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """The command of that installation, called in a folder."""
    return subprocess.run(
        [sys.executable, "-P" if sys.version_info >= (3, 11) else "-B", "-m", "nianbao.cli", *args],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(site), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_every_file_of_the_packages_is_in_the_wheel(installed: Path) -> None:
    files = {p.relative_to(ROOT) for package in PACKAGES for p in (ROOT / package).rglob("*") if p.is_file()}
    shipped = {p.relative_to(installed) for p in installed.rglob("*")}
    assert {p for p in files if "__pycache__" not in p.parts} <= shipped


def test_it_speaks_chinese(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "lint", "--formt", "json", "--lang", "zh")
    assert done.returncode == 2
    assert "没有选项 --formt" in done.stderr


def test_it_writes_a_report_that_it_finds_clean(installed: Path, tmp_path: Path) -> None:
    figures = str(ROOT / "examples" / "figures-2024.yaml")
    assert run(installed, tmp_path, "generate", figures, "-o", "report.docx").returncode == 0
    done = run(installed, tmp_path, "lint", "report.docx", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("1 file checked: 0 errors, 0 warnings\n")
