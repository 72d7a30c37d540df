"""Opening files: whatever stands at the path, one clear line."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from nianbao.errors import NianbaoError, ReadError
from nianbao.files.limits import DEFAULT, NAMES, parse_limits
from nianbao.reading import Limits, read, read_bytes, read_unguarded
from tests.builders.docx import docx, p

posix = pytest.mark.needs("posix")

_NO_FILE = ("there is no such file", "the file name is not valid", "the name or the path is too long")


def refusal(path: str | Path, limits: Limits = DEFAULT) -> str:
    with pytest.raises(ReadError) as caught:
        read(path, limits=limits)
    zh, en = caught.value.message.zh, caught.value.message.en
    assert zh
    assert en
    assert "\n" not in zh + en
    assert any("\u4e00" <= c <= "\u9fff" for c in zh)
    return en


@pytest.mark.parametrize(
    "name", ["no-such.docx", "a/b/c.docx", "x\0y.docx", "\udcff.docx", "n" * 5000, "换\n行.docx", "-v"]
)
def test_missing_or_impossible_names(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path / name) in _NO_FILE


def test_a_folder_named_docx(tmp_path: Path) -> None:
    (tmp_path / "a.docx").mkdir()
    assert refusal(tmp_path / "a.docx") == "this is a folder, not a file"
    assert refusal(tmp_path / "a.docx" / "b") == "there is no such file"


def test_a_file_taken_for_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("甲", "utf-8")
    assert refusal(tmp_path / "a" / "b") == "there is no such file"


@pytest.mark.parametrize("content", [b"", b" \r\n\t ", b"\n" * 5000])
def test_empty_files(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.docx").write_bytes(content)
    assert refusal(tmp_path / "a.docx") == "the file is empty"


@posix
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.docx")
    assert "pipe" in refusal(tmp_path / "a.docx")


@posix
def test_a_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket may be short only
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("a.docx")
        assert "socket" in refusal("a.docx")


@posix
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_and_a_link_to_one(tmp_path: Path, device: str) -> None:
    (tmp_path / "a.docx").symlink_to(device)
    assert "device" in refusal(tmp_path / "a.docx")
    assert "device" in refusal(device)


@posix
def test_links_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert "circle" in refusal(tmp_path / "a")


@posix
def test_a_forbidden_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("甲", "utf-8")
    (tmp_path / "a").chmod(0)
    user = os.geteuid()
    try:
        if user == 0:  # nothing is forbidden to root
            os.seteuid(65534)
        assert "permission" in refusal(tmp_path / "a")
    finally:
        os.seteuid(user)


def test_a_forbidden_file_by_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("甲", "utf-8")

    def forbid(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("nianbao.files.ordinary.os.open", forbid)
    assert "permission" in refusal(tmp_path / "a")


def test_an_unforeseen_system_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("甲", "utf-8")

    def fail(*_: object) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("nianbao.files.ordinary.os.open", fail)
    assert "Input/output error" in refusal(tmp_path / "a")


def test_too_large_names_the_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x" * 101, "utf-8")
    assert "file_bytes=100" in refusal(tmp_path / "a", Limits(file_bytes=100))
    assert read(tmp_path / "a", limits=Limits(file_bytes=101)).format == "plain"


@pytest.mark.parametrize("error", [RecursionError("deep"), MemoryError(), KeyError("x"), UnicodeError()])
def test_a_bug_in_a_reader_is_one_line_but_seen_by_tests(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("nianbao.reading.plain.read_text", fail)
    with pytest.raises(ReadError, match=type(error).__name__) as caught:
        read_bytes("总体情况".encode())
    assert "已损坏" in caught.value.message.zh
    with pytest.raises(type(error)):
        read_unguarded("总体情况".encode())


def test_kind_overrules_the_content() -> None:
    assert read_bytes(b"<p>one</p>", kind="plain").format == "plain"
    assert read_bytes("<html><body><p>总体情况</p></body></html>".encode()).format == "html"


def test_importing_the_package_imports_no_parser() -> None:
    """Nothing heavy but what msgspec itself needs: on Python 3.10 that is subprocess, by way of uuid."""
    heavy = {"lxml", "pdfplumber", "pdfminer", "docx", "email", "subprocess", "openpyxl", "jinja2"}
    code = (
        "import sys, msgspec; before = set(sys.modules); import nianbao.reading; "
        f"print(sorted({heavy!r} & (set(sys.modules) - before)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert result.stdout.strip() == "[]"


def test_reading_a_word_file_imports_what_it_takes_and_no_more(tmp_path: Path) -> None:
    """Escaping text for XML by the standard library alone brings half of the network modules."""
    (tmp_path / "a.docx").write_bytes(docx(p("一、总体情况")))
    heavy = {"email", "http.client", "ssl", "hashlib", "urllib.request", "xml.sax", "tempfile", "openpyxl", "jinja2"}
    code = (
        "import sys, msgspec, lxml.etree; before = set(sys.modules); from nianbao.reading import read; "
        f"read({str(tmp_path / 'a.docx')!r}); print(sorted({heavy!r} & (set(sys.modules) - before)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert result.stdout.strip() == "[]"


def test_more_text_than_can_be_looked_through_names_the_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("一二三四\n\n甲乙\t丙丁\n\n九十\n", "utf-8")
    assert "paragraphs=1;" in refusal(tmp_path / "a", Limits(paragraphs=1))
    assert "characters=9;" in refusal(tmp_path / "a", Limits(characters=9))
    assert len(read(tmp_path / "a", limits=Limits(paragraphs=2, characters=10)).blocks) == 3


def test_limits_from_pairs() -> None:
    assert parse_limits([]) == Limits()
    assert parse_limits(["file_bytes=1", " depth = 7 ", "file-bytes=2"]) == Limits(file_bytes=2, depth=7)


@pytest.mark.parametrize("pair", ["", "cells", "cells=", "cells=-1", "cells=0", "cells=1e9", "cells=" + "9" * 5000])
def test_a_limit_of_another_form(pair: str) -> None:
    with pytest.raises(NianbaoError) as caught:
        parse_limits([pair])
    assert all(name in caught.value.message.zh and name in caught.value.message.en for name in NAMES)


def test_an_unknown_limit_names_the_nearest() -> None:
    with pytest.raises(NianbaoError) as caught:
        parse_limits(["cell=3"])
    assert "did you mean cells?" in caught.value.message.en
    assert "是否指 cells？" in caught.value.message.zh
    with pytest.raises(NianbaoError) as caught:
        parse_limits(["zzzzz=3"])
    assert "did you mean" not in caught.value.message.en
