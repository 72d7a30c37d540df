"""What a report has to say, and what it says that cannot be: C508, C509, S111."""

from __future__ import annotations

from collections.abc import Iterator

from linter.checks.registry import Case, check
from linter.checks.sentences import paragraphs
from linter.checks.structure import at
from linter.checks.values import possible_number
from linter.findings import Defect, Location
from nianbao.i18n import Text
from nianbao.rulebook.bodies import body_of, is_government
from nianbao.rulebook.labels import cell_name
from nianbao.rulebook.model import Rule, leaf_columns, leaf_rows
from nianbao.text import normalise


@check("missing-accountability")
def missing_accountability(case: Case, rule: Rule) -> Iterator[Defect]:
    """A government's report without assessment, public review or accountability (Article 50, item 4)."""
    if not is_government(case.report.agency, case.report.rulebook) or not case.report.sections:
        return
    prose = "".join(normalise(p.text) for _, p in paragraphs(case.report))
    names = {
        "assessment": Text("工作考核", "assessment"),
        "review": Text("社会评议", "public review"),
        "liability": Text("责任追究结果", "accountability"),
    }
    lacking = [name for key, name in names.items() if not any(w in prose for w in rule.words[key])]
    if lacking:
        missing = Text("、".join(n.zh for n in lacking), ", ".join(n.en for n in lacking))
        first = case.report.sections[0]
        yield Defect(at(first.heading.place, first.id), {"missing": missing})


@check("rule-making-body")
def rule_making_body(case: Case, rule: Rule) -> Iterator[Defect]:
    """规章 of a body that its name shows to have no power to make them: one finding, at its first such figure."""
    body = body_of(case.report.agency, case.report.rulebook)
    if body is None or body.makes_rules is not False:
        return
    table_id, _, row_id = (rule.figure or "").partition(".")
    table = case.report.table(table_id)
    cells = [c for c in table.values.items() if c[0][0] == row_id and possible_number(table, c[0])] if table else []
    for (row, column), value in cells[:1]:
        assert table is not None
        name = cell_name(table.form, row, column)
        values = {"agency": case.report.agency, "cells": name, "stated": value.raw.strip()}
        location = at(value.place, table.form.section, value.raw, table=table.id, row=row, column=column)
        yield Defect(location, values, "0", value.raw.strip())


@check("all-zero")
def all_zero(case: Case, rule: Rule) -> Iterator[Defect]:
    """All tables there, every cell read, and every one of them nought."""
    report = case.report
    cells = [v.number for table in report.tables for v in table.values.values()]
    due = sum(
        len(leaf_rows(block)) * len(leaf_columns(block)) for form in report.rulebook.tables for block in form.blocks
    )
    if len(cells) == due and all(number == 0 for number in cells):
        yield Defect(at(report.title.place, text=report.title.stated) if report.title else Location())
