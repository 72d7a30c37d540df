"""`nianbao show`: what was read from a report, without any judgment."""

from __future__ import annotations

from collections.abc import Iterator

import click

from linter.commands import EDITION, LIMIT, RULEBOOK, rulebook_of
from linter.output.style import visible
from linter.places import column_label, row_label
from nianbao.commandline import Command, language
from nianbao.i18n import Language, Text
from nianbao.reading.limits import parse_limits
from nianbao.report import FoundTable, Report, recognise
from nianbao.text import display_width

_NONE = Text("（没有找到）", "(not found)")


@click.command(
    "show",
    cls=Command,
    text=Text(
        "显示从报告中读到的标题、机关、年份、部分和表格。",
        "Print the title, agency, year, sections and tables that were read.",
    ),
)
@click.argument("report", type=click.Path())
def show(report: str, rulebook: str | None, edition: str | None, limits: tuple[str, ...]) -> None:
    """See `text`."""
    from nianbao.reading import read

    aligned = recognise(read(report, limits=parse_limits(limits)), rulebook_of(rulebook, edition))
    click.echo("\n".join(shown(aligned, language())))


show.params[-1:-1] = [RULEBOOK, EDITION, LIMIT]


def shown(report: Report, lang: Language) -> Iterator[str]:
    """The report line by line: the same for every format that holds the same report."""
    none = _NONE.in_(lang)
    title = report.title
    facts = (
        (Text("标题", "title"), title.stated.replace("\n", "") if title else none),
        (Text("机关", "agency"), report.agency or none),
        (Text("年份", "year"), str(report.year or none)),
    )
    yield from (f"{_padded(name.in_(lang), 8)}{visible(value)}" for name, value in facts)
    yield ""
    yield Text("部分", "sections").in_(lang)
    for section in report.rulebook.sections:
        found = report.section(section.id)
        yield f"  {visible(found.heading.stated) if found else f'{section.title} {none}'}"
        yield from (f"    · {t.topic.name.in_(lang)}" for s, t in report.topics if s == section.id)
    for form in report.rulebook.tables:
        yield ""
        table = report.table(form.id)
        yield f"{Text('表', 'table').in_(lang)} {form.name.in_(lang)}" + ("" if table else f" {none}")
        if table:
            yield from _table(table)


def _table(table: FoundTable) -> Iterator[str]:
    """A line for each row with its figures in the order of the columns; rows of one figure name none."""
    headers: tuple[str, ...] = ()
    for row in table.rows:
        cells = [(column, value) for (r, column), value in table.values.items() if r == row]
        columns = tuple(column for column, _ in cells)
        if columns != headers:
            headers = columns
            yield "  [" + " | ".join(column_label(table.form, c) for c in columns) + "]"
        figures = " ".join(visible(value.raw.strip()) or "□" for _, value in cells)
        yield f"  {_padded(row_label(table.form, row), 52)} {figures}".rstrip()


def _padded(text: str, width: int) -> str:
    return text + " " * max(width - display_width(text), 1)
