"""The process that reads PDF files: one for many, another after trouble, none left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from nianbao.errors import ReadError
from nianbao.files.limits import DEFAULT, Limits
from nianbao.reading.pdf import child, read_pdf, worker
from nianbao.reading.pdf.child import Child

_FOLDER = Path(__file__).parent / "pdf"
WORD = (_FOLDER / "word.pdf").read_bytes()


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The processes that a test has started, from none."""
    processes: list[int] = []
    real = Child.__init__

    def counted(self: Child) -> None:
        real(self)
        processes.append(self._process.pid)

    child.end_all()
    monkeypatch.setattr(Child, "__init__", counted)
    yield processes
    child.end_all()
    assert not any(map(lives, processes))


def lives(process: int) -> bool:
    """Whether the process is there."""
    try:
        os.kill(process, 0)
    except OSError:
        return False
    return True


def test_one_process_reads_many_files(started: list[int]) -> None:
    first = read_pdf(WORD)
    assert [read_pdf(WORD) for _ in range(3)] == [first] * 3
    assert len(started) == 1


def test_it_is_made_anew_after_so_many_files(started: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_MOST_FILES", 2)
    for _ in range(5):
        read_pdf(WORD)
    assert len(started) == 3


def test_another_reads_after_one_that_was_refused(started: list[int]) -> None:
    with pytest.raises(ReadError):
        read_pdf((_FOLDER / "encrypted.pdf").read_bytes())
    read_pdf(WORD)
    assert len(started) == 2


def test_one_that_died_meanwhile_costs_no_file(started: list[int]) -> None:
    first = read_pdf(WORD)
    os.kill(started[0], 9)
    assert read_pdf(WORD) == first
    assert len(started) == 2


def test_a_memory_that_others_have_filled_costs_no_file(started: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    first = read_pdf(WORD)
    real = child.ask

    def full(task: bytes, seconds: int, *, anew: bool = False) -> Child:
        answered = real(task, seconds, anew=anew)
        if not anew:
            answered.answer = msgspec.msgpack.encode(worker._Failed("满", "full", memory=True))
        return answered

    monkeypatch.setattr(worker, "ask", full)
    assert read_pdf(WORD) == first


def test_limits_hold_for_each_file_and_not_for_the_next(started: list[int]) -> None:
    with pytest.raises(ReadError, match="pages"):
        read_pdf((_FOLDER / "three-pages.pdf").read_bytes(), Limits(pages=2))
    assert read_pdf((_FOLDER / "three-pages.pdf").read_bytes(), DEFAULT).blocks


_LEFT = """
import sys
from pathlib import Path
from nianbao.reading.pdf import child, read_pdf
read_pdf(Path(sys.argv[1]).read_bytes())
print(child._idle[0]._process.pid)
"""


@pytest.mark.needs("posix")
def test_the_end_of_the_program_ends_it() -> None:
    done = subprocess.run(
        (sys.executable, "-W", "error", "-c", _LEFT, str(_FOLDER / "word.pdf")),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == ""
    assert not lives(int(done.stdout))
