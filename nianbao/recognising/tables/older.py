"""Tables of an older edition in a present report: found by reading them with the older form and comparing."""

from __future__ import annotations

import msgspec

from nianbao.recognising.tables.forms import Form, forms_of
from nianbao.recognising.tables.found import Tables
from nianbao.report import FoundTable, Report
from nianbao.rulebook.model import Rulebook, TableForm, leaf_rows


def with_older_tables(report: Report, older: Rulebook) -> Report:
    """The report with each table that fits the older edition better read by its form, wholly or block by block."""
    reading = _Reading(report, older)
    tables = tuple(reading.better(table) if harm(table) else table for table in report.tables)
    return report if tables == report.tables else msgspec.structs.replace(report, tables=tables)


def harm(table: FoundTable) -> int:
    """How much of a table is missing, extra or wrong under the form that it was read by."""
    lists = (table.missing_rows, table.missing_columns, table.extra_rows, table.extra_columns, table.surplus)
    return 2 * sum(map(len, lists)) + len(table.wrong_rows) + len(table.wrong_columns)


class _Reading:
    """The tables of a report, ready to be read by forms of an older edition."""

    def __init__(self, report: Report, older: Rulebook) -> None:
        self.tables = Tables(report.blocks, report.sections, forms_of(report.rulebook))
        self.stated = self.tables.words()
        self.older = older

    def better(self, table: FoundTable) -> FoundTable:
        """The older form whole, and if that does not fit, every older block that makes the reading better by itself."""
        form = next((t for t in self.older.tables if t.id == table.id), None)
        if form is None or not self._worth_reading(table, form):
            return table
        whole, mixed = self._read(form, table), self._mixed(table, form)
        best = whole if harm(whole) <= harm(mixed) else mixed
        return table if best is table else msgspec.structs.replace(best, superseded=self.older.edition)

    def _worth_reading(self, table: FoundTable, older: TableForm) -> bool:
        """Whether any wording is there that only the older form has: most damaged tables are no older ones."""
        return self._words_of(older, table.form) or bool(
            table.missing_rows and self.stated & (_row_words(older) - _row_words(table.form))
        )

    def _words_of(self, older: TableForm, present: TableForm) -> bool:
        """Whether a wording is there that the older form has and the present one has not."""
        return bool(self.stated & (Form(older).vocabulary - Form(present).vocabulary))

    def _read(self, candidate: TableForm, table: FoundTable) -> FoundTable:
        """The table read by another form where that fits better, else as it was."""
        found = self.tables.read(Form(candidate))
        better = found is not None and harm(found) < harm(table) and self._is_older(found, candidate, table.form)
        return found if found is not None and better else table

    def _mixed(self, table: FoundTable, old: TableForm) -> FoundTable:
        """The table read by the present form with every block put in its place that the older edition fits better."""
        for block in old.blocks:
            blocks = {present.id: present for present in table.form.blocks}
            if blocks.get(block.id) != block:
                form = msgspec.structs.replace(table.form, blocks=tuple((blocks | {block.id: block}).values()))
                table = self._read(form, table)
        return table

    def _is_older(self, found: FoundTable, older: TableForm, present: TableForm) -> bool:
        """Whether anything that only the older form has is there: words of it, or figures in a row of its own."""
        if self._words_of(older, present):
            return True
        known = {row.id for block in present.blocks for row in leaf_rows(block)}
        return any(row not in known and not value.blank for (row, _), value in found.values.items())


def _row_words(form: TableForm) -> frozenset[str]:
    return frozenset(words[0] for block in Form(form).blocks for words in block.row_words)
