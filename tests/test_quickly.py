"""The compiled modules of a start in one file: the same modules, and never older than their sources."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from nianbao.cli import quickly
from nianbao.cli.quickly import Finder, start_quickly


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package `sample` with a module and a package in it, whose compiled modules Python keeps."""
    package = tmp_path / "sample"
    (package / "inner").mkdir(parents=True)
    for name in ("__init__", "part", "inner/__init__", "inner/deep"):
        (package / f"{name}.py").write_text(f"NAME = {name!r}\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    monkeypatch.setattr(quickly, "_OWN", ("sample",))
    yield package
    forget()


def forget() -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "sample"]:
        del sys.modules[name]


def imported() -> list[ModuleType]:
    forget()
    importlib.invalidate_caches()
    return [importlib.import_module(f"sample.{name}") for name in ("part", "inner", "inner.deep")]


def kept(path: Path) -> Finder:
    """A start that writes the file, and the next one that reads it."""
    imported()
    Finder(str(path)).keep()
    return start_quickly(str(path))


def is_quick(module: ModuleType) -> bool:
    return isinstance(module.__loader__, quickly._Loader)


def test_modules_come_from_the_file_as_python_makes_them(sample: Path, tmp_path: Path) -> None:
    usual = imported()
    kept(tmp_path / "all")
    quick = imported()
    assert all(map(is_quick, quick))
    for one, other in zip(quick, usual, strict=True):
        assert (one.NAME, one.__file__, one.__package__, one.__cached__) == (
            other.NAME,
            other.__file__,
            other.__package__,
            other.__cached__,
        )
        assert list(getattr(one, "__path__", ())) == list(getattr(other, "__path__", ()))


def test_a_source_that_changed_is_read_anew_and_kept_anew(sample: Path, tmp_path: Path) -> None:
    finder = kept(tmp_path / "all")
    source = sample / "part.py"
    source.write_text("NAME = 'changed'\n", "utf-8")
    os.utime(source, (1_000_000_000, 1_000_000_000))
    part, inner, _ = imported()
    assert part.NAME == "changed"
    assert not is_quick(part)
    assert is_quick(inner)
    sys.meta_path.remove(finder)
    imported()
    finder.keep()
    start_quickly(str(tmp_path / "all"))
    assert imported()[0].NAME == "changed"
    assert all(map(is_quick, imported()))


def test_a_package_of_another_place_is_not_taken_from_the_file(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(tmp_path / "all")
    other = tmp_path / "other" / "sample"
    other.mkdir(parents=True)
    (other / "__init__.py").touch()
    (other / "part.py").write_text("NAME = 'other'\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path / "other")
    forget()
    importlib.invalidate_caches()
    assert importlib.import_module("sample.part").NAME == "other"


@pytest.mark.parametrize("content", [b"", b"damaged", b"\xe9\x01\x00\x00\x00"])
def test_a_damaged_file_is_as_good_as_none(content: bytes, sample: Path, tmp_path: Path) -> None:
    (tmp_path / "all").write_bytes(content)
    assert start_quickly(str(tmp_path / "all")).kept == {}
    assert not any(map(is_quick, imported()))


def test_where_python_keeps_nothing_nothing_is_kept(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    Finder(str(tmp_path / "all")).keep()
    Finder(str(tmp_path / "absent" / "all")).keep()
    assert [path.name for path in tmp_path.iterdir()] == ["sample"]


def test_a_folder_that_cannot_be_written_to_is_let_be(sample: Path, tmp_path: Path) -> None:
    imported()
    Finder(str(tmp_path / "absent" / "all")).keep()
    assert [path.name for path in tmp_path.iterdir()] == ["sample"]
