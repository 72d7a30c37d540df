"""The sum of many reports: nothing twice, nothing left out in silence, no part given for the whole."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from nianbao.cli import main
from nianbao.figures import read_stated
from nianbao.figures.layout import total_cells
from nianbao.rulebook import load_rulebook
from tests.builders.reports.county import added, put, report
from tests.builders.rollups import COUNTY, WHOLE, figures_of, rolled_up, roster_of, sums_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    return tmp_path / "reports"


def test_departments_add_up_to_the_county(folder: Path) -> None:
    parts = [put(folder, name, seed) for seed, name in enumerate(("青岚县水务局", "青岚县教育局", "青石镇人民政府"))]
    result = rolled_up(folder, f"--agency={COUNTY}")
    told = figures_of(folder)
    assert (told.agency, told.year) == (COUNTY, 2024)
    assert sums_of(folder) == added(*parts)
    assert result.exit_code == 0
    assert "partial" not in result.output


def test_the_trace_adds_up_to_each_figure(folder: Path) -> None:
    for seed, name in enumerate(("青岚县水务局", "青岚县教育局", "青石镇人民政府")):
        put(folder, name, seed)
    rolled_up(folder, f"--agency={COUNTY}")
    lines: dict[tuple[str, ...], list[Mapping[str, str]]] = {}
    with (folder.parent / "sum.trace.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            lines.setdefault((row["table"], row["row"], row["column"]), []).append(row)
    for cell, value in figures_of(folder).values.items():
        rows = lines[cell]
        assert sum(Decimal(row["value"]) for row in rows) == value
        assert {Path(row["path"]).stem for row in rows} == {"青岚县水务局", "青岚县教育局", "青石镇人民政府"}
        assert {row["sum"] for row in rows} == {str(value)}


@pytest.mark.parametrize(
    "name", ["青岚县税务局", "国家税务总局青岚县税务局", "青岚县气象局", "云溪海关", "国家统计局青岚调查队"]
)
def test_vertical_systems_stay_out(folder: Path, name: str) -> None:
    part = put(folder, "青岚县水务局", 1)
    put(folder, name, 2)
    result = rolled_up(folder)
    assert sums_of(folder) == part
    assert f"set aside: {name}" in result.output


def test_the_list_says_who_is_vertical(folder: Path) -> None:
    parts = [put(folder, "青岚县水务局", 1), put(folder, "青岚县气象局", 2)]
    put(folder, "青岚县水文站", 3)
    roster = roster_of(folder, "青岚县水务局,部门,", "青岚县气象局,部门,", "青岚县水文站,垂管单位,")
    assert rolled_up(folder, roster).exit_code == 0
    assert sums_of(folder) == added(*parts)


def test_a_lower_roll_up_stands_for_all_below_it(folder: Path) -> None:
    """A city adds up its departments and the roll-ups of its counties, whose departments are there as well."""
    city = put(folder, "澄州市教育局", 1)
    county = put(folder, COUNTY, 2)
    put(folder, "青岚县教育局", 3)
    put(folder, f"{COUNTY}办公室", 4)
    result = rolled_up(folder, "--agency=澄州市人民政府")
    assert sums_of(folder) == added(city, county)
    assert result.output.count(f'is in the roll-up of "{COUNTY}"') == 2


def test_a_county_whose_roll_up_is_not_there_is_added_up_from_its_own(folder: Path) -> None:
    parts = [put(folder, "澄州市教育局", 1), put(folder, "青岚县教育局", 2), put(folder, "青石镇人民政府", 3)]
    roster = roster_of(
        folder, "澄州市人民政府,市,", "澄州市教育局,部门,澄州市人民政府", f"{COUNTY},县,澄州市人民政府",
        f"青岚县教育局,部门,{COUNTY}", f"青石镇人民政府,乡镇,{COUNTY}",
    )  # fmt: skip
    result = rolled_up(folder, roster, by_list=True)
    assert figures_of(folder).agency == "澄州市人民政府"
    assert sums_of(folder) == added(*parts)
    assert "missing" not in result.output


def test_the_own_report_of_a_government_and_its_roll_up_are_kept_apart(folder: Path) -> None:
    own = put(folder, COUNTY, 1, name="own.txt", preamble="本报告仅反映本机关工作情况，不含各部门、各乡镇。")
    part = put(folder, "青岚县教育局", 2)
    put(folder, COUNTY, 3, name="whole.txt", preamble=WHOLE)
    result = rolled_up(folder, by_list=True)
    assert figures_of(folder).agency == COUNTY
    assert sums_of(folder) == added(own, part)
    assert "whole.txt" in result.output
    assert "the roll-up itself" in result.output


def test_a_name_that_does_not_tell_is_said(folder: Path) -> None:
    put(folder, COUNTY, 1)
    put(folder, "澄州市教育局", 2)
    put(folder, "青石镇人民政府", 3)
    result = rolled_up(folder, "--agency=澄州市人民政府")
    assert result.exit_code == 1
    assert "not certain: 青石镇人民政府" in result.output
    assert "not certain: 澄州市教育局" not in result.output


def test_missing_and_unreadable_come_first_and_the_sum_is_partial(folder: Path) -> None:
    part = put(folder, "青岚县水务局", 1)
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    result = rolled_up(folder, roster_of(folder, "青岚县水务局,部门,", "青岚县教育局,部门,", "青岚县民政局,部门,"))
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0] == "the roll-up is incomplete:"
    assert [line.partition(":")[0] for line in lines[1:4]] == ["missing", "missing", "unreadable"]
    assert sums_of(folder) == part
    assert (folder.parent / "sum.yaml").read_text("utf-8").startswith("# 汇总不完整")


def test_of_two_versions_only_what_agrees_is_counted(folder: Path) -> None:
    one = put(folder, "青岚县水务局", 1)
    text = (folder / "青岚县水务局.txt").read_text("utf-8")
    value = one["proactive", "licensing", "decisions"]
    (folder / "new.txt").write_text(text.replace(f"行政许可\t{value}", f"行政许可\t{value + 5}"), "utf-8")
    other = put(folder, "青岚县教育局", 2)
    result = rolled_up(folder)
    assert result.exit_code == 1
    assert "doubled: 青岚县水务局" in result.output
    sums = sums_of(folder)
    assert sums == {c: v for c, v in added(one, other).items() if c != ("proactive", "licensing", "decisions")}


def test_a_figure_that_anybody_lacks_is_blank_and_said(folder: Path) -> None:
    one, other = put(folder, "青岚县水务局", 1), put(folder, "青岚县教育局", 2)
    path = folder / "青岚县教育局.txt"
    value = other["proactive", "penalties", "decisions"]
    path.write_text(path.read_text("utf-8").replace(f"行政处罚\t{value}", "行政处罚\t无"), "utf-8")
    result = rolled_up(folder)
    assert result.exit_code == 1
    assert 'left blank: 行政处罚·本年处理决定数量: not reported by "青岚县教育局"' in result.output
    assert sums_of(folder) == {
        c: v for c, v in added(one, other).items() if c != ("proactive", "penalties", "decisions")
    }


def test_totals_are_worked_out_anew_where_a_report_does_not_add_up(folder: Path) -> None:
    one, other = put(folder, "青岚县水务局", 1), put(folder, "青岚县教育局", 2)
    path = folder / "青岚县教育局.txt"
    wrong = dict(other)
    wrong["applications", "granted", "total"] += 7
    path.write_text(report("青岚县教育局", wrong), "utf-8")
    result = rolled_up(folder)
    assert "please check: 青岚县教育局" in result.output
    assert sums_of(folder) == added(one, other)


def test_what_the_rulebook_does_not_let_be_added_up_is_blank_and_said(folder: Path) -> None:
    parts = [put(folder, "青岚县水务局", 1), put(folder, "青岚县教育局", 2)]
    book = folder.parent / "own.yaml"
    book.write_text(
        'extends: "2021"\ntables:\n  - id: proactive\n    blocks:\n      - id: rules\n        columns:\n'
        "          - {id: in_force, sums: false}\n",
        "utf-8",
    )
    result = rolled_up(folder, f"--rulebook={book}")
    assert "the rulebook does not let them be added up" in result.output
    assert sums_of(folder) == {cell: v for cell, v in added(*parts).items() if cell[2] != "in_force"}


def test_other_years_stay_out(folder: Path) -> None:
    part = put(folder, "青岚县水务局", 1)
    put(folder, "青岚县水务局", 2, name="last.txt", year="2023")
    put(folder, "青岚县教育局", 3)
    put(folder, "青岚县民政局", 4, year="2022")
    result = rolled_up(folder)
    assert sums_of(folder) == added(part, put(folder, "青岚县教育局", 3))
    assert "set aside: 青岚县水务局" in result.output
    assert "not counted: " in result.output


@pytest.mark.parametrize("output", ["sum.json", "sum.xlsx"])
def test_every_kind_of_figures_file(folder: Path, output: str) -> None:
    parts = [put(folder, "青岚县水务局", 1), put(folder, "青岚县教育局", 2)]
    rolled_up(folder, f"--agency={COUNTY}", output=output)
    values = figures_of(folder, output).values
    inputs = {c: v for c, v in added(*parts).items() if c not in total_cells(load_rulebook())}
    assert {c: int(v) for c, v in values.items() if c in inputs} == inputs


def test_nothing_that_exists_is_written_over(folder: Path) -> None:
    put(folder, "青岚县水务局", 1)
    out = folder.parent / "sum.yaml"
    out.write_text("mine", "utf-8")
    result = CliRunner().invoke(main, ["rollup", str(folder), "-o", str(out), "-j1"])
    assert (result.exit_code, out.read_text("utf-8")) == (2, "mine")


def test_nothing_to_add_up_is_status_2(folder: Path) -> None:
    assert rolled_up(folder).exit_code == 2
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    assert rolled_up(folder).exit_code == 2
    assert not (folder.parent / "sum.yaml").exists()


def test_the_trace_goes_where_it_is_wanted(folder: Path) -> None:
    put(folder, "青岚县水务局", 1)
    result = rolled_up(folder, f"--trace={folder.parent / 't.csv'}")
    assert result.exit_code == 0
    with (folder.parent / "t.csv").open(encoding="utf-8") as file:
        assert {row["agency"] for row in csv.DictReader(file)} == {"青岚县水务局"}
    assert not (folder.parent / "sum.trace.csv").exists()


SAMPLES = Path(__file__).parents[3] / "shared" / "samples"


@pytest.mark.needs("shared")
def test_what_real_reports_add_up_to(tmp_path: Path) -> None:
    """Read off the tables of the five reports of 2023."""
    out = tmp_path / "sum.yaml"
    CliRunner().invoke(main, ["rollup", str(SAMPLES), "-o", str(out), "-j1", "--agency=青岚省人民政府"])
    figures = read_stated(out.read_bytes(), "sum.yaml", load_rulebook()).figures
    sums = {
        ("applications", "new", "total"): 82,
        ("applications", "completed", "total"): 82,
        ("applications", "granted", "total"): 23,
        ("applications", "partly_granted", "total"): 20,
        ("proactive", "licensing", "decisions"): 2807,
        ("review", "cases", "reconsideration.total"): 2,
    }
    assert {cell: figures.values[cell] for cell in sums} == sums
