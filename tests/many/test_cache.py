"""What was worked out is found again by its key alone, whole or not at all, and never more than has room."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import Struct

from nianbao.files.keeping import ENVIRONMENT
from nianbao.many import cache
from nianbao.many.cache import key_of, program, recall, remember


class Result(Struct, frozen=True):
    """As large as is asked for."""

    name: str
    figures: bytes = b""


KEY = key_of(b"a")
KEPT = Result("年报", b"123")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache that is empty."""
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "cache"))
    monkeypatch.setattr(cache, "_room", {})
    return tmp_path / "cache"


def entries(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_result_is_found_by_its_key(folder: Path) -> None:
    assert recall(KEY, Result) is None
    remember(KEY, KEPT)
    assert recall(KEY, Result) == KEPT
    assert recall(key_of(b"b"), Result) is None


def test_parts_of_a_key_are_told_apart() -> None:
    keys = [key_of(b"ab", b"c"), key_of(b"a", b"bc"), key_of(b"abc"), key_of(b"abc", b""), key_of(b"", b"abc")]
    assert len(set(keys)) == len(keys)


@pytest.mark.needs("posix")
def test_nobody_else_can_read_it(folder: Path) -> None:
    remember(KEY, KEPT)
    assert {path.stat().st_mode & 0o077 for path in folder.rglob("*")} == {0}


def cut(entry: Path) -> None:
    entry.write_bytes(entry.read_bytes()[:-1])


def emptied(entry: Path) -> None:
    entry.write_bytes(b"")


def changed(entry: Path) -> None:
    entry.write_bytes(entry.read_bytes()[:-1] + b"4")


def of_another_key(entry: Path) -> None:
    remember(key_of(b"b"), Result("另一份"))
    (other,) = (path for path in entry.parents[1].rglob("*") if path.is_file() and path != entry)
    other.replace(entry)


def a_folder(entry: Path) -> None:
    entry.unlink()
    entry.mkdir()


@pytest.mark.parametrize("spoil", [cut, emptied, changed, of_another_key, a_folder])
def test_a_spoilt_entry_counts_for_nothing_and_is_replaced(spoil: Callable[[Path], None], folder: Path) -> None:
    remember(KEY, KEPT)
    (entry,) = entries(folder)
    spoil(entry)
    assert recall(KEY, Result) is None
    if entry.is_file():
        remember(KEY, KEPT)
        assert recall(KEY, Result) == KEPT


def test_another_shape_counts_for_nothing() -> None:
    remember(KEY, KEPT)
    assert recall(KEY, int) is None
    remember(KEY, {"name": 1})
    assert recall(KEY, Result) is None


@pytest.mark.needs("posix")
@pytest.mark.parametrize("rights", [0o620, 0o602, 0o666])
def test_an_entry_that_others_can_write_counts_for_nothing(rights: int, folder: Path) -> None:
    remember(KEY, KEPT)
    (entry,) = entries(folder)
    entry.chmod(rights)
    assert recall(KEY, Result) is None


def test_an_entry_of_another_user_counts_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    remember(KEY, KEPT)
    monkeypatch.setattr(os, "getuid", lambda: 4242, raising=False)
    assert recall(KEY, Result) is None


@pytest.mark.needs("posix")
def test_nothing_is_written_where_others_can_write(folder: Path) -> None:
    (folder / cache.FOLDER).mkdir(parents=True)
    (folder / cache.FOLDER).chmod(0o777)
    remember(KEY, KEPT)
    assert entries(folder) == []


@pytest.mark.needs("posix")
def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    folder.mkdir()
    (folder / cache.FOLDER).symlink_to(tmp_path / "elsewhere")
    remember(KEY, KEPT)
    assert entries(tmp_path) == []


def test_a_folder_that_is_a_file_is_done_without(folder: Path) -> None:
    folder.write_text("no folder", encoding="utf-8")
    remember(KEY, KEPT)
    assert recall(KEY, Result) is None


def test_a_full_disk_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    remember(KEY, KEPT)
    assert entries(folder) == []


def test_what_cannot_be_written_down_is_not_kept(folder: Path) -> None:
    remember(KEY, Result("\udcff"))
    assert entries(folder) == []


def test_the_newest_have_room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "ROOM", 4000)
    same = [key for key in (key_of(str(n).encode()) for n in range(20_000)) if key[0] == 7][:40]
    for number, key in enumerate(same):
        remember(key, Result(str(number), bytes(400)))
        for entry in entries(folder):
            os.utime(entry, ns=(entry.stat().st_mtime_ns - 10**9,) * 2)
    kept = [number for number, key in enumerate(same) if recall(key, Result)]
    assert sum(entry.stat().st_size for entry in entries(folder)) <= 4000 * 9 // 8 + 500
    assert kept == list(range(40 - len(kept), 40))
    assert len(kept) > 5


def test_a_changed_source_makes_another_program(tmp_path: Path) -> None:
    source = tmp_path / "check.py"
    source.write_text("a = 1\n", encoding="utf-8")
    before = program(str(tmp_path))
    program.cache_clear()
    assert program(str(tmp_path)) == before
    source.write_text("a = 12\n", encoding="utf-8")
    program.cache_clear()
    assert program(str(tmp_path)) != before
