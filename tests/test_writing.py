"""Where results go: files are replaced whole, what is no file stays what it is, a full disk is one line."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from nianbao.files.writing import WriteError, write_atomically
from tests.builders.reports import BASE

COMMAND = (sys.executable, "-X", "utf8", "-m", "nianbao.cli")


def test_a_file_is_replaced_and_keeps_its_rights(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"old")
    file.chmod(0o600)
    write_atomically(file, b"new")
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"new", 0o600)
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_is_followed(tmp_path: Path) -> None:
    file, link = tmp_path / "a.txt", tmp_path / "b.txt"
    file.write_bytes(b"old")
    link.symlink_to(file)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_atomically(pipe, b"new")
        assert os.read(reader, 10) == b"new"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_a_folder_is_not_written_over(tmp_path: Path) -> None:
    with pytest.raises(WriteError) as caught:
        write_atomically(tmp_path, b"new")
    assert "文件夹" in caught.value.message.zh
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="the system has no device that is always full")
@pytest.mark.parametrize(("language", "said"), [("zh", "磁盘已满"), ("en", "No space left on device")])
@pytest.mark.parametrize("to", ["terminal", "file"])
def test_a_full_disk_is_one_line(language: str, said: str, to: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BASE, "utf-8")
    options = ("-o", "/dev/full") if to == "file" else ()
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            (*COMMAND, "lint", "--lang", language, *options, str(tmp_path / "a.txt")),
            cwd=Path(__file__).parents[1],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            check=False,
        )
    assert result.returncode == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert Path("/dev/full").is_char_device()
