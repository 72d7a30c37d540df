"""Names of files hold anything: whatever command says them says them on one line, and steers no terminal."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from nianbao.cli import main
from nianbao.cli.ending import ended
from nianbao.i18n import Text
from nianbao.yamltree.tree import Mark
from tests.builders.reports import BASE

pytestmark = pytest.mark.needs("posix")  # elsewhere no name may hold them

_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
NAMES = [b"a\nb", b"a\x1b[31mb", "a\u202eb".encode(), b"a\xff\xfeb"]
CALLS = [
    "lint", "show", "config", "rules --check", "explain", "lint a.txt --rulebook", "lint a.txt --waivers", "",
    "generate -o o.docx", "extract -o o.yaml", "new -o o.yaml --from", "lint --format", "generate a.txt --template",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_said_on_one_line(
    name: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(os.fsdecode(name)).write_bytes(b"edition: 2021\nagency: \x01\n")
    for call in CALLS:
        line = [*call.split(), os.fsdecode(name)]
        monkeypatch.setattr(sys, "argv", ["nianbao", *line])
        ended(lambda line=line: main(line, prog_name="nianbao", standalone_mode=False))  # type: ignore[misc]  # bound now
        said = "".join(capsys.readouterr())
        assert not _UNSAFE.search(said), (call, said)
        assert "a\nb" not in said, (call, said)


def test_a_path_in_a_message_and_a_place_are_on_one_line() -> None:
    assert Text("{path}：无", "{path}: none").format(path=Path("a\nb")) == Text("a\\nb：无", "a\\nb: none")
    assert str(Mark("a\nb.yaml", 2, 3)) == "a\\nb.yaml:2:3"


@pytest.mark.parametrize("name", NAMES)
def test_many_reports_are_collected_and_added_up_whatever_their_names(
    name: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for one in (name, name + b"2"):
        Path(os.fsdecode(one + b".txt")).write_text(BASE, "utf-8")
    for call in (
        "collect -o a.csv", "collect -o a.parquet", "collect -o a.duckdb", "collect -o a.xlsx",
        "rollup -j1 -o sum.yaml", "statistics -o b.html",
    ):  # fmt: skip
        command, *rest = call.split()
        monkeypatch.setattr(sys, "argv", ["nianbao", command, ".", *rest])
        code = ended(lambda: main(sys.argv[1:], prog_name="nianbao", standalone_mode=False))
        said = "".join(capsys.readouterr())
        assert code in (0, 1), (call, said)
        assert not _UNSAFE.search(said.replace("\n", "")), (call, said)
        assert "a\nb" not in said, (call, said)
