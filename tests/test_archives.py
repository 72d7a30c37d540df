"""An archive of reports is a folder: whoever packed it, whatever it hides, and nothing of it is written anywhere."""

from __future__ import annotations

import io
import json
import os
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from nianbao.cli import main
from nianbao.errors import ReadError
from nianbao.files.archives import archive_of, members
from nianbao.files.inputs import Input, Skipped, find_inputs
from nianbao.files.limits import DEFAULT, MIB, Limits
from nianbao.files.loading import load
from tests.builders.reports import BASE, as_docx


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def packed(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def linted(*arguments: str) -> Any:
    result = CliRunner().invoke(main, ["lint", "--format", "json", "--lang", "en", *arguments])
    return json.loads(result.stdout)


def errors(*arguments: str) -> dict[str, str | None]:
    return {file["path"]: file["error"] for file in linted(*arguments)["files"]}


def test_reports_in_an_archive_are_checked_as_those_of_a_folder() -> None:
    files = {"towns/a.docx": as_docx(BASE), "b.txt": BASE.encode(), "towns/c.txt": BASE.encode()}
    Path("in").mkdir()
    for name, content in files.items():
        path = Path("in", name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    Path("in.zip").write_bytes(packed(files))
    as_folder, as_archive = linted("in"), linted("in.zip")
    paths = [file["path"] for file in as_archive["files"]]
    assert paths == ["in.zip/b.txt", "in.zip/towns/a.docx", "in.zip/towns/c.txt"]
    assert json.dumps(as_folder).replace("in/", "in.zip/") == json.dumps(as_archive)
    assert linted("in.zip/towns/a.docx")["files"] == as_archive["files"][1:2]


def test_several_processes_and_last_years_archive() -> None:
    last = BASE.replace("2024", "2023")
    Path("2023.zip").write_bytes(packed({"last.txt": last.encode()}))
    Path("2024.zip").write_bytes(packed({f"{n}.txt": BASE.encode() for n in range(9)}))
    one, two = (linted("2024.zip", "--previous", "2023.zip", "--no-cache", "-j", jobs) for jobs in ("1", "2"))
    assert one == two
    assert {finding["code"] for file in one["files"] for finding in file["findings"]} >= {"C506"}


def test_an_archive_in_a_folder_is_opened_and_one_in_an_archive_is_not() -> None:
    Path("in").mkdir()
    inner = packed({"x.txt": BASE.encode()})
    Path("in/a.zip").write_bytes(packed({"inner.zip": inner, "b.txt": BASE.encode(), "c.ofd": b"x", "d.xlsx": b"x"}))
    told = linted("in")
    assert [file["path"] for file in told["files"]] == ["in/a.zip/b.txt"]
    reasons = {item["path"]: item["reason"] for item in told["skipped"]}
    assert reasons.keys() == {"in/a.zip/inner.zip", "in/a.zip/c.ofd", "in/a.zip/d.xlsx"}
    assert "OFD" in reasons["in/a.zip/c.ofd"]
    assert "spreadsheet" in reasons["in/a.zip/d.xlsx"]
    assert "archive" in reasons["in/a.zip/inner.zip"]


def named(name: bytes, *, utf8: bool) -> bytes:
    """An archive of one report whose name is stored as these bytes."""
    mark = b"N" * len(name)
    data = packed({mark.decode(): BASE.encode()}).replace(mark, name)
    assert data.count(name) == 2
    if not utf8:
        return data
    flagged = bytearray(data)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        flagged[data.index(signature) + at + 1] |= 0x08
    return bytes(flagged)


@pytest.mark.parametrize(
    ("encoding", "utf8"), [("gbk", False), ("gb18030", False), ("utf-8", False), ("utf-8", True), ("ascii", False)]
)
def test_names_are_read_as_they_were_written(encoding: str, utf8: bool) -> None:
    name = "towns/a.txt" if encoding == "ascii" else "乡镇/青岚县財政局2024年报.txt"
    Path("a.zip").write_bytes(named(name.encode(encoding), utf8=utf8))
    assert errors("a.zip") == {f"a.zip/{name}": None}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../x.txt", "x.txt"),
        ("/etc/x.txt", "etc/x.txt"),
        ("C:/x.txt", "x.txt"),
        ("..\\..\\a\\x.txt", "a/x.txt"),
        ("a/./../x.txt", "a/x.txt"),
    ],
)
def test_a_name_that_leads_out_leads_nowhere(name: str, shown: str) -> None:
    Path("a.zip").write_bytes(packed({name: BASE.encode()}))
    before = set(Path.cwd().rglob("*"))
    assert errors("a.zip") == {f"a.zip/{shown}": None}
    CliRunner().invoke(main, ["lint", "--format", "word", "-o", "out", "a.zip"])
    out = Path("out").absolute()
    assert {path for path in Path.cwd().rglob("*") if path not in before} <= {out, *out.rglob("*")}


