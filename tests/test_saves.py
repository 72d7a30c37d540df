"""Saves are noticed once they are done, whatever Word and WPS do in between."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from nianbao.cli import main
from nianbao.cli.watching import files, watched
from nianbao.errors import NianbaoError
from nianbao.files.ordinary import open_ordinary
from nianbao.files.saves import EVERY, PATIENCE, QUIET, saves, state_of
from nianbao.i18n import Text
from tests.builders.reports import BASE, as_docx, edited

WRONG = edited([{"replace": "五、存在的主要问题及改进情况", "by": "五、存在的主要问题及改进措施"}])


class Stopped(Exception):  # noqa: N818 - what Ctrl-C does, not a fault
    """Nothing more happens."""


class Time:
    """A clock that goes only while somebody sleeps, and what happens at each of its steps."""

    def __init__(self, *steps: Callable[[], object] | None) -> None:
        self.now, self._steps, self.looks = 0.0, iter(steps), 0

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.looks += 1
        try:
            step = next(self._steps)
        except StopIteration:
            raise Stopped from None
        if step:
            step()


def seen(path: Path, *steps: Callable[[], object] | None) -> list[tuple[float, bytes | None]]:
    """When each save was noticed, and what stood in the file then."""
    time = Time(*steps)
    told: list[tuple[float, bytes | None]] = []
    with suppress(Stopped):
        told.extend(
            (time.now, path.read_bytes() if path.exists() else None)
            for _ in saves(lambda: [str(path)], clock=time.clock, sleep=time.sleep)
        )
    return told


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with something in it."""
    (tmp_path / "a.txt").write_bytes(b"one")
    return tmp_path / "a.txt"


def test_a_save_is_noticed_once_it_is_done(path: Path) -> None:
    told = seen(path, None, lambda: path.write_bytes(b"tw"), lambda: path.write_bytes(b"two!"), None, None, None)
    assert told == [(0.0, b"one"), (2 * EVERY + 2 * QUIET, b"two!")]


def test_a_file_that_is_touched_or_written_as_it_was_is_no_save(path: Path) -> None:
    assert (
        len(seen(path, lambda: os.utime(path, (1, 1)), None, None, lambda: path.write_bytes(b"one"), None, None)) == 1
    )


def test_a_file_that_gets_its_name_at_the_end_is_one_save(path: Path) -> None:
    other = path.with_name("~WRD0001.tmp")
    steps = (lambda: other.write_bytes(b"two"), path.unlink, None, lambda: other.rename(path), None, None, None)
    assert [content for _, content in seen(path, *steps)] == [b"one", b"two"]


def test_an_archive_is_waited_for_until_its_end_is_there(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    before, after = as_docx(BASE), as_docx(WRONG)
    path.write_bytes(before)
    steps = (lambda: path.write_bytes(after[:-30]), None, None, None, lambda: path.write_bytes(after), None, None, None)
    assert [content for _, content in seen(path, *steps)] == [before, after]


def test_what_stays_half_written_is_taken_as_it_is_in_the_end(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(as_docx(BASE))
    told = seen(path, lambda: path.write_bytes(b"PK\x03\x04"), *[None] * 40)
    assert [content for _, content in told][1:] == [b"PK\x03\x04"]
    assert told[1][0] >= PATIENCE


def test_a_closed_file_is_waited_for_as_long_as_it_takes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = [True]

    def opening(name: str | Path) -> object:
        if closed:
            raise PermissionError(13, "Permission denied")
        return open_ordinary(name)

    def close() -> None:
        path.write_bytes(b"two")
        monkeypatch.setattr("nianbao.files.saves.open_ordinary", opening)

    told = seen(path, close, *[None] * 60, closed.clear, None, None)
    assert [content for _, content in told] == [b"one", b"two"]
    assert told[1][0] > 3 * PATIENCE


def test_a_file_that_is_not_there_yet_is_noticed_when_it_comes(tmp_path: Path) -> None:
    path = tmp_path / "later.txt"
    told = seen(path, None, lambda: path.write_bytes(b"one"), None, None, None)
    assert [content for _, content in told] == [None, b"one"]


def test_files_that_are_cut_off_are_told_by_their_ends(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", "b")
        archive.comment = b"c" * 60000
    assert state_of(str(path)) == "whole"
    for content, state in ((b"", "partial"), (b"PK\x03\x04x", "partial"), (b"%PDF-1.7", "partial"), (b"x", "whole")):
        path.write_bytes(content)
        assert state_of(str(path)) == state
    path.write_bytes(b"%PDF-1.7 %%EOF\n")
    assert state_of(str(path)) == "whole"
    assert state_of(str(tmp_path / "none")) == "missing"


# ---- the command


def test_each_round_checks_again_and_a_later_mistake_ends_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    told: list[int] = []

    def check() -> None:
        told.append(len(told))
        if told[-1] == 1:
            raise NianbaoError(Text("坏了", "broken"))

    watched(check, ("a.docx",), rounds=[None, None, None])
    said = capsys.readouterr()
    assert told == [0, 1, 2]
    assert "坏了" in said.err
    assert said.err.count("检查完毕，保存后会再次检查；按 Ctrl-C 结束") == 3
    assert "\x1b" not in said.out


def test_a_mistake_at_the_beginning_ends_the_command(tmp_path: Path) -> None:
    for line, said in (("-", "标准输入无法等待保存"), ("a.docx --select QQ", "没有这条规则：QQ")):
        result = CliRunner().invoke(main, ["lint", "--watch", *line.split()])
        assert (result.exit_code, said in result.stderr) == (2, True)


def test_a_folder_is_watched_without_the_lock_files_of_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.docx", "~$a.docx", "b.yaml"):
        (tmp_path / name).write_bytes(b"")
    assert files((".",)) == ["a.docx"]
    assert files(("~$a.docx", "a.docx")) == ["a.docx"]


def test_the_command_lints_at_each_save_and_ctrl_c_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = tmp_path / "a.docx"
    report.write_bytes(as_docx(WRONG))

    def rounds(_: Callable[[], list[str]]) -> Iterator[None]:
        yield
        report.write_bytes(as_docx(BASE))
        yield
        raise KeyboardInterrupt

    monkeypatch.setattr("nianbao.cli.watching.saves", rounds)
    result = CliRunner().invoke(main, ["lint", "--watch", "a.docx"])
    assert result.stdout.index("错误 S102") < result.stdout.index("共检查 1 个文件：1 个错误")
    assert result.stdout.count("共检查 1 个文件") == 2
    assert result.stdout.endswith("共检查 1 个文件：0 个错误，0 个警告\n")
    assert isinstance(result.exception, SystemExit)
