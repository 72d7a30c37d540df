"""`--previous-run`: what became of the findings of an earlier run. And `--statistics`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from nianbao.cli import main
from tests.builders.reports import BASE, as_docx, edited

HEADING = {"replace": "五、存在的主要问题及改进情况", "by": "五、存在的主要问题及改进措施"}
TOTAL = {"replace": "3\t1\t0\t0\t4\t1", "by": "3\t1\t0\t0\t5\t1"}
BLANK = {"replace": "行政强制\t3", "by": "行政强制\t"}
SCHEMA = Path(__file__).parents[2] / "nianbao" / "schemas" / "result.schema.json"


def run(*args: str | Path) -> Result:
    """The command with these arguments, standard error apart."""
    return CliRunner().invoke(main, ["lint", *map(str, args)])


def told(*args: str | Path) -> Any:
    """Its JSON, which is as the schema says."""
    result = json.loads(run("--format", "json", *args).stdout)
    assert [e.message for e in Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).iter_errors(result)] == []
    return result


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An earlier run found a heading and a total; since then the total was mended and a cell was emptied."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(edited([HEADING, TOTAL]), "utf-8")
    assert run("a.txt", "--format", "json", "-o", "last.json").exit_code == 1
    (tmp_path / "a.txt").write_text(edited([HEADING, BLANK]), "utf-8")
    return tmp_path


def test_what_is_fixed_left_and_new_is_told() -> None:
    since = told("a.txt", "--previous-run", "last.json")["files"][0]["since"]
    assert [one["code"] for one in since["fixed"]] == ["A404"]
    assert [name.split(":")[0] for name in since["left"]] == ["S102"]
    assert [name.split(":")[0] for name in since["new"]] == ["V301"]
    assert told("a.txt")["files"][0]["since"] is None


def test_text_says_so_of_each_file_and_of_all() -> None:
    printed = run("a.txt", "--previous-run", "last.json").stdout
    assert "  已改正 A404：" in printed
    assert "警告 V301（新）" in printed
    assert "错误 S102  " in printed
    assert printed.count("与上次相比：已改正 1 个，未改正 1 个，新出现 1 个\n") == 2
    assert "与上次相比" not in run("a.txt").stdout


def test_a_report_under_another_name_is_the_same(folder: Path) -> None:
    (folder / "b.docx").write_bytes(as_docx(edited([HEADING])))
    since = told("b.docx", "--previous-run", "last.json")["files"][0]["since"]
    assert (len(since["fixed"]), len(since["left"]), since["new"]) == (1, 1, [])


def test_two_files_of_one_agency_and_year_are_told_by_their_paths(folder: Path) -> None:
    (folder / "clean.txt").write_text(BASE, "utf-8")
    assert run("a.txt", "clean.txt", "--format", "json", "-o", "both.json").exit_code == 1
    since = {file["path"]: file["since"] for file in told("a.txt", "clean.txt", "--previous-run", "both.json")["files"]}
    assert (since["a.txt"]["fixed"], since["a.txt"]["new"]) == ([], [])
    assert since["clean.txt"] == {"fixed": [], "left": [], "new": []}


def test_a_report_that_was_not_there_is_not_compared(folder: Path) -> None:
    (folder / "b.txt").write_text(BASE.replace("青岚县水务局", "青岚县林业局"), "utf-8")
    assert told("b.txt", "--previous-run", "last.json")["files"][0]["since"] is None


def test_what_is_not_looked_for_is_not_fixed() -> None:
    since = told("a.txt", "--previous-run", "last.json", "--select", "S102")["files"][0]["since"]
    assert (since["fixed"], len(since["left"])) == ([], 1)


def test_what_is_waived_is_neither_fixed_nor_left(folder: Path) -> None:
    (folder / "w.yaml").write_text("- {file: a.txt, rule: S102, reason: 沿用, until: 2999-01-01}\n", "utf-8")
    since = told("a.txt", "--previous-run", "last.json", "--waivers", "w.yaml")["files"][0]["since"]
    assert ([one["code"] for one in since["fixed"]], since["left"]) == (["A404"], [])


@pytest.mark.parametrize("text", ["", "[]", '{"version": 1}', "not json"])
def test_what_is_no_result_is_one_line(folder: Path, text: str) -> None:
    (folder / "x.json").write_text(text, "utf-8")
    result = run("a.txt", "--previous-run", "x.json")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert "x.json：不是 nianbao lint --format json 的结果" in result.stderr


def test_the_earlier_result_is_not_written_over() -> None:
    result = run("a.txt", "--format", "json", "--previous-run", "last.json", "-o", "last.json")
    assert result.exit_code == 2
    assert "不能写入" in result.stderr


# Statistics -----------------------------------------------------------------------------------------------------------


def test_statistics_count_by_rule_and_by_file(folder: Path) -> None:
    (folder / "b.txt").write_text(edited([HEADING]).replace("青岚县水务局", "青岚县林业局"), "utf-8")
    (folder / "c.txt").write_text(BASE.replace("青岚县水务局", "青岚县文旅局"), "utf-8")
    counted = told(".", "--statistics")["statistics"]
    assert counted["rules"] == [
        {"code": "S102", "rule": "wrong-heading", "findings": 2, "files": 2},
        {"code": "V301", "rule": "blank-value", "findings": 1, "files": 1},
    ]
    assert [(one["path"], one["errors"], one["warnings"]) for one in counted["files"]] == [
        ("a.txt", 1, 1), ("b.txt", 1, 0), ("c.txt", 0, 0),
    ]  # fmt: skip
    assert told(".")["statistics"] is None


def test_statistics_in_text_stand_before_the_counts(folder: Path) -> None:
    printed = run("a.txt", "--statistics", "--lang", "en").stdout
    assert "findings  files  rule\n       1      1  S102 wrong-heading\n" in printed
    assert "errors  warnings  infos  file\n     1         1      0  a.txt\n" in printed
    assert printed.endswith(
        "1 file checked: 1 error, 1 warning\n1 of these can be fixed automatically: nianbao fix a.txt\n"
    )
    assert "规则" not in run("a.txt", "--summary").stdout
