"""The table of output formats: each is written, and programs get UTF-8 wherever they run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from linter.output import FORMATS, OutputFormat, format_named, writer
from nianbao.files.marks import is_marked

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples"
GBK = {"PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0", "LC_ALL": "C", "NIANBAO_LANG": "zh", "PYTHONPATH": str(ROOT)}


def said(*args: str | Path, **surroundings: str) -> bytes:
    """What the command prints where the terminal speaks GBK."""
    command = (sys.executable, "-m", "nianbao.cli", "lint", *map(str, args))
    environment = {**os.environ, **GBK, **surroundings}
    done = subprocess.run(command, env=environment, capture_output=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (1, b"")
    return done.stdout


def test_a_name_that_the_table_has_not_is_none() -> None:
    with pytest.raises(KeyError):
        format_named("yaml")
    with pytest.raises(KeyError):
        writer("../text")


@pytest.mark.parametrize("form", [f for f in FORMATS if f.makes == "text"], ids=lambda f: f.name)
def test_programs_get_utf_8_whatever_the_locale(form: OutputFormat) -> None:
    printed = said("examples", "--format", form.name)
    assert "五、存在的主要问题及改进情况" in printed.decode("utf-8" if form.for_programs else "gbk")


@pytest.mark.parametrize("form", [f for f in FORMATS if f.makes != "text"], ids=lambda f: f.name)
def test_files_are_written_whatever_the_locale(form: OutputFormat, tmp_path: Path) -> None:
    target = f"{tmp_path}/out.{form.name}" if form.makes == "file" else f"{tmp_path}/copies/"
    # Names of letters are Chinese, so the file system has to be able to hold them.
    said("examples/bad.docx", "--format", form.name, "-o", target, PYTHONUTF8="1")
    (written,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert is_marked(written)


def test_a_plain_lint_loads_no_other_format() -> None:
    names = [f"linter.output.{one.name}" for one in FORMATS if one.name != "text"]
    heavy = [
        *names,
        "linter.output.identities",
        "linter.output.addresses",
        "linter.since",
        "docx",
        "openpyxl",
        "jinja2",
    ]
    code = (
        "import sys; from nianbao.cli import main; main(['lint', 'examples/good.txt', '-q'], standalone_mode=False); "
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    surroundings = {**os.environ, **GBK}
    done = subprocess.run((sys.executable, "-c", code), env=surroundings, capture_output=True, cwd=ROOT, check=True)
    assert done.stdout == b"[]\n"


def test_what_gbk_cannot_say_reaches_programs_whole(tmp_path: Path) -> None:
    wrong = (EXAMPLES / "bad.txt").read_text("utf-8").replace("澄泽县", "𬭳㵘县")
    (tmp_path / "a.txt").write_text(wrong, "utf-8")
    assert json.loads(said(tmp_path, "--format", "json"))["files"][0]["agency"] == "𬭳㵘县文化和旅游局"
