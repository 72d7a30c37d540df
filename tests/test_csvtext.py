"""Text fields of .csv that a spreadsheet would compute."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from nianbao.figures import dump_figures
from nianbao.files.csvtext import as_written, neutral
from nianbao.rulebook import load_rulebook
from tests.builders.figures.sound import of, zeros


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "'=1", "''=1"])
def test_a_formula_stays_a_text(text: str) -> None:
    assert neutral(text) == f"'{text}"
    assert as_written(neutral(text)) == text


@pytest.mark.parametrize("text", ["", "青岚县水务局", "'97", "甲=乙", "3"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert neutral(text) == text
    assert as_written(text) == text


@given(st.text(st.sampled_from("'=+-@\t甲1"), max_size=6))
def test_every_text_comes_back(text: str) -> None:
    assert as_written(neutral(text)) == text


def test_figures_in_csv_are_numbers_and_their_agency_a_text() -> None:
    told = replace(of(zeros()), agency='=HYPERLINK("x")')
    rows = list(csv.DictReader(io.StringIO(dump_figures(told, load_rulebook(), "csv").decode())))
    assert {row["agency"] for row in rows} == {'\'=HYPERLINK("x")'}
    assert {row["value"] for row in rows} == {"0"}


@pytest.mark.parametrize("agency", ['=HYPERLINK("x")', "'-青岚县档案馆", "@甲,乙\n丙", "青岚县档案馆"])
def test_what_is_written_is_read(agency: str) -> None:
    told = replace(of(zeros()), agency=agency)
    text = dump_figures(told, load_rulebook(), "csv").decode("utf-8-sig")
    head, *rows = ([as_written(field) for field in row] for row in csv.reader(io.StringIO(text, newline="")))
    assert head == ["agency", "year", "table", "row", "column", "value"]
    assert {row[0] for row in rows} == {agency}
    assert {(row[2], row[3], row[4]): Decimal(row[5]) for row in rows} == told.values
