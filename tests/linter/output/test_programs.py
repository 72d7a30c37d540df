"""SARIF, JUnit, GitLab and reviewdog by their schemas and documentation, over examples and over what is awkward."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from jsonschema import Draft4Validator, Draft202012Validator
from lxml import etree
from msgspec.structs import replace

from linter.findings import FileResult, Told
from linter.output import writer
from linter.output.style import Presentation
from nianbao.cli import main
from nianbao.i18n import LANGUAGES, Language
from nianbao.rulebook import load_rulebook
from tests.builders.reports import BASE, as_docx, edited
from tests.builders.results import CELL, HEADING, REPORT, THINGS

ROOT = Path(__file__).parents[3]
SCHEMAS = ROOT / "tests" / "schemas"
SARIF_SCHEMA = Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text("utf-8")))
GITLAB_SCHEMA, RDJSON_SCHEMA = (
    Draft202012Validator(json.loads((SCHEMAS / f"{name}.json").read_text("utf-8")))
    for name in ("gitlab-code-quality", "rdjson")
)
JUNIT_SCHEMA = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))
WRONG = edited([{"replace": "五、存在的主要问题及改进情况", "by": "五、存在的主要问题及改进措施"}])
# Each file under a name of its own, as in a call.
EVERYTHING: list[Told] = [
    replace(told, path=f"{number}-{told.path}") if isinstance(told, FileResult) else told
    for number, told in enumerate(told for things in THINGS.values() for told in things)
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command runs, with a wrong report as text and as Word; no service made it."""
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(WRONG, "utf-8")
    (tmp_path / "b c.docx").write_bytes(as_docx(WRONG.replace("青岚县水务局", "青岚县林业局")))
    return tmp_path


def said(form: str, *args: str | Path) -> str:
    """What the command prints."""
    return CliRunner().invoke(main, ["lint", "--format", form, *map(str, args)]).stdout


def written(form: str, told: list[Told], language: Language = "zh") -> str:
    """What the writer makes of it."""
    return "".join(writer(form)(told, Presentation(language)))


def sarif(text: str) -> Any:
    """The one run of a log, which is as the schema and what GitHub asks for say."""
    log = json.loads(text)
    assert [(list(error.path), error.message) for error in SARIF_SCHEMA.iter_errors(log)] == []
    (run,) = log["runs"]
    for rule in run["tool"]["driver"]["rules"]:
        assert 0 < len(rule["shortDescription"]["text"]) <= 1024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert all(rule["help"][form] for form in ("text", "markdown"))
        assert len(rule["name"]) <= 255
    for result in run["results"]:
        (location,) = result["locations"]
        assert result["message"]["text"]
        assert location["physicalLocation"]["artifactLocation"]["uri"]
        assert location["logicalLocations"][0]["fullyQualifiedName"]
        assert result["partialFingerprints"]["primaryLocationLineHash"]
        driver = run["tool"]["driver"]
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        index = location["physicalLocation"]["artifactLocation"]["index"]
        assert run["artifacts"][index]["location"]["uri"] == location["physicalLocation"]["artifactLocation"]["uri"]
    return run


# SARIF --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_sarif_is_as_its_schema_says(language: Language) -> None:
    sarif(written("sarif", EVERYTHING, language))
    sarif(written("sarif", [], language))
    sarif(said("sarif", "--lang", language, ROOT / "examples", "missing.docx"))


def test_sarif_tells_of_every_rule_with_its_help() -> None:
    rules = sarif(said("sarif", "a.txt"))["tool"]["driver"]["rules"]
    assert {rule["id"] for rule in rules} == {rule.code for rule in load_rulebook().rules}
    heading = next(rule for rule in rules if rule["id"] == "S102")
    assert heading["help"]["markdown"].count("\n- ") == 5
    assert "依据：国办公开办函〔2021〕30号" in heading["help"]["text"]


def test_a_rulebook_of_ones_own_brings_its_rules_along(folder: Path) -> None:
    run = sarif(said("sarif", "--rulebook", ROOT / "examples/rulebook/qinglan.yaml", "a.txt"))
    own = {rule.code for rule in load_rulebook(ROOT / "examples/rulebook/qinglan.yaml").rules}
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == own


