"""Where results go: files are replaced whole, what is no file stays what it is, a full disk is one line."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from nianbao.files import marks
from nianbao.files.writing import WriteError, guard, write_atomically
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


@pytest.mark.needs("linux")  # a device that is always full
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


def _refusal(path: Path, *inputs: Path, force: bool = False) -> str:
    """What is said of writing there, "" where it may be written."""
    try:
        guard(path, inputs, force=force)
    except WriteError as error:
        return error.message.zh
    return ""


def test_what_is_not_ours_is_kept_unless_forced(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    assert _refusal(file) == ""
    file.write_bytes(b"")
    assert _refusal(file) == ""
    file.write_text("周一交\n", "utf-8")
    assert _refusal(file) == f"{file} 已存在；要覆盖请加 --force"
    assert _refusal(file, force=True) == ""


@pytest.mark.parametrize("link", ["itself", "symbolic", "hard", "other name"])
def test_what_the_call_reads_is_never_written_over(tmp_path: Path, link: str) -> None:
    report, out = tmp_path / "last.txt", tmp_path / "out.txt"
    report.write_text(marks.TEXT, "utf-8")
    if link == "symbolic":
        out.symlink_to(report)
    elif link == "hard":
        out.hardlink_to(report)
    else:
        out = report if link == "itself" else tmp_path / "." / ".." / tmp_path.name / "last.txt"
    assert "不能写入" in _refusal(out, tmp_path / "missing.txt", report, force=True)


def _archive(comment: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
        archive.comment = comment
    return held.getvalue()


@pytest.mark.parametrize(
    "result",
    [
        marks.TEXT.encode() + "a.docx  青岚县水务局\n".encode(),
        marks.TEXT.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + marks.JSON.encode() + b"\n]}",
        f"<!DOCTYPE html>\n<html><head>{marks.HTML}</head></html>".encode(),
        _archive(marks.ARCHIVE),
    ],
    ids=["text", "text of Windows", "JSON", "HTML", "archive"],
)
def test_an_earlier_result_is_replaced(tmp_path: Path, result: bytes) -> None:
    (tmp_path / "out").write_bytes(result)
    assert _refusal(tmp_path / "out") == ""


@pytest.mark.parametrize(
    "file",
    [
        b'{"files": [], "version": 1}',
        "青岚县水务局2024年政府信息公开工作年度报告\n# nianbao lint\n".encode(),
        f"<p>{marks.HTML}</p>".encode(),
        _archive(b""),
        _archive(b"nianbao"),
        b"PK\x03\x04",
    ],
)
def test_what_only_looks_like_a_result_is_kept(tmp_path: Path, file: bytes) -> None:
    (tmp_path / "out").write_bytes(file)
    assert "--force" in _refusal(tmp_path / "out")


def test_a_link_to_itself_and_a_name_too_long_are_told(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    assert "链接循环指向" in _refusal(loop, force=True)
    assert loop.is_symlink()
    assert "文件名过长" in _refusal(tmp_path / ("长" * 90), force=True)
    assert "无法写入" in _refusal(tmp_path / "a\0b")
