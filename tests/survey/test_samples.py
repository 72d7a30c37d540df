"""What reports that agencies published come to, read off their tables: departments, a zone of two years, a city."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from nianbao.cli import main

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
pytestmark = pytest.mark.needs("shared")


def _run(*arguments: str) -> None:
    result = CliRunner().invoke(main, [*arguments, "-j1", "--lang=zh"])
    assert result.exit_code == 0, result.output


def test_figures_of_real_reports(tmp_path: Path) -> None:
    """One leaves a table blank, one tells the fees that most do not mention."""
    _run("collect", str(SAMPLES), "-o", str(tmp_path / "f.csv"))
    with (tmp_path / "f.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert Counter(row["state"] for row in rows) == {"number": 1587, "absent": 16, "blank": 21}
    assert {row["agency"] for row in rows if row["state"] == "blank"} == {"瀍河回族区商务局"}
    absent = Counter(row["agency"] for row in rows if row["state"] == "absent")
    assert {row["agency"] for row in rows} - absent.keys() == {"渠县商务局"}
    city = {(row["row"], row["column"]): row["value"] for row in rows if row["agency"] == "淮安市人民政府"}
    told = {"new": "3119", "carried_in": "34", "granted": "1362", "partly_granted": "454", "completed": "3050"}
    assert {row: Decimal(city[row, "total"]) for row in told} == {row: Decimal(value) for row, value in told.items()}


def test_rates_of_real_reports(tmp_path: Path) -> None:
    """The city's report is a roll-up, which stands apart."""
    _run("statistics", str(SAMPLES), "-o", str(tmp_path / "s.xlsx"))
    rows = openpyxl.load_workbook(tmp_path / "s.xlsx")["指标"].iter_rows(min_row=2, values_only=True)
    found = {row[:4]: row[4:7] for row in rows if row[3]}
    expected = {
        ("2024", "汇总报告·市政府", "公开率", "占办结"): (1816, 3050, 59.5),
        ("2024", "汇总报告·市政府", "行政复议纠错率", "占审结"): (64, 314, 20.4),
        ("2023", "各机关本身", "公开率", "占办结"): (43, 82, 52.4),
        ("2023", "各机关本身", "结转率", "占新收"): (0, 82, 0),
        ("2022", "各机关本身", "无法提供率", "占办结"): (37, 75, 49.3),
    }
    assert {key: found[key] for key in expected} == expected
