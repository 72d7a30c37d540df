"""What holds for any figures: the equations that a change breaks are found, all of them and no others."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from linter import Finding
from nianbao.reading import read_bytes
from nianbao.rulebook.equations import instances_of
from tests.builders.linting import lint_document
from tests.builders.reports import as_docx, with_figures
from tests.builders.reports.sums import BOOK, CELLS, UNPAID, balanced, broken_by


def findings_in(figures: Mapping[tuple[str, str, str], int], form: str) -> list[Finding]:
    """The findings of family A in a report with these figures, in which nothing else can be wrong."""
    text = with_figures({cell: str(value) for cell, value in figures.items()})
    result = lint_document(read_bytes(text.encode() if form == "txt" else as_docx(text)), BOOK)
    assert {f.code for f in result.findings if f.severity == "error"} <= {"A401", "A402", "A403", "A404"}
    return [f for f in result.findings if f.code.startswith("A")]


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 10**6), st.sampled_from(["txt", "docx"]))
def test_figures_that_agree_raise_no_finding(seed: int, form: str) -> None:
    assert findings_in(balanced(seed), form) == []


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    st.integers(0, 10**6),
    st.sampled_from([c for c in CELLS if c[1] != UNPAID]),
    st.integers(1, 99),
    st.sampled_from(["txt", "docx"]),
)
def test_one_changed_cell_raises_exactly_its_equations(
    seed: int, cell: tuple[str, str, str], change: int, form: str
) -> None:
    figures = balanced(seed)
    figures[cell] += change
    expected = broken_by(figures, cell[0])
    standing = {
        (i.equation.rule, i.row, i.column)
        for i in instances_of(BOOK, BOOK.table(cell[0]))
        if not i.previous and any(c == cell[1:] for _, c in i.cells())
    }
    assert expected == standing
    found = findings_in(figures, form)
    assert len(found) == bool(expected)
    if not found:
        return
    (finding,) = found
    place = finding.location
    first, *others = sorted(expected, key=lambda one: one[0])
    assert first[0] == finding.code
    assert first[1] in (None, place.row)
    assert first[2] in (None, place.column) or cell[0] == "review"
    assert [(b.code, b.row, b.column) for b in finding.breaks] == others
