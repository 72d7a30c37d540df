"""Tables of an older edition in a present report: found by reading them with the older form and comparing."""

from __future__ import annotations

from collections.abc import Iterator

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
    best = table
    stated = _stated(report)
    for candidate in (form, *_mixed(table.form, form)):
        found = read_again(report, candidate)
        if found and harm(found) < harm(best) and _is_older(found, table.form, stated):
            best = msgspec.structs.replace(found, superseded=older.edition)
    return best


def _stated(report: Report) -> frozenset[str]:
    """Every cell, and every word of the paragraphs, in which a table may be set loosely."""
    cells = (c.text for b in report.blocks if isinstance(b, Table) for c in b.cells)
    words = (w for b in report.blocks if isinstance(b, Paragraph) for w in b.text.split())
    return frozenset(map(label_key, (*cells, *words)))


def _is_older(found: FoundTable, present: TableForm, stated: frozenset[str]) -> bool:
    """Whether anything that only the older form has is there: words of it, or figures in a row of its own."""
    if stated & (Form(found.form).vocabulary - Form(present).vocabulary):
        return True
    known = {row.id for block in present.blocks for row in leaf_rows(block)}
    return any(row not in known and not value.blank for (row, _), value in found.values.items())


def _mixed(present: TableForm, old: TableForm) -> Iterator[TableForm]:
    """The present form with one block, then with one after another, as the older edition has it."""
    blocks = {block.id: block for block in present.blocks}
    for block in old.blocks:
        if blocks.get(block.id) != block:
            yield msgspec.structs.replace(present, blocks=tuple((blocks | {block.id: block}).values()))
