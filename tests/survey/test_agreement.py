"""Collect, roll-up and statistics of many reports agree with DuckDB over the figures that made them.

`NIANBAO_LONG=1` makes two thousand reports instead of a hundred.
"""

from __future__ import annotations

import os
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import duckdb
import openpyxl
import pyarrow as pa
import pytest
from click.testing import CliRunner

from nianbao.cli import main
from nianbao.figures import read_stated
from nianbao.rulebook import load_rulebook
from tests.builders.reports.county import put

HOW_MANY = 2000 if os.environ.get("NIANBAO_LONG") else 100
# The rates once more, written from their names: numerator and denominator as SQL over columns named row and column.
_TOTAL = "CASE WHEN \"table\" = 'applications' AND \"column\" = 'total' AND ({rows}) THEN value ELSE 0 END"
RATES = {
    "公开率（占办结）": (("granted", "partly_granted"), ("completed",)),
    "不予公开率（占办结）": (("refused.%",), ("completed",)),
    "结转率（占应办）": (("carried_out",), ("new", "carried_in")),
    "结转率（占新收）": (("carried_out",), ("new",)),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, duckdb.DuckDBPyConnection]:
    """Reports of a city's departments, and the figures that they were made of."""
    folder = tmp_path_factory.mktemp("city")
    rows = []
    for seed in range(HOW_MANY):
        agency = f"澄州市{chr(0x4E00 + seed)}务局"
        figures = put(folder / "reports", agency, seed)
        rows += [(agency, *cell, value) for cell, value in figures.items()]
    base = duckdb.connect()
    names = ("agency", "table", "row", "column", "value")
    base.register("rows", pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))))
    base.execute("CREATE TABLE made AS SELECT * FROM rows")
    return folder, base


def _run(*arguments: str) -> None:
    result = CliRunner().invoke(main, [*arguments, "-j1", "--lang=zh"])
    assert result.exit_code == 0, result.output


def test_collect_gives_the_figures_that_the_reports_were_made_of(
    made: tuple[Path, duckdb.DuckDBPyConnection],
) -> None:
    folder, base = made
    _run("collect", str(folder / "reports"), "-o", str(folder / "f.parquet"))
    ours = f"""SELECT agency, "table", "row", "column", value FROM '{folder / "f.parquet"}' WHERE "column" <> ''"""
    assert (
        base.execute(f"SELECT count(*) FROM ({ours})").fetchall()
        == base.execute("SELECT count(*) FROM made").fetchall()
    )
    assert base.execute(f"({ours}) EXCEPT SELECT * FROM made").fetchall() == []


def test_rollup_gives_their_sums(made: tuple[Path, duckdb.DuckDBPyConnection]) -> None:
    folder, base = made
    _run("rollup", str(folder / "reports"), "-o", str(folder / "sum.yaml"), "--agency=澄州市人民政府")
    figures = read_stated((folder / "sum.yaml").read_bytes(), "sum.yaml", load_rulebook()).figures
    sums = base.execute('SELECT "table", "row", "column", sum(value) FROM made GROUP BY ALL').fetchall()
    assert {tuple(cell): Decimal(value) for *cell, value in sums} == figures.values


def _rows(names: tuple[str, ...]) -> str:
    return " OR ".join(f"\"row\" LIKE '{name}'" for name in names)


def test_statistics_give_their_rates(made: tuple[Path, duckdb.DuckDBPyConnection]) -> None:
    folder, base = made
    _run("statistics", str(folder / "reports"), "-o", str(folder / "s.xlsx"))
    book = openpyxl.load_workbook(folder / "s.xlsx")
    totals = {f"{row[2]}（{row[3]}）": row for row in book["指标"].iter_rows(min_row=2, values_only=True) if row[2]}
    head, *each = book["各机关"].iter_rows(values_only=True)
    for name, (of, over) in RATES.items():
        numerator, denominator = (_TOTAL.format(rows=_rows(names)) for names in (of, over))
        sums = f"sum({numerator}), sum({denominator})"
        (of_sum, over_sum) = base.execute(f"SELECT {sums} FROM made").fetchall()[0]
        assert totals[name][4:7] == (of_sum, over_sum, float(_percent(of_sum, over_sum) or 0))
        by_agency = base.execute(f"SELECT agency, {sums} FROM made GROUP BY agency").fetchall()
        expected = {agency: _percent(*both) for agency, *both in by_agency}
        at = head.index(name)
        assert {row[0]: None if row[at] is None else Decimal(str(row[at])) for row in each} == expected


def _percent(of: int, over: int) -> Decimal | None:
    return (Decimal(int(of)) * 100 / Decimal(int(over))).quantize(Decimal("0.1"), ROUND_HALF_UP) if over else None
