"""The JSON Schema of rows, made from the columns."""

from __future__ import annotations

from typing import Any

from nianbao.survey.columns import FIGURES, REPORTS, ColumnOf

_TYPES = {"text": "string", "whole": "integer", "exact": "number"}


def rows_schema() -> dict[str, Any]:
    """A row of either table as an object: what its columns hold, and which may hold nothing."""
    tables = {"figure": _row(FIGURES), "report": _row(REPORTS)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "nianbao collect",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in tables],
        "$defs": tables,
    }


def _row(columns: tuple[ColumnOf, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {column.name: _column(column) for column in columns},
        "required": [column.name for column in columns],
        "additionalProperties": False,
    }


def _column(column: ColumnOf) -> dict[str, Any]:
    kind = _TYPES[column.kind]
    told = {"title": column.label.zh, "description": column.what.en}
    return {**told, "type": [kind, "null"] if column.null else kind}
