"""How the command ends: one line and a status, whatever goes wrong, and no text of a file that steers the terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import nianbao.cli
from nianbao.cli import ending, main
from nianbao.shown import visible, visible_json, visible_lines
from nianbao.status import Status
from tests.builders.reports import BASE

RESOURCES = Path(__file__).parents[1]
ESCAPE = "\x1b]0;owned\x07"


def shell(line: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command `nianbao` in a shell, by the name NIANBAO."""
    command = line.replace("NIANBAO", f'"{sys.executable}" -m nianbao.cli')
    return subprocess.run(
        ("sh", "-c", command),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(RESOURCES), "NIANBAO_LANG": "en", **environment},
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(BASE, "utf-8")
    return tmp_path


def raising(error: BaseException) -> Callable[[], object]:
    def call() -> object:
        raise error

    return call


@pytest.mark.parametrize(
    "error", [KeyError("青岚县水务局"), RecursionError(), AssertionError(), UnicodeError("\x1b[31m")]
)
def test_what_nobody_foresaw_is_one_line_that_asks_for_a_report(
    error: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ending.ended(raising(error)) == Status.FAILED
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert type(error).__name__ in said
    assert ".py:" in said
    assert "青岚县" not in said  # the line may be sent to anybody


def test_details_of_it_are_shown_on_demand(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ending.DEBUG, "1")
    assert ending.ended(raising(KeyError("x"))) == Status.FAILED
    assert "Traceback" in capsys.readouterr().err


def test_the_guard_is_at_the_entry_alone_so_that_fuzzers_run_without_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("lint")

    monkeypatch.setattr("nianbao.cli.lint_call.find_inputs", broken)
    result = CliRunner().invoke(main, ["lint", str(folder / "a.txt")])
    assert isinstance(result.exception, KeyError)
    with pytest.raises(KeyError):
        main(["lint", str(folder / "a.txt")], standalone_mode=False)
    monkeypatch.setattr(sys, "argv", ["nianbao", "lint", str(folder / "a.txt")])
    with pytest.raises(SystemExit) as end:
        nianbao.cli.run()
    assert end.value.code == Status.FAILED


@pytest.mark.parametrize("asked", ["", "import atexit; atexit.register(print, 'farewell'); "])
def test_what_a_library_registered_for_the_end_is_done(asked: str, folder: Path) -> None:
    code = f"{asked}import nianbao.cli; nianbao.cli.run()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--version"], capture_output=True, encoding="utf-8", cwd=folder, check=True
    )
    assert done.stdout.split()[0] == "nianbao"
    assert done.stdout.endswith("farewell\n") == bool(asked)


def test_control_c_is_130() -> None:
    assert ending.ended(raising(KeyboardInterrupt())) == 130
    assert ending.ended(raising(click.Abort())) == 130


def test_no_memory_is_no_bug(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["nianbao", "--lang", "en"])
    assert ending.ended(raising(MemoryError())) == Status.FAILED
    assert capsys.readouterr().err == "Error: not enough memory\n"


@pytest.mark.skipif(sys.platform == "win32", reason="shells of Windows close no streams")
@pytest.mark.parametrize("end", [">&-", ">/dev/full"])
@pytest.mark.parametrize(
    "line", ["--help", "--version", "lint --help", "lint a.txt", "rules", "explain C501", "show a.txt"]
)
def test_an_output_that_takes_nothing_is_told_in_one_line(line: str, end: str, folder: Path) -> None:
    if end.endswith("full") and not Path("/dev/full").exists():
        end = ">&-"  # the device is Linux's own
    done = shell(f"NIANBAO {line} {end}", folder)
    assert done.returncode == Status.FAILED
    assert done.stderr.count("\n") == 1
    assert "cannot be written" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="shells of Windows close no streams")
def test_closed_streams_that_nothing_is_written_to_are_not_missed(folder: Path) -> None:
    done = shell("NIANBAO lint a.txt -o out.txt >&- 2>&-", folder)
    assert done.returncode == Status.FINE
    assert (folder / "out.txt").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="shells of Windows have no true pipes")
