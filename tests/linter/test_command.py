"""The command as people and programs use it: what is printed, in which language, and the exit status."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from linter.checks.registry import CHECKS, Case
from linter.findings import Defect
from nianbao.cli import main
from nianbao.rulebook.model import Rule
from nianbao.text import display_width
from tests.builders.reports import BASE, as_docx, edited

WRONG = edited([
    {"replace": "3\t1\t0\t0\t4\t1", "by": "3\t1\t0\t0\t5\t1"},
    {"replace": "五、存在的主要问题及改进情况", "by": "五、存在的主要问题及改进措施"},
    {"replace": "行政强制\t3", "by": "行政强制\t"},
])  # fmt: skip


def run(*args: str | Path, typed: bytes | None = None) -> Result:
    """The command with these arguments, standard error apart."""
    return CliRunner().invoke(main, [str(a) for a in args], input=typed)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A clean report, a wrong one as text and as Word, and what else lies about in folders."""
    (tmp_path / "a.txt").write_text(BASE, "utf-8")
    (tmp_path / "b.docx").write_bytes(as_docx(WRONG))
    inner = tmp_path / "内部"
    inner.mkdir()
    (inner / "c.txt").write_text(WRONG, "utf-8")
    (tmp_path / "~$b.docx").write_bytes(b"lock")
    (tmp_path / ".hidden.txt").write_text("hidden", "utf-8")
    (tmp_path / "notes.md").write_text("notes", "utf-8")
    return tmp_path


def test_text_for_a_person(folder: Path) -> None:
    result = run("lint", folder / "b.docx")
    assert result.exit_code == 1
    assert "第四部分 表 列“行政复议·总计”" in result.stdout
    assert "结果维持3＋结果纠正1＝4，总计为 5" in result.stdout
    assert "  不合格：2 个错误，1 个警告" in result.stdout.splitlines()[1:3]
    assert "修改建议：改为“五、存在的主要问题及改进情况”（可自动改正）" in result.stdout
    counts, fixable = result.stdout.splitlines()[-3:-1]
    assert counts == "共检查 1 个文件：2 个错误，1 个警告"
    assert fixable == "其中 1 个可以自动改正：nianbao fix"
    assert all(display_width(line) <= 80 for line in result.stdout.splitlines()[1:])
    assert "\x1b" not in result.stdout


def test_english_on_request(folder: Path) -> None:
    result = run("lint", "--lang", "en", folder / "b.docx")
    assert "结果维持 3 + 结果纠正 1 = 4, but 总计 is 5" in result.stdout
    assert "failed: 2 errors, 1 warning" in result.stdout
    assert "1 file checked: 2 errors, 1 warning\n1 of these can be fixed automatically: nianbao fix" in result.stdout
    assert all(display_width(line) <= 80 for line in result.stdout.splitlines()[1:])


@pytest.mark.parametrize("name", ["d.txt", "d.docx"])
def test_what_stands_in_front_of_the_sections_is_called_title_and_preamble(folder: Path, name: str) -> None:
    text = edited([
        {"replace": "青岚县水务局2024年政府信息公开工作年度报告", "by": "青岚县水务局2024年度信息公开工作报告"},
        {"replace": "自2024年1月1日", "by": "自2023年1月1日"},
    ])  # fmt: skip
    (folder / name).write_bytes(text.encode() if name.endswith("txt") else as_docx(text))
    printed = run("lint", folder / name).stdout
    assert "警告 S109  标题" in printed
    assert "错误 C504  引言" in printed
    assert "error C504  preamble" in run("lint", "--lang", "en", folder / name).stdout


def test_the_rules_that_one_cause_breaks_are_told_beside_its_code(folder: Path) -> None:
    text = edited([{"replace": "2.重复申请\t0\t0", "by": "2.重复申请\t0\t5"}])
    (folder / "d.txt").write_text(text, "utf-8")
    assert "错误 A401（同时涉及 A402）  第三部分" in run("lint", folder / "d.txt").stdout
    (finding,) = json.loads(run("lint", "--format", "json", folder / "d.txt").stdout)["files"][0]["findings"]
    assert finding["breaks"] == [{"code": "A402", "row": None, "column": "business"}]
    assert finding["suspects"] == [
        {"table": "applications", "row": "not_processed.duplicate", "column": "business", "value": "0", "actual": "5"}
    ]


@pytest.mark.parametrize(
    ("locale", "words"), [("en_US.UTF-8", "1 file checked"), ("zh_CN.UTF-8", "共检查"), ("C", "共检查")]
)
def test_the_locale_chooses(folder: Path, monkeypatch: pytest.MonkeyPatch, locale: str, words: str) -> None:
    for name in ("NIANBAO_LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", locale)
    assert words in run("lint", folder / "a.txt").stdout


