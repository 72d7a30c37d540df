"""The program that is double-clicked takes its line as people mean it, and starts itself where there is no Python."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nianbao import children, frozen
from nianbao.children import BOUNDING, CHILD, PDF
from nianbao.extras import MissingError
from scripts.bundle import FILES, ROOT

COMMANDS = ("lint", "web")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a report, and things that are called like a command and like an option."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.docx", "lint", "-x.docx"):
        (tmp_path / name).touch()


def test_a_double_click_opens_the_page() -> None:
    assert frozen.line([], COMMANDS) == ["web", "--"]


@pytest.mark.parametrize("dropped", [["a.docx"], ["a.docx", "-x.docx"], ["."]])
def test_files_that_are_dropped_open_on_the_page(dropped: list[str]) -> None:
    assert frozen.line(dropped, COMMANDS) == ["web", "--", *dropped]


@pytest.mark.parametrize(
    "line", [["lint"], ["lint", "a.docx"], ["web", "--no-browser"], ["--help"], ["lnt", "a.docx"], ["no.docx"]]
)
def test_everything_else_is_the_command(line: list[str]) -> None:
    assert frozen.line(line, COMMANDS) == line


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert children.command(BOUNDING, "1", "2") == (sys.executable, CHILD, BOUNDING, "1", "2")


def test_what_the_program_does_not_hold_is_said_to_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = ModuleNotFoundError(name="pyarrow")
    assert "pip install 'nianbao[data]'（缺少 pyarrow）" in MissingError("x.parquet", "data", missing).message.zh
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    said = MissingError("x.parquet", "data", missing).message
    assert said.zh.startswith("x.parquet 需要 pyarrow，双击即用的程序没有这一组件")
    assert "pip" not in said.zh + said.en


def test_it_is_no_other_module_than_ours() -> None:
    with pytest.raises(ValueError, match="pdb"):
        children.become(["pdb"])


@pytest.mark.needs("posix")
def test_the_child_becomes_the_program_within_its_bounds() -> None:
    code = "import resource as r; print(r.getrlimit(r.RLIMIT_FSIZE)[0], r.getrlimit(r.RLIMIT_CPU)[0])"
    line = (sys.executable, "-c", code)
    plain = children.command(BOUNDING, "1000000000", "20", *line)
    # As the frozen program does it.
    becoming = (sys.executable, "-c", "import sys; from nianbao.children import become; become(sys.argv[1:])")
    for command in (plain, (*becoming, BOUNDING, "1000000000", "20", *line)):
        done = subprocess.run(
            command, capture_output=True, encoding="utf-8", check=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
        )
        assert done.stdout == "1000000000 20\n"


def test_the_reader_of_pdf_files_is_named_as_it_is() -> None:
    from nianbao.reading.pdf import worker

    assert worker.__name__ == PDF


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"LD_LIBRARY_PATH": "/program", "LD_LIBRARY_PATH_ORIG": "/own"}, {"LD_LIBRARY_PATH": "/own"}),
        ({"LD_LIBRARY_PATH": "/program"}, {}),
        ({"LD_LIBRARY_PATH": "/own"}, {"LD_LIBRARY_PATH": "/own"}),
        ({}, {}),
    ],
)
def test_other_programs_find_their_own_libraries(
    before: dict[str, str], after: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", "/program", raising=False)
    monkeypatch.setattr(os, "environ", dict(before))
    frozen.give_back_libraries()
    assert os.environ == after


def test_every_file_that_is_no_module_goes_into_the_program() -> None:
    beside = [
        path
        for package in ("nianbao", "linter", "generator")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix not in (".py", ".typed") and path.parent.name != "__pycache__"
    ]
    assert beside
    assert [path for path in beside if not any(path.is_relative_to(ROOT / source) for source in FILES)] == []
    pyproject = (ROOT / "pyproject.toml").read_text("utf-8")
    assert [source for source in FILES if not source.startswith("nianbao/") and f'"{source}" = ' not in pyproject] == []
