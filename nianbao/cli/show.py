"""`nianbao show`: what was read from a report, without any judgment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import click

from nianbao.cli.command import Command, FileName
from nianbao.cli.options import EDITION, LIMIT, RULEBOOK, rulebook_of
from nianbao.cli.speaking import language
from nianbao.files.limits import Limits
from nianbao.i18n import Language, Text
from nianbao.recognising import recognise
from nianbao.report import FoundTable, Report
from nianbao.rulebook.labels import column_label, row_label
from nianbao.shown import visible
from nianbao.text import display_width
from nianbao.wrapping import wrap

_WIDTH = 80
_WIDEST = 12  # a figure that is wider stands out of its column
_NONE = Text("（没有找到）", "(not found)")


@click.command(
    "show",
    cls=Command,
    text=Text(
        "显示从报告中读到的标题、机关、年份、部分和表格。",
        "Print the title, agency, year, sections and tables that were read.",
    ),
)
@click.argument("report", type=FileName())
@RULEBOOK
@EDITION
@LIMIT
def show(report: str, rulebook: str | None, edition: str | None, limits: Limits) -> None:
    """See `text`."""
    from nianbao.reading import read

    aligned = recognise(read(report, limits=limits), rulebook_of(rulebook, edition))
    click.echo("\n".join(shown(aligned, language())))


def shown(report: Report, lang: Language) -> Iterator[str]:
    """The report line by line: the same for every format that holds the same report."""
    none = _NONE.in_(lang)
    title = report.title
    facts = (
        (Text("标题", "title"), _whole(title.stated) if title else none),
        (Text("机关", "agency"), report.agency or none),
        (Text("年份", "year"), str(report.year or none)),
    )
    yield from (f"{_padded(name.in_(lang), 8)}{visible(value)}" for name, value in facts)
    yield ""
    yield Text("部分", "sections").in_(lang)
    for section in report.rulebook.sections:
        found = report.section(section.id)
        yield f"  {visible(_whole(found.heading.stated)) if found else f'{section.title} {none}'}"
        yield from (f"    · {t.topic.name.in_(lang)}" for s, t in report.topics if s == section.id)
    for form in report.rulebook.tables:
        yield ""
        table = report.table(form.id)
        yield f"{Text('表', 'table').in_(lang)} {form.name.in_(lang)}" + ("" if table else f" {none}")
        if table:
            yield from _table(table)


def _whole(stated: str) -> str:
    """A title, heading or figure without the line breaks inside, which differ from format to format."""
    return stated.replace("\n", "")


def _table(table: FoundTable) -> Iterator[str]:
    """A line for each row with its figures in the order of the columns; a table of one row has a line a column."""
    for columns, rows in groupby(_rows(table), key=lambda row: tuple(row[1])):
        labels = [column_label(table.form, column) for column in columns]
        figures = {row: list(cells.values()) for row, cells in rows}
        if "" in (names := [row_label(table.form, row) for row in figures]):
            yield from _aligned(labels, list(zip(*figures.values(), strict=True)))
        else:
            yield from wrap(f"  [{' | '.join(labels)}]", _WIDTH, "   ")
            yield from _aligned(names, list(figures.values()))


def _rows(table: FoundTable) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row that was found with the text of its cells by column; a blank is shown as a box."""
    for row in table.rows:
        yield row, {c: visible(_whole(v.raw.strip())) or "□" for (r, c), v in table.values.items() if r == row}


def _aligned(labels: Sequence[str], figures: Sequence[Sequence[str]]) -> Iterator[str]:
    """Labels to the left, shortened where they leave no room, and figures in columns, flush right."""
    if not labels:
        return
    widths = [min(max(map(display_width, column)), _WIDEST) for column in zip(*figures, strict=True)]
    room = max(_WIDTH - 2 - sum(width + 1 for width in widths), 20)
    room = min(room, max(map(display_width, labels)))
    for label, row in zip(labels, figures, strict=True):
        cells = "".join(
            f" {' ' * (width - display_width(cell))}{cell}" for cell, width in zip(row, widths, strict=True)
        )
        yield f"  {_padded(_shortened(label, room), room)}{cells}"


def _shortened(text: str, width: int) -> str:
    if display_width(text) <= width:
        return text
    while display_width(text) > width - 2:
        text = text[:-1]
    return f"{text}…"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - display_width(text))