def test_a_reader_that_goes_away_ends_the_command_without_a_word(folder: Path) -> None:
    assert shell("NIANBAO rules | head -n 1 >/dev/null", folder).stderr == ""


@pytest.mark.needs("posix")
def test_a_pipe_that_an_option_names_is_named(folder: Path) -> None:
    os.mkfifo(folder / "pipe.csv")
    result = CliRunner().invoke(
        main, ["--lang", "en", "lint", str(folder / "a.txt"), "--roster", str(folder / "pipe.csv")]
    )
    assert result.exit_code == Status.FAILED
    assert "pipe.csv: " in result.stderr
    assert "not an ordinary file" in result.stderr


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the system refuses names that are not UTF-8 itself")
def test_an_agency_in_another_encoding_is_refused(folder: Path) -> None:
    for line in ("new --year 2024 -o n.yaml", "new --year 2024 -o n.xlsx", "rollup a.txt -o r.yaml"):
        done = shell(f"NIANBAO {line} --agency \"$(printf '\\377\\376')\"", folder)
        assert done.returncode == Status.FAILED
        assert "--agency is no text in the encoding of this system" in done.stderr


@pytest.mark.parametrize(
    "text", [ESCAPE, "\x9b31m", "\x7f", "a\rb", "\u202e gnp.exe", "\u2066", "\u2028", "\ud800", "\U000e0041"]
)
def test_what_steers_a_terminal_is_shown_as_an_escape(text: str) -> None:
    assert "\\" in visible(text)
    assert visible(text).isprintable()
    assert visible_lines(f"{text}\n\t甲") == f"{visible(text)}\n\t甲"


def test_json_says_the_same_without_what_steers_a_terminal() -> None:
    told = {"a\u202e": ["\x9b", "\u2028", "\ufeff", "\U000e0041", "甲", "\x00"]}
    text = visible_json(json.dumps(told, ensure_ascii=False))
    assert json.loads(text) == told
    assert text.isprintable()


HOSTILE = {
    "lint": ["lint", "{report}"],
    "json": ["lint", "--format", "json", "{report}"],
    "show": ["show", "{report}"],
    "extract": ["extract", "{report}", "-o", "{folder}/o.yaml"],
    "generate": ["generate", "{figures}", "-o", "{folder}/o.txt"],
    "check": ["generate", "{figures}", "--check", "-o", "{report}"],
    "rules": ["rules", "--check", "{rulebook}"],
    "lint by rulebook": ["lint", "--rulebook", "{rulebook}", "{report}"],
    "explain": ["explain", ESCAPE],
    "option": [f"--{ESCAPE}"],
    "choice": ["lint", "--format", ESCAPE, "{report}"],
    "missing": ["generate", f"{ESCAPE}\u202e.yaml", "-o", "{folder}/o.txt"],
    "limit": ["lint", "--limit", f"{ESCAPE}=1", "{report}"],
}


@pytest.mark.parametrize("line", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_command_prints_what_a_file_would_have_the_terminal_do(
    line: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = f"甲{ESCAPE}\u202e\x9b2J乙"
    (tmp_path / f"{ESCAPE}.txt").write_text(
        BASE.replace("\t3\t", f"\t{hostile}\t").replace("县", f"县{hostile}"), "utf-8"
    )
    (tmp_path / "f.yaml").write_text(f"agency: {json.dumps(hostile)}\nyear: 1\n{json.dumps(hostile)}: 1\n", "utf-8")
    (tmp_path / "r.yaml").write_text(
        f'extends: "2021"\nrules: [{{code: "V301", severity: {json.dumps(hostile)}}}]\n{json.dumps(hostile)}: 1\n',
        "utf-8",
    )
    names = {"report": f"{tmp_path}/{ESCAPE}.txt", "figures": f"{tmp_path}/f.yaml", "rulebook": f"{tmp_path}/r.yaml"}
    monkeypatch.setattr(sys, "argv", ["nianbao", *(arg.format(folder=tmp_path, **names) for arg in line)])
    with pytest.raises(SystemExit):
        nianbao.cli.run()
    said = "".join(capfd.readouterr())
    assert said
    assert not {c for c in said if visible_lines(c) != c}
