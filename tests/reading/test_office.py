"""LibreOffice as a reader: the same blocks from each format, nothing left behind, nothing waited for."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from nianbao.document import Document, Paragraph, Picture, Table
from nianbao.errors import ReadError
from nianbao.files import libreoffice, libreprofile
from nianbao.files.limits import Limits
from nianbao.formats import Format
from nianbao.i18n import Text
from nianbao.ooxml.inflating import refuse_inflating
from nianbao.reading import office
from nianbao.reading.office import read_office
from nianbao.reading.sniff import sniff
from tests.builders.office import REPORT, convert, flat_odt, packed_odt

needs_libreoffice = pytest.mark.needs("libreoffice")
posix = pytest.mark.needs("posix")  # bounds and stand-in programs


def seen(document: Document) -> list[object]:
    blocks = (b for b in document.blocks if not (isinstance(b, Paragraph) and not b.text.strip()))
    return [
        b.text if isinstance(b, Paragraph) else [c.text for c in b.cells] for b in blocks if not isinstance(b, Picture)
    ]


@needs_libreoffice
@pytest.mark.parametrize("kind", ["odt", "rtf", "doc", "wps", "packed"])
def test_every_format_shows_the_same(kind: str, tmp_path: Path) -> None:
    data = flat_odt(REPORT)
    if kind in ("doc", "wps"):
        data = convert(data, "fodt", "doc:MS Word 97", tmp_path)
    elif kind == "rtf":
        data = convert(data, "fodt", "rtf:Rich Text Format", tmp_path)
    elif kind == "packed":
        data = packed_odt(tmp_path / "packed.odt", REPORT)
    told = sniff(data, f"report.{kind}")
    assert told == {"packed": "odt"}.get(kind, kind)
    document = read_office(data, told)
    assert document.format == told
    title, heading, table, end = seen(document)
    assert (title, heading) == ("鹭汀区财政局2024年政府信息公开工作年度报告", "一、总体情况")
    assert (table, end) == (["规章", "0"], "无。")
    assert any(isinstance(block, Table) for block in document.blocks)


@pytest.fixture
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """All that a reading puts into the temporary folder must be gone in the end."""
    folder = tmp_path / "t"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    profiles: list[Path] = []
    real = libreprofile.write_profile

    def noted(profile: Path) -> None:
        profiles.append(profile)
        real(profile)

    monkeypatch.setattr("nianbao.reading.office.write_profile", noted)
    yield folder
    assert list(folder.iterdir()) == []
    assert [pipe for profile in profiles for pipe in Path("/tmp").glob(f"OSL_PIPE_*_{_hash(profile)}")] == []


def _hash(profile: Path) -> str:
    """The name that LibreOffice gives the pipe of a profile, by which a second run would find the first."""
    digest = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    return "".join(f"{byte:x}" for byte in digest)


def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Another program in the place of LibreOffice."""
    program = tmp_path / "soffice"
    program.write_text(f"#!{sys.executable}\n{script}", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(office, "find", lambda: str(program))


@needs_libreoffice
def test_parallel_readings_do_not_meet(own_temporary_folder: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: read_office(flat_odt(REPORT), "odt"), range(2))
    assert first.blocks == second.blocks  # the files that LibreOffice makes have their time in them


@needs_libreoffice
def test_a_broken_file(own_temporary_folder: Path) -> None:
    with pytest.raises(ReadError, match="could not convert the file"):
        read_office(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3000, "doc")


FAILURES = {
    "words": (
        "import sys\nsys.stderr.write('Warning: no java\\nlibfoo.so is missing\\x1b[2J\\n\\n')\nsys.exit(127)",
        Text("libfoo.so is missing [2J", "libfoo.so is missing [2J"),
    ),
    "status": ("import sys\nsys.exit(81)", Text("退出状态 81", "exit status 81")),
    "signal": ("import os\nos.kill(os.getpid(), 6)", Text("被信号 6 终止", "ended by signal 6")),
    "nothing": ("", Text("退出状态 0", "exit status 0")),
}


@posix
@pytest.mark.parametrize("name", FAILURES)
def test_a_failing_libreoffice_is_no_broken_file(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_temporary_folder: Path
) -> None:
    script, cause = FAILURES[name]
    stand_in(tmp_path, monkeypatch, script)
    with pytest.raises(ReadError) as caught:
        read_office(b"{\\rtf1 x}", "rtf")
    assert f"LibreOffice 运行失败（{cause.zh}）" in caught.value.message.zh
    assert f"LibreOffice failed ({cause.en})" in caught.value.message.en


@posix
def test_a_file_that_libreoffice_refuses_is_no_failure_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_temporary_folder: Path
) -> None:
    stand_in(tmp_path, monkeypatch, "import sys\nsys.stderr.write('Error: source file could not be loaded\\n')")
    with pytest.raises(ReadError, match="could not convert the file"):
        read_office(b"{\\rtf1 x}", "rtf")


