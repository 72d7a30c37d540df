"""Findings that do not count: waivers with reason and date, a baseline, and what is wrong with either."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from nianbao.cli import main
from tests.builders.reports import BASE, edited

# A wrong heading and a blank cell: an error and a warning.
WRONG = edited([
    {"replace": "五、存在的主要问题及改进情况", "by": "五、存在的主要问题及改进措施"},
    {"replace": "行政强制\t3", "by": "行政强制\t"},
])  # fmt: skip
HEADING = "{file: a.txt, rule: S102, reason: 已请示, by: 李四, until: 2025-06-30}"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")  # 2025-06-15
    Path("a.txt").write_text(WRONG, "utf-8")


def _lint(*args: str) -> tuple[int, dict[str, Any]]:
    said = CliRunner().invoke(main, ["lint", "--format", "json", "a.txt", *args])
    return said.exit_code, json.loads(said.stdout)


def _waived(*waivers: str, args: tuple[str, ...] = ()) -> tuple[int, dict[str, Any]]:
    Path("w.yaml").write_text("".join(f"- {waiver}\n" for waiver in waivers), "utf-8")
    return _lint("--waivers", "w.yaml", *args)


def _codes(told: dict[str, Any], *, waived: bool) -> list[str]:
    return [f["code"] for f in told["files"][0]["findings"] if (f["waived"] is not None) == waived]


def test_a_waived_finding_stays_and_does_not_count() -> None:
    status, told = _waived(HEADING)
    assert (status, told["files"][0]["verdict"]) == (0, "passed")
    assert (_codes(told, waived=True), _codes(told, waived=False)) == (["S102"], ["V301"])
    assert told["summary"] | {"errors": 0, "warnings": 1, "waived": 1} == told["summary"]
    (waiver,) = [f["waived"] for f in told["files"][0]["findings"] if f["waived"]]
    assert waiver == {"reason": "已请示", "by": "李四", "until": "2025-06-30"}
    assert told["waivers"] == []


@pytest.mark.parametrize(
    "waiver",
    [
        "{file: '*.txt', rule: wrong-heading, place: problems, reason: x, until: 2025-06-15}",
        "{file: '*.txt', rule: S102, reason: x, until: 2025-06-15}",
        "{file: a.txt, rule: V301, place: proactive/coercion, reason: x, until: 2030-01-01}",
    ],
)
def test_a_waiver_names_file_rule_and_place(waiver: str) -> None:
    assert len(_codes(_waived(waiver)[1], waived=True)) == 1


@pytest.mark.parametrize(
    ("waiver", "said"),
    [
        ("{file: a.txt, rule: S102, until: 2025-06-30}", "没有写明理由"),
        ("{file: a.txt, rule: S102, reason: x}", "没有写明期限"),
        ("{file: a.txt, rule: S102, reason: x, until: 2025-06-14}", "2025-06-14"),
        ("{file: a.txt, rule: S101, reason: x, until: 2025-06-30}", "已不存在"),
        ("{file: a.txt, rule: S102, place: overview, reason: x, until: 2025-06-30}", "已不存在"),
    ],
)
def test_a_waiver_that_does_not_serve_is_told(waiver: str, said: str) -> None:
    status, told = _waived(waiver)
    assert (status, _codes(told, waived=True)) == (1, [])
    ((problem),) = told["waivers"]
    assert (problem["path"], problem["line"], said in problem["message"]) == ("w.yaml", 1, True)


def test_such_a_waiver_fails_where_warnings_fail() -> None:
    Path("a.txt").write_text(BASE, "utf-8")
    assert _waived(HEADING)[0] == 0
    assert _waived(HEADING, args=("--fail-on", "warning"))[0] == 1


def test_a_waiver_of_a_file_that_is_not_checked_is_not_spoken_of() -> None:
    assert _waived("{file: b.txt, rule: S101, reason: x, until: 2025-06-30}")[1]["waivers"] == []


def test_mistakes_of_the_file_are_told_before_any_report_is_opened() -> None:
    Path("w.yaml").write_text("- {file: a.txt, rul: S102}\n- {file: a.txt, rule: S102, until: next year}\n", "utf-8")
    said = CliRunner().invoke(main, ["lint", "a.txt", "--waivers", "w.yaml", "--lang", "en"])
    assert (said.exit_code, said.stdout) == (2, "")
    assert [line.split(": ")[0] for line in said.stderr.splitlines()] == ["w.yaml:1:3", "w.yaml:1:17", "w.yaml:2:36"]


@pytest.mark.parametrize("option", ["--waivers", "--config", "--roster", "--previous-run"])
def test_a_file_that_is_not_there_is_named(option: str) -> None:
    said = CliRunner().invoke(main, ["lint", "a.txt", option, "none.csv"])
    assert (said.exit_code, said.stdout, said.stderr) == (2, "", "错误：none.csv：文件不存在\n")


def _baseline(*args: str) -> dict[str, list[str]]:
    said = CliRunner().invoke(main, ["lint", "a.txt", "--baseline", "b.json", "--update-baseline", *args])
    assert re.fullmatch("已写入 b.json：删去 \\d 个，新增 \\d 个，共 \\d 个\n", said.stderr)
    reports: dict[str, list[str]] = json.loads(Path("b.json").read_text("utf-8"))["reports"]
    return reports


def test_only_what_is_new_fails() -> None:
    listed = _baseline()
    assert list(map(len, listed.values())) == [2]
    status, told = _lint("--baseline", "b.json", "--fail-on", "warning")
    assert (status, _codes(told, waived=True)) == (0, ["V301", "S102"])
    Path("a.txt").write_text(WRONG.replace("六、其他需要报告的事项", "六、其它需要报告的事项"), "utf-8")
    status, told = _lint("--baseline", "b.json")
    assert (status, _codes(told, waived=False)) == (1, ["S102"])


@pytest.mark.parametrize("change", ["name", "endings", "position"])
def test_a_renamed_or_saved_again_report_keeps_its_place_in_the_baseline(change: str) -> None:
    _baseline()
    text = "\n\n" + WRONG if change == "position" else WRONG.replace("\n", "\r\n") if change == "endings" else WRONG
    Path("a.txt").unlink()
    name = "z.txt" if change == "name" else "a.txt"
    Path(name).write_bytes(text.encode())
    said = CliRunner().invoke(main, ["lint", name, "--baseline", "b.json", "--fail-on", "warning"])
    assert said.exit_code == 0


def test_a_baseline_only_shrinks_unless_told_otherwise() -> None:
    listed = _baseline()
    Path("a.txt").write_text(WRONG.replace("行政强制\t", "行政强制\t3"), "utf-8")
    told = _lint("--baseline", "b.json")[1]
    assert [problem["path"] for problem in told["waivers"]] == ["b.json"]
    shrunk = _baseline()
    assert sum(map(len, shrunk.values())) == 1
    Path("a.txt").write_text(WRONG, "utf-8")
    assert _baseline() == shrunk
    assert _baseline("--force") == listed


def test_an_update_says_what_it_did_and_not_what_it_has_settled() -> None:
    _baseline()
    Path("a.txt").write_text(WRONG.replace("行政强制\t", "行政强制\t3"), "utf-8")
    update = ["lint", "a.txt", "--baseline", "b.json", "--update-baseline", "--fail-on", "warning", "--lang", "en"]
    said = CliRunner().invoke(main, update)
    assert (said.exit_code, said.stderr) == (0, "wrote b.json: 1 dropped, 0 added, 1 listed\n")
    assert "no longer there" not in said.stdout


def test_a_baseline_that_is_not_there_is_an_error_until_it_is_made() -> None:
    said = CliRunner().invoke(main, ["lint", "a.txt", "--baseline", "b.json"])
    assert (said.exit_code, said.stdout) == (2, "")
    assert said.stderr == "错误：基线文件 b.json 不存在；第一次请加 --update-baseline 生成\n"
    _baseline()
    assert CliRunner().invoke(main, ["lint", "a.txt", "--baseline", "b.json"]).exit_code == 0


def test_a_second_report_of_an_agency_hides_nothing_behind_the_first() -> None:
    _baseline()
    Path("b.txt").write_text(WRONG, "utf-8")
    command = ["lint", "a.txt", "b.txt", "--baseline", "b.json", "--format", "json"]

    def counting() -> list[int]:
        told = json.loads(CliRunner().invoke(main, command).stdout)
        return [sum(f["waived"] is None for f in file["findings"]) for file in told["files"]]

    assert counting() == [0, 2]
    CliRunner().invoke(main, [*command, "--update-baseline"])  # which only drops
    assert counting() == [0, 2]
    CliRunner().invoke(main, [*command, "--update-baseline", "--force"])
    assert sorted(json.loads(Path("b.json").read_text("utf-8"))["reports"]) == ["a.txt", "b.txt"]
    assert counting() == [0, 0]
    Path("b.txt").unlink()
    command.remove("b.txt")
    assert counting() == [0]


def test_a_baseline_of_another_kind_is_one_line() -> None:
    Path("b.json").write_text("{}", "utf-8")
    said = CliRunner().invoke(main, ["lint", "a.txt", "--baseline", "b.json", "--lang", "en"])
    assert (said.exit_code, len(said.stderr.splitlines())) == (2, 1)


def test_configuration_names_waivers_for_the_files_of_a_folder() -> None:
    Path("w.yaml").write_text(f"- {HEADING}\n", "utf-8")
    Path("nianbao.toml").write_text('waivers = "w.yaml"\nexclude = ["drafts"]\n', "utf-8")
    Path("drafts").mkdir()
    Path("drafts/b.txt").write_text(WRONG, "utf-8")
    said = CliRunner().invoke(main, ["lint", "--format", "json", "."])
    told = json.loads(said.stdout)
    assert [file["path"] for file in told["files"]] == ["a.txt"]
    assert (said.exit_code, told["summary"]["waived"]) == (0, 1)
    assert "drafts/b.txt" in {item["path"] for item in told["skipped"]}
