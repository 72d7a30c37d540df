"""C501 and C502: what the prose claims, against the tables and against itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from linter.checks.placeholders import is_unfilled
from linter.checks.registry import Case, check
from linter.checks.sentences import quote
from linter.checks.structure import at
from linter.digest import LastYear
from linter.findings import Defect, Location
from nianbao.claims.model import Whose
from nianbao.claims.results import Breakdown
from nianbao.document import Place
from nianbao.i18n import Text
from nianbao.memo import once_per
from nianbao.report import FoundSection, Report
from nianbao.rulebook.bodies import area_of
from nianbao.rulebook.equations import names_of
from nianbao.rulebook.labels import column_label, row_label
from nianbao.rulebook.model import Column, Rule, TableBlock, TableForm, leaf_columns, leaf_rows
from nianbao.text import chinese_number

_ROUGHLY = 10


class Said(Struct, frozen=True):
    """A claim with its place."""

    figure: str
    value: Decimal
    low: Decimal
    high: Decimal
    quote: str
    location: Location
    also: tuple[str, ...] = ()  # figures that it may mean as well
    whose: Whose = ""


@check("narrative-mismatch")
def narrative_mismatch(case: Case, rule: Rule) -> Iterator[Defect]:
    """Claims that their figure contradicts, and claims of one figure that contradict one another.

    A figure is one finding, however often the prose repeats it.
    """
    by_figure: dict[str, list[Said]] = {}
    for said in _compared(case.report):
        by_figure.setdefault(said.figure, []).append(said)
    for figure, claims in by_figure.items():
        stated = figure_of(case.report, figure)
        wrong = [c for c in claims if stated is not None and _contradicts(c, stated, case.report)]
        if wrong:
            yield _mismatch(case.report, wrong[0], _others(wrong), str(stated))
        elif stated is None and _in_a_table(case.report, figure) and (other := _disagreeing(claims)):
            yield _mismatch(case.report, claims[0], "", quote(other.quote))


def _compared(report: Report) -> list[Said]:
    """The claims that the tables have to agree with.

    Where a government's text counts the same for its own part and for its area, the table may hold either; one that
    holds what its own part counts holds nothing of the area.
    """
    claims = list(_claims(report))
    agreed = {c.figure for c in claims if c.whose == "office" and _agrees(c, report)}
    of_part = any(c.figure in agreed and c.whose == "area" and not _agrees(c, report) for c in claims)
    return [c for c in claims if not (c.whose == "office" or c.figure in agreed or (of_part and c.whose == "area"))]


def _agrees(said: Said, report: Report) -> bool:
    stated = figure_of(report, said.figure)
    return stated is not None and said.low <= stated <= said.high


def _contradicts(said: Said, stated: Decimal, report: Report) -> bool:
    """Whether the figure is outside of what the words allow, and so is everything else that they may mean.

    A rough number that is off by an order of magnitude counts something else, whatever its words.
    """
    if said.low <= stated <= said.high:
        return False
    others = (figure_of(report, figure) for figure in said.also)
    if any(other is None or said.low <= other <= said.high for other in others):
        return False
    return said.low == said.high or said.low <= _ROUGHLY * stated <= _ROUGHLY**2 * said.high


def _in_a_table(report: Report, figure: str) -> bool:
    return any(form.id == figure.partition(".")[0] for form in report.rulebook.tables)


def _disagreeing(claims: list[Said]) -> Said | None:
    return next((c for c in claims if not _agree(claims[0], c)), None)


def _agree(left: Said, right: Said) -> bool:
    return left.low <= right.high and right.low <= left.high


def _others(wrong: list[Said]) -> str:
    """The first other wording with another number, to be quoted beside."""
    return next((quote(c.quote) for c in wrong[1:] if not _agree(wrong[0], c)), "")


def _mismatch(report: Report, said: Said, other: str, table: str) -> Defect:
    both = f"{quote(said.quote)}”“{other}" if other else quote(said.quote)
    values = {"figure": figure_name(report, said.figure), "quote": both, "stated": said.value, "table": table}
    return Defect(said.location, values, table, str(said.value), about=said.figure)


def _claims(report: Report) -> Iterator[Said]:
    from nianbao.claims import find_claims

    book = report.rulebook.claims
    if book is None:
        return
    area = area_of(report.agency, report.rulebook)
    for section, text, places in prose_of(report):
        for claim in find_claims(
            text, book, section=section.id, agency=report.agency, area=area, year=report.year, offices=True
        ):
            location = place_in(section, places, claim.start, claim.quote)
            yield Said(claim.figure, claim.value, claim.low, claim.high, claim.quote, location, claim.also, claim.whose)


@check("breakdown-mismatch")
def breakdown_mismatch(case: Case, rule: Rule) -> Iterator[Defect]:
    """A total whose parts, all listed and all exact, come to something else."""
    from nianbao.claims import find_breakdowns

    book = case.report.rulebook.claims
    if book is None:
        return
    for section, text, places in prose_of(case.report):
        for found in find_breakdowns(text, book, year=case.report.year):
            if found.wrong and not _unfilled_around(case.report, text, found.start):
                location = place_in(section, places, found.start, found.quote)
                values = {"quote": quote(found.quote), "arithmetic": _sum_of(found)}
                yield Defect(location, values, str(found.sum), str(found.total.value))


def _unfilled_around(report: Report, text: str, start: int) -> bool:
    """Whether the paragraph there holds a placeholder: it may stand for the total that the parts belong to."""
    begun = text.rfind("\n", 0, start) + 1
    return is_unfilled(text[begun : text.find("\n", start)], report.rulebook)


def _sum_of(found: Breakdown) -> Text:
    """The parts added up, and how far from the total that is."""
    total, off = found.total.value, abs(found.sum - found.total.value)
    line = f"{'＋'.join(str(p.value) for p in found.parts)}＝{found.sum}"
    english = f"{' + '.join(str(p.value) for p in found.parts)} = {found.sum}"
    zh, en = ("多", "more") if found.verdict == "above" else ("少", "less")
    return Text(f"各分项之和 {line}，比总数 {total} {zh} {off}", f"{english}, {off} {en} than the total {total}")


# One report is looked at after another, by several checks each: only the last one is kept.
@once_per(1)
def prose_of(report: Report) -> tuple[tuple[FoundSection, str, list[tuple[int, Place]]], ...]:
    """The prose of each section as one text, a paragraph a line, and where in it each paragraph begins."""
    return tuple((section, *_prose(report, section)) for section in report.sections)


def _prose(report: Report, section: FoundSection) -> tuple[str, list[tuple[int, Place]]]:
    places: list[tuple[int, Place]] = []
    text = ""
    for block in report.prose(section.blocks):
        if block.text.strip():
            places.append((len(text), block.place))
            text += block.text + "\n"
    return text, places


def place_in(section: FoundSection, places: list[tuple[int, Place]], start: int, text: str) -> Location:
    index = bisect_right(places, start, key=lambda begun: begun[0])
    place = places[index - 1][1] if index else section.heading.place
    return at(place, section.id, text)


def figure_of(report: Report, figure: str, last_year: LastYear | None = None) -> Decimal | None:
    """What the tables hold for a figure of the claims: a cell, a row's total, a group's sum, or a sum of those.

    With `last_year`, what the same table of last year's report holds.
    """
    from nianbao.claims import figure_value

    book = report.rulebook.claims
    return figure_value(figure, book, lambda one: _sum(report, one, last_year)) if book else None


def _sum(report: Report, figure: str, last_year: LastYear | None) -> Decimal | None:
    table_id, _, path = figure.partition(".")
    table = report.table(table_id)
    number = last_year.lookup(table_id) if last_year else table.number if table else None
    for block in table.form.blocks if table and number else ():
        for rows, columns in _cells(block, path):
            assert number is not None
            values = [number((row, column)) for row in rows for column in columns]
            return None if None in values else sum((v for v in values if v is not None), Decimal(0))
    return None


def _cells(block: TableBlock, path: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The rows and columns that a path names: row and column, a row with its total, or a column of the only row."""
    rows, columns = names_of(leaf_rows(block)), names_of(leaf_columns(block))
    totals = tuple(c.id for c in leaf_columns(block) if isinstance(c.item, Column) and c.item.total)
    if path in rows and totals:
        yield rows[path], totals[:1]
    if path in columns and len(leaf_rows(block)) == 1:
        yield (leaf_rows(block)[0].id,), columns[path]
    parts = path.split(".")
    for cut in range(1, len(parts)):
        row, column = ".".join(parts[:cut]), ".".join(parts[cut:])
        if row in rows and column in columns:
            yield rows[row], columns[column]


def figure_name(report: Report, figure: str) -> Text:
    """The figure in the words of its table: 第三部分表中“一、本年新收政府信息公开申请数量”."""
    names = [_one_name(report, one) for one in figure.split("+")]
    return Text(" + ".join(n.zh for n in names), " + ".join(n.en for n in names))


def _one_name(report: Report, figure: str) -> Text:
    table_id, _, path = figure.partition(".")
    found = report.table(table_id)
    form = found.form if found else next(f for f in report.rulebook.tables if f.id == table_id)
    label = _label(form, path)
    number = next(s.number for s in report.rulebook.sections if s.id == form.section)
    arabic = chinese_number(number) or number
    return Text(f"第{number}部分表中“{label}”", f'"{label}" of the table in section {arabic}')


def _label(form: TableForm, path: str) -> str:
    parts = path.split(".")
    for cut in range(len(parts), 0, -1):
        row, column = ".".join(parts[:cut]), ".".join(parts[cut:])
        if row_label(form, row) != row:
            return row_label(form, row) + (f"·{column_label(form, column)}" if column else "")
    return column_label(form, path)