def test_json_is_the_contract(folder: Path) -> None:
    result = run("lint", "--format", "json", folder / "a.txt", folder / "b.docx", folder / "missing.docx")
    assert result.exit_code == 2
    report = json.loads(result.stdout)
    assert set(report) == {"version", "files", "skipped", "doubled", "waivers", "roster", "statistics", "summary"}
    summary = {"files": 3, "passed": 1, "failed": 1, "unreadable": 1, "errors": 2, "warnings": 1, "infos": 0}
    assert (report["version"], report["summary"]) == (1, {**summary, "waived": 0})
    clean, wrong, missing = report["files"]
    assert [f["verdict"] for f in report["files"]] == ["passed", "failed", "unreadable"]
    assert (clean["agency"], clean["year"], clean["edition"]) == ("青岚县水务局", 2024, "2021")
    assert (clean["error"], clean["findings"]) == (None, [])
    assert (missing["findings"], missing["error"]) == ([], "文件不存在")
    total = next(f for f in wrong["findings"] if f["code"] == "A404")
    assert (total["mend"], total["fingerprint"]) == (
        "核对这一组的四项结果和总计，改正填错的单元格",
        "A404:review:review:cases:reconsideration.total::1",
    )
    assert (total["waived"], total["fixable"], total["breaks"], total["places"]) == (None, False, [], [])
    assert (total["rule"], total["severity"], total["expected"], total["actual"]) == ("case-total", "error", "4", "5")
    place = {"section": "review", "table": "review", "row": "cases", "column": "reconsideration.total"}
    assert total["location"] == {**place, "page": None, "line": None, "text": "5"}


def test_folders_are_searched_for_reports(folder: Path) -> None:
    files = [f["path"] for f in json.loads(run("lint", "--format", "json", folder).stdout)["files"]]
    assert [Path(f).relative_to(folder).as_posix() for f in files] == ["a.txt", "b.docx", "内部/c.txt"]


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    result = run("lint", tmp_path)
    assert result.exit_code == 2
    assert "文件夹中没有报告文件" in result.stdout


def test_a_file_named_twice_is_linted_once(folder: Path) -> None:
    assert len(json.loads(run("lint", "--format", "json", folder, folder / "a.txt").stdout)["files"]) == 3


def test_standard_input() -> None:
    result = run("lint", "-", "--as", "txt", "--format", "json", typed=WRONG.encode("gb18030"))
    assert result.exit_code == 1
    assert json.loads(result.stdout)["files"][0]["path"] == "-"


@pytest.mark.parametrize(
    ("options", "status"),
    [((), 1), (("--fail-on", "warning"), 1), (("--fail-on", "never"), 0), (("--select", "V"), 0),
     (("--select", "V", "--fail-on", "warning"), 1), (("--ignore", "A404,wrong-heading"), 0),
     (("--ignore", "A", "--ignore", "S,V"), 0)],
)  # fmt: skip
def test_exit_status(folder: Path, options: tuple[str, ...], status: int) -> None:
    assert run("lint", folder / "b.docx", *options).exit_code == status


def test_select_and_ignore_choose_rules(folder: Path) -> None:
    def codes(*options: str) -> list[str]:
        found = json.loads(run("lint", folder / "b.docx", "--format", "json", *options).stdout)
        return [f["code"] for f in found["files"][0]["findings"]]

    assert codes() == ["V301", "A404", "S102"]
    assert codes("--select", "A") == ["A404"]
    assert codes("--select", "a,case-total,S1") == ["A404", "S102"]
    assert codes("--select", "A,S", "--ignore", "S102") == ["A404"]


def test_a_rule_that_does_not_exist_is_refused(folder: Path) -> None:
    result = run("lint", folder / "a.txt", "--select", "X999")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "没有这条规则：X999" in result.stderr


def test_quiet_prints_findings_only(folder: Path) -> None:
    assert run("lint", "-q", folder / "a.txt").stdout == ""
    printed = run("lint", "-q", folder / "b.docx").stdout
    assert "修改建议" in printed
    assert "共检查" not in printed
    assert "A404" in printed


def test_output_goes_to_a_file_and_never_over_an_input(folder: Path) -> None:
    target = folder / "result.json"
    assert run("lint", folder / "b.docx", "--format", "json", "-o", target).exit_code == 1
    assert json.loads(target.read_text("utf-8"))["summary"]["errors"] == 2
    before = (folder / "b.docx").read_bytes()
    refused = run("lint", folder / "b.docx", "-o", folder / "b.docx")
    assert refused.exit_code == 2
    assert (folder / "b.docx").read_bytes() == before
    assert run("lint", folder, "-o", folder / "b.docx").exit_code == 2
    assert (folder / "b.docx").read_bytes() == before
    assert "无法写入" in run("lint", folder / "a.txt", "-o", folder / "none" / "x.txt").stderr


def test_what_is_no_report_is_one_line_and_the_others_are_done(folder: Path) -> None:
    (folder / "letter.txt").write_text("关于召开会议的通知\n各科室：定于周一召开会议。\n", "utf-8")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 broken")
    (folder / "empty.docx").write_bytes(b"")
    result = run("lint", "--format", "json", folder)
    files = {Path(f["path"]).name: f for f in json.loads(result.stdout)["files"]}
    assert result.exit_code == 2
    assert all(files[n]["error"] and "\n" not in files[n]["error"] for n in ("letter.txt", "broken.docx", "empty.docx"))
    assert files["b.docx"]["findings"]
    assert files["a.txt"]["error"] is None


