"""Which files the paths of a command line lead to: folders of any shape, and paths that lead nowhere."""

from __future__ import annotations

import errno
import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from nianbao.cli import main
from nianbao.files.inputs import Input, Skipped, find_inputs
from tests.builders.reports import BASE


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one report, where we are."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(BASE, "utf-8")
    return tmp_path


def errors(*paths: str) -> tuple[int, dict[str, str | None]]:
    """The exit status of a lint, and the error of each file."""
    result = CliRunner().invoke(main, ["lint", "--format", "json", "--lang", "en", *paths])
    return result.exit_code, {f["path"]: f["error"] for f in json.loads(result.stdout)["files"]}


def test_a_folder_is_searched_in_the_order_of_its_names(here: Path) -> None:
    for name in ("c.docx", "B/b.PDF", "B/.hidden.txt", "B/~$b.docx", "d.ofd", "e.d/f.htm"):
        (here / name).parent.mkdir(exist_ok=True)
        (here / name).touch()
    found = list(find_inputs(["."]))
    assert [item.path for item in found] == ["B/b.PDF", "a.txt", "c.docx", "d.ofd", "e.d/f.htm"]
    assert [item.path for item in found if isinstance(item, Skipped)] == ["d.ofd"]
    assert next(find_inputs(["a.txt", ".", "./B"])).path == "a.txt"
    assert len({item.path for item in find_inputs(["a.txt", "."])}) == len(found)


def test_a_folder_without_a_report_is_an_error(here: Path) -> None:
    (here / "in").mkdir()
    (here / "in" / "table.xlsx").touch()
    found = list(find_inputs(["in"]))
    assert [(item.path, getattr(item, "error", None) is not None) for item in found] == [
        (os.path.join("in", "table.xlsx"), False),  # noqa: PTH118
        ("in", True),
    ]
    assert errors("in", "a.txt") == (2, {"in": "no report files in this folder", "a.txt": None})


def test_a_link_to_a_folder_is_not_followed(here: Path) -> None:
    (here / "round").symlink_to(here)
    assert [item.path for item in find_inputs(["."]) if isinstance(item, Input)] == ["a.txt"]


def test_a_link_to_itself_is_one_line(here: Path) -> None:
    (here / "loop.txt").symlink_to("loop.txt")
    told = (2, {"a.txt": None, "loop.txt": "the link leads in a circle and cannot be opened"})
    assert errors(".") == told
    assert errors("a.txt", "loop.txt") == told


def test_a_name_that_is_too_long_is_one_line(here: Path) -> None:
    name = "长" * 90 + ".txt"
    assert errors(name, "a.txt") == (2, {name: "the name or the path is too long", "a.txt": None})


def test_a_folder_that_is_closed_is_one_line(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "closed").mkdir()
    scan = os.scandir

    def refusing(path: str) -> object:
        if "closed" in path:  # whoever runs the tests may be allowed everything
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert errors(".") == (2, {"a.txt": None, "closed": "there is no permission to read the file"})


@pytest.mark.parametrize(("name", "reached"), [("d", True), ("deeper", False)])
def test_folders_may_be_very_deep(here: Path, name: str, reached: bool) -> None:
    """1,500 of them are followed as far as the system opens a path."""
    place = os.open(here, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir(name, dir_fd=place)
        below = os.open(name, os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = below
    with open(os.open("z.txt", os.O_CREAT | os.O_WRONLY, dir_fd=place), "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(BASE)
    os.close(place)
    status, told = errors(".")
    subprocess.run(("rm", "-rf", name), cwd=here, check=True)  # too deep for what clears old tests away
    assert told.pop("a.txt") is None
    assert len(told) == 1
    assert (status, *told.values()) == ((0, None) if reached else (2, "the name or the path is too long"))
