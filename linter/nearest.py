"""Where a finding is shown in its file: at its place, or near to where what is missing should stand."""

from __future__ import annotations

from linter.findings import Location
from nianbao.document import Place
from nianbao.report import FoundTable, Report
from nianbao.rulebook.model import leaf_rows


def nearest(report: Report, location: Location) -> Place:
    """The row before a missing one, the heading before a missing section, the beginning where nothing is named."""
    table = report.table(location.table) if location.table else None
    if table is not None and location.row is not None and not _has(table, location.row):
        return _row_before(table, location.row) or location.place
    if location.place.anchor or location.place.line or location.place.page:
        return location.place
    return _heading_before(report, location.section) or _beginning(report)


def _has(table: FoundTable, row: str) -> bool:
    """Whether the row is there, or one of the group of that id."""
    return any(_within(found, row) for found in table.rows)


def _within(leaf: str, row: str) -> bool:
    return leaf == row or leaf.startswith(f"{row}.")


def _row_before(table: FoundTable, row: str) -> Place | None:
    """A cell of the last row there that the form has before it."""
    before: str | None = None
    for block in table.form.blocks:
        for leaf in leaf_rows(block):
            if _within(leaf.id, row):
                return next((value.place for cell, value in table.values.items() if cell[0] == before), None)
            if leaf.id in table.rows:
                before = leaf.id
    return None


def _heading_before(report: Report, section: str | None) -> Place | None:
    """That of the section itself, or of the last one there that the format has before it."""
    place: Place | None = None
    for one in report.rulebook.sections if section else ():
        found = report.section(one.id)
        if found is not None:
            place = found.heading.place
        if one.id == section:
            break
    return place


def _beginning(report: Report) -> Place:
    if report.title is not None:
        return report.title.place
    return next((block.place for block in report.blocks), Place())
