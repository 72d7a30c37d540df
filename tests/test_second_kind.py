"""A second kind of report needs a rulebook and no change of the program: every command follows it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nianbao.cli import main
from nianbao.figures import figures_schema, open_figures
from nianbao.rulebook.load import check_rulebook, load_rulebook
from tests.builders.second_kind import ACROSS, FIGURES, REPORT, RULEBOOK

OFFICIAL = ("fee", "applications", "proactive", "review", "政府信息公开")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the rulebook, a sound report and figures."""
    for name, text in (("own.yaml", RULEBOOK), ("report.txt", REPORT), ("figures.yaml", FIGURES)):
        (tmp_path / name).write_text(text, "utf-8", newline="\n")
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Callable[..., Result]:
    """Run a command by that rulebook; names of files are of the folder."""

    def command(name: str, *arguments: str) -> Result:
        given = [str(folder / a) if "." in a and not a.startswith("-") else a for a in arguments]
        return CliRunner().invoke(main, ["--lang", "en", name, "--rulebook", str(folder / "own.yaml"), *given])

    return command


def test_its_rulebook_has_no_mistake(folder: Path) -> None:
    assert check_rulebook(folder / "own.yaml") == ()


def test_a_sound_report_has_no_finding(run: Callable[..., Result]) -> None:
    result = run("lint", "report.txt")
    assert (result.exit_code, result.output.count("E10")) == (0, 0), result.output


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("\t6\t0\t0", "\t7\t0\t0", ["E101"]),
        ("三、下一步安排", "三、其他", ["E103"]),
        ("饮用水\t4\t2\t6\t0\t0\n", "", ["E104"]),
        ("\t3000.50\t1\n饮", "\t\t1\n饮", ["E105"]),
        ("2024年行政执法年报", "2024年行政执法工作年报", ["E106"]),
    ],
)
def test_its_rules_are_looked_for(
    folder: Path, run: Callable[..., Result], old: str, new: str, codes: list[str]
) -> None:
    assert REPORT.count(old) == 1
    (folder / "wrong.txt").write_text(REPORT.replace(old, new), "utf-8")
    result = run("lint", "--format", "json", "wrong.txt")
    (told,) = json.loads(result.output)["files"]
    assert sorted({finding["code"] for finding in told["findings"]}) == codes
    assert result.exit_code == 1


def test_its_figures_are_taken_out_and_make_the_same_report(folder: Path, run: Callable[..., Result]) -> None:
    assert run("extract", "report.txt", "-o", "taken.yaml").exit_code == 0
    taken = open_figures(folder / "taken.yaml", load_rulebook(folder / "own.yaml")).figures
    assert taken.in_prose == {}
    assert {f"{row}.{column}": str(v) for (_, row, column), v in taken.values.items() if row == "food"} == {
        "food.planned": "12", "food.chance": "5", "food.both": "17", "food.fined": "3000.50", "food.open": "1",
    }  # fmt: skip
    assert run("generate", "taken.yaml", "-o", "again.txt").exit_code == 0
    assert run("extract", "again.txt", "-o", "again.yaml").exit_code == 0
    assert (folder / "again.yaml").read_text("utf-8") == (folder / "taken.yaml").read_text("utf-8")


@pytest.mark.parametrize("output", ["made.docx", "made.html", "made.txt"])
def test_a_report_is_made_of_figures_with_totals_computed(
    folder: Path, run: Callable[..., Result], output: str
) -> None:
    result = run("generate", "figures.yaml", "-o", output)
    assert result.exit_code == 0, result.output
    assert run("lint", output).exit_code == 0
    assert run("extract", output, "-o", "taken.yaml").exit_code == 0
    taken = open_figures(folder / "taken.yaml", load_rulebook(folder / "own.yaml")).figures
    assert taken.value("visits", "everything", "both") == 23
    assert taken.narrative["staff"] == "现有执法人员十六名，检查23次。"


@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
def test_a_blank_file_asks_for_its_own_figures_alone(folder: Path, run: Callable[..., Result], kind: str) -> None:
    begun = run("new", "--agency", "青岚县市场监管局", "--year", "2025", "-o", f"blank.{kind}")
    assert begun.exit_code == 0, begun.output
    missing = run("generate", f"blank.{kind}", "-o", "made.txt")
    assert missing.exit_code == 2
    assert "visits.food" in missing.output
    assert not any(word in missing.output for word in OFFICIAL)
    if kind == "yaml":
        assert not any(word in (folder / "blank.yaml").read_text("utf-8") for word in OFFICIAL)


def test_it_is_shown_and_begun_anew_from_last_year(folder: Path, run: Callable[..., Result]) -> None:
    shown = run("show", "report.txt")
    assert shown.exit_code == 0
    assert "饮用水" in shown.output
    begun = run("new", "--from", "report.txt", "-o", "next.yaml")
    assert begun.exit_code == 0, begun.output
    text = (folder / "next.yaml").read_text("utf-8")
    assert "year: 2025" in text
    assert not any(word in text for word in OFFICIAL)


def test_equations_across_years_hold_against_last_year(folder: Path, run: Callable[..., Result]) -> None:
    own = RULEBOOK.replace("rules:\n", ACROSS, 1)
    (folder / "own.yaml").write_text(own, "utf-8")
    (folder / "2023.txt").write_text(REPORT.replace("2024年", "2023年"), "utf-8")
    (folder / "2024.txt").write_text(
        REPORT.replace("\t1\n饮", "\t0\n饮").replace("3000.50\t1\n三", "3000.50\t0\n三"), "utf-8"
    )
    result = run("lint", "--format", "json", "--previous", "2023.txt", "2024.txt")
    findings = json.loads(result.output)["files"][0]["findings"]
    assert {(f["code"], f["location"]["row"], f["location"]["column"]) for f in findings} == {
        ("E107", "food", "open"), ("E107", "everything", "open"),
    }  # fmt: skip


def test_its_figures_files_have_no_key_of_the_official_format(folder: Path) -> None:
    schema = figures_schema(load_rulebook(folder / "own.yaml"))
    assert list(schema["properties"]) == ["edition", "agency", "year", "zeros_for_blanks", "narrative", "visits"]


def test_figures_of_another_format_are_refused(folder: Path, run: Callable[..., Result]) -> None:
    (folder / "other.yaml").write_text(FIGURES + "fee: {notices: 0}\n", "utf-8")
    result = run("generate", "other.yaml", "-o", "made.txt")
    assert result.exit_code == 2
    assert '"fee"' in result.output


def test_the_official_rulebook_refuses_its_report(folder: Path) -> None:
    result = CliRunner().invoke(main, ["--lang", "en", "lint", str(folder / "report.txt")])
    assert result.exit_code == 2
