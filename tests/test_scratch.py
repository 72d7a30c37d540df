"""Temporary files: none is left, whatever kills a run, and none that is in use is taken away."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from nianbao.files import scratch
from nianbao.files.writing import write_atomically

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows forbids to remove an open file by itself")
ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def fresh_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As if nothing had been swept yet, with temporary files of its own."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(scratch, "_swept", set())
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))


def killed(code: str) -> None:
    """Run code in a process of its own that is killed on the spot once it prints a line."""
    child = subprocess.Popen((sys.executable, "-c", code), cwd=ROOT, stdout=subprocess.PIPE)
    assert child.stdout
    assert child.stdout.readline()
    child.kill()
    child.wait()
    child.stdout.close()


@posix
def test_what_a_killed_run_left_is_swept_by_the_next(tmp_path: Path) -> None:
    killed(
        "import tempfile, time, pathlib; from nianbao.files import scratch\n"
        f"tempfile.tempdir = {str(tmp_path / 'temporary')!r}\n"
        f"with scratch.beside(pathlib.Path({str(tmp_path / 'a.txt')!r})), scratch.scratch_folder() as folder:\n"
        "    (folder / 'report.docx').write_bytes(b'x'); print('there', flush=True); time.sleep(60)"
    )
    assert len(list(tmp_path.glob(".nianbao-*.tmp"))) == 1
    assert len(list((tmp_path / "temporary").iterdir())) == 1
    write_atomically(tmp_path / "b.txt", b"new")
    with scratch.scratch_folder():
        assert len(list((tmp_path / "temporary").iterdir())) == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.txt", "temporary"]
    assert list((tmp_path / "temporary").iterdir()) == []


@posix
def test_what_another_run_uses_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with scratch.beside(tmp_path / "a.txt") as file, scratch.scratch_folder() as folder:
        monkeypatch.setattr(scratch, "_swept", set())
        write_atomically(tmp_path / "b.txt", b"new")
        with scratch.scratch_folder():
            assert folder.is_dir()
        assert Path(file.name).is_file()


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    others = ("nianbao-notes.tmp", ".nianbao-notes", ".other.tmp")
    for name in others:
        (tmp_path / name).write_bytes(b"mine")
    (tmp_path / "temporary" / "nianbao-notes").mkdir()
    write_atomically(tmp_path / "b.txt", b"new")
    with scratch.scratch_folder():
        pass
    assert {p.name for p in tmp_path.iterdir()} == {*others, "b.txt", "temporary"}
    assert (tmp_path / "temporary" / "nianbao-notes").is_dir()


def test_an_error_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyError), scratch.beside(tmp_path / "a.txt"), scratch.scratch_folder():
        raise KeyError
    assert [p.name for p in tmp_path.rglob("*")] == ["temporary"]


def test_a_name_as_long_as_the_system_allows_is_written(tmp_path: Path) -> None:
    for name in ("年" * 80 + ".txt", "\U00020000" * 62 + ".txt", "x" * 251 + ".txt"):
        write_atomically(tmp_path / name, b"new")
        assert (tmp_path / name).read_bytes() == b"new"
