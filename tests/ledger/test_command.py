"""`nianbao ledger`, `ledger --blank` and `new --ledger`."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace
from openpyxl import load_workbook

from generator import generate
from generator.ledger.blank import REGISTER, blank_register
from nianbao.cli import main
from nianbao.figures import open_figures
from nianbao.rulebook import load_rulebook
from scripts.make_examples import EXAMPLES
from tests.builders.figures.sound import of, zeros
from tests.builders.ledgers import HEADS, KINDS, OUTCOMES, RESULTS, csv_file, request

BOOK = load_rulebook()


def run(*line: object) -> Result:
    return CliRunner().invoke(main, [*map(str, line), "--lang", "en"])


def test_the_blank_register_counts_as_one_once_it_is_filled_in(tmp_path: Path) -> None:
    blank = tmp_path / "台账.xlsx"
    assert run("ledger", "--blank", "-o", blank).exit_code == 0
    book = load_workbook(blank)
    assert book.active is book[REGISTER]
    page = book[REGISTER]
    heads = [str(cell.value) for cell in page[1]]
    assert heads[:7] == ["登记编号", "收到日期", "申请人类型", "申请方式", "办理结果", "答复日期", "是否结转"]
    assert page.freeze_panes == "B2"
    page.append(["1", "2024-03-01", "自然人", "网络", "予以公开", "2024-03-04", "否"])
    book.save(blank)
    out = tmp_path / "f.yaml"
    result = run("ledger", blank, "--agency", "青岚县水务局", "--year", 2024, "-o", out)
    assert result.exit_code == 0, result.output
    assert open_figures(out).figures.value("applications", "granted", "natural_person") == 1
    assert open_figures(out).figures.value("review", "cases", "litigation_direct.upheld") == 0


def test_the_lists_of_the_blank_register_are_those_of_the_tables() -> None:
    book = load_workbook(io.BytesIO(blank_register(BOOK)))
    columns = [[cell.value for cell in column if cell.value] for column in book["选项"].iter_cols()]
    assert [len(column) for column in columns] == [len(KINDS), 6, len(set(OUTCOMES.values())), len(RESULTS), 2, 2]
    kinds = [rule.type for rule in book[REGISTER].data_validations.dataValidation]
    assert kinds.count("list") == 3 + 2 + 3
    assert blank_register(BOOK) == blank_register(BOOK)


def test_the_blank_register_asks_for_nothing_about_persons() -> None:
    book = load_workbook(io.BytesIO(blank_register(BOOK)))
    assert BOOK.ledger is not None
    heads = [str(cell.value) for cell in book[REGISTER][1]]
    words = [word for word in BOOK.ledger.private if word not in ("申请人", "申请者")]
    assert [head for head in heads if any(word in head for word in words)] == []


@pytest.fixture
def last(tmp_path: Path) -> Path:
    values = zeros()
    values["applications", "new", "business"] = values["applications", "carried_out", "business"] = Decimal(1)
    figures = replace(of(values, {"problems": "2023年有2个问题。", "other": "本年未收取信息处理费。"}), year=2023)
    path = tmp_path / "last.docx"
    path.write_bytes(generate(figures).data)
    return path


@pytest.mark.parametrize("name", ["f.yaml", "f.xlsx"])
def test_a_year_begins_with_last_year_s_report_and_the_register(last: Path, tmp_path: Path, name: str) -> None:
    path = csv_file(tmp_path / "r.csv", request("1", "2023-12-20", "企业", "公开", "2024-01-08"), request("2"))
    result = run("new", "--from", last, "--ledger", path, "-o", tmp_path / name)
    assert result.exit_code == 0, result.output
    figures = open_figures(tmp_path / name).figures
    assert (figures.agency, figures.year) == ("青岚县水务局", 2024)
    assert figures.value("applications", "carried_in", "business") == 1
    assert figures.value("applications", "granted", "business") == 1
    assert figures.value("applications", "new", "natural_person") == 1
    assert "问题" in str(figures.narrative["problems"])


def test_ledger_takes_agency_and_year_but_no_text_from_last_year_s_report(last: Path, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "r.csv", request("1", "2023-12-20", "企业", "公开", "2024-01-08"))
    result = run("ledger", path, "--from", last, "-o", tmp_path / "f.yaml")
    assert result.exit_code == 0, result.output
    figures = open_figures(tmp_path / "f.yaml").figures
    assert (figures.agency, figures.year, figures.narrative) == ("青岚县水务局", 2024, {})


def test_half_a_year_by_its_days(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "r.csv", request("1", "2024-06-20", answered="2024-07-03"))
    line = ("ledger", path, "--agency", "青岚县水务局", "--year", 2024, "-o", tmp_path / "f.yaml")
    assert run(*line, "--to-date", "2024-06-30").exit_code == 0
    assert open_figures(tmp_path / "f.yaml").figures.value("applications", "carried_out", "natural_person") == 1
    for day in ("六月", "2024-13-01"):
        refused = run(*line, "--force", "--to-date", day)
        assert (refused.exit_code, "--to-date takes a date" in refused.stderr) == (2, True)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("-o", "f.yaml"), "name the register"),
        (("--blank", "-o", "f.csv"), "the name of a blank register has to end in .xlsx"),
        (("r.csv", "--year", "2024", "-o", "f.yaml"), "name the agency"),
        (("r.csv", "--agency", "青岚县水务局", "--year", "2024", "-o", "f.docx"), "unknown ending"),
        (
            ("r.csv", "--agency", "青岚县水务局", "--year", "2024", "-o", "f.yaml", "--trace", "t.txt"),
            "expected a trace",
        ),
        (("r.csv", "--agency", "青岚县水务局", "--year", "2024", "-o", "r.csv", "--force"), "an input of this command"),
        (("none.csv", "--agency", "青岚县水务局", "--year", "2024", "-o", "f.yaml"), "no such file"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    csv_file(tmp_path / "r.csv", request())
    result = run("ledger", *options)
    assert (result.exit_code, said in result.stderr) == (2, True), result.output
    assert not (tmp_path / "f.yaml").exists()


def test_figures_that_exist_are_not_written_over_without_force(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "r.csv", request())
    line = ("ledger", path, "--agency", "青岚县水务局", "--year", 2024, "-o", tmp_path / "f.yaml")
    assert [run(*line).exit_code, run(*line).exit_code, run(*line, "--force").exit_code] == [0, 2, 0]


def test_the_register_of_the_examples_gives_the_figures_of_the_examples(tmp_path: Path) -> None:
    line = (EXAMPLES / "register-2024.csv", "--from", EXAMPLES / "good-2023.docx", "-o", tmp_path / "f.yaml")
    assert run("ledger", *line).exit_code == 0
    given, counted = (open_figures(path).figures for path in (EXAMPLES / "figures-2024.yaml", tmp_path / "f.yaml"))
    assert counted.agency == given.agency
    assert counted.values.items() <= given.values.items()
    assert len(counted.values) == 156


def test_a_rulebook_of_one_s_own_may_name_other_headings_and_outcomes(tmp_path: Path) -> None:
    own = """\
extends: "2021"
id: ours
ledger:
  columns: [{id: number, words+: [登簿号]}]
  outcomes: [{id: granted, words+: [照准]}]
tables:
  - id: applications
    blocks: [{id: applications, rows: [{id: not_processed.published, remove: true}]}]
"""
    (tmp_path / "own.yaml").write_text(own, "utf-8")
    path = csv_file(tmp_path / "r.csv", request(outcome="照准"), heads=("登簿号", *HEADS[1:]))
    line = ("ledger", path, "--agency", "青岚县水务局", "--year", 2024, "--rulebook", tmp_path / "own.yaml")
    result = run(*line, "-o", tmp_path / "f.yaml")
    assert result.exit_code == 0, result.output
    found = open_figures(tmp_path / "f.yaml", load_rulebook(tmp_path / "own.yaml")).figures
    assert found.value("applications", "granted", "natural_person") == 1
