"""What is read without zipfile is what zipfile reads; whatever is unusual is left to it."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from nianbao.files.keeping import ENVIRONMENT
from nianbao.files.limits import DEFAULT
from nianbao.ooxml.package import Package
from nianbao.ooxml.plainzip import plain_archive

EXAMPLES = Path(__file__).parents[2] / "examples"
ROOM = DEFAULT.unpacked_bytes


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive as zipfile writes it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


PARTS = {"[Content_Types].xml": b"<a/>" * 50, "word/document.xml": b"<b>" * 200, "目录.xml": b"", "c": b"1"}
PLAIN = packed(PARTS)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_members_are_those_that_were_packed(method: int) -> None:
    archive = plain_archive(packed(PARTS, method))
    assert archive is not None
    assert {member.name: archive.read(member, ROOM) for member in archive.members} == PARTS


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.docx")), ids=lambda path: path.name)
def test_word_files_are_plain(path: Path) -> None:
    archive = plain_archive(path.read_bytes())
    assert archive is not None
    with zipfile.ZipFile(path) as theirs:
        assert [member.name for member in archive.members] == theirs.namelist()
        assert [archive.read(member, ROOM) for member in archive.members] == list(map(theirs.read, theirs.namelist()))


def _with_comment(data: bytes) -> bytes:
    """A longer one than any mark of ours."""
    return data[: data.rindex(b"PK\x05\x06") + 20] + b"\x00\x08" + b"!" * 2048


def _with_name_exchanged(data: bytes) -> bytes:
    return data.replace(b"word/document.xml", b"word/DOCUMENT.xml", 1)  # in front of the content alone


def _encrypted(data: bytes) -> bytes:
    at = data.index(b"PK\x01\x02") + 8
    return data[:at] + bytes([data[at] | 1]) + data[at + 1 :]


UNUSUAL: list[Callable[[bytes], bytes]] = [
    _with_comment,
    _with_name_exchanged,
    _encrypted,
    lambda data: b"#!" + data,
    lambda data: data + b"\0",
    lambda data: data[:-30],
    lambda data: data.replace(b"PK\x01\x02", b"PK\x01\x03", 1),
    lambda data: packed({"a\\b": b""}).replace(b"a/b", b"a\\b"),
    lambda data: packed({}),
    lambda data: packed({"a": b""}, zipfile.ZIP_BZIP2),
    lambda data: b"",
]


@pytest.mark.parametrize("harm", UNUSUAL, ids=range(len(UNUSUAL)))
def test_what_is_unusual_is_left_to_zipfile(harm: Callable[[bytes], bytes]) -> None:
    assert plain_archive(harm(PLAIN)) is None


def test_members_that_lie_over_another_are_left_to_zipfile() -> None:
    twice = packed({"a": b"x" * 9, "b": b"x" * 9}, zipfile.ZIP_STORED)
    directory = twice.index(b"PK\x01\x02")
    second = twice.index(b"PK\x01\x02", directory + 4)
    overlapping = twice[: second + 42] + bytes(4) + twice[second + 46 :]
    assert plain_archive(overlapping.replace(b"b" + b"x", b"a" + b"x")) is None


def test_a_member_longer_than_there_is_room_for_is_not_unpacked() -> None:
    archive = plain_archive(packed({"a": bytes(1_000_000)}))
    assert archive is not None
    assert archive.read(archive.members[0], 999_999) is None


@pytest.mark.parametrize("seed", range(300))
def test_damage_makes_nothing_that_zipfile_does_not_read(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(PLAIN)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data))
        data[at] = chance.choice([0, 1, 0x50, 0xFF, data[at] ^ 1 << chance.randrange(8)])
    archive = plain_archive(bytes(data))
    if archive is None:
        return
    with zipfile.ZipFile(io.BytesIO(data)) as theirs:
        assert [member.name for member in archive.members] == theirs.namelist()
        for member, info in zip(archive.members, theirs.infolist(), strict=True):
            content = archive.read(member, ROOM)
            assert content is None or content == theirs.read(info)


@pytest.mark.parametrize("name", ["good-2024.docx", "bad.docx"])
def test_a_package_is_the_same_whoever_reads_its_archive(name: str) -> None:
    data = (EXAMPLES / name).read_bytes()
    ours, theirs = Package(data, DEFAULT), Package(_with_comment(data), DEFAULT)
    assert ours.names == theirs.names
    assert [ours.read(part) for part in ours.names] == [theirs.read(part) for part in theirs.names]
    assert [info.filename for info in ours.entries] == ours.names


def test_checking_a_word_file_imports_no_zipfile(tmp_path: Path) -> None:
    """Nor what else a start has no time for, once the rulebook is in the cache."""
    code = (
        "import sys; before = set(sys.modules); sys.argv = ['nianbao', 'lint']; from nianbao.cli import main;"
        f"main(['lint', {str(EXAMPLES / 'good-2024.docx')!r}], standalone_mode=False);"
        "slow = {'zipfile', 'shutil', 'tempfile', 'hashlib', 'jsonschema', 'pathlib'};"
        "print(sorted(slow & (set(sys.modules) - before)))"
    )
    environment = {**os.environ, ENVIRONMENT: str(tmp_path)}
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True, text=True, encoding="utf-8", check=True, env=environment,
        )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]"
