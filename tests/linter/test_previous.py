"""Year against year from the command line: files, folders, the call itself, renamed and merged agencies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from nianbao.cli import main
from tests.builders.reports import BASE, as_docx, edited

OUT = "四、结转下年度继续办理\t2\t0\t0\t0\t0\t0\t2"
FORCE = "行政规范性文件\t2\t1\t9"


def report(agency: str, year: int, out: int = 1, force: str = "8") -> str:
    """The report of an agency for a year, with so many applications carried out and documents in force."""
    text = edited([
        {"replace": OUT, "by": OUT.replace("\t2", f"\t{out}")},
        {"replace": FORCE, "by": f"行政规范性文件\t2\t1\t{force}"},
    ])  # fmt: skip
    return text.replace("青岚县水务局", agency).replace("2024", str(year))


def run(*args: str | Path) -> Result:
    """`nianbao lint` of the rules that look at last year."""
    return CliRunner().invoke(main, ["lint", "--select", "C506,C507", "--format", "json", *map(str, args)])


def found(*args: str | Path, name: str = "a.txt") -> list[tuple[Any, ...]]:
    """Code, row, column, expected and actual of every finding of one file."""
    files = json.loads(run(*args).stdout)["files"]
    findings = next(f["findings"] for f in files if Path(f["path"]).name == name)
    places = [(f["code"], f["location"], f) for f in findings]
    return [(code, at["row"], at["column"], f["expected"], f["actual"]) for code, at, f in places]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """This year's clean report, beside an empty folder for last year's."""
    (tmp_path / "a.txt").write_text(BASE, "utf-8")
    (tmp_path / "last").mkdir()
    return tmp_path


CARRIED = [("C506", "carried_in", "natural_person", "3", "1"), ("C506", "carried_in", "total", "3", "1")]


@pytest.mark.parametrize("suffix", ["txt", "docx"])
def test_a_file_of_any_format_is_last_years(folder: Path, suffix: str) -> None:
    text = report("青岚县水务局", 2023, out=3)
    (folder / f"last.{suffix}").write_bytes(as_docx(text) if suffix == "docx" else text.encode())
    assert found(folder / "a.txt", "--previous", folder / f"last.{suffix}") == CARRIED


def test_one_file_is_last_years_whatever_its_agency_was_called(folder: Path) -> None:
    (folder / "last.txt").write_text(report("青岚县水利局", 2023, out=3), "utf-8")
    assert found(folder / "a.txt", "--previous", folder / "last.txt") == CARRIED


def test_of_several_reports_a_file_is_that_of_its_own_agency(folder: Path) -> None:
    (folder / "b.txt").write_text(BASE.replace("青岚县水务局", "青岚县林业局"), "utf-8")
    (folder / "last.txt").write_text(report("青岚县水务局", 2023, out=3), "utf-8")
    call = (folder / "a.txt", folder / "b.txt", "--previous", folder / "last.txt")
    assert found(*call) == CARRIED
    assert found(*call, name="b.txt") == []


def test_a_folder_is_searched_by_agency_and_year(folder: Path) -> None:
    for agency, year, out in (("青岚县水务局", 2023, 3), ("青岚县水务局", 2022, 7), ("青岚县林业局", 2023, 9)):
        (folder / "last" / f"{agency}{year}.txt").write_text(report(agency, year, out), "utf-8")
    (folder / "last" / "damaged.docx").write_bytes(b"PK\x03\x04 damaged")
    (folder / "last" / "letter.txt").write_text("关于召开会议的通知", "utf-8")
    assert found(folder / "a.txt", "--previous", folder / "last") == CARRIED


def test_a_folder_without_last_years_report_compares_nothing(folder: Path) -> None:
    (folder / "last" / "other.txt").write_text(report("青岚县林业局", 2023, out=9), "utf-8")
    assert found(folder / "a.txt", "--previous", folder / "last") == []


def test_reports_of_one_call_are_matched_among_themselves(folder: Path) -> None:
    (folder / "a2023.txt").write_text(report("青岚县水务局", 2023, out=3), "utf-8")
    (folder / "a2022.txt").write_text(report("青岚县水务局", 2022, out=1, force="7"), "utf-8")
    call = (folder, "--previous", "auto")
    assert found(*call) == CARRIED
    assert found(*call, name="a2023.txt") == []
    assert found(*call, name="a2022.txt") == []


ALIASES = 'extends: "2021"\nid: ours\naliases: [[青岚县水务局, 青岚县水利局, 青岚县河湖管理处]]\n'


def test_a_renamed_agency_is_found_by_its_other_name(folder: Path) -> None:
    (folder / "ours.yaml").write_text(ALIASES, "utf-8")
    (folder / "last" / "old.txt").write_text(report("青岚县水利局", 2023, out=3), "utf-8")
    call = (folder / "a.txt", "--previous", folder / "last")
    assert found(*call) == []
    assert found(*call, "--rulebook", folder / "ours.yaml") == CARRIED


def test_what_merged_agencies_reported_is_added_up(folder: Path) -> None:
    (folder / "ours.yaml").write_text(ALIASES, "utf-8")
    (folder / "last" / "one.txt").write_text(report("青岚县水利局", 2023, out=2, force="5"), "utf-8")
    (folder / "last" / "two.txt").write_text(report("青岚县河湖管理处", 2023, out=1, force="3"), "utf-8")
    call = (folder / "a.txt", "--previous", folder / "last", "--rulebook", folder / "ours.yaml")
    assert found(*call) == CARRIED


def test_a_blank_of_one_merged_agency_leaves_the_sum_unknown(folder: Path) -> None:
    (folder / "ours.yaml").write_text(ALIASES, "utf-8")
    (folder / "last" / "one.txt").write_text(report("青岚县水利局", 2023, out=1, force=""), "utf-8")
    (folder / "last" / "two.txt").write_text(report("青岚县河湖管理处", 2023, out=0, force="3"), "utf-8")
    assert found(folder / "a.txt", "--previous", folder / "last", "--rulebook", folder / "ours.yaml") == []


def test_the_roll_forward_is_at_its_row(folder: Path) -> None:
    (folder / "last.txt").write_text(report("青岚县水务局", 2023, force="9"), "utf-8")
    expected = [("C507", "normative_documents", None, "10", "9")]
    assert found(folder / "a.txt", "--previous", folder / "last.txt") == expected


def test_what_last_year_left_blank_is_not_compared(folder: Path) -> None:
    (folder / "last.txt").write_text(report("青岚县水务局", 2023, force=""), "utf-8")
    assert found(folder / "a.txt", "--previous", folder / "last.txt") == []


@pytest.mark.parametrize("year", [2024, 2022, 2025])
def test_a_file_of_another_year_is_one_clear_error(folder: Path, year: int) -> None:
    (folder / "last.txt").write_text(report("青岚县水务局", year, out=3), "utf-8")
    result = run(folder / "a.txt", "--previous", folder / "last.txt", "--lang", "zh")
    (file,) = json.loads(result.stdout)["files"]
    assert result.exit_code == 2
    assert file["findings"] == []
    assert file["error"] == f"--previous 指定的是 {year} 年的报告，应为 2024 年的上一年"


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "文件不存在"), (b"PK\x03\x04 damaged", "last.docx"), ("通知".encode(), "不是政府信息公开")],
)
def test_last_years_report_that_cannot_be_read_is_named(folder: Path, content: bytes | None, told: str) -> None:
    if content is not None:
        (folder / "last.docx").write_bytes(content)
    result = run(folder / "a.txt", "--previous", folder / "last.docx", "--lang", "zh")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert f"上年的报告“{folder / 'last.docx'}”" in result.stderr
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_last_year_in_the_older_edition_gives_what_it_holds(folder: Path) -> None:
    (folder / "a.txt").write_text(report("青岚县水务局", 2021, out=2, force="9"), "utf-8")
    (folder / "last.txt").write_text(report("青岚县水务局", 2020, out=3), "utf-8")
    assert found(folder / "a.txt", "--previous", folder / "last.txt") == CARRIED