def test_sarif_has_lines_where_the_file_has_them() -> None:
    text, word = sarif(said("sarif", "."))["results"]
    line = WRONG.splitlines().index("五、存在的主要问题及改进措施") + 1
    assert text["locations"][0]["physicalLocation"]["region"] == {"startLine": line}
    assert "region" not in word["locations"][0]["physicalLocation"]
    assert word["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "b%20c.docx"


def test_addresses_lead_to_the_files(folder: Path) -> None:
    name = "100% [1] #2, 报告？.txt"
    (folder / name).write_text(WRONG, "utf-8")
    uris = [a["location"]["uri"] for a in sarif(said("sarif", "."))["artifacts"]]
    assert [unquote(uri) for uri in uris] == [name, "a.txt", "b c.docx"]
    assert all(uri.isascii() and not set(uri) & set(" #?[]") for uri in uris)


def test_in_a_checkout_names_begin_at_its_root(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = folder / "报告"
    inner.mkdir()
    (folder / "a.txt").rename(inner / "a.txt")
    monkeypatch.chdir(inner)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(folder))
    assert unquote(sarif(said("sarif", "a.txt"))["artifacts"][0]["location"]["uri"]) == "报告/a.txt"
    assert said("github", "a.txt").startswith("::error file=报告/a.txt,line=")
    (entry,) = json.loads(said("gitlab", str(inner / "a.txt")))
    assert entry["location"]["path"] == "报告/a.txt"


def test_a_file_elsewhere_has_an_address_of_its_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "inner").mkdir()
    monkeypatch.chdir(folder / "inner")
    (artifact,) = sarif(said("sarif", "../a.txt"))["artifacts"]
    assert artifact["location"] == {"uri": (folder / "a.txt").resolve().as_uri()}


def test_fingerprints_outlive_a_new_name_and_other_line_ends(folder: Path) -> None:
    def prints() -> list[tuple[str, str]]:
        text = said("sarif", "--select", "S", ".")
        gitlab = [entry["fingerprint"] for entry in json.loads(said("gitlab", "--select", "S", "."))]
        hashes = [result["partialFingerprints"]["primaryLocationLineHash"] for result in sarif(text)["results"]]
        assert len(set(hashes)) == len(hashes) > 0
        return list(zip(hashes, gitlab, strict=True))

    before = prints()
    (folder / "a.txt").write_bytes(WRONG.replace("\n", "\r\n").encode())
    (folder / "a.txt").rename(folder / "0.txt")
    assert prints() == before


def test_two_files_of_one_report_hide_no_finding(folder: Path) -> None:
    (folder / "copy.txt").write_text(WRONG, "utf-8")
    entries = json.loads(said("gitlab", "a.txt", "copy.txt"))
    assert len({entry["fingerprint"] for entry in entries}) == len(entries) == 2


def test_waived_findings_are_suppressed_and_not_gone(folder: Path) -> None:
    (folder / "waivers.yaml").write_text("- {file: a.txt, rule: S102, reason: 沿用旧稿, until: 2999-01-01}\n", "utf-8")
    (result,) = sarif(said("sarif", "a.txt", "--waivers", "waivers.yaml"))["results"]
    (suppression,) = result["suppressions"]
    assert (suppression["justification"], suppression["status"]) == ("沿用旧稿", "accepted")
    assert suppression["location"]["physicalLocation"]["region"] == {"startLine": 1}


