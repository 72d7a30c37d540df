"""Any figures: generate, lint, extract; change one figure: exactly what the equations predict."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from generator import Form, generate
from linter.findings import Finding
from nianbao.figures import CellId, Figures, complete
from nianbao.figures.extract import figures_from_report
from nianbao.files.libreoffice import find, run
from nianbao.files.limits import DEFAULT
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from nianbao.rulebook import load_rulebook
from tests.builders.docx.parts import W, parts_of
from tests.builders.figures.sound import APPLICANTS, CASES, OUTCOMES, RESULTS, of, sound_figures, zeros
from tests.builders.linting import lint_document

RULEBOOK = load_rulebook()
EVERY_RULE = tuple(rule.code for rule in RULEBOOK.rules)  # those that are off by default, too
# Without shrinking: a failing example of hundreds of figures takes minutes to shrink and is read as well unshrunk.
SLOW = settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
FORMS: tuple[Form, ...] = ("docx", "html", "txt")


def findings(data: bytes) -> list[Finding]:
    """Everything but the questions whether nothing but zeros is meant, and whether no fee notice was sent."""
    found = lint_document(read_bytes(data), select=EVERY_RULE).findings
    return [finding for finding in found if finding.code not in ("C509", "C510")]


@SLOW
@given(sound_figures, st.sampled_from(FORMS))
def test_a_generated_report_has_no_finding_of_any_rule(figures: Figures, form: Form) -> None:
    assert findings(generate(figures, form=form).data) == []


@SLOW
@given(sound_figures, st.sampled_from(FORMS))
def test_a_generated_report_gives_the_figures_it_was_made_of(figures: Figures, form: Form) -> None:
    report = recognise(read_bytes(generate(figures, form=form).data))
    taken, notes = figures_from_report(report, RULEBOOK)
    assert notes == ()
    assert (taken.agency, taken.year) == (figures.agency, figures.year)
    assert taken.values == complete(figures, RULEBOOK).values


# ---- one figure changed


def _broken_by(cell: CellId) -> set[tuple[str, str | None, str | None]]:
    """Code, row and column of every equation that a figure stands in; written from the official note, not the rules."""
    table, row, column = cell
    if table == "proactive":
        return set()
    if table == "review":
        return {("A404", None, f"{column.split('.')[0]}.total")}
    broken: set[tuple[str, str | None, str | None]] = {("A401", row, None)}
    if row in OUTCOMES or row == "completed":
        broken.add(("A402", None, column))
    if row not in OUTCOMES:
        broken.add(("A403", None, column))
    return broken


CELLS: tuple[CellId, ...] = (
    *(
        ("applications", row, column)
        for row in ("new", "carried_in", *OUTCOMES, "completed", "carried_out")
        for column in (*APPLICANTS, "total")
    ),
    *(("review", "cases", f"{group}.{result}") for group in CASES for result in (*RESULTS, "total")),
    ("proactive", "normative_documents", "issued"),
    ("proactive", "licensing", "decisions"),
    ("proactive", "fees", "amount"),
)


def _changed(data: bytes, cell: CellId, by: int) -> bytes:
    """The Word file with one figure of a table changed in its markup; the reader's own anchor finds the cell."""
    report = recognise(read_bytes(data))
    table = report.table(cell[0])
    assert table is not None
    value = table.values[cell[1], cell[2]]
    parts = parts_of(data)
    root = etree.fromstring(parts["word/document.xml"])
    place = int(value.place.anchor.removeprefix("tc[").removesuffix("]"))
    text = next(list(root.iter(f"{W}tc"))[place - 1].iter(f"{W}t"))
    text.text = str(Decimal(text.text or "") + by)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in (parts | {"word/document.xml": etree.tostring(root)}).items():
            archive.writestr(name, content)
    return out.getvalue()


@SLOW
@given(sound_figures, st.sampled_from(CELLS), st.integers(1, 1000))
def test_a_changed_figure_breaks_its_equations_and_no_other(figures: Figures, cell: CellId, by: int) -> None:
    found = findings(_changed(generate(figures).data, cell, by))
    arithmetic = [f for f in found if f.code.startswith("A")]
    broken = [(f.code, f.location.row, f.location.column) for f in arithmetic]
    broken += [(b.code, b.row, b.column) for f in arithmetic for b in f.breaks]
    expected = _broken_by(cell)
    assert len(arithmetic) == min(len(expected), 1)  # one cause, one finding
    assert sorted(code for code, _, _ in broken) == sorted(code for code, _, _ in expected)
    for code, row, column in expected:
        assert any(c == code and row in (None, r) and column in (None, k) for c, r, k in broken)
    assert {f.code[0] for f in found} <= {"A", "C"}  # the text may now state another number than the table


# ---- through LibreOffice


@pytest.mark.parametrize("program", [found] if (found := find()) else [])
def test_a_report_saved_by_libreoffice_has_no_finding(program: str, tmp_path: Path) -> None:
    values = {**zeros(), ("proactive", "licensing", "decisions"): Decimal(123_456)}
    (tmp_path / "report.docx").write_bytes(generate(of(values)).data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    target = ("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "out"))
    assert run((program, profile, "--headless", *target, str(tmp_path / "report.docx")), tmp_path, DEFAULT)
    assert findings((tmp_path / "out" / "report.docx").read_bytes()) == []