def test_what_systems_add_is_not_there() -> None:
    Path("a.zip").write_bytes(
        packed(dict.fromkeys(("__MACOSX/._a.txt", ".hidden/a.txt", "~$a.docx", ".DS_Store", "a.txt"), BASE.encode()))
    )
    assert [item.path for item in find_inputs(["a.zip"])] == ["a.zip/a.txt"]


def test_a_document_that_is_named_as_an_archive_is_one() -> None:
    Path("a.zip").write_bytes(as_docx(BASE))
    assert errors("a.zip") == {"a.zip": None}


def encrypted(data: bytes) -> bytes:
    flagged = bytearray(data)
    flagged[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(flagged)


@pytest.mark.parametrize(
    ("content", "path", "said"),
    [
        (encrypted(packed({"a.txt": b"x"})), "a.zip/a.txt", "password"),
        (packed({"a.txt": b"x" * 99}, zipfile.ZIP_BZIP2), "a.zip/a.txt", "method"),
        (packed({"a.txt": BASE.encode()})[:-30], "a.zip", "cut off"),
        (b"no archive", "a.zip", "cut off"),
        (b"", "a.zip", "cut off"),
        (packed({}), "a.zip", "no report files in this archive"),
        (packed({"a.xlsx": b"x"}), "a.zip", "no report files in this archive"),
        (packed({"a.txt": b"\x00" * (65 * MIB)}), "a.zip/a.txt", "file_bytes"),
    ],
)
def test_what_cannot_be_read_is_a_line(content: bytes, path: str, said: str) -> None:
    Path("a.zip").write_bytes(content)
    told = errors("a.zip")
    assert told.keys() == {path}
    assert said in (told[path] or "")


def test_damage_of_one_report_leaves_the_others() -> None:
    data = bytearray(packed({"a.txt": os.urandom(400), "b.txt": BASE.encode()}, zipfile.ZIP_STORED))
    data[100] ^= 1
    Path("a.zip").write_bytes(data)
    told = errors("a.zip")
    assert "damaged" in (told["a.zip/a.txt"] or "")
    assert told["a.zip/b.txt"] is None


def test_two_files_of_one_name_are_neither() -> None:
    Path("a.zip").write_bytes(packed({"a.txt": BASE.encode(), "b.txt": b"x"}).replace(b"b.txt", b"a.txt"))
    assert "two files" in (errors("a.zip")["a.zip/a.txt"] or "")


@pytest.mark.parametrize(("limits", "name"), [(Limits(parts=3), "parts"), (Limits(archive_bytes=10), "archive_bytes")])
def test_more_than_the_limits_is_refused(limits: Limits, name: str) -> None:
    Path("a.zip").write_bytes(packed({f"{n}.txt": b"12345" for n in range(4)}))
    with pytest.raises(ReadError) as raised:
        members("a.zip", limits)
    assert name in raised.value.message.en


def test_a_directory_of_a_million_files_is_not_listed() -> None:
    data = packed({"a.txt": b"x"})
    end = data.index(b"PK\x05\x06")
    Path("a.zip").write_bytes(data[: end + 12] + struct.pack("<I", 100 * MIB) + data[end + 16 :])
    assert "parts" in (errors("a.zip")["a.zip"] or "")


def test_results_are_not_written_over_the_archive() -> None:
    content = packed({"a.txt": BASE.encode()})
    Path("a.zip").write_bytes(content)
    result = CliRunner().invoke(main, ["lint", "a.zip", "--force", "-o", "a.zip"])
    assert result.exit_code == 2
    assert Path("a.zip").read_bytes() == content


def test_a_folder_whose_name_ends_as_an_archive_is_a_folder() -> None:
    Path("a.zip").mkdir()
    Path("a.zip/a.txt").write_text(BASE, "utf-8")
    assert errors("a.zip") == {os.path.join("a.zip", "a.txt"): None}  # noqa: PTH118
    assert archive_of("a.zip/a.txt") is None


def test_a_path_into_an_archive_that_is_not_there() -> None:
    Path("a.zip").write_bytes(packed({"a.txt": b"x"}))
    for path in ("a.zip/b.txt", "b.zip/a.txt"):
        with pytest.raises(ReadError):
            load(path, DEFAULT)


def test_a_changed_archive_is_read_anew() -> None:
    for text in (BASE, BASE.replace("2024", "2023")):
        Path("a.zip").write_bytes(packed({"a.txt": text.encode()}))
        os.utime("a.zip", ns=(1, len(text) + text.count("2023")))
        assert load("a.zip/a.txt", DEFAULT) == text.encode()


def test_a_pointer_of_git_lfs_is_said_as_such() -> None:
    Path("a.docx").write_text("version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n", "utf-8")
    assert "git lfs pull" in (errors("a.docx")["a.docx"] or "")


def test_what_lies_beside_reports_is_said_by_its_kind() -> None:
    Path("a.txt").write_text(BASE, "utf-8")
    for name in ("b.ofd", "c.xlsx", "d.rar", "e.png"):
        Path(name).touch()
    told = {item.path: item.reason.en for item in find_inputs(["."]) if isinstance(item, Skipped)}
    assert "OFD" in told["b.ofd"]
    assert "spreadsheet" in told["c.xlsx"]
    assert "unpack" in told["d.rar"]
    assert told["e.png"] == "not a format that is checked"
    assert [item.path for item in find_inputs(["."]) if isinstance(item, Input)] == ["a.txt"]


def test_results_of_an_archive_lie_in_a_folder_of_its_name() -> None:
    wrong = as_docx(BASE.replace("五、存在的主要问题", "五、主要问题"))
    Path("x.zip").write_bytes(packed({"towns/a.docx": wrong, "b.docx": wrong}))
    Path("y.zip").write_bytes(Path("x.zip").read_bytes())
    notices("x.zip", "-o", "one")
    assert below("one") == {"b-整改通知.docx", "towns/a-整改通知.docx"}
    notices("x.zip", "y.zip", "-o", "two")
    assert below("two") == {f"{name}/{letter}" for name in "xy" for letter in below("one")}
    Path("x").mkdir()
    Path("x/b.docx").write_bytes(wrong)
    notices("x", "x.zip", "-o", "three")
    assert below("three") == {"x/b-整改通知.docx", *(f"x.zip/{letter}" for letter in below("one"))}


def notices(*line: str) -> None:
    """Write the letters about these reports."""
    assert CliRunner().invoke(main, ["lint", "--format", "notice", *line]).exit_code == 1


def below(folder: str) -> set[str]:
    """The files in a folder and those below it."""
    return {path.relative_to(folder).as_posix() for path in Path(folder).rglob("*.docx")}
