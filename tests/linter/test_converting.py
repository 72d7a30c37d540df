"""Old office files of a call are converted by one run of LibreOffice; one that spoils the run costs itself alone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.converting import Batch, batches, staged
from linter.settings import Settings
from linter.several import lint_all
from linter.tasks import Task
from nianbao.files import libreoffice
from nianbao.files.limits import Limits
from nianbao.reading import office
from tests.builders.office import REPORT, flat_odt
from tests.builders.reports import BASE, as_docx

SETTINGS = Settings(limits=Limits(seconds=2))


@given(st.lists(st.booleans(), max_size=150), st.integers(1, 4))
def test_every_file_stands_in_its_order_behind_the_batch_that_has_it(old: list[bool], jobs: int) -> None:
    tasks = [Task(f"{number}.{'doc' if one else 'docx'}", SETTINGS) for number, one in enumerate(old)]
    slow = [number for number, one in enumerate(old) if one]
    converted: set[str] = set()
    seen: list[str] = []
    for stage in staged(tasks, slow, jobs, Path("store"), lambda _: None):
        if isinstance(stage, Batch):
            assert converted.isdisjoint(task.path for task in stage.tasks)
            converted.update(task.path for task in stage.tasks)
        else:
            seen.append(stage.path)
            assert (stage.path in converted) == (stage.store is not None) == stage.path.endswith(".doc")
    assert seen == [task.path for task in tasks]


@given(st.integers(2, 500), st.integers(1, 8))
def test_every_process_has_a_batch_and_none_is_large(number: int, jobs: int) -> None:
    rounds = list(batches(range(number), jobs))
    assert [n for at_once in rounds for batch in at_once for n in batch] == list(range(number))
    assert max(len(batch) for at_once in rounds for batch in at_once) <= 24
    assert len(rounds[0]) == min(jobs, -(-number // 2)) or number > 24 * jobs or number % jobs


def test_what_is_known_is_not_converted() -> None:
    tasks = [Task(f"{number}.doc", SETTINGS) for number in range(4)]
    (batch, *_) = staged(tasks, range(4), 1, Path("store"), lambda task: None if task.path == "2.doc" else task)
    assert isinstance(batch, Batch)
    assert [task.path for task in batch.tasks] == ["2.doc"]


# In the place of LibreOffice: each file becomes what its name tells in `made`, one is refused, one ends the run and one
# holds it up, with others or alone.
STAND_IN = """
import os, pathlib, sys, time
folder = pathlib.Path({folder!r})
sources = [pathlib.Path(word) for word in sys.argv[sys.argv.index("--outdir") + 2:]]
out = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
out.mkdir(exist_ok=True)
with (folder / "runs").open("a") as runs:
    print(len(sources), file=runs)
for source in sources:
    text = source.read_text("utf-8")
    if "dying" in text:
        if len(sources) > 1:
            (out / source.name).with_suffix(".docx").write_bytes(b"PK half of it")
        os.kill(os.getpid(), 9)
    if "hanging" in text:
        time.sleep(60)
    if "refused" in text:
        print("Error: source file could not be loaded", file=sys.stderr)
        continue
    (out / source.name).with_suffix(".docx").write_bytes((folder / "made.docx").read_bytes())
"""


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that tells of how many files each run was."""
    (tmp_path / "made.docx").write_bytes(as_docx(BASE))
    program = tmp_path / "soffice"
    program.write_text(f"#!{sys.executable}\n{STAND_IN.format(folder=str(tmp_path))}", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(office, "find", lambda: str(program))
    return tmp_path / "runs"


def linted(folder: Path, *names: str, twins: bool = False) -> list[str]:
    """What becomes of files of these names, in their order."""
    for name in names:
        (folder / f"{name}.rtf").write_text(f"{{\\rtf1 {'twins' if twins else name}}}", "utf-8")
    results = list(lint_all([Task(str(folder / f"{name}.rtf"), SETTINGS) for name in names]))
    assert [Path(result.path).stem for result in results] == list(names)
    assert not any(result.findings for result in results)
    return [result.error.en.split(";")[0] if result.error else "" for result in results]


@pytest.mark.needs("posix")
def test_all_are_converted_in_one_run(tmp_path: Path, runs: Path) -> None:
    assert linted(tmp_path, *"abcdef") == [""] * 6
    assert runs.read_text("utf-8") == "6\n"


@pytest.mark.needs("posix")
def test_files_of_one_content_each_get_theirs(tmp_path: Path, runs: Path) -> None:
    (tmp_path / "other.rtf").write_text("{\\rtf1 other}", "utf-8")
    assert linted(tmp_path, *"abc", "other", twins=True) == [""] * 4
    assert runs.read_text("utf-8") == "1\n" * 4  # of one content alone nothing is gained
    runs.unlink()
    (tmp_path / "b.rtf").write_text("{\\rtf1 another}", "utf-8")
    tasks = [Task(str(tmp_path / f"{name}.rtf"), SETTINGS) for name in "abc"]
    assert [result.error for result in lint_all(tasks)] == [None] * 3
    assert runs.read_text("utf-8") == "2\n"


@pytest.mark.needs("posix")
def test_a_refused_file_leaves_the_others_in_the_run(tmp_path: Path, runs: Path) -> None:
    assert linted(tmp_path, "a", "refused", "c") == ["", "LibreOffice could not convert the file", ""]
    assert runs.read_text("utf-8") == "3\n1\n"


@pytest.mark.needs("posix")
def test_a_file_that_ends_or_holds_up_the_run_costs_itself_alone(tmp_path: Path, runs: Path) -> None:
    assert linted(tmp_path, "a", "b", "dying", "d") == [
        "",
        "",
        "LibreOffice failed (ended by signal 9) and the file was not read",
        "",
    ]
    # Of the run that was ended the last result may be half of one, so that it is made anew.
    assert runs.read_text("utf-8") == "4\n1\n1\n"
    runs.unlink()
    told = linted(tmp_path, "a", "hanging", "c")
    assert told[::2] == ["", ""]
    assert "seconds=2" in told[1]
    assert runs.read_text("utf-8") == "3\n1\n1\n1\n"


@pytest.mark.needs("libreoffice")
def test_libreoffice_converts_several_files_in_one_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[int] = []
    real = libreoffice.run

    def counted(command: tuple[str, ...], folder: Path, limits: Limits) -> libreoffice.Ending | None:
        runs.append(sum(word.endswith(".fodt") for word in command))
        return real(command, folder, limits)

    monkeypatch.setattr(office, "run", counted)
    for year in (2023, 2024):
        (tmp_path / f"{year}.odt").write_bytes(flat_odt(REPORT.replace("2024", str(year))))
    results = lint_all([Task(str(tmp_path / f"{year}.odt"), Settings()) for year in (2023, 2024)])
    assert [(result.year, result.error) for result in results] == [(2023, None), (2024, None)]
    assert runs == [2]
