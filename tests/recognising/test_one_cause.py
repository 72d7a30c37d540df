"""Whatever single thing is taken out of a report or put in, what is said of it is one finding at that place."""

from __future__ import annotations

import re

import pytest

from nianbao.reading import read_bytes
from tests.builders.linting import lint_document
from tests.builders.reports import BASE
from tests.builders.reports.grids import (
    FORMS,
    Report,
    with_a_column_added,
    with_rows_added,
    without_each_cell_text,
    without_each_row,
)

ROWS = [pytest.param(blocks, id=name) for name, blocks in without_each_row()]
CELLS = [pytest.param(blocks, id=name) for name, blocks in without_each_cell_text()]
LINES = BASE.rstrip("\n").split("\n")


def _codes(data: bytes) -> list[str]:
    return [finding.code for finding in lint_document(read_bytes(data)).findings]


@pytest.mark.parametrize("blocks", ROWS)
def test_a_row_taken_out_is_at_most_one_finding(blocks: Report) -> None:
    by_form = {form: _codes(write(blocks)) for form, write in FORMS.items()}
    assert by_form["docx"] == by_form["html"]
    assert by_form["docx"] in ([], ["T206"], ["T203"], ["V301"])


@pytest.mark.parametrize("blocks", CELLS)
def test_a_cell_emptied_is_at_most_one_finding(blocks: Report) -> None:
    by_form = {form: _codes(write(blocks)) for form, write in FORMS.items()}
    assert by_form["docx"] == by_form["html"]
    assert by_form["docx"] in ([], ["T203"], ["T205"], ["V301"])


@pytest.mark.parametrize("line", [i for i, text in enumerate(LINES) if text])
def test_a_line_taken_out_of_text_is_at_most_one_finding(line: int) -> None:
    text = "\n".join(LINES[:line] + LINES[line + 1 :]) + "\n"
    assert len(_codes(text.encode())) <= 1


@pytest.mark.parametrize("count", [1, 30])
def test_rows_pasted_between_two_are_one_finding(count: int) -> None:
    for name, blocks in with_rows_added(count):
        for form, write in FORMS.items():
            assert _codes(write(blocks)) == ["T207"], (name, form)


def test_a_column_added_is_one_finding() -> None:
    for name, blocks in with_a_column_added("备注"):
        for form, write in FORMS.items():
            assert _codes(write(blocks)) == ["T208"], (name, form)


def test_a_figure_added_to_each_row_of_text_is_one_finding() -> None:
    lines = [re.sub(r"(\D\t(\d\t){6}\d)$", r"\1\t0", line) for line in LINES]
    assert sum(map(str.__ne__, lines, LINES)) > 20
    assert _codes("\n".join(lines).encode()) == ["T208"]
