"""What the workflow of a release names is there, and the pages name the files that it makes."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from scripts.bundle_licences import gather

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8")
RELEASE: Any = YAML(typ="safe").load(TEXT)
# Actions of others that exist, at tags that exist.
KNOWN = {f"actions/{name}" for name in ("checkout@v4", "download-artifact@v4", "setup-python@v5", "upload-artifact@v4")}


def test_the_licence_of_everything_that_is_needed_goes_into_the_program(tmp_path: Path) -> None:
    gather(tmp_path)
    there = {folder.name.lower().replace("_", "-") for folder in tmp_path.iterdir()}
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*listed["dependencies"], *listed["optional-dependencies"]["web"]]
    needed = {re.split(r"[<>=;]", line)[0] for line in wanted if "python_version" not in line}
    assert {"python", "pyinstaller", "nianbao", *needed} <= there
    assert [folder.name for folder in tmp_path.iterdir() if not any(folder.iterdir())] == []


def test_it_uses_nothing_that_does_not_exist() -> None:
    assert set(re.findall(r"uses: (\S+)", TEXT)) == KNOWN
    named = set(re.findall(r"-m (scripts\.\w+)", TEXT))
    assert len(named) == 3
    assert [name for name in named if not (ROOT / f"{name.replace('.', '/')}.py").is_file()] == []


def test_the_wheels_are_for_every_python_from_the_oldest() -> None:
    pythons = RELEASE["jobs"]["wheels"]["strategy"]["matrix"]["python"]
    assert f'requires-python = ">={pythons[0]}"' in (ROOT / "pyproject.toml").read_text("utf-8")
    for name in ("install.md", "install.zh-CN.md"):
        page = (ROOT / "docs" / name).read_text("utf-8")
        assert re.search(rf"Python {re.escape(pythons[0])} \w+ {re.escape(pythons[-1])}", page, re.ASCII) or (
            f"Python {pythons[0]} 至 {pythons[-1]}" in page
        )


def test_a_release_waits_for_all_of_them_and_only_it_may_write() -> None:
    jobs = RELEASE["jobs"]
    assert set(jobs["release"]["needs"]) == {*jobs} - {"release"}
    assert RELEASE["permissions"] == {"contents": "read"}
    assert [name for name, job in jobs.items() if "write" in str(job.get("permissions"))] == ["release"]


@pytest.mark.parametrize("job", [*RELEASE["jobs"]])
def test_every_job_that_makes_something_hands_it_on(job: str) -> None:
    assert any("upload-artifact" in step.get("uses", "") for step in RELEASE["jobs"][job]["steps"])


def test_every_program_is_used_before_it_is_packed() -> None:
    for name in ("windows", "linux"):
        steps = [step.get("run", "") for step in RELEASE["jobs"][name]["steps"]]
        used = next(at for at, run in enumerate(steps) if "scripts.bundle_check" in run)
        packed = next(at for at, run in enumerate(steps) if "tar -czf" in run or "Compress-Archive" in run)
        assert used < packed
