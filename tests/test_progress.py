"""What a terminal alone gets: the bar of a call with many files, gone at the end, and messages in lines that fit."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from nianbao.cli import progress
from nianbao.cli.progress import Bar
from nianbao.cli.terminal import fitting
from nianbao.text import display_width
from tests.builders.reports import BASE

_ERASED = "\x1b[2K"
_SHOWN = "\x1b[?25h"  # the cursor


class Terminal(io.StringIO):
    """What is drawn on a terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0)
    monkeypatch.setattr(progress, "_BETWEEN", 0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")


def drawn(total: int, each: Callable[[Bar], object] = lambda bar: None, *, wanted: bool = True) -> str:
    """What was drawn over so many results, with something done after each."""
    terminal = Terminal()
    bar = Bar(total, wanted=wanted, stream=terminal)
    for _ in bar.watch(range(total)):
        each(bar)
    bar.close()
    return terminal.getvalue()


def test_it_counts_and_tells_the_time_that_is_left() -> None:
    told = drawn(30)
    assert "检查" in told
    assert "29/30" in told
    assert "剩余" in told


def test_it_is_erased_before_anything_is_printed_and_at_the_end() -> None:
    told = drawn(3, lambda bar: bar.clear())
    assert told.count(_ERASED) >= 3
    assert told.rstrip().endswith((_ERASED, _SHOWN))
    assert drawn(3).rstrip().endswith((_ERASED, _SHOWN))


@pytest.mark.parametrize(("total", "wanted"), [(1, True), (0, True), (30, False)])
def test_none_for_one_file_and_none_where_it_is_not_wanted(total: int, wanted: bool) -> None:
    assert drawn(total, wanted=wanted) == ""


def test_none_in_a_pipe_and_none_on_a_dumb_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    list(Bar(30, wanted=True, stream=pipe).watch(range(30)))
    assert pipe.getvalue() == ""
    monkeypatch.setenv("TERM", "dumb")
    assert drawn(30) == ""


def test_what_is_done_soon_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 600)
    assert drawn(30) == ""


_AT_ONCE = """
from nianbao.cli import progress, run
progress.PATIENCE = 0
run()
"""


@pytest.mark.needs("posix")
@pytest.mark.parametrize(("options", "seen"), [((), True), (("--quiet",), False), (("--format", "json"), True)])
def test_a_call_draws_on_the_terminal_and_writes_its_results_elsewhere(
    options: tuple[str, ...], seen: bool, tmp_path: Path
) -> None:
    import pty
    import subprocess

    for number in range(12):
        (tmp_path / f"{number:02}.txt").write_text(BASE, "utf-8")
    ours, theirs = pty.openpty()
    command = (sys.executable, "-c", _AT_ONCE, "lint", "-j", "1", "--no-cache", *options, str(tmp_path))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs) as running:
        os.close(theirs)
        assert running.stdout
        results = running.stdout.read()
        told = _all_of(ours)
    assert ("/12" in told) == seen
    assert b"\x1b[" not in results


def _all_of(terminal: int) -> str:
    pieces = []
    try:
        while piece := os.read(terminal, 65_536):
            pieces.append(piece)
    except OSError:  # Linux's word for the end
        pass
    os.close(terminal)
    return b"".join(pieces).decode()


@pytest.mark.parametrize(
    "text", ["行、列或分组的次序与格式不一致，" * 8, "  the order of rows, columns or groups differs " * 5]
)
@pytest.mark.parametrize("lead", [0, 7])
def test_messages_fit_a_terminal_and_are_whole_lines_elsewhere(
    text: str, lead: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = fitting(text, Terminal(), lead).split("\n")
    first, *rest = lines
    assert lead + display_width(first) <= 80
    assert rest
    assert all(display_width(line) <= 80 for line in rest)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert fitting(text, io.StringIO(), lead) == text