def test_names_that_would_move_the_cursor_are_escaped(folder: Path) -> None:
    path = folder / "一\n二\x1b[31m.txt"
    path.write_text(BASE, "utf-8")
    printed = run("lint", path).stdout
    assert "一\\n二\\x1b[31m.txt" in printed
    assert len(printed.splitlines()[0]) > 10


def test_a_figure_of_thousands_of_digits_is_not_printed_whole(folder: Path) -> None:
    (folder / "long.txt").write_text(BASE.replace("行政许可\t134", "行政许可\t" + "9" * 5000), "utf-8")
    printed = run("lint", folder / "long.txt").stdout
    assert "V302" in printed
    assert len(printed) < 1000
    file = json.loads(run("lint", folder / "long.txt", "--format", "json").stdout)["files"][0]
    assert file["findings"][0]["actual"] == "9" * 5000


def test_another_edition_and_another_rulebook(folder: Path) -> None:
    found = json.loads(run("lint", folder / "a.txt", "--edition", "2019", "--format", "json").stdout)["files"][0]
    assert found["edition"] == "2019"
    assert any(f["location"]["table"] == "proactive" for f in found["findings"])
    result = run("lint", folder / "a.txt", "--edition", "1999")
    assert result.exit_code == 2
    assert "1999" in result.stderr


def test_a_broken_rulebook_is_told_before_any_report_is_opened(folder: Path) -> None:
    (folder / "ours.yaml").write_text('extends: "2021"\nrulez: []\n', "utf-8")
    result = run("lint", folder / "missing.docx", "--rulebook", folder / "ours.yaml", "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{folder / 'ours.yaml'}:2:1: unknown key")


def test_explain_and_rules(folder: Path) -> None:
    page = run("explain", "a402").stdout
    assert all(
        word in page
        for word in ("A402", "column-total", "原因", "依据", "国办公开办函〔2021〕30号", "最终处理结果", "示例")
    )
    assert "why" in run("explain", "column-total", "--lang", "en").stdout
    assert run("explain", "Z999").exit_code == 2
    listed = run("rules").stdout
    assert all(code in listed for code in ("S101", "A404", "C501", "F601"))


def test_show_prints_what_was_read(folder: Path) -> None:
    shown = run("show", folder / "b.docx")
    assert shown.exit_code == 0
    assert all(word in shown.stdout for word in ("青岚县水务局", "2024", "五、存在的主要问题及改进措施", "18.65"))
    assert run("show", folder / "missing.docx").exit_code == 2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_last_year_from_a_file_a_folder_and_the_call_itself(folder: Path, language: str) -> None:
    last = edited([{"replace": "青岚县水务局2024年", "by": "青岚县水务局2023年"}])
    (folder / "last.txt").write_text(last.replace("自2024年", "自2023年").replace("至2024年", "至2023年"), "utf-8")

    def codes(*args: str | Path) -> set[str]:
        result = run("lint", "--format", "json", "--lang", language, *args)
        files = json.loads(result.stdout)["files"]
        return {f["code"] for file in files if Path(file["path"]).name == "a.txt" for f in file["findings"]}

    assert codes(folder / "a.txt", "--previous", folder / "last.txt") == {"C506", "C507"}
    assert codes(folder / "a.txt", "--previous", folder) == {"C506", "C507"}
    assert codes(folder / "a.txt", folder / "last.txt", "--previous", "auto") == {"C506", "C507"}
    assert codes(folder / "a.txt") == set()


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "检查未完成（ZeroDivisionError）"), ("en", "(ZeroDivisionError)")]
)
def test_a_bug_in_a_check_is_one_line_and_the_others_are_done(
    folder: Path, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    def check(case: Case, rule: Rule) -> Iterator[Defect]:
        if case.report.agency == "青岚县水务局":
            raise ZeroDivisionError
        yield from ()

    monkeypatch.setitem(CHECKS, "all-zero", check)
    (folder / "other.txt").write_text(WRONG.replace("青岚县水务局", "青岚县林业局"), "utf-8")
    result = run("lint", "--lang", language, folder / "a.txt", folder / "other.txt")
    assert result.exit_code == 2
    assert said in result.stdout
    assert "A404" in result.stdout


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_line_of_a_long_name_fits(tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    name = "青岚县水务局2024年政府信息公开工作年度报告送审稿第三次修改.txt"
    Path(name).write_text(
        BASE.replace("行政强制\t3", "行政强制\t三十").replace("行政处罚\t27", "行政处罚\t若干"), "utf-8"
    )
    lines = run("lint", "--lang", language, name).stdout.splitlines()
    assert lines[:2] == [name, f"  青岚县水务局  2024{'年' if language == 'zh' else ''}"]
    assert max(map(display_width, lines)) <= 80
