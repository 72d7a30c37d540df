"""Who of a list has filed, and how: through the command, over reports of invented agencies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from nianbao.cli import main
from tests.builders.reports import BASE

_ROSTER = """单位名称,曾用名,类别,收到日期
青岚县财政局,,部门,2025-01-31
青岚县教育局,,部门,2025-02-01
青岚县数据局,青岚县大数据局,部门,2025-01-20
青岚县民政局,,部门,
青岚县水务局,,部门,2025-01-10
青岚县卫生局,,部门,2025-01-11
青岚县司法局,,,2025-05-01
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports of the agencies on the list and of one that is not, and a file of nobody."""
    monkeypatch.chdir(tmp_path)
    Path("reports").mkdir()
    Path("名单.csv").write_text(_ROSTER, "utf-8")
    for agency in ("财政局", "教育局", "大数据局", "水务局", "司法局", "文旅局"):
        report(f"青岚县{agency}", 2024)
    report("青岚县水务局", 2024, "又一份")
    report("青岚县卫生局", 2022)
    Path("reports/通知.txt").write_text("定于3月5日召开会议。", "utf-8")


def report(agency: str, year: int, name: str = "") -> None:
    text = BASE.replace("青岚县水务局", agency).replace("2024", str(year))
    Path(f"reports/{agency}{name}.txt").write_text(text, "utf-8")


def run(*options: str) -> Result:
    return CliRunner().invoke(main, ["lint", "-j", "1", "reports", *options])


def roster(*options: str) -> Any:
    """What the result says of the list."""
    return json.loads(run("--roster", "名单.csv", "--format", "json", *options).stdout)["roster"]


def test_each_agency_that_did_not_file_as_due_is_told() -> None:
    told = roster()
    assert (told["path"], told["year"], told["agencies"], told["filed"]) == ("名单.csv", 2024, 7, 5)
    assert [(p["row"], p["agency"], p["kind"]) for p in told["problems"]] == [
        (3, "青岚县教育局", "late"),
        (4, "青岚县数据局", "other-name"),
        (5, "青岚县民政局", "missing"),
        (6, "青岚县水务局", "doubled"),
        (7, "青岚县卫生局", "wrong-year"),
    ]
    assert told["problems"][3]["paths"] == ["reports/青岚县水务局.txt", "reports/青岚县水务局又一份.txt"]
    assert told["unlisted"] == ["reports/青岚县文旅局.txt"]
    assert told["unnamed"] == ["reports/通知.txt"]


def test_people_read_the_same() -> None:
    told = run("--roster", "名单.csv").stdout
    assert "名单 名单.csv：7 个单位，已报送 2024 年度报告 5 个" in told
    assert "第3行 青岚县教育局：2025-02-01 收到2024年度报告，应于 2025-01-31 前报送" in told
    assert "第5行 青岚县民政局：未报送2024年度报告" in told
    assert "不在名单上的报告：reports/青岚县文旅局.txt" in told
    quiet = run("--roster", "名单.csv", "--quiet").stdout
    assert "第5行 青岚县民政局" in quiet
    assert "不在名单上" not in quiet


def test_last_years_reports_beside_take_nobodys_place() -> None:
    for agency in ("财政局", "教育局", "民政局"):
        report(f"青岚县{agency}", 2023, "2023")
    told = roster("--previous", "auto")
    assert told["year"] == 2024
    assert {p["agency"]: p["kind"] for p in told["problems"]}["青岚县民政局"] == "missing"


def test_without_dates_the_year_is_that_of_the_newest_reports() -> None:
    Path("名单.csv").write_text("单位\n青岚县财政局\n青岚县卫生局\n青岚县民政局\n", "utf-8")
    told = roster()
    assert told["year"] == 2024
    kinds = {(p["agency"], p["kind"]) for p in told["problems"]}
    assert kinds == {("青岚县民政局", "missing"), ("青岚县卫生局", "missing")}


def test_a_problem_fails_as_a_warning_does() -> None:
    Path("reports/通知.txt").unlink()
    assert run("--roster", "名单.csv", "--select", "A", "--fail-on", "warning").exit_code == 1
    assert run("--roster", "名单.csv", "--select", "A").exit_code == 0
    assert run("--select", "A", "--fail-on", "warning").exit_code == 0


def test_without_a_list_nothing_is_said() -> None:
    assert json.loads(run("--format", "json").stdout)["roster"] is None


def test_a_list_with_mistakes_ends_the_call_with_each_of_them() -> None:
    Path("名单.csv").write_text("单位,电话\n甲,1\n甲,2\n", "utf-8")
    told = run("--roster", "名单.csv")
    assert told.exit_code == 2
    assert told.stdout == ""
    assert "名单.csv 第1行：没有“电话”这一列" in told.stderr
    assert "名单.csv 第3行：“甲”已在第2行" in told.stderr


def test_results_are_never_written_over_the_list() -> None:
    told = run("--roster", "名单.csv", "-o", "名单.csv", "--force")
    assert told.exit_code == 2
    assert Path("名单.csv").read_text("utf-8") == _ROSTER
