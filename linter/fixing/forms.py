"""Words that are right in another form than the official one: half width, blanks inside, 1、 for 一、.

None of them is a finding, since they make no heading and no label another. Where a report is mended they are brought
to the form of the template as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from linter.findings import Finding, Location
from linter.fixing.certain import inner, labels_of, official_heading
from linter.fixing.mends import Mend, edits_between
from nianbao.document import Place, Table
from nianbao.i18n import Text
from nianbao.report import FoundTable, Report
from nianbao.rulebook.model import Rule
from nianbao.text import normalise

# What stands behind the number of a heading, and what is no finding there.
_MARKS = ("、", ".")
_FORM = Text("写法", "form")
_SPOT = Text("标题", "title")
# The kinds of check that look at the same words.
_HEADINGS, _TITLE, _LABELS = "wrong-heading", "wrong-title", "wrong-row-label"


def forms(report: Report, rules: tuple[Rule, ...]) -> Iterator[Mend]:
    """What can be brought to the official form; `rules` are those that are wanted."""
    by_kind = {rule.kind: rule for rule in rules if rule.fixable}
    if rule := by_kind.get(_TITLE):
        yield from _title(report, rule)
    if rule := by_kind.get(_HEADINGS):
        yield from _headings(report, rule)
    if rule := by_kind.get(_LABELS):
        for table in report.tables:
            if table.superseded is None:
                yield from _labels(report, table, rule)


def _title(report: Report, rule: Rule) -> Iterator[Mend]:
    """Without blanks, and figures and letters in half width; the order of what it says is free."""
    title = report.title
    if title is None or not title.exact or title.place.rest:
        return
    stated = title.stated.strip()
    after = "".join(_half(char) for char in stated if not char.isspace())
    edits = edits_between(stated, after)
    if edits:
        found = _finding(report, rule, Location(text=stated, place=title.place), after)
        yield Mend(replace(found, spot=_SPOT), stated, edits, form=True)


def _half(char: str) -> str:
    plain = normalise(char)
    return plain if plain.isascii() and plain.isalnum() else char


def _headings(report: Report, rule: Rule) -> Iterator[Mend]:
    """Those whose words and number are right; a heading without any number may have lost one that Word gave it."""
    for found in report.sections:
        heading, after = found.heading, official_heading(found.heading)
        right = heading.exact and heading.number == found.section.number and heading.mark in _MARKS
        if after is None or not right or heading.tail or heading.place.rest:
            continue
        stated = inner(heading.stated)
        if edits := edits_between(stated, after):
            location = Location(found.id, text=stated, place=heading.place)
            yield Mend(_finding(report, rule, location, after), stated, edits, form=True)


def _labels(report: Report, table: FoundTable, rule: Rule) -> Iterator[Mend]:
    """Cells of the section whose words are a label of its form."""
    section = report.section(table.form.section)
    labels = _by_form(table)
    grids = (block for block in section.blocks if isinstance(block, Table)) if section else ()
    for block in grids:
        for cell in block.cells:
            official = labels.get(normalise(cell.text)) if cell.text else None
            if official is None or cell.place.rest or cell.place == Place():
                continue
            edits = edits_between(cell.text, official)
            if edits:
                location = Location(section.id if section else None, table.id, text=cell.text, place=cell.place)
                found = _finding(report, rule, location, official)
                yield Mend(found, cell.text, edits, form=True, whole=True)


def _by_form(table: FoundTable) -> dict[str, str]:
    """The labels of a form by their normal form, without those that two would share."""
    labels: dict[str, str] = {}
    shared: set[str] = set()
    for label in labels_of(table.form):
        plain = normalise(label)
        if labels.setdefault(plain, label) != label:
            shared.add(plain)
    return {plain: label for plain, label in labels.items() if plain not in shared}


def _finding(report: Report, rule: Rule, location: Location, expected: str) -> Finding:
    part = next((s.number for s in report.rulebook.sections if s.id == location.section), "")
    return Finding(
        code=rule.code,
        rule=rule.slug,
        severity="info",
        message=_FORM,
        mend=rule.advice or rule.mend,
        basis=rule.basis,
        fingerprint="",
        location=location,
        part=part,
        expected=expected,
        actual=location.text,
    )
