"""Tables of an older edition in a present report: found by reading them with the older form and comparing."""

from __future__ import annotations

import msgspec

from nianbao.aligning.forms import Form
from nianbao.aligning.tables import read_again
from nianbao.aligning.words import label_key
from nianbao.document import Paragraph, Table
from nianbao.report import FoundTable, Report
from nianbao.rulebook.model import Rulebook, TableForm, leaf_rows


def with_older_tables(report: Report, older: Rulebook) -> Report:
    """The report with each table that fits the older edition better read by its form, wholly or block by block."""
    tables = tuple(_better(report, table, older) if harm(table) else table for table in report.tables)
    return report if tables == report.tables else msgspec.structs.replace(report, tables=tables)


def harm(table: FoundTable) -> int:
    """How much of a table is missing, extra or wrong under the form that it was read by."""
    lists = (table.missing_rows, table.missing_columns, table.extra_rows, table.extra_columns)
    return 2 * sum(map(len, lists)) + len(table.wrong_rows) + len(table.wrong_columns)


def _better(report: Report, table: FoundTable, older: Rulebook) -> FoundTable:
    """The older form whole, and if that does not fit, every older block that makes the reading better by itself."""
    form = next((t for t in older.tables if t.id == table.id), None)
    if form is None:
        return table
    stated = _stated(report)
    whole, mixed = _read(report, form, table, stated), _mixed(report, table, form, stated)
    best = whole if harm(whole) <= harm(mixed) else mixed
    return table if best is table else msgspec.structs.replace(best, superseded=older.edition)


def _read(report: Report, candidate: TableForm, table: FoundTable, stated: frozenset[str]) -> FoundTable:
    """The table read by another form where that fits better, else as it was."""
    found = read_again(report, candidate)
    better = found is not None and harm(found) < harm(table) and _is_older(found, candidate, table.form, stated)
    return found if found is not None and better else table


def _mixed(report: Report, table: FoundTable, old: TableForm, stated: frozenset[str]) -> FoundTable:
    """The table read by the present form with every block that the older edition fits better put in its place."""
    for block in old.blocks:
        blocks = {present.id: present for present in table.form.blocks}
        if blocks.get(block.id) != block:
            form = msgspec.structs.replace(table.form, blocks=tuple((blocks | {block.id: block}).values()))
            table = _read(report, form, table, stated)
    return table


def _stated(report: Report) -> frozenset[str]:
    """Every cell, and every word of the paragraphs, in which a table may be set loosely."""
    cells = (c.text for b in report.blocks if isinstance(b, Table) for c in b.cells)
    words = (w for b in report.blocks if isinstance(b, Paragraph) for w in b.text.split())
    return frozenset(map(label_key, (*cells, *words)))


def _may_be_older(table: FoundTable, older: TableForm, stated: frozenset[str]) -> bool:
    """Whether it is worth reading the table by the older form: most damaged tables are not older ones."""
    present = Form(table.form)
    rows = {words[0] for block in Form(older).blocks for words in block.row_words}
    moved = rows - {words[0] for block in present.blocks for words in block.row_words}
    return bool(stated & (Form(older).vocabulary - present.vocabulary) or (table.missing_rows and stated & moved))


def _is_older(found: FoundTable, older: TableForm, present: TableForm, stated: frozenset[str]) -> bool:
    """Whether anything that only the older form has is there: words of it, or figures in a row of its own."""
    if stated & (Form(older).vocabulary - Form(present).vocabulary):
        return True
    known = {row.id for block in present.blocks for row in leaf_rows(block)}
    return any(row not in known and not value.blank for (row, _), value in found.values.items())
