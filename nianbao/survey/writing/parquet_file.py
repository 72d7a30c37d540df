"""Figures as Parquet, the reports in a second file; what both are about stands in the metadata of the schema."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from nianbao.survey.columns import DIGITS, FIGURES, REPORTS, SCALE, ColumnOf
from nianbao.survey.facts import Surveyed
from nianbao.survey.labels import labels
from nianbao.survey.writing import Output, report_of, rows_of

_TYPES = {"text": pa.string(), "whole": pa.int32(), "exact": pa.decimal128(DIGITS, SCALE)}
_ROWS = 50_000  # of a group: what is kept in memory


def write(output: Output, told: Iterable[Surveyed]) -> None:
    """Write both files as reports come."""
    words = [msgspec.to_builtins(label) for label in labels()]
    about = dict(output.about) | {"labels": json.dumps(words, ensure_ascii=False)}
    with ExitStack() as stack:
        figures = _Table(FIGURES, str(output.path), about, stack)
        reports = _Table(REPORTS, str(output.beside), dict(output.about), stack)
        for one in told:
            reports.add([report_of(one, output.language)])
            figures.add(rows_of(one))
        figures.flush()
        reports.flush()


def schema_of(columns: tuple[ColumnOf, ...], about: dict[str, str]) -> pa.Schema:
    """The schema of a table, each column with what it holds."""
    fields = [
        pa.field(column.name, _TYPES[column.kind], column.null, {"label": column.label.zh, "what": column.what.zh})
        for column in columns
    ]
    return pa.schema(fields, about)


def batch_of(rows: list[tuple[Any, ...]], schema: pa.Schema) -> pa.Table:
    """Rows as a table of the schema."""
    columns: Iterator[tuple[Any, ...]] = zip(*rows, strict=True)
    return pa.table([pa.array(values, kind) for values, kind in zip(columns, schema.types, strict=True)], schema)


class _Table:
    def __init__(self, columns: tuple[ColumnOf, ...], path: str, about: dict[str, str], stack: ExitStack) -> None:
        self._schema = schema_of(columns, about)
        self._writer = stack.enter_context(pq.ParquetWriter(path, self._schema, compression="zstd"))
        self._rows: list[tuple[Any, ...]] = []

    def add(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self._rows.extend(rows)
        if len(self._rows) >= _ROWS:
            self.flush()

    def flush(self) -> None:
        if self._rows:
            self._writer.write_table(batch_of(self._rows, self._schema))
            self._rows.clear()