def _bomb(folder: Path, *, told: bool) -> bytes:
    """A packed text with a part of 40 MiB of nothing; its size is not `told` where the directory lies."""
    with zipfile.ZipFile(folder / "bomb.odt", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", b" " * (40 << 20))
        if not told:
            archive.infolist()[0].file_size = 10
    return (folder / "bomb.odt").read_bytes()


@pytest.mark.parametrize("told", [True, False])
def test_what_inflates_never_reaches_libreoffice(told: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find", lambda: "soffice")
    monkeypatch.setattr(office, "run", lambda *_: pytest.fail("LibreOffice was started"))
    with pytest.raises(ReadError, match="unpacked_bytes"):
        read_office(_bomb(tmp_path, told=told), "odt", Limits(unpacked_bytes=32 << 20))


def test_what_is_below_the_bound_is_left_to_libreoffice(tmp_path: Path) -> None:
    refuse_inflating(_bomb(tmp_path, told=True), Limits(unpacked_bytes=41 << 20))
    refuse_inflating(packed_odt(tmp_path / "a.odt", REPORT), Limits())


@pytest.mark.parametrize("data", [b"PK\x03\x04" + b"\0" * 100, b"PK", b"PK\x05\x06" + b"\xff" * 18])
def test_a_damaged_archive_never_reaches_libreoffice(data: bytes) -> None:
    with pytest.raises(ReadError, match="damaged"):
        refuse_inflating(data, Limits())


def test_one_part_counted_many_times(tmp_path: Path) -> None:
    """Members that share their bytes inflate further than any bound on one of them tells."""
    with zipfile.ZipFile(tmp_path / "shared.odt", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", os.urandom(2000))
        archive.filelist *= 3
    with pytest.raises(ReadError, match="damaged"):
        refuse_inflating((tmp_path / "shared.odt").read_bytes(), Limits())


@posix
def test_a_run_without_end_is_killed_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_temporary_folder: Path
) -> None:
    fifo = tmp_path / "alive"
    os.mkfifo(fifo)
    child = f"import time; f = open({str(fifo)!r}, 'w'); time.sleep(600)"
    stand_in(tmp_path, monkeypatch, f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {child!r}])")
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(ReadError, match="seconds=1"):
        read_office(b"{\\rtf1 x}", "rtf", Limits(seconds=1))
    os.set_blocking(reader, True)
    assert os.read(reader, 1) == b""  # ends only when nobody holds the other side any more
    os.close(reader)


@posix
def test_a_run_that_computes_for_a_third_of_its_time_is_ended_for_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_temporary_folder: Path
) -> None:
    stand_in(tmp_path, monkeypatch, "while True: pass")
    waits = subprocess.Popen.wait
    monkeypatch.setattr(subprocess.Popen, "wait", lambda process, *_: waits(process))  # however busy the machine is
    with pytest.raises(ReadError, match="seconds=3"):
        read_office(b"{\\rtf1 x}", "rtf", Limits(seconds=3))


@posix
@pytest.mark.needs("linux")  # other systems do not bound data segments
def test_memory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_temporary_folder: Path) -> None:
    script = (
        "import pathlib, sys\nblock = bytearray(200 << 20)\n"
        "out = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])\nout.mkdir()\n"
        "(out / 'report.docx').write_bytes(b'PK')"
    )
    stand_in(tmp_path, monkeypatch, script)
    with pytest.raises(ReadError, match=r"LibreOffice failed \(MemoryError\)"):
        read_office(b"{\\rtf1 x}", "rtf", Limits(memory_bytes=150 << 20))
    with pytest.raises(ReadError) as caught:  # with enough memory it is the result that is refused
        read_office(b"{\\rtf1 x}", "rtf")
    assert "LibreOffice" not in caught.value.message.en


@pytest.mark.parametrize("kind", ["doc", "wps", "rtf", "odt"])
def test_without_libreoffice_one_line_says_what_to_install(kind: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find", lambda: None)
    with pytest.raises(ReadError) as caught:
        read_office(b"x", kind)
    assert "请安装 LibreOffice" in caught.value.message.zh
    assert f".{kind}" in caught.value.message.en
    assert "install LibreOffice" in caught.value.message.en


def test_libreoffice_off_the_path_is_found_where_installers_put_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    (tmp_path / "soffice").touch()
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setattr(libreoffice, "_usual_places", lambda: iter([tmp_path / "no", tmp_path / "soffice"]))
    assert libreoffice.find() == str(tmp_path / "soffice")
    monkeypatch.setattr(libreoffice, "_usual_places", lambda: iter([]))
    assert libreoffice.find() is None


def test_libreoffice_is_never_taken_from_beside_the_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "_usual_places", lambda: iter([]))
    (tmp_path / "bin").mkdir()
    for folder in (tmp_path, tmp_path / "bin"):
        (folder / "soffice").touch()
        (folder / "soffice").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    for path in ("", ".", os.pathsep, f".{os.pathsep}bin", "./bin"):
        monkeypatch.setenv("PATH", path)
        assert libreoffice.find() is None
    monkeypatch.setenv("PATH", os.pathsep.join((".", str(tmp_path / "bin"))))
    assert libreoffice.find() == str(tmp_path / "bin" / "soffice")


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux"])
def test_usual_places(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert all(path.name.startswith("soffice") for path in libreoffice._usual_places())
