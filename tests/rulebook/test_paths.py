"""What a rulebook may name: ordinary files of this machine, and nothing that makes it wait or tells on its user."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from nianbao.errors import RulebookError
from nianbao.rulebook import load_rulebook

REMOTE = (r"\\\\server\\share\\rules.yaml", "//server/share/rules.yaml", r"\\\\.\\pipe\\rules", r"/\\server/share")


def said_of(path: Path | str) -> str:
    with pytest.raises(RulebookError) as refusal:
        load_rulebook(path)
    (mistake,) = refusal.value.mistakes
    return mistake.en


def extending(folder: Path, name: str) -> Path:
    (folder / "r.yaml").write_text(f'extends: "{name}"\n', "utf-8")
    return folder / "r.yaml"


@pytest.mark.parametrize("name", REMOTE)
@pytest.mark.parametrize("key", ["extends", "claims"])
def test_another_machine_is_not_asked(name: str, key: str, tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text(f'{key}: "{name}"\n{"extends: 2021" if key != "extends" else ""}\n', "utf-8")
    with pytest.raises(RulebookError) as refusal:
        load_rulebook(tmp_path / "r.yaml")
    assert "a network path, which is not read" in refusal.value.mistakes[0].en


@pytest.mark.parametrize("name", [r"a\0b", r"\0", "a" * 5_000])
def test_a_name_that_is_none_is_a_mistake(name: str, tmp_path: Path) -> None:
    assert "cannot read" in said_of(extending(tmp_path, name))


def test_a_rulebook_of_a_name_that_is_none_is_a_mistake() -> None:
    assert "cannot be read" in said_of("a\0b")
    assert "a network path" in said_of(r"\\server\share\rules.yaml")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes and devices")
@pytest.mark.parametrize("there", ["pipe", "device"])
def test_a_pipe_or_a_device_is_not_waited_for(there: str, tmp_path: Path) -> None:
    name = tmp_path / "pipe" if there == "pipe" else Path("/dev/zero")
    if there == "pipe":
        os.mkfifo(name)
    assert "not an ordinary file" in said_of(name)
    assert "not an ordinary file" in said_of(extending(tmp_path, str(name)))
