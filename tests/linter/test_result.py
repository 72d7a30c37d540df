"""What is said of files beside their findings: verdicts, fingerprints, what was not checked, skipped or doubled."""

from __future__ import annotations

import json
import pickle
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from linter import Doubled, FileResult, Settings, across, lint
from nianbao import NianbaoError, ReadError, read, recognise
from nianbao.cli import main
from nianbao.files.writing import WriteError
from nianbao.i18n import Text
from scripts.make_schema import SCHEMAS, schemas
from tests.builders.linting import WRONG, lint_document
from tests.builders.reports import BASE


def result(*args: str) -> dict[str, Any]:
    """The JSON of a lint, which is as the shipped schema says."""
    said = CliRunner().invoke(main, ["lint", "--format", "json", "--lang", "en", *args])
    told: dict[str, Any] = json.loads(said.stdout)
    schema = json.loads((SCHEMAS / "result.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(told)] == []
    assert set(told) == set(schema["$defs"]["Result"]["properties"])
    return told


@pytest.mark.parametrize("name", sorted(path.name for path in SCHEMAS.glob("*.json")))
def test_every_shipped_schema_is_the_script_s(name: str) -> None:
    shipped = json.loads((SCHEMAS / name).read_text("utf-8"))
    assert shipped == json.loads(json.dumps(schemas()[name])), "run scripts/make_schema.py"
    Draft202012Validator.check_schema(shipped)


def test_every_key_of_a_result_is_in_the_schema_and_every_key_is_there(folder: Path) -> None:
    told = result("b.txt", "none.txt", ".")
    defined = json.loads((SCHEMAS / "result.schema.json").read_text("utf-8"))["$defs"]
    assert all(set(file) == set(defined["File"]["properties"]) for file in told["files"])
    findings = [finding for file in told["files"] for finding in file["findings"]]
    assert findings
    assert all(set(finding) == set(defined["Finding"]["properties"]) for finding in findings)
    assert all(finding["mend"] and "国办公开办函" in finding["basis"] for finding in findings)


@pytest.mark.parametrize(("level", "verdict"), [("error", "passed"), ("warning", "failed"), ("never", "passed")])
def test_the_verdict_is_that_of_the_failing_level(folder: Path, level: str, verdict: str) -> None:
    told = result("b.txt", "--select", "V", "--fail-on", level)
    assert [file["verdict"] for file in told["files"]] == [verdict]
    assert told["summary"][verdict] == 1


# Fingerprints -------------------------------------------------------------------------------------------------------


def fingerprints(text: str) -> list[str]:
    """Those of all findings of a text."""
    return [f.fingerprint for f in lint_document(read_text(text)).findings]


def read_text(text: str) -> Any:
    """The document of a text."""
    from nianbao import read_bytes

    return read_bytes(text.encode())


def test_a_fingerprint_knows_neither_position_nor_wording() -> None:
    moved = WRONG.replace("一、总体情况", "一、总体情况\n\n\n").replace("改进措施", "改进的措施")
    assert fingerprints(moved) == fingerprints(WRONG) != []


def test_findings_of_one_report_have_different_fingerprints() -> None:
    text = WRONG.replace("六、其他", "七、补充\n\n八、附则\n\n六、其他")
    found = fingerprints(text)
    assert len(set(found)) == len(found) > 3
    assert [f.rpartition(":")[2] for f in found if f.startswith("S106")] == ["1", "2"]


def test_a_topic_keeps_its_fingerprint_when_another_goes() -> None:
    lead = next(line for line in BASE.splitlines() if line.startswith("（五）") and "监督保障" in line)
    one = fingerprints(BASE.replace(lead, "（五）其余。"))
    assert one == ["S108:overview::::supervision:1"]


# What was not checked -----------------------------------------------------------------------------------------------

PREVIOUS = {"rules": ["C506", "C507", "C513", "C516"]}


def not_checked(*args: str) -> list[list[dict[str, Any]]]:
    """What was not checked of each file."""
    return [file["not_checked"] for file in result(*args)["files"]]


def test_without_last_years_report_the_comparison_is_not_made(folder: Path) -> None:
    told = {**PREVIOUS, "reason": "last year's report was not given (--previous)"}
    assert not_checked("a.txt") == [[told]]
    assert not_checked("a.txt", "--ignore", "C507") == [[{**told, "rules": ["C506", "C513", "C516"]}]]
    assert not_checked("a.txt", "--select", "A") == [[]]
    assert not_checked("a.txt", "--previous", "last.txt") == [[]]


def test_a_call_of_several_says_once_that_nothing_was_compared(folder: Path) -> None:
    said = "未与上年报告核对（C506、C507、C513、C516）"
    assert CliRunner().invoke(main, ["lint", "a.txt", "b.txt"]).stdout.count(said) == 1
    assert said not in CliRunner().invoke(main, ["lint", "a.txt"]).stdout  # nobody waits for it
    assert said not in CliRunner().invoke(main, ["lint", "a.txt", "b.txt", "--previous", "auto"]).stdout
    assert said not in CliRunner().invoke(main, ["lint", "a.txt", "b.txt", "--ignore", "C"]).stdout


def test_where_last_years_report_is_not_found_the_file_says_so(folder: Path) -> None:
    lacking = [{**PREVIOUS, "reason": "last year's report was not found"}]
    assert not_checked("a.txt", "b.txt", "--previous", "last.txt") == [[], lacking]
    assert not_checked(".", "--previous", "auto") == [[], lacking, lacking]
    printed = CliRunner().invoke(main, ["lint", "--lang", "zh", "b.txt", "a.txt", "--previous", "last.txt"]).stdout
    assert printed.count("1 个文件未检查 C506、C507、C513、C516（未找到上年的报告）：b.txt\n") == 1
    assert "没有查" not in CliRunner().invoke(main, ["lint", "--lang", "zh", "a.txt"]).stdout


def test_without_a_year_the_rules_that_need_one_are_named(folder: Path) -> None:
    (folder / "a.txt").write_text(
        BASE.replace("青岚县水务局2024年政府", "青岚县水务局政府", 1).replace("2024年", ""), "utf-8"
    )
    (told,) = not_checked("a.txt", "--select", "C503,C504,A")
    assert told == [
        {"rules": ["C503", "C504"], "reason": "neither the title nor the text gives the year of the report"}
    ]


@pytest.mark.parametrize(
    ("told", "year"),
    [
        ("统计期限自2023年1月1日起至2023年12月31日止。", 2023),
        ("现公布青岚县水务局2023年政府信息公开工作年度报告。", 2023),
        ("统计期限自2023年1月1日起至12月31日止。去年统计期限为2022年1月1日至2022年12月31日。", None),
        ("2023年，我局公开信息36条。", None),
    ],
)
def test_the_year_that_no_title_tells_is_taken_from_what_the_report_says_of_itself(
    folder: Path, told: str, year: int | None
) -> None:
    text = BASE.replace("青岚县水务局2024年政府", "青岚县水务局政府", 1).replace("2024年", "")
    (folder / "a.txt").write_text(text.replace("一、总体情况", f"{told}\n一、总体情况", 1), "utf-8")
    assert result("a.txt")["files"][0]["year"] == year


def test_what_lies_beside_the_reports_is_told(folder: Path) -> None:
    (folder / "scan.ofd").touch()
    (folder / "cases.xlsx").touch()
    skipped = result(".")["skipped"]
    assert [s["path"] for s in skipped] == ["cases.xlsx", "scan.ofd"]
    assert [s["reason"] for s in skipped] == [
        "a spreadsheet, not a report",
        "OFD files are not supported: convert them to PDF or docx",
    ]
    printed = CliRunner().invoke(main, ["lint", "--lang", "zh", "."]).stdout
    assert "1 个文件未读取（OFD 版式文件，请先转换为 PDF 或 docx）：scan.ofd\n" in printed


def test_two_reports_of_one_agency_and_year_are_told(folder: Path) -> None:
    (folder / "copy.txt").write_text(BASE.replace("青岚县水务局2024年", "青岚县 水务局2024年", 1), "utf-8")
    told = [{"agency": "青岚县水务局", "year": 2024, "paths": ["a.txt", "copy.txt"]}]
    assert result(".")["doubled"] == result(".", "--previous", "auto")["doubled"] == told
    printed = CliRunner().invoke(main, ["lint", "--lang", "zh", "."]).stdout
    assert "青岚县水务局 2024 年的报告有 2 份：a.txt、copy.txt\n" in printed


# What is printed ----------------------------------------------------------------------------------------------------


def test_results_print_short(folder: Path) -> None:
    said = lint("b.txt")
    assert repr(said) == "<FileResult 'b.txt' failed: 2 errors, 1 warnings>"
    assert [repr(finding) for finding in said.findings][1].startswith(
        "<Finding A404 error at review/cases/reconsideration.total: 结果维持3＋结果纠正1＝4"
    )
    assert "文件不存在" in repr(lint("none.txt"))
    assert all(len(repr(thing)) < 200 for thing in (recognise(read("a.txt")), read("a.txt")))


def test_errors_carry_the_path() -> None:
    with pytest.raises(NianbaoError) as caught:
        read("none.txt")
    assert caught.value.path == "none.txt"


@pytest.mark.parametrize("kind", [NianbaoError, ReadError, WriteError])
def test_errors_go_from_process_to_process(kind: type[NianbaoError]) -> None:
    error = pickle.loads(pickle.dumps(kind(Text("无", "none"), "a.txt")))
    assert (type(error), error.message, error.path, str(error)) == (kind, Text("无", "none"), "a.txt", "none")


def test_s105_says_where_the_first_stands() -> None:
    twice = BASE.replace("六、其他需要报告的事项", "一、总体情况\n重复。\n六、其他需要报告的事项")
    (finding,) = [f for f in lint_document(read_text(twice)).findings if f.code == "S105"]
    line = BASE.splitlines().index("一、总体情况") + 1
    assert finding.message.zh == f"“一、总体情况”重复出现，首次出现在第1个一级标题（第{line}行）"
    assert finding.message.en == f'"一、总体情况" appears again; it first appears as heading 1 (line {line})'


def test_doubled_needs_agency_and_year() -> None:
    results = [FileResult("a"), FileResult("b"), FileResult("c", "甲局", 2024), FileResult("d", "甲局", 2023)]
    assert [told for told in across(results, Settings()) if isinstance(told, Doubled)] == []
    more = [*results, msgspec.structs.replace(results[2], path="e")]
    assert list(across(more, Settings()))[-1] == Doubled("甲局", 2024, ("c", "e"))


# Results in a file --------------------------------------------------------------------------------------------------


def written(out: str, *args: str) -> tuple[int, str]:
    """The exit status of a lint of a.txt into a file, and what is said behind Click's own word for an error."""
    said = CliRunner().invoke(main, ["lint", "a.txt", "--lang", "en", "-o", out, *args])
    return said.exit_code, re.sub(r"^(Error: |错误：)", "", said.stderr)


@pytest.mark.parametrize("form", ["text", "json"])
def test_earlier_results_are_replaced_and_nothing_else(folder: Path, form: str) -> None:
    said = CliRunner().invoke(main, ["lint", "a.txt", "--lang", "en", "--format", form]).stdout
    for _ in range(2):
        assert written("out", "--format", form) == (0, "")
        assert (folder / "out").read_text("utf-8").removeprefix("# nianbao lint\n") == said
    (folder / "out").write_text("notes", "utf-8")
    assert written("out", "--format", form) == (2, "out exists; overwrite it with --force\n")
    assert (folder / "out").read_text("utf-8") == "notes"
    assert written("out", "--format", form, "--force") == (0, "")
    assert written("out", "-q", "--force") == (0, "")
    assert (folder / "out").read_bytes() == b""


@pytest.mark.parametrize(
    ("out", "options"),
    [
        ("a.txt", ()),
        ("last.txt", ("--previous", "last.txt")),
        ("last.txt", ("--previous", ".")),
        ("ours.yaml", ("--rulebook", "ours.yaml")),
        ("base.yaml", ("--rulebook", "ours.yaml")),
    ],
)
def test_what_the_call_reads_is_not_written_over_even_with_force(
    folder: Path, out: str, options: tuple[str, ...]
) -> None:
    (folder / "base.yaml").write_text('extends: "2021"\nid: base\n', "utf-8")
    (folder / "ours.yaml").write_text("extends: base.yaml\nid: ours\n", "utf-8")
    before = (folder / out).read_bytes()
    status, said = written(out, *options, "--force")
    assert (status, said) == (2, f"{out} is an input of this command and is not overwritten\n")
    assert (folder / out).read_bytes() == before
