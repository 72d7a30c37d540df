"""Figures taken from a report: what it states, right or wrong, and nothing for what could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from nianbao.figures.layout import Slot, keys_of, slots
from nianbao.figures.model import CellId, Figures
from nianbao.figures.narrative import in_prose_of, narrative_of, texts_left_out, topics_not_apart
from nianbao.i18n import Text
from nianbao.report import FoundTable, Report
from nianbao.rulebook.equations import CellRef
from nianbao.rulebook.model import Rulebook

_NO_TITLE = Text("没有认出标题，机关名称和年度未取出", "no title was recognised: agency and year were not taken")
_NO_TABLE = Text("未读到“{table}”表", 'the table "{table}" was not found')
_OLDER = Text(
    "{table}：使用的是 {older} 年格式的表格，{edition} 年格式没有的数字未取出",
    "{table}: is a table of the {older} edition: figures that the {edition} edition does not have were not taken",
)
_NO_ROW = Text("{table}：未读到“{row}”一行", '{table}: the row "{row}" was not found')
_BLANK_ROW = Text("{table}：“{row}”一行未填", '{table}: the row "{row}" is blank')
_NO_CELL = Text("{table}：未读到“{cell}”", '{table}: "{cell}" was not found')
_MANY_CELLS = Text(
    "{table}：“{column}”一列有 {count} 处未读到数字",
    '{table}: {count} figures of the column "{column}" could not be read',
)
_BLANK = Text("{table}：“{cell}”未填", '{table}: "{cell}" is blank')
_NO_NUMBER = Text(
    "{table}：“{cell}”所填“{stated}”不是数字，未取出", '{table}: "{cell}" holds "{stated}", which is not a number'
)
_TOPIC = Text(
    "“{topic}”未单独成段，文字留在前一段",
    'the topic "{topic}" has no paragraph of its own; its text stays in the one before',
)
_PROSE = Text("“{section}”中表格以外的文字未取出", 'text beside the table of "{section}" was not taken')

# More cells than these of one column are told as a column.
_FEW = 3


def figures_from_report(report: Report, rulebook: Rulebook) -> tuple[Figures, tuple[Text, ...]]:
    """The figures that a report states, and a line for everything that could not be read.

    A title that was not recognised leaves the agency empty and the year 0, which a figures file asks for.
    """
    notes: list[Text] = [] if report.title else [_NO_TITLE]
    values: dict[CellId, Decimal] = {}
    for form in rulebook.tables:
        found = report.table(form.id)
        if found is None:
            notes.append(_NO_TABLE.format(table=form.name))
            continue
        values.update((cell, number) for cell, number in _values(found) if cell in keys_of(rulebook))
        if found.superseded:
            notes.append(_OLDER.format(table=form.name, older=found.superseded, edition=rulebook.edition))
        notes.extend(_unread(found, rulebook))
    narrative = narrative_of(report)
    notes.extend(_TOPIC.format(topic=topic.name) for topic in topics_not_apart(report, narrative))
    notes.extend(_PROSE.format(section=title) for title in texts_left_out(report, rulebook))
    figures = Figures(rulebook.edition, report.agency or "", report.year or 0, narrative, in_prose_of(report), values)
    return figures, tuple(notes)


def _values(found: FoundTable) -> Iterator[tuple[CellId, Decimal]]:
    for (row, column), value in found.values.items():
        if value.number is not None:
            yield (found.id, row, column), value.number


def _unread(found: FoundTable, rulebook: Rulebook) -> Iterator[Text]:
    """One line for a row that is wholly absent or blank, or for a column of many, else one for each cell."""
    columns: dict[str, list[Text]] = {}
    for slot in (slot for slot in slots(rulebook) if slot.keys[0] == found.id):
        cells: list[CellRef] = [box.id[1:] for box in slot.boxes]
        if all(cell not in found.values for cell in cells):
            yield _NO_ROW.format(table=found.form.name, row=slot.label)
        elif all(cell in found.values and found.values[cell].blank for cell in cells):
            yield _BLANK_ROW.format(table=found.form.name, row=slot.label)
        else:
            for column, note in _unread_cells(slot, found):
                columns.setdefault(column, []).append(note)
    for column, notes in columns.items():
        if len(notes) > _FEW:
            yield _MANY_CELLS.format(table=found.form.name, column=column, count=len(notes))
        else:
            yield from notes


def _unread_cells(slot: Slot, found: FoundTable) -> Iterator[tuple[str, Text]]:
    for box in slot.boxes:
        value = found.values.get(box.id[1:])
        if value is None or value.number is None:
            message = _NO_CELL if value is None else _BLANK if value.blank else _NO_NUMBER
            stated = value.raw.strip()[:40] if value else ""
            cell = f"{slot.label}·{box.label}"
            yield box.label, message.format(table=found.form.name, cell=cell, stated=stated)
