"""Data, not code, knows the format: another rulebook, and linter, generator and extraction follow it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.narrative import render_narrative
from generator.plain import render_txt
from generator.word import render_docx
from nianbao.figures import CellId, Figures, mistakes_of
from nianbao.figures.extract import figures_from_report
from nianbao.figures.layout import total_cells
from nianbao.figures.totals import complete
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from nianbao.rulebook import Rulebook, load_rulebook
from tests.builders.linting import lint_document
from tests.builders.reports import BASE, edited
from tests.builders.rulebooks.small import write

OURS = """\
extends: "2021"
id: ours
sections:
  - {id: problems, heading: 问题与改进}
  - id: training
    number: 七
    heading: 业务培训情况
    name: {zh: 业务培训情况, en: training}
    content: table
tables:
  - id: training
    section: training
    name: {zh: 业务培训情况, en: training}
    blocks:
      - id: training
        corner: 培训对象
        columns:
          - {id: sessions, label: 培训场次}
          - {id: people, label: 参训人次}
        rows:
          - {id: officials, label: 领导干部}
          - {id: staff, label: 工作人员}
          - {id: everybody, label: 参训合计}
equations:
  - {id: training-total, table: training, each: column, rule: A901,
     is: everybody = officials + staff, computes: everybody}
rules:
  - code: A901
    slug: training-total
    severity: error
    kind: equation
    basis: format-2021
    what: {zh: 培训合计不等于各行之和, en: the total of the training differs from its rows}
    message: {zh: '{arithmetic}', en: '{arithmetic}'}
    why: {zh: 合计等于各行之和, en: the total is the sum of its rows}
    mend: {zh: 核对, en: check}
    bad: {zh: 3 + 4 填 8, en: 3 + 4 and 8}
    good: {zh: 3 + 4 填 7, en: 3 + 4 and 7}
"""
TABLE = """
七、业务培训情况
培训对象\t培训场次\t参训人次
领导干部\t2\t30
工作人员\t4\t90
参训合计\t6\t120
"""


@pytest.fixture
def ours(tmp_path: Path) -> Rulebook:
    path = tmp_path / "ours.yaml"
    path.write_text(OURS, "utf-8")
    return load_rulebook(path)


def test_linter_follows(ours: Rulebook) -> None:
    good = edited([{"replace": "五、存在的主要问题及改进情况", "by": "五、问题与改进"}]) + TABLE
    assert lint_document(read_bytes(good.encode()), ours).findings == ()
    wrong = good.replace("参训合计\t6\t120", "参训合计\t7\t120")
    found = lint_document(read_bytes(wrong.encode()), ours).findings
    assert [(f.code, f.location.table, f.location.column, f.expected) for f in found] == [
        ("A901", "training", "sessions", "6")
    ]
    old = lint_document(read_bytes(BASE.encode()), ours).findings
    assert [f.code for f in old] == ["S101", "S102"] or [f.code for f in old] == ["S102", "S101"]


def test_generator_and_extraction_follow(ours: Rulebook) -> None:
    report = recognise(
        read_bytes((edited([{"replace": "五、存在的主要问题及改进情况", "by": "五、问题与改进"}]) + TABLE).encode()),
        ours,
    )
    figures, _ = figures_from_report(report, ours)
    assert figures.values["training", "staff", "people"] == Decimal(90)
    again = complete(figures, ours)
    narrative = render_narrative(again, ours)
    for data in (render_docx(again, narrative, ours), render_txt(again, narrative, ours).encode()):
        document = read_bytes(data)
        assert lint_document(document, ours).findings == ()
        assert _values(figures_from_report(recognise(document, ours), ours)[0]) == _values(again)


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_an_equation_that_computes_nothing_leaves_its_figures_to_be_given(tmp_path: Path, severity: str) -> None:
    own = OURS.replace(", computes: everybody", "").replace("severity: error", f"severity: {severity}")
    rulebook = load_rulebook(write(tmp_path, ours=own))
    total = ("training", "everybody", "people")
    assert total not in total_cells(rulebook)
    figures = _figures(rulebook)
    assert [m.keys for m in mistakes_of(_with(figures, total, None), rulebook)] == [("training", "everybody", "people")]
    assert mistakes_of(_with(figures, total, Decimal(120)), rulebook) == ()
    # Only what makes a report wrong keeps it from being made.
    broken = [m.kind for m in mistakes_of(_with(figures, total, Decimal(121)), rulebook)]
    assert broken == (["equation"] if severity == "error" else [])


def _figures(rulebook: Rulebook) -> Figures:
    text = edited([{"replace": "五、存在的主要问题及改进情况", "by": "五、问题与改进"}]) + TABLE
    return figures_from_report(recognise(read_bytes(text.encode()), rulebook), rulebook)[0]


def _with(figures: Figures, cell: CellId, value: Decimal | None) -> Figures:
    values = {**figures.values, cell: value}
    return replace(figures, values={c: v for c, v in values.items() if v is not None})


def _values(figures: Figures) -> dict[tuple[str, str, str], Decimal]:
    return dict(figures.values)
