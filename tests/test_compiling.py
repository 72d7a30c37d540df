"""Patterns that come out of the cache are those that `re` compiles, and none that is damaged is used."""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import linter
import nianbao
from nianbao.compiling import Store, code_of, kept_patterns, pattern_of
from nianbao.files.keeping import ENVIRONMENT
from nianbao.patterns import LazyPattern, compiled
from nianbao.rulebook import load_rulebook

EXAMPLES = Path(__file__).parents[1] / "examples"
WORDS = r"(?P<year>20\d\d)年(?:[一二三四五六七八九十]{1,3})?(月|[日号])"
SURROGATES = "[\x00-\x08\ud800-\udfff\uffff]"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache's folder, which is not there yet."""
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "cache"))
    return tmp_path / "cache"


def _entry(folder: Path) -> Path:
    (entry,) = folder.glob("patterns-*")
    return entry


def _all_patterns() -> list[LazyPattern]:
    modules = [
        importlib.import_module(found.name)
        for package in (nianbao, linter)
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if not found.name.endswith("__main__")
    ]
    return [value for module in modules for value in vars(module).values() if isinstance(value, LazyPattern)]


def test_every_pattern_of_ours_is_the_same_out_of_its_code() -> None:
    patterns = _all_patterns()
    rules = [text for rule in load_rulebook().rules for text in rule.patterns]
    bodies = [body.pattern for body in load_rulebook().bodies]
    assert len(patterns) > 50
    for text, flags in [*((p.text, p.flags) for p in patterns), *((text, 0) for text in (*rules, *bodies))]:
        code = code_of(text, flags)
        assert code is not None
        assert pattern_of(code) == re.compile(text, flags)


@pytest.mark.parametrize("flags", [0, re.IGNORECASE, re.ASCII, re.VERBOSE | re.MULTILINE])
def test_a_pattern_out_of_its_code_matches_as_it_did(flags: int) -> None:
    code = code_of(WORDS, flags)
    assert code is not None
    match = pattern_of(code).search("到2024年十二月")
    assert match is not None
    assert match.groupdict() == {"year": "2024"}
    assert (match.groups(), match.lastgroup, match.span()) == (("2024", "月"), None, (1, 9))


def test_what_one_run_has_compiled_the_next_one_finds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with kept_patterns():
        first = compiled(WORDS)
    store = Store()
    monkeypatch.setattr(re, "compile", None)  # nothing is compiled any more
    assert store.compile(WORDS) == first
    with pytest.raises(TypeError):
        store.compile("another")


def test_further_patterns_are_added_to_those_that_are_kept(folder: Path) -> None:
    for text in (WORDS, SURROGATES):
        with kept_patterns():
            compiled(text)
    before = _entry(folder).read_bytes()
    with kept_patterns():
        compiled(WORDS), compiled(SURROGATES)
    assert _entry(folder).read_bytes() == before


@pytest.mark.parametrize("harm", [lambda b: b[:-9], lambda b: b"", lambda b: b[:40] + b"\0" + b[41:], lambda b: b * 2])
def test_a_damaged_entry_counts_for_nothing(folder: Path, harm: Callable[[bytes], bytes]) -> None:
    with kept_patterns():
        compiled(WORDS)
    entry = _entry(folder)
    entry.write_bytes(harm(entry.read_bytes()))
    assert Store().compile(WORDS) == re.compile(WORDS)


def test_the_entry_of_another_python_counts_for_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with kept_patterns():
        compiled(WORDS)
    monkeypatch.setattr("nianbao.compiling._python", lambda: "another")
    monkeypatch.setattr("nianbao.compiling.pattern_of", None)  # nothing may be made of it
    assert Store().compile(WORDS) == re.compile(WORDS)


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="files belong to users and have modes on POSIX only")
def test_an_entry_that_others_can_write_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with kept_patterns():
        compiled(WORDS)
    _entry(folder).chmod(0o666)
    monkeypatch.setattr("nianbao.compiling.pattern_of", None)
    assert Store().compile(WORDS) == re.compile(WORDS)


def test_a_python_that_cannot_be_taken_apart_compiles_as_ever(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nianbao.compiling._MODULES", ("nianbao.none", "nianbao.none"))
    with kept_patterns():
        assert compiled(WORDS) == re.compile(WORDS)
    assert code_of(WORDS) is None


def test_the_command_keeps_patterns_and_finds_the_same_with_them(tmp_path: Path) -> None:
    environment = {**os.environ, ENVIRONMENT: str(tmp_path / "cache")}
    command = [sys.executable, "-m", "nianbao.cli", "lint", "--format", "json", str(EXAMPLES / "bad.docx")]
    runs = [subprocess.run(command, capture_output=True, env=environment, check=False) for _ in range(2)]
    assert _entry(tmp_path / "cache").stat().st_size > 10_000
    assert runs[0].stdout == runs[1].stdout
    assert runs[0].returncode == runs[1].returncode == 1
