"""Sums level by level: county, city, province, each with those right below it; what is another's stays out."""

from __future__ import annotations

import csv
import os
import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from nianbao.cli import main
from nianbao.figures import read_stated
from nianbao.files.saved import Saved, saved_on
from nianbao.rulebook import load_rulebook
from nianbao.survey.rolling.filed import Packed, cells_of
from tests.builders.reports.county import added, put, report

PROVINCE, CITY, COUNTY, OTHER = "云江省人民政府", "澄州市人民政府", "青岚县人民政府", "石桥县人民政府"
ROWS = (
    f"{PROVINCE},省,", f"云江省水务厅,部门,{PROVINCE}",
    f"{CITY},市,{PROVINCE}", f"澄州市教育局,部门,{CITY}", f"澄州市税务局,垂管单位,{CITY}",
    f"{COUNTY},县,{CITY}", f"青岚县教育局,部门,{COUNTY}", f"青石镇人民政府,乡镇,{COUNTY}",
    f"{OTHER},县,{CITY}", f"石桥县教育局,部门,{OTHER}", f"柳溪镇人民政府,乡镇,{OTHER}",
)  # fmt: skip
Cell = tuple[str, str, str]
WHOLE = f"本报告由{OTHER}办公室根据县政府各部门、各乡镇报告汇总编制。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    return tmp_path / "reports"


def _rollup(folder: Path, *options: str, rows: tuple[str, ...] = ROWS) -> Result:
    roster = folder.parent / "roster.csv"
    roster.write_text("\n".join(("单位名称,类别,上级单位", *rows)), "utf-8")
    out = str(folder.parent / "sum.yaml")
    return CliRunner().invoke(
        main, ["rollup", str(folder), "-o", out, "-j1", "--lang=en", "--force", f"--roster={roster}", *options]
    )


def _sums(folder: Path) -> dict[Cell, int]:
    path = folder.parent / "sum.yaml"
    return {c: int(v) for c, v in read_stated(path.read_bytes(), path.name, load_rulebook()).figures.values.items()}


def _levels(folder: Path) -> dict[str, dict[Cell, tuple[dict[str, int], set[str]]]]:
    """Of each government and figure what each line adds, and what is said to be the sum."""
    found: dict[str, dict[Cell, tuple[dict[str, int], set[str]]]] = defaultdict(dict)
    with (folder.parent / "sum.trace.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            cell = (row["table"], row["row"], row["column"])
            lines, sums = found[row["of"]].setdefault(cell, ({}, set()))
            if row["sum"]:
                lines[row["agency"]] = int(row["value"])
                sums.add(row["sum"])
    return found


def _all(folder: Path, *, without: str = "") -> dict[str, Mapping[Cell, int]]:
    """Reports of all that are no government above the towns."""
    names = [row.split(",")[0] for row in ROWS if row.split(",")[1] not in ("省", "市", "县")]
    return {name: put(folder, name, seed) for seed, name in enumerate(names) if name != without}


def test_each_level_adds_up_those_right_below_it(folder: Path) -> None:
    """A county hands in a roll-up that is the sum, the other none at all; the tax office reports up its own line."""
    made = _all(folder)
    other = added(made["石桥县教育局"], made["柳溪镇人民政府"])
    (folder / "other.txt").write_text(report(OTHER, other, preamble=WHOLE), "utf-8")
    county = added(made["青岚县教育局"], made["青石镇人民政府"])
    city = added(made["澄州市教育局"], county, other)
    province = added(made["云江省水务厅"], city)
    result = _rollup(folder)
    assert result.exit_code == 0, result.output
    assert _sums(folder) == province
    levels = _levels(folder)
    assert {name: {cell: {int(told) for told in sums} for cell, (_, sums) in cells.items() if cell[2]}
            for name, cells in levels.items()} == {
        name: {cell: {value} for cell, value in figures.items()}
        for name, figures in ((PROVINCE, province), (CITY, city), (COUNTY, county), (OTHER, other))
    }  # fmt: skip
    for cells in levels.values():
        assert all({sum(lines.values())} == {int(told) for told in sums} for lines, sums in cells.values() if sums)
    cell = ("applications", "new", "total")
    assert set(levels[CITY][cell][0]) == {"澄州市教育局", COUNTY, OTHER}
    assert set(levels[COUNTY][cell][0]) == {"青岚县教育局", "青石镇人民政府"}
    assert "1 lower roll-ups agree with the sums of what is below them" in result.output
    assert f'no roll-up of "{COUNTY}" is here' in result.output


def test_a_lower_roll_up_that_is_no_sum_counts_as_stated_and_is_said(folder: Path) -> None:
    made = _all(folder)
    stated = dict(added(made["石桥县教育局"], made["柳溪镇人民政府"]))
    stated["proactive", "licensing", "decisions"] += 4
    (folder / "other.txt").write_text(report(OTHER, stated, preamble=WHOLE), "utf-8")
    result = _rollup(folder)
    assert f'in 1 of its figures (行政许可·本年处理决定数量) the roll-up of "{OTHER}" differs' in result.output
    rest = [figures for name, figures in made.items() if name not in ("石桥县教育局", "柳溪镇人民政府", "澄州市税务局")]
    assert _sums(folder) == added(stated, *rest)


def test_the_wanted_government_takes_those_below_it_alone(folder: Path) -> None:
    """By a list of the whole province."""
    made = _all(folder)
    result = _rollup(folder, f"--agency={COUNTY}")
    assert _sums(folder) == added(made["青岚县教育局"], made["青石镇人民政府"])
    assert (
        f'set aside: 石桥县教育局 ({folder / "石桥县教育局.txt"}): is not below "{COUNTY}" on the list' in result.output
    )
    assert "missing" not in result.output
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("agency", "names", "uncertain", "cities"),
    [
        (PROVINCE, (CITY, COUNTY, "云溪市人民政府"), [COUNTY], [CITY, "云溪市人民政府"]),
        # A city with a district of its own is below no other city; one below a city has none.
        (PROVINCE, (CITY, "云溪市人民政府", "云溪市柳湖区人民政府"), [], [CITY]),
        (CITY, (COUNTY, "青岚市人民政府", "澄州市柳湖区人民政府"), [], []),
        (PROVINCE, (CITY, "黔江自治州人民政府"), [], [CITY]),
    ],
)
def test_without_a_list_what_names_do_not_tell_of_levels_is_said(
    folder: Path, agency: str, names: tuple[str, ...], uncertain: list[str], cities: list[str]
) -> None:
    for seed, name in enumerate(names):
        put(folder, name, seed)
    out = str(folder.parent / "sum.yaml")
    result = CliRunner().invoke(main, ["rollup", str(folder), "-o", out, "-j1", "--lang=en", f"--agency={agency}"])
    lines = result.output.splitlines()
    assert [line.split(": ")[1] for line in lines if line.startswith("not certain")] == uncertain
    told = next((line for line in lines if "county-level ones" in line), "")
    assert sorted(re.findall('"(.+?)"', told)) == sorted(cities)
    assert result.exit_code == bool(uncertain)