def test_findings_of_the_baseline_are_suppressed_too() -> None:
    args = ("a.txt", "--baseline", "b.json")
    said("sarif", *args, "--update-baseline")
    (result,) = sarif(said("sarif", *args))["results"]
    (suppression,) = result["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    assert suppression["location"]["physicalLocation"]["artifactLocation"]["uri"] == "b.json"
    assert result["partialFingerprints"]["nianbao/v1"] in Path("b.json").read_text("utf-8")


def test_what_was_not_checked_is_a_notification(folder: Path) -> None:
    (folder / "x.ofd").touch()
    run = sarif(said("sarif", ".", "missing.docx"))
    (invocation,) = run["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)
    told = {note["descriptor"]["id"] for note in invocation["toolExecutionNotifications"]}
    assert told == {"not-checked", "skipped", "unreadable"}
    assert told < {note["id"] for note in run["tool"]["driver"]["notifications"]}


# GitLab and reviewdog -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "schema"), [("gitlab", GITLAB_SCHEMA), ("rdjson", RDJSON_SCHEMA)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_others_have_the_documented_fields(form: str, schema: Draft202012Validator, language: Language) -> None:
    schema.check_schema(schema.schema)
    for text in (written(form, EVERYTHING, language), written(form, []), said(form, ".", "missing.docx")):
        assert [(list(error.path), error.message) for error in schema.iter_errors(json.loads(text))] == []
    assert json.loads(written("gitlab", [])) == []


@pytest.mark.parametrize("schema", [GITLAB_SCHEMA, RDJSON_SCHEMA])
def test_the_schemas_refuse_what_is_not_documented(schema: Draft202012Validator) -> None:
    form = "gitlab" if schema is GITLAB_SCHEMA else "rdjson"
    text = said(form, "a.txt")
    line = '"begin":' if form == "gitlab" else '"line":'
    for right, wrong in (('"path":"', '"file":"'), ('"severity":"', '"severity":"x'), (line, f"{line}-")):
        assert right in text
        assert not schema.is_valid(json.loads(text.replace(right, wrong)))


def test_reviewdog_has_one_diagnostic_a_finding() -> None:
    told = json.loads(written("rdjson", EVERYTHING))
    assert told["source"] == {"name": "nianbao"}
    counting = [f for one in EVERYTHING if isinstance(one, FileResult) for f in one.findings if f.waived is None]
    unreadable = [one for one in EVERYTHING if isinstance(one, FileResult) and one.error]
    assert len(told["diagnostics"]) == len(counting) + len(unreadable)
    assert {one["severity"] for one in told["diagnostics"]} == {"ERROR", "WARNING", "INFO"}
    assert all(one["message"] and one["location"]["path"] for one in told["diagnostics"])


# JUnit --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_junit_is_as_jenkins_says(language: Language) -> None:
    for text in (written("junit", EVERYTHING, language), written("junit", []), said("junit", ROOT / "examples")):
        JUNIT_SCHEMA.assertValid(etree.fromstring(text.encode()))


def test_junit_counts_as_the_verdict_does() -> None:
    two = FileResult("a.txt", "青岚县水务局", 2024, "2021", findings=(HEADING, CELL, HEADING))
    root = etree.fromstring(written("junit", [two, REPORT]).encode())
    wrong, good = root.findall("testsuite")
    assert (wrong.get("tests"), wrong.get("failures"), len(wrong.findall("testcase/failure"))) == ("3", "3", 3)
    assert [case.get("name") for case in wrong.findall("testcase")] == [
        "S102 wrong-heading problems",
        "A401 row-total applications/granted/natural_person",
        "S102 wrong-heading problems #2",
    ]
    assert (good.get("tests"), good.get("failures")) == ("1", "0")


def test_what_fails_nothing_passes_in_junit() -> None:
    assert "<failure" not in said("junit", "a.txt", "--fail-on", "never")
    assert "<failure" in said("junit", "a.txt")


# All of them --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["sarif", "github", "gitlab", "junit", "rdjson"])
def test_what_we_wrote_is_replaced_and_nothing_else(folder: Path, form: str) -> None:
    args = ["lint", "a.txt", "--format", form, "-o", "out"]
    for _ in range(2):
        assert CliRunner().invoke(main, args).exit_code == 1
    before = (folder / "out").read_bytes()
    assert "标题" in before.decode()
    (folder / "out").write_text("[1]", "utf-8")
    assert CliRunner().invoke(main, args).exit_code == 2


@pytest.mark.needs("posix")
def test_a_name_that_is_no_text_stops_no_format(folder: Path) -> None:
    path = os.fsdecode(b"\xff.txt")
    told: list[Told] = [FileResult(path, "青岚县水务局", 2024, "2021", findings=(HEADING,))]
    for form in ("sarif", "github", "gitlab", "junit", "rdjson"):
        assert written(form, told).encode()
    assert "%FF.txt" in written("sarif", told)


def test_base_is_clean() -> None:
    (Path("a.txt")).write_text(BASE, "utf-8")
    assert (said("github", "a.txt"), said("gitlab", "a.txt")) == ("", "[]\n")
