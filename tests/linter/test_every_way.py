"""One function for every way: in this process or others, in one step or more, from a file or from content at hand."""

from __future__ import annotations

import json
import pickle
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from linter import FileResult, Settings, across, lint
from linter.checks.registry import CHECKS, Case
from linter.digest import digest_of, figures_of, last_year_of
from nianbao import load_rulebook, read, recognise
from nianbao.cli import main
from nianbao.reading import read_bytes
from nianbao.rulebook.model import Rule
from tests.builders.linting import LAST, WRONG, lint_document


def _files(*args: str) -> list[dict[str, Any]]:
    said = CliRunner().invoke(main, ["lint", "--format", "json", *args])
    files: list[dict[str, Any]] = json.loads(said.stdout)["files"]
    return files


def test_settings_and_results_go_through_a_pipe() -> None:
    settings = Settings(select=("A",), severities=(("A401", "warning"),), previous="auto", language="en")
    assert pickle.loads(pickle.dumps(settings)) == settings
    assert hash(settings) == hash(pickle.loads(pickle.dumps(settings)))
    assert len(pickle.dumps(settings)) < 1000
    said = lint_document(read_bytes(WRONG.encode()))
    assert pickle.loads(pickle.dumps(said)) == said
    assert said.digest
    assert len(pickle.dumps(said.digest)) < 2000


def test_workers_and_one_step_give_what_one_process_gives(folder: Path) -> None:
    (folder / "last.txt").write_text(LAST.replace("四、结转下年度继续办理\t2", "四、结转下年度继续办理\t3"), "utf-8")
    settings = Settings(previous="auto")
    paths = ["a.txt", "b.txt", "last.txt"]
    here = list(across(map(partial(lint, settings=settings), paths), settings))
    with get_context("spawn").Pool(2) as pool:
        there = list(across(pool.imap(partial(lint, settings=settings), paths), settings))
    assert there == here
    assert any(f.code == "C506" for told in here if isinstance(told, FileResult) for f in told.findings)


def test_last_year_in_the_call_says_what_last_year_by_name_says(folder: Path) -> None:
    """Another total carried out than carried in: the hint and all else are those of a whole report."""
    (folder / "last.txt").write_text(LAST.replace("四、结转下年度继续办理\t2", "四、结转下年度继续办理\t3"), "utf-8")
    auto = Settings(previous="auto")
    together = list(across((lint(path, auto) for path in ("a.txt", "last.txt")), auto))
    named = lint("a.txt", Settings(previous="last.txt"))
    assert together[0] == named
    assert named.findings


def test_results_come_as_they_are_made_unless_last_years_are_among_them() -> None:
    made = []

    def results() -> Any:
        for name in ("a", "b"):
            made.append(name)
            yield FileResult(name)

    stream = across(results(), Settings())
    next(stream)
    assert made == ["a"]


def test_a_bug_in_a_check_is_one_line_on_every_path(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def check(case: Case, rule: Rule) -> Any:
        yield from () if case.report.agency != "青岚县林业局" else [1 // 0]

    monkeypatch.setitem(CHECKS, "all-zero", check)
    assert str(lint("b.txt").error).count("ZeroDivisionError") == 2
    for options in ((), ("--previous", "auto"), ("--previous", "last.txt"), ("--previous", ".")):
        files = _files("a.txt", "b.txt", "last.txt", *options)
        assert [bool(file["error"]) for file in files] == [False, True, False]


def test_content_at_hand_is_linted_as_a_file_is(folder: Path) -> None:
    said = lint("b.txt")
    assert lint("b.txt", data=(folder / "b.txt").read_bytes()) == said
    assert lint("none.txt").verdict == "unreadable"
    assert lint("b.txt", Settings(kind="docx"), data=b"").error is not None


def test_a_severity_that_is_set_counts(folder: Path) -> None:
    settings = Settings(select=("A", "V"), severities=(("A", "info"), ("blank-value", "error")))
    assert [(f.code, f.severity) for f in lint("b.txt", settings).findings] == [("V301", "error"), ("A404", "info")]
    assert Settings(severities=(("X1", "info"),)).unknown(load_rulebook()) == ["X1"]


def test_a_changed_report_of_last_year_is_read_again(folder: Path) -> None:
    settings = Settings(previous="last.txt", select=("C506",))
    assert {f.expected for f in lint("a.txt", settings).findings} == {"2"}
    (folder / "last.txt").write_text(LAST.replace("四、结转下年度继续办理\t2", "四、结转下年度继续办理\t13"), "utf-8")
    assert {f.expected for f in lint("a.txt", settings).findings} == {"2", "13"}


def test_a_digest_holds_every_figure_that_can_be_told(folder: Path) -> None:
    report = recognise(read("a.txt"))
    figures = figures_of(digest_of(report), report.rulebook)
    for table in report.tables:
        assert figures[table.id] == {cell: v.number for cell, v in table.values.items() if v.number is not None}
    assert last_year_of((), report.rulebook) is None
