"""Tables of an older edition in a present report: found by reading them with the older form and comparing."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from nianbao.aligning.tables import read_again
from nianbao.report import FoundTable, Report
from nianbao.rulebook.model import Rulebook, TableForm


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
    for candidate in (form, *_mixed(table.form, form)):
        found = read_again(report, candidate)
        if found and harm(found) < harm(best):
            best = msgspec.structs.replace(found, superseded=older.edition)
    return best


def _mixed(present: TableForm, old: TableForm) -> Iterator[TableForm]:
    """The present form with one block, then with one after another, as the older edition has it."""
    blocks = {block.id: block for block in present.blocks}
    for block in old.blocks:
        if blocks.get(block.id) != block:
            yield msgspec.structs.replace(present, blocks=tuple((blocks | {block.id: block}).values()))
