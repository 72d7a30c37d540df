"""The cache is quick where it is whole, and unnoticed in every other state."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from nianbao.claims import Claims
from nianbao.files.keeping import ENVIRONMENT
from nianbao.rulebook import cache, compose
from nianbao.rulebook.load import load_rulebook
from nianbao.rulebook.model import Rulebook
from tests.builders.rulebooks.small import CLAIMS, extension, small, write

pytestmark = pytest.mark.usefixtures("few_kinds")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache's folder, which is not there yet."""
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "cache" / "deep"))
    return tmp_path / "cache" / "deep"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A rulebook that extends another."""
    return write(tmp_path, ours=extension("source: 甲\n"), base=small())


@pytest.fixture
def compositions(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that were read and checked, as against taken from the cache."""
    made: list[Path] = []
    real = compose.compose

    def counted(path: Path, name: str) -> compose.Composed:
        made.append(path)
        return real(path, name)

    monkeypatch.setattr(compose, "compose", counted)
    return made


def _entry(folder: Path) -> Path:
    (entry,) = folder.iterdir()
    return entry


def test_a_rulebook_is_checked_once(folder: Path, book: Path, compositions: list[Path]) -> None:
    first, second = load_rulebook(book), load_rulebook(book)
    assert first == second
    assert first is not second
    assert len(compositions) == 1


def test_the_same_files_elsewhere_find_the_entry(
    folder: Path, book: Path, tmp_path: Path, compositions: list[Path]
) -> None:
    load_rulebook(book)
    (tmp_path / "copy").mkdir()
    load_rulebook(write(tmp_path / "copy", ours=extension("source: 甲\n"), base=small()))
    assert len(compositions) == 1


@pytest.mark.parametrize("changed", ["ours", "base"])
def test_a_change_of_any_file_of_the_chain_is_seen(folder: Path, book: Path, tmp_path: Path, changed: str) -> None:
    assert load_rulebook(book).name.en == "Qinglan trial format"
    files = {"ours": extension("source: 甲\nname: {en: new}\n"), "base": small().replace("Qinglan trial format", "new")}
    write(tmp_path, **{changed: files[changed]})
    assert load_rulebook(book).name.en == "new"


@pytest.mark.parametrize("of", ["ours", "base"])
def test_a_change_of_a_file_that_holds_the_claims_is_seen(folder: Path, tmp_path: Path, of: str) -> None:
    texts = {"ours": extension("source: 甲\n"), "base": small()}
    texts[of] += "claims: parts/claims.yaml\n"
    (tmp_path / "parts").mkdir()
    book = write(tmp_path, **texts)
    write(tmp_path / "parts", claims=CLAIMS)
    assert _claims(book).subjects[0].nouns == ("办件",)
    write(tmp_path / "parts", claims=CLAIMS.replace("办件", "来件"))
    assert _claims(book).subjects[0].nouns == ("来件",)


def _claims(book: Path) -> Claims:
    claims = load_rulebook(book).claims
    assert claims is not None
    return claims


def test_a_base_that_is_gone_is_a_mistake_in_spite_of_the_cache(folder: Path, book: Path, tmp_path: Path) -> None:
    load_rulebook(book)
    (tmp_path / "base.yaml").unlink()
    with pytest.raises(Exception, match="no such file"):
        load_rulebook(book)


