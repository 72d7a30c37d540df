"""Family T: the statutory tables, their rows and their columns."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from linter.checks.registry import ONE_CAUSE, Case, check
from linter.checks.structure import at
from linter.findings import Defect
from nianbao.document import Picture, Place, Table
from nianbao.i18n import Text
from nianbao.report import ExtraLabel, FoundLabel, FoundSection, FoundTable, Moved, SurplusFigure
from nianbao.rulebook.equations import CellRef
from nianbao.rulebook.labels import cell_name, column_label
from nianbao.rulebook.model import Rule

_BLANK = Text("（空白）", "(blank)")


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
            values = {"stated": label.stated or _BLANK, "official": label.official}
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
            values = {"stated": label.stated or _BLANK, "official": label.official}
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
    names = [Text(f"行“{label.stated}”", f'row "{label.stated}"') for label in labels]
    if len(labels) >= ONE_CAUSE:
        first, last, count = labels[0].stated, labels[-1].stated, len(labels)
        names = [Text(f"“{first}”至“{last}”共 {count} 行", f'{count} rows from "{first}" to "{last}"')]
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
            what = Text(f"列“{label.stated}”", f'column "{label.stated}"')
            yield Defect(location, {"columns": what}, None, label.stated)
        yield from _surplus(table)


def _surplus(table: FoundTable) -> Iterator[Defect]:
    """Figures that fit no column, those of a row together."""
    rows: dict[str, list[SurplusFigure]] = {}
    for figure in table.surplus:
        rows.setdefault(figure.row, []).append(figure)
    if len(rows) >= ONE_CAUSE:
        first = table.surplus[0]
        name = Text(f"{len(rows)} 行中对不上列的数字", f"figures of {len(rows)} rows that fit no column")
        yield Defect(at(first.place, table.form.section, first.stated, table=table.id), {"columns": name})
        return
    for row, figures in rows.items():
        first, more = figures[0], len(figures) - 1
        stated = Text(f"“{first.stated}”", f'"{first.stated}"')
        if more:
            stated = Text(f"{stated.zh}等 {more + 1} 个数字", f"{stated.en} and {more} more")
        name = Text(f"行中对不上列的{stated.zh}", f"{stated.en} of the row, which fit no column")
        location = at(first.place, table.form.section, first.stated, table=table.id, row=row)
        yield Defect(location, {"columns": name}, None, first.stated)


@check("out-of-order")
def out_of_order(case: Case, rule: Rule) -> Iterator[Defect]:
    """Rows, columns and groups that stand elsewhere than the form has them, or have changed places."""
    for table in case.report.tables:
        for moved in table.moved:
            is_row = moved.kind == "row"
            ids = {"row": moved.first.id} if is_row else {"column": moved.first.id}
            location = at(moved.first.place, table.form.section, moved.first.stated, table=table.id, **ids)
            yield Defect(location, {"what": _out_of_order(table, moved)})


def _out_of_order(table: FoundTable, moved: Moved) -> Text:
    first = _named(table, moved, moved.first)
    if moved.exchanged is not None:
        other = _named(table, moved, moved.exchanged)
        return Text("{first}与{other}的位置对调了", "{first} and {other} have changed places").format(
            first=first, other=other
        )
    if moved.count > 1:
        first = Text("{first}至{last}共 {count} 处", "{first} to {last} ({count} in all)").format(
            first=first, last=_named(table, moved, moved.last), count=moved.count
        )
    if not moved.behind:
        return Text("{first}应排在最前", "{first} should come first").format(first=first)
    return Text("{first}应排在“{behind}”之后", '{first} should follow "{behind}"').format(
        first=first, behind=moved.behind
    )


def _named(table: FoundTable, moved: Moved, label: FoundLabel) -> Text:
    """行“…” or 列“…” by its official words."""
    name = cell_name(table.form, *((label.id, None) if moved.kind == "row" else (None, label.id)))
    return name if name.zh and label.id else Text(f"“{label.official}”", f'"{label.official}"')


@check("repeated-table")
def repeated_table(case: Case, rule: Rule) -> Iterator[Defect]:
    """Every further table of the same form, with the figures in which it differs."""
    for table in case.report.tables:
        for copy in table.copies:
            location = at(copy.place, copy.inside or table.form.section, None, table=table.id)
            yield Defect(location, {"table": table.form.name, "differing": _differing(table, copy)})


def _differing(table: FoundTable, copy: FoundTable) -> Text:
    """Which figures of the two differ, the first of many."""
    cells = [cell for cell in table.values if cell in copy.values and _figure(table, cell) != _figure(copy, cell)]
    if not cells:
        return Text("所填数字与前表相同", "its figures are the same")
    told = [
        Text("{cell}为 {first} 与 {second}", "{cell}: {first} and {second}").format(
            cell=cell_name(table.form, *cell), first=_stated(table, cell), second=_stated(copy, cell)
        )
        for cell in cells[:ONE_CAUSE]
    ]
    zh, en = "；".join(text.zh for text in told), "; ".join(text.en for text in told)
    if len(cells) > len(told):
        zh, en = f"{zh}等共 {len(cells)} 处", f"{en}; {len(cells)} in all"
    return Text(f"所填数字不同：{zh}", f"its figures differ: {en}")


def _figure(table: FoundTable, cell: CellRef) -> Decimal | str:
    value = table.values[cell]
    return value.raw.strip() if value.number is None else value.number


def _stated(table: FoundTable, cell: CellRef) -> Text:
    raw = table.values[cell].raw.strip()
    return Text(raw, raw) if raw else _BLANK


@check("misplaced-table")
def misplaced_table(case: Case, rule: Rule) -> Iterator[Defect]:
    """A table in another section, while its own is there too: where that is not, the heading is what is wrong."""
    for table in case.report.tables:
        own = case.report.section(table.form.section)
        inside = case.report.section(table.inside) if table.inside else None
        if own is None or inside is None or inside is own:
            continue
        values = {"table": table.form.name, "inside": inside.section.title, "section": own.section.title}
        yield Defect(at(table.place, own.id, None, table=table.id), values)