def _against(folder: Path, figures: Mapping[Cell, int], *options: str, rows: tuple[str, ...]) -> str:
    path = folder / "county.txt"
    path.write_text(report(COUNTY, figures), "utf-8")
    roster = folder.parent / "received.csv"
    roster.write_text("\n".join(("单位名称,类别,上级单位,报送日期", *rows)), "utf-8")
    out = str(folder.parent / "sum.yaml")
    line = ["rollup", str(folder), "-o", out, "-j1", "--lang=en", "--force", f"--against={path}", *options]
    return CliRunner().invoke(main, [*line, f"--roster={roster}"]).output


def test_what_was_changed_after_it_came_could_explain_a_difference(folder: Path) -> None:
    one, other = put(folder, "青岚县水务局", 1), put(folder, "青岚县教育局", 2)
    for name in ("青岚县水务局", "青岚县教育局"):
        os.utime(folder / f"{name}.txt", (1_740_000_000, 1_740_000_000))  # 20 February 2025
    stated = dict(added(one, other))
    stated["proactive", "licensing", "decisions"] += 3
    rows = (f"青岚县水务局,部门,{COUNTY},2025-01-20", f"青岚县教育局,部门,{COUNTY},2025-02-21")
    told = _against(folder, stated, rows=rows)
    assert (
        'changed after they were filed, which may explain it: "青岚县水务局" (filed 2025-01-20; the folder has'
        " 2025-02-20, which a copy changes too)" in told
    )
    assert "教育局" not in told.partition("which may explain it")[2]


def test_a_difference_is_split_over_the_children_that_do_not_add_up(folder: Path) -> None:
    """A total that is 7 too large in one report explains 7 of a difference of 10."""
    one, other = put(folder, "青岚县水务局", 1), dict(put(folder, "青岚县教育局", 2))
    right = added(one, other)
    other["applications", "granted", "total"] += 7
    (folder / "青岚县教育局.txt").write_text(report("青岚县教育局", other), "utf-8")
    right["applications", "granted", "total"] += 10
    told = _against(folder, right, rows=(f"青岚县水务局,部门,{COUNTY},", f"青岚县教育局,部门,{COUNTY},"))
    assert '"青岚县教育局" states' in told
    assert "a difference of 7" in told
    assert "the reports below do not explain the remaining +3" in told


@pytest.mark.parametrize(
    ("data", "day"),
    [
        (b"%PDF-1.7 << /ModDate (D:20250101093000+08'00') >> /ModDate (D:20250302000000Z)", date(2025, 3, 2)),
        (b"%PDF-1.7 /ModDate (D:20251399)", None),
        (b"%PDF-1.7", None),
        (b"PK\x03\x04 nothing", None),
        (b"text", None),
    ],
)
def test_the_day_of_a_file_is_what_it_says_of_itself(data: bytes, day: date | None) -> None:
    assert saved_on(data) == (day and Saved(day, by_itself=True))


def test_the_day_of_a_word_file_is_that_of_china(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    document = docx.Document()
    document.core_properties.modified = datetime(2025, 1, 20, 20, 0, 0)
    document.save(str(path))
    assert saved_on(path.read_bytes(), str(path)) == Saved(date(2025, 1, 21), by_itself=True)


def test_packed_figures_are_those_that_were_given() -> None:
    book = load_rulebook()
    cells = cells_of(book)
    values = dict(zip(cells[::3], map(Decimal, ("0", "-1", "12.5", "1E+30", "9223372036854775808", "7")), strict=False))
    packed = Packed(values, book)
    assert dict(packed) == values
    assert len(packed) == len(values)
    assert packed.get(cells[1]) is None