def test_another_version_of_the_program_has_its_own_entries(
    folder: Path, book: Path, compositions: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_rulebook(book)
    monkeypatch.setattr(cache, "_program", lambda: b"another")
    load_rulebook(book)
    assert len(compositions) == 2


def test_a_checksum_that_two_rulebooks_share_confuses_none(
    folder: Path, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "checksum", lambda data: b"same")
    assert load_rulebook(book).name.en == "Qinglan trial format"
    write(tmp_path, ours=extension("source: 甲\nname: {en: new}\n"))
    assert load_rulebook(book).name.en == "new"


def test_nobody_else_can_read_it(folder: Path, book: Path) -> None:
    load_rulebook(book)
    if os.name == "posix":
        assert folder.stat().st_mode & 0o777 == 0o700
        assert _entry(folder).stat().st_mode & 0o777 == 0o600


def _truncated(entry: Path) -> None:
    entry.write_bytes(entry.read_bytes()[:-20])


def _empty(entry: Path) -> None:
    entry.write_bytes(b"")


def _garbled(entry: Path) -> None:
    content = bytearray(entry.read_bytes())
    content[200] ^= 1
    entry.write_bytes(content)


def _of_another_shape(entry: Path) -> None:
    payload = b"\x92\x90\x81\xa2id\xa1x"
    entry.write_bytes(cache.checksum(payload) + payload)


def _a_folder(entry: Path) -> None:
    entry.unlink()
    entry.mkdir()


@pytest.mark.parametrize("spoil", [_truncated, _empty, _garbled, _of_another_shape, _a_folder, Path.unlink])
def test_a_spoilt_entry_is_done_without(
    folder: Path, book: Path, compositions: list[Path], spoil: Callable[[Path], None]
) -> None:
    whole = load_rulebook(book)
    spoil(_entry(folder))
    assert load_rulebook(book) == whole
    assert len(compositions) == 2


def test_a_spoilt_entry_is_replaced(folder: Path, book: Path, compositions: list[Path]) -> None:
    load_rulebook(book)
    _garbled(_entry(folder))
    load_rulebook(book)
    load_rulebook(book)
    assert len(compositions) == 2


def test_an_entry_of_another_user_is_not_trusted(
    folder: Path, book: Path, compositions: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_rulebook(book)
    monkeypatch.setattr(os, "getuid", lambda: 4242, raising=False)
    load_rulebook(book)
    assert len(compositions) == 2


def test_a_folder_that_is_a_file_is_done_without(folder: Path, book: Path) -> None:
    folder.parent.mkdir()
    folder.write_text("no folder", encoding="utf-8")
    assert load_rulebook(book) == load_rulebook(book)


def test_a_folder_that_cannot_be_written_is_done_without(
    folder: Path, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    assert load_rulebook(book) == load_rulebook(book)
    assert list(folder.iterdir()) == []


def test_a_full_disk_leaves_no_rest_behind(folder: Path, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)  # Python 3.10 binds os.replace when it is imported
    assert isinstance(load_rulebook(book), Rulebook)
    assert list(folder.iterdir()) == []


def test_no_home_is_done_without(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(*_: object, **__: object) -> str:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv(ENVIRONMENT)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    monkeypatch.setattr("platformdirs.user_cache_dir", homeless)
    assert isinstance(load_rulebook(book), Rulebook)


def test_a_rulebook_with_mistakes_is_never_kept(folder: Path, tmp_path: Path) -> None:
    path = write(tmp_path, bad=small().replace("label: 涉及隐私", "label: 属于秘密"))
    for _ in range(2):
        with pytest.raises(Exception, match="appears twice"):
            load_rulebook(path)
    assert not folder.exists()


def test_only_the_newest_entries_stay(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MAX_ENTRIES", 2)
    write(tmp_path, base=small())
    for number in range(4):
        load_rulebook(write(tmp_path, ours=extension(f"source: '{number}'\n")))
    assert len(list(folder.iterdir())) == 2


_QUICK = """
import sys
from nianbao.rulebook import load_rulebook
load_rulebook()
heavy = ("ruamel", "jsonschema", "nianbao.yamltree", "nianbao.rulebook.equations", "nianbao.rulebook.compose", "pickle")
print([name for name in sys.modules if name.startswith(heavy)])
"""


def test_a_warm_cache_imports_nothing_that_reads_or_checks(folder: Path) -> None:
    root = Path(__file__).parents[2]
    for _ in range(2):
        run = subprocess.run(
            [sys.executable, "-c", _QUICK], cwd=root, check=True, capture_output=True, text=True, encoding="utf-8"
        )
    assert run.stdout == "[]\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
@pytest.mark.parametrize("rights", [0o620, 0o602, 0o666])
def test_an_entry_that_others_can_write_is_not_trusted(
    rights: int, folder: Path, book: Path, compositions: list[Path]
) -> None:
    load_rulebook(book)
    for entry in folder.iterdir():
        entry.chmod(rights)
    compositions.clear()
    load_rulebook(book)
    assert compositions


@pytest.mark.parametrize("slashes", [r"\\server\share", "//server/share", r"\/server/share", r"\\?\UNC\server\share"])
def test_a_folder_of_another_machine_is_done_without(
    slashes: str, book: Path, compositions: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)  # where names mean no machine, they would mean a folder here
    monkeypatch.setenv(ENVIRONMENT, slashes)
    before = set(tmp_path.iterdir())
    assert load_rulebook(book) == load_rulebook(book)
    assert len(compositions) == 2
    assert set(tmp_path.iterdir()) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_in_the_place_of_an_entry_is_not_waited_for(folder: Path, book: Path, compositions: list[Path]) -> None:
    load_rulebook(book)
    for entry in folder.iterdir():
        entry.unlink()
        os.mkfifo(entry)
    compositions.clear()
    assert load_rulebook(book)
    assert compositions
