"""The action for GitHub does what it says, and the pages on services name nothing that does not exist."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]
ACTION: Any = YAML(typ="safe").load((ROOT / "action.yml").read_text("utf-8"))
PAGES = [ROOT / "docs" / name for name in ("ci.md", "ci.zh-CN.md")]
# Actions of others that exist, at tags that exist.
KNOWN = {"actions/checkout@v4", "actions/setup-python@v5", "github/codeql-action/upload-sarif@v3"}
_YAML = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def uses(tree: Any) -> set[str]:
    """Every action that a workflow or an action uses, wherever it stands."""
    if isinstance(tree, dict):
        own = {tree["uses"]} if "uses" in tree else set()
        return own.union(*(uses(value) for value in tree.values()))
    return set().union(*map(uses, tree)) if isinstance(tree, list) else set()


def test_only_actions_that_exist_are_used() -> None:
    assert uses(ACTION) <= KNOWN
    for page in PAGES:
        named = [
            name for block in _YAML.findall(page.read_text("utf-8")) for name in uses(YAML(typ="safe").load(block))
        ]
        assert named
        assert {name for name in named if not name.startswith("<")} <= KNOWN


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_files_of_the_services_are_yaml_of_about_ten_lines(page: Path) -> None:
    blocks = _YAML.findall(page.read_text("utf-8"))
    assert len(blocks) == 3
    for block in blocks:
        YAML(typ="safe").load(block)
        assert block.count("\n") <= 15


def test_every_input_says_what_it_is_and_is_handed_on_safely() -> None:
    assert all(one["description"] for one in (*ACTION["inputs"].values(), *ACTION["outputs"].values()))
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")  # or a pull request could bring its own commands


def lint_step(folder: Path, **inputs: str) -> tuple[int, dict[str, str], str]:
    """The step that checks, run in the folder: exit status, outputs and log."""
    given = {name: one["default"] for name, one in ACTION["inputs"].items()} | inputs
    step = next(one for one in ACTION["runs"]["steps"] if one.get("id") == "lint")
    environment = {
        key: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: given[found[1]], value)
        for key, value in step["env"].items()
    }
    command = folder / "bin" / "nianbao"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m nianbao.cli "$@"\n', "utf-8")
    command.chmod(0o755)
    surroundings = {"PYTHONPATH": str(ROOT), "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}"}
    outputs = folder / "outputs"
    service = {"GITHUB_OUTPUT": str(outputs), "GITHUB_WORKSPACE": str(folder)}
    done = subprocess.run(
        ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]),
        cwd=folder,
        env={**os.environ, **surroundings, **environment, **service},
        capture_output=True,
        check=False,
    )
    told = dict(line.split("=", 1) for line in outputs.read_text("utf-8").splitlines())
    return done.returncode, told, (done.stdout + done.stderr).decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkout with reports of which one is wrong, and a folder whose name has a blank."""
    (tmp_path / "a b").mkdir()
    shutil.copy(ROOT / "examples" / "bad.txt", tmp_path / "a b")
    shutil.copy(ROOT / "examples" / "good.txt", tmp_path)
    return tmp_path


@pytest.mark.needs("posix")
def test_it_writes_sarif_and_annotations_and_fails_as_lint_does(folder: Path) -> None:
    status, outputs, log = lint_step(folder, path="a b\ngood.txt\n")
    assert (status, outputs) == (1, {"file": "nianbao.sarif", "status": "1"})
    (run,) = json.loads((folder / "nianbao.sarif").read_text("utf-8"))["runs"]
    assert [one["location"]["uri"] for one in run["artifacts"]] == ["a%20b/bad.txt", "good.txt"]
    assert log.count("::error file=a b/bad.txt,") == 4


@pytest.mark.needs("posix")
def test_it_takes_options_and_other_formats(folder: Path) -> None:
    status, outputs, log = lint_step(folder, path="good.txt", format="text", file="", args="--select A --lang en")
    assert (status, outputs) == (0, {"file": "", "status": "0"})
    assert "1 file checked" in log
