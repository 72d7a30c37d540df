"""The data dictionary and the schema of rows are those of the program."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from linter import Settings
from nianbao.survey import collect
from nianbao.survey.columns import FIGURES, REPORTS, ColumnOf
from nianbao.survey.schema import rows_schema
from nianbao.survey.writing import report_of, rows_of
from scripts.make_data_docs import DOCS, PAGES, page_text

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"


@pytest.mark.parametrize("page", sorted(PAGES))
def test_the_dictionary_is_that_of_the_columns(page: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    assert text == page_text(page, text), "run scripts/make_data_docs.py"
    for column in (*FIGURES, *REPORTS):
        assert f"| `{column.name}` |" in text


def _row(columns: tuple[ColumnOf, ...], values: tuple[Any, ...]) -> dict[str, Any]:
    row = dict(zip((column.name for column in columns), values, strict=True))
    return row | {"value": None if row["value"] is None else float(row["value"])} if "value" in row else row


def test_rows_fit_their_schema_and_others_do_not() -> None:
    check = jsonschema.Draft202012Validator(rows_schema())
    for told in collect([str(path) for path in sorted(EXAMPLES.glob("*.docx"))], Settings()):
        rows = [_row(FIGURES, row) for row in rows_of(told)]
        for row in (*rows[:5], *rows[-5:], _row(REPORTS, report_of(told, "en"))):
            assert list(check.iter_errors(row)) == []
            assert not check.is_valid({key: value for key, value in row.items() if key != "path"})
        assert not check.is_valid(rows[0] | {"value": "7"})


def test_the_schema_that_is_shipped_is_this_one() -> None:
    shipped = ROOT / "nianbao" / "schemas" / "rows.schema.json"
    assert json.loads(shipped.read_text("utf-8")) == rows_schema()
