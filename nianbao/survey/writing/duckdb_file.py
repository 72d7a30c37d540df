"""Figures as a DuckDB database: figures, reports, labels, and what they are about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb
import msgspec

from nianbao.survey.columns import DIGITS, FIGURES, REPORTS, SCALE, ColumnOf
from nianbao.survey.facts import Surveyed
from nianbao.survey.labels import Labelled, labels
from nianbao.survey.writing import Output, report_of, rows_of
from nianbao.survey.writing.parquet_file import batch_of, schema_of

_TYPES = {"text": "VARCHAR", "whole": "INTEGER", "exact": f"DECIMAL({DIGITS}, {SCALE})"}
_ROWS = 50_000  # of one insertion: what is kept in memory


def write(output: Output, told: Iterable[Surveyed]) -> None:
    """Write the database as reports come."""
    with duckdb.connect(str(output.path), config={"threads": 1}) as base:
        _create(base, output)
        figures: list[tuple[Any, ...]] = []
        reports: list[tuple[Any, ...]] = []
        for one in told:
            reports.append(report_of(one, output.language))
            figures.extend(rows_of(one))
            if len(figures) >= _ROWS:
                _insert(base, "figures", FIGURES, figures)
        _insert(base, "figures", FIGURES, figures)
        _insert(base, "reports", REPORTS, reports)


def _create(base: duckdb.DuckDBPyConnection, output: Output) -> None:
    for name, columns in (("figures", FIGURES), ("reports", REPORTS)):
        base.execute(f"CREATE TABLE {name} ({', '.join(map(_declared, columns))})")
        for column in columns:
            what = column.what.zh.replace("'", "''")
            base.execute(f"""COMMENT ON COLUMN {name}."{column.name}" IS '{what}'""")
    names = ", ".join(f'"{name}" VARCHAR' for name in Labelled.__struct_fields__)
    base.execute(f"CREATE TABLE labels ({names})")
    base.executemany(
        f"INSERT INTO labels VALUES ({', '.join('?' * 7)})", [msgspec.structs.astuple(w) for w in labels()]
    )
    base.execute("CREATE TABLE about (key VARCHAR, value VARCHAR)")
    base.executemany("INSERT INTO about VALUES (?, ?)", list(output.about))


def _declared(column: ColumnOf) -> str:
    return f'"{column.name}" {_TYPES[column.kind]}{"" if column.null else " NOT NULL"}'


def _insert(
    base: duckdb.DuckDBPyConnection, name: str, columns: tuple[ColumnOf, ...], rows: list[tuple[Any, ...]]
) -> None:
    if rows:
        base.register("batch", batch_of(rows, schema_of(columns, {})))
        base.execute(f"INSERT INTO {name} SELECT * FROM batch")
        base.unregister("batch")
        rows.clear()
