"""Editions: a report of 2020 by its own format, its tables in later years, and the edition named by hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from linter.findings import FileResult
from nianbao.cli import main
from nianbao.reading import read_bytes
from nianbao.rulebook import load_rulebook
from tests.builders.linting import lint_document
from tests.builders.reports import BASE, as_docx, edited

OLD = (Path(__file__).parent / "report-2020.txt").read_text("utf-8")
BLOCK = slice(OLD.index("第二十条第（一）项"), OLD.index("三、收到和处理"))
LAST_TABLE = slice(OLD.index("（本列数据"), OLD.index("四、政府信息公开行政复议"))
FORMS = ("txt", "docx")


def lint(text: str, form: str, edition: str | None = None) -> FileResult:
    """The result for a text, read as a text or a Word file."""
    data = as_docx(text) if form == "docx" else text.encode()
    return lint_document(read_bytes(data), load_rulebook(edition=edition) if edition else None)


def codes(result: FileResult) -> list[tuple[str, str | None]]:
    """Code and table of each finding."""
    return [(f.code, f.location.table) for f in result.findings]


def of_year(year: int) -> str:
    """The report with the tables of 2020 for another year; from 2021 on fees are told."""
    return OLD.replace("2020", str(year)).replace("\n无。", "\n本年度未收取信息处理费。")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("year", [2019, 2020])
def test_a_report_of_its_time_is_clean(year: int, form: str) -> None:
    result = lint(OLD.replace("2020", str(year)), form)
    assert (result.edition, codes(result)) == ("2019", [])


FILLED_IN = {
    "blanks for noughts": OLD[LAST_TABLE].replace("\t0", "\t"),
    "blank totals": re.sub(r"(?m)((?:\t\d+){6})\t\d+$", r"\1\t", OLD[LAST_TABLE]),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("filled", FILLED_IN.values(), ids=FILLED_IN)
def test_blanks_were_how_the_form_of_its_time_was_filled_in(filled: str, form: str) -> None:
    assert codes(lint(OLD.replace(OLD[LAST_TABLE], filled), form)) == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("amount", "due"), [("35.2万元", []), ("352,000元", []), ("约35万", ["V302"]), ("/", ["V302"])]
)
def test_amounts_of_its_time_may_have_their_unit(amount: str, due: list[str], form: str) -> None:
    changed = OLD.replace("政府集中采购\t4\t35.2", f"政府集中采购\t4\t{amount}")
    assert [code for code, _ in codes(lint(changed, form))] == due
    later = codes(lint(of_year(2023).replace("政府集中采购\t4\t35.2", f"政府集中采购\t4\t{amount}"), form))
    assert [code for code, _ in later if code != "T209"] == due


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024])
def test_its_tables_in_a_later_report_are_one_finding_each(year: int, form: str) -> None:
    result = lint(of_year(year), form)
    assert (result.edition, codes(result)) == ("2021", [("T209", "proactive"), ("T209", "applications")])


@pytest.mark.parametrize("form", FORMS)
def test_only_the_table_that_is_old_is_named(form: str) -> None:
    old_first = BASE.replace(BASE[BASE.index("第二十条第（一）项") : BASE.index("三、收到和处理")], OLD[BLOCK])
    assert codes(lint(old_first, form)) == [("T209", "proactive")]
    start, end = BASE.index("（本列数据"), BASE.index("四、政府信息公开行政复议")
    assert codes(lint(BASE[:start] + OLD[LAST_TABLE] + BASE[end:], form)) == [("T209", "applications")]


MIXED = [
    {"replace": "本年制发件数\t本年废止件数\t现行有效件数", "by": "本年新制作数量\t本年新公开数量\t对外公开总数量"},
    {"replace": "行政规范性文件\t2", "by": "规范性文件\t2"},
    {
        "replace": "信息内容\t本年收费金额（单位：万元）\t\t\n行政事业性收费\t18.65\t\t",
        "by": "信息内容\t上一年项目数量\t本年增/减\t\n行政事业性收费\t2\t0\t",
    },
]


@pytest.mark.parametrize("form", FORMS)
def test_two_old_blocks_among_new_ones_are_one_finding_that_names_both(form: str) -> None:
    (finding,) = lint(edited(MIXED), form).findings
    assert finding.code == "T209"
    assert "“第二十条第（一）项”的列应为“本年制发件数、本年废止件数、现行有效件数”" in finding.message.zh
    assert "“第二十条第（八）项”的列应为“本年收费金额（单位：万元）”" in finding.message.zh
    assert "第（五）项" not in finding.message.zh


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("old", "new", "due"),
    [
        ("规范性文件\t2\t2\t9", "规范性文件\t二\t2\t9", ("V302", "proactive")),
        ("政府集中采购\t4\t35.2", "政府集中采购\t4\t约35.2元", ("V302", "proactive")),
        ("政府集中采购\t4\t35.2", "政府集中采购\t4.5\t35.2", ("V303", "proactive")),
        ("（六）其他处理\t0\t0\t0\t0\t0\t0\t0", "（六）其他处理\t0\t0\t0\t0\t0\t0\t2", ("A401", "applications")),
        ("3\t1\t0\t0\t4", "3\t1\t0\t0\t5", ("A404", "review")),
    ],
)
def test_figures_of_the_older_tables_are_checked(old: str, new: str, due: tuple[str, str], form: str) -> None:
    assert due in codes(lint(OLD.replace(old, new), form))
    later = codes(lint(of_year(2023).replace(old, new), form))
    assert due in later
    assert [c for c in later if c[0].startswith("T")] == [("T209", "proactive"), ("T209", "applications")]


@pytest.mark.parametrize("form", FORMS)
def test_the_header_with_its_unit_is_the_same_header(form: str) -> None:
    assert codes(lint(OLD.replace("采购总金额", "采购总金额（万元）"), form)) == []


@pytest.mark.parametrize(
    "fault",
    [
        {"replace": "行政强制\t3\t\t\n", "by": ""},
        {"replace": "本年制发件数", "by": "本年制发"},
        {"replace": "\t现行有效件数", "by": "\t有效件数"},
        {"replace": "行政规范性文件\t2", "by": "规范性文件\t2"},
        {"delete": "\t\t3.其他\t"},
        {"replace": "现行有效件数\n", "by": "现行有效件数\t备注\n"},
    ],
)
def test_small_faults_of_a_present_table_do_not_make_it_old(fault: dict[str, str]) -> None:
    found = codes(lint(edited([fault]), "txt"))
    assert "T209" not in [code for code, _ in found]


def test_the_edition_named_by_hand_counts(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(of_year(2023), "utf-8")
    runner = CliRunner()
    by_hand = runner.invoke(main, ["lint", "--edition", "2019", str(path)])
    assert by_hand.exit_code == 0
    assert "T209" not in by_hand.stdout
    path.write_text(OLD, "utf-8")
    later = runner.invoke(main, ["lint", "--edition", "2021", str(path)])
    assert later.exit_code == 1
    assert later.stdout.count("T209") == 2
    unknown = runner.invoke(main, ["lint", "--edition", "2018", str(path)])
    assert unknown.exit_code == 2
