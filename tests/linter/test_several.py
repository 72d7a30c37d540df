"""Many files in several processes: the same results as in one, and an end to whatever goes wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from linter import each, several, tasks
from linter.findings import FileResult
from linter.settings import Settings
from nianbao.cli import main
from tests.builders.hostile import LIGHT
from tests.builders.html.sites import SITES
from tests.builders.reports import BASE, as_docx
from tests.builders.reports.broken import BROKEN


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Reports of every format, whole, wrong, broken and hostile."""
    made = {"clean.txt": BASE.encode(), "clean.docx": as_docx(BASE), "last.txt": BASE.replace("2024", "2023").encode()}
    made |= {f"{name}.txt": text.encode() for name, text in BROKEN.items()}
    made |= {f"{site.__name__}.html": site() for site in SITES}
    made |= {name: recipe() for name, recipe in LIGHT.items() if "rtf" not in name}
    for name, content in made.items():
        (tmp_path / name.replace("/", "-")).write_bytes(content)
    return tmp_path


@pytest.mark.parametrize("options", [(), ("--previous", "auto"), ("--select", "A,S", "--fail-on", "never")])
def test_results_are_those_of_one_process(folder: Path, options: tuple[str, ...]) -> None:
    one, two = (linted(folder, "-j", jobs, *options) for jobs in ("1", "2"))
    assert one == two


def test_waivers_hold_in_several_processes(folder: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    linted(folder, "--baseline", str(baseline), "--update-baseline", "--force")
    one, two = (linted(folder, "-j", jobs, "--baseline", str(baseline)) for jobs in ("1", "2"))
    assert one == two
    assert '"waived"' in two


def linted(folder: Path, *options: str) -> str:
    """What a lint of the folder prints as JSON."""
    return CliRunner().invoke(main, ["lint", "--format", "json", *options, str(folder)]).stdout


def trouble(task: tasks.Task) -> FileResult:
    """As the linter, but for files that take its process down or keep it."""
    if task.path == "dying":
        os._exit(9)
    if task.path == "hanging":
        time.sleep(600)
    return FileResult(task.path)


def test_a_file_that_takes_a_process_down_is_named_and_the_others_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(several, "_result", trouble)
    monkeypatch.setattr(each, "seconds_for", lambda task: 1 if task.path == "hanging" else 600)
    names = [*map(str, range(6)), "dying", *map(str, range(6)), "hanging", *map(str, range(6))]
    results = list(several.lint_all([tasks.Task(name, Settings()) for name in names], 2))
    assert [result.path for result in results] == names
    said = {result.path: result.error.zh for result in results if result.error}
    assert said.keys() == {"dying", "hanging"}
    assert said["dying"] == "处理进程意外终止"
    assert "--limit seconds=" in said["hanging"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_ctrl_c_ends_every_process_and_keeps_what_was_printed(tmp_path: Path) -> None:
    for number in range(400):
        (tmp_path / f"{number:03}.txt").write_text(BASE, "utf-8")
    command = (sys.executable, "-m", "nianbao.cli", "lint", "-j", "2", str(tmp_path))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as running:
        assert running.stdout
        assert running.stderr
        first = running.stdout.readline()
        os.killpg(running.pid, signal.SIGINT)
        rest, told = running.stdout.read(), running.stderr.read()
    assert running.returncode == 130
    assert b"000.txt" in first
    assert b"399.txt" not in rest
    assert told.decode().strip() == "已中断，结果只包括已检查的文件"
    assert "个文件" in rest.decode()  # the counts of what is done
    assert gone(running.pid)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
@pytest.mark.parametrize("options", [(), ("--previous", "auto")])
def test_what_is_done_at_ctrl_c_is_a_whole_result(options: tuple[str, ...], tmp_path: Path) -> None:
    for number in range(400):
        (tmp_path / f"{number:03}.txt").write_text(BASE, "utf-8")
    stop = "from nianbao.cli import lint_call, run; real = lint_call.lint_all\n" + _STOPPED
    command = (sys.executable, "-c", stop, "lint", "-j", "1", "--no-cache", "--format", "json", *options, str(tmp_path))
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 130
    told = json.loads(done.stdout)
    assert told["summary"]["files"] == len(told["files"]) == 20


_STOPPED = """
def stopped(tasks, jobs=None, **kept):
    for number, result in enumerate(real(tasks, jobs, **kept)):
        if number == 20:
            raise KeyboardInterrupt
        yield result
lint_call.lint_all = stopped
run()
"""


def gone(group: int) -> bool:
    """Whether no process of the group is left; what ends by itself has a moment for it."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_a_job_count_is_a_number_from_one(folder: Path) -> None:
    result = CliRunner().invoke(main, ["lint", "-j", "0", str(folder / "clean.txt")])
    assert result.exit_code == 2
    assert result.stdout == ""
