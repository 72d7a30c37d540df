"""`--format github`: what the runner shows, and what it would drop."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from linter.findings import FileResult, Told
from linter.output import writer
from linter.output.style import Presentation
from tests.builders.results import BLANKS, HEADING, THINGS


@pytest.fixture
def summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the service names, with what an earlier step of ours wrote."""
    path = tmp_path / "summary.md"
    path.write_text("earlier\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(path))
    return path


def commands(told: list[Told]) -> list[str]:
    """The lines that are written."""
    return "".join(writer("github")(told, Presentation("en"))).splitlines()


def many(errors: int, warnings: int, infos: int) -> list[Told]:
    """A file with so many findings, the least grave first."""
    info = replace(BLANKS, severity="info")
    found = (*[info] * infos, *[BLANKS] * warnings, *[HEADING] * errors)
    return [FileResult("a.txt", "青岚县水务局", 2024, "2021", findings=found)]


def kinds(lines: list[str]) -> dict[str, int]:
    """How many commands of each kind, in the order of the first."""
    names = [line.split(" ")[0].strip(":") for line in lines]
    return {name: names.count(name) for name in dict.fromkeys(names)}


def test_ten_of_a_kind_are_all_that_is_shown(summary: Path) -> None:
    assert kinds(commands(many(10, 10, 10))) == {"error": 10, "warning": 10, "notice": 10}


def test_what_is_dropped_is_counted(summary: Path) -> None:
    lines = commands(many(11, 3, 12))
    assert kinds(lines) == {"error": 10, "warning": 3, "notice": 10}
    assert lines[-1].startswith("::notice title=nianbao::11 errors, 3 warnings and 12 notices in all")
    assert kinds(commands(many(11, 0, 0))) == {"error": 10, "notice": 1}


def test_the_summary_has_every_finding_behind_what_was_there(summary: Path) -> None:
    commands(many(30, 3, 0))
    text = summary.read_text("utf-8")
    assert text.startswith("earlier\n### nianbao\n")
    assert text.count("S102 wrong-heading") == 30
    assert "| failed | 30 | 3 | 2024 | 青岚县水务局 | a.txt |" in text


def test_the_summary_says_what_was_not_checked(summary: Path) -> None:
    commands(THINGS["beside-the-findings"] + THINGS["unreadable"])
    text = summary.read_text("utf-8")
    assert "- C506, C507 not checked in 1 file (last year's report was not found): a.txt" in text
    assert "- 1 file not read (not a format that is checked): x.ofd" in text
    assert "- the waiver of C507 ended" in text.replace("waivers.yaml:7: ", "")
    assert "| b.docx | error |  |  | there is no such file |  |" in text


def test_no_text_of_a_report_is_markup_in_the_summary(summary: Path) -> None:
    commands(THINGS["awkward-names"])
    row = next(line for line in summary.read_text("utf-8").splitlines() if "C501" in line)
    assert row.count("|") == 7
    assert not set("<>`*") & set(row.replace("&#", ""))


def test_a_summary_stays_below_what_the_service_takes(summary: Path) -> None:
    commands(many(12_000, 0, 0))
    assert summary.stat().st_size < 1024 * 1024
    assert "more are left out" in summary.read_text("utf-8")


def test_without_a_summary_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    assert kinds(commands(many(1, 0, 0))) == {"error": 1}
