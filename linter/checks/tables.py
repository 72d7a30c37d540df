"""Family T: the statutory tables, their rows and their columns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from linter.checks.registry import ONE_CAUSE, Case, check
from linter.checks.structure import at
from linter.findings import Defect
from nianbao.document import Picture, Place, Table
from nianbao.i18n import Text
from nianbao.report import ExtraLabel, FoundSection, FoundTable, SurplusFigure
from nianbao.rulebook.labels import column_label
from nianbao.rulebook.model import Rule


@check("missing-table")
def missing_table(case: Case, rule: Rule) -> Iterator[Defect]:
    """A section that is there without its table; where the section itself is missing, that is the finding."""
    for form in case.report.rulebook.tables:
        section = case.report.section(form.section)
        if section is not None and case.report.table(form.id) is None and not _pictures(section):
            values = {"section": section.section.title, "table": form.name}
            yield Defect(at(section.heading.place, section.id, section.heading.stated, table=form.id), values)


@check("table-as-image")
def table_as_image(case: Case, rule: Rule) -> Iterator[Defect]:
    """A section without its table that holds a picture, by itself or in a cell."""
    for form in case.report.rulebook.tables:
        section = case.report.section(form.section)
        if section is not None and case.report.table(form.id) is None and (pictures := _pictures(section)):
            values = {"section": section.section.title, "table": form.name}
            yield Defect(at(pictures[0], section.id, section.heading.stated, table=form.id), values)


def _pictures(section: FoundSection) -> list[Place]:
    found = [b.place for b in section.blocks if isinstance(b, Picture)]
    return found + [c.place for b in section.blocks if isinstance(b, Table) for c in b.cells if c.picture]


@check("wrong-column-header")
def wrong_column_header(case: Case, rule: Rule) -> Iterator[Defect]:
    """Headers that are recognised but differ from the form."""
    for table in case.report.tables:
        for label in table.wrong_columns:
            location = at(label.place, table.form.section, label.stated, table=table.id, column=label.id)
            values = {"stated": label.stated, "official": label.official}
            yield Defect(location, values, label.official, label.stated)


@check("missing-column")
def missing_column(case: Case, rule: Rule) -> Iterator[Defect]:
    """Columns of the form that the table does not have; its cells are then no further finding."""
    for table in case.report.tables:
        for label in table.missing_columns:
            name = column_label(table.form, label.id) if label.id else label.official
            location = at(label.place, table.form.section, None, table=table.id, column=label.id)
            yield Defect(location, {"column": name}, label.official)


@check("wrong-row-label")
def wrong_row_label(case: Case, rule: Rule) -> Iterator[Defect]:
    """Row labels that are recognised but differ from the form, those of groups included."""
    for table in case.report.tables:
        for label in table.wrong_rows:
            location = at(label.place, table.form.section, label.stated, table=table.id, row=label.id)
            values = {"stated": label.stated, "official": label.official}
            yield Defect(location, values, label.official, label.stated)


@check("missing-row")
def missing_row(case: Case, rule: Rule) -> Iterator[Defect]:
    """Rows of the form that the table does not have; a group that is wholly absent is one finding."""
    for table in case.report.tables:
        for label in table.missing_rows:
            location = at(label.place, table.form.section, None, table=table.id, row=label.id)
            yield Defect(location, {"row": label.official}, label.official)


@check("unexpected-row")
def unexpected_row(case: Case, rule: Rule) -> Iterator[Defect]:
    """Rows with figures that the form does not have; many that follow each other have one cause."""
    for table in case.report.tables:
        for _, labels in groupby(table.extra_rows, key=lambda label: label.after):
            yield from _extra_rows(table, list(labels))


def _extra_rows(table: FoundTable, labels: list[ExtraLabel]) -> Iterator[Defect]:
    """Those between two rows of the form."""
    names = [Text(f"行「{label.stated}」", f'row "{label.stated}"') for label in labels]
    if len(labels) >= ONE_CAUSE:
        first, last, count = labels[0].stated, labels[-1].stated, len(labels)
        names = [Text(f"「{first}」至「{last}」共 {count} 行", f'{count} rows from "{first}" to "{last}"')]
    for label, name in zip(labels, names, strict=False):
        yield Defect(
            at(label.place, table.form.section, label.stated, table=table.id), {"rows": name}, None, label.stated
        )


@check("unexpected-column")
def unexpected_column(case: Case, rule: Rule) -> Iterator[Defect]:
    """Columns that the form does not have, and figures that stand under none; those in many rows have one cause."""
    for table in case.report.tables:
        for label in table.extra_columns:
            location = at(label.place, table.form.section, label.stated, table=table.id)
            what = Text(f"列「{label.stated}」", f'column "{label.stated}"')
            yield Defect(location, {"columns": what}, None, label.stated)
        yield from _surplus(table)


def _surplus(table: FoundTable) -> Iterator[Defect]:
    """Figures behind the last column, those of a row together."""
    rows: dict[str, list[SurplusFigure]] = {}
    for figure in table.surplus:
        rows.setdefault(figure.row, []).append(figure)
    if len(rows) >= ONE_CAUSE:
        first = table.surplus[0]
        name = Text(f"{len(rows)} 行行末多出的数字", f"the surplus figures at the end of {len(rows)} rows")
        yield Defect(at(first.place, table.form.section, first.stated, table=table.id), {"columns": name})
        return
    for row, figures in rows.items():
        first, more = figures[0], len(figures) - 1
        stated = Text(f"「{first.stated}」", f'"{first.stated}"')
        if more:
            stated = Text(f"{stated.zh}等 {more + 1} 个数字", f"{stated.en} and {more} more")
        name = Text(f"行末多出的{stated.zh}", f"the surplus {stated.en} at the end of the row")
        location = at(first.place, table.form.section, first.stated, table=table.id, row=row)
        yield Defect(location, {"columns": name}, None, first.stated)
