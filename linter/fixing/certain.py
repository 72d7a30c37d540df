"""Which findings can be mended for certain: one official wording, at one place, that stands for what is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from linter.checks.matching import pattern_of
from linter.findings import Finding
from linter.fixing.mends import Mend, edits_between
from linter.fixing.places import key
from nianbao.document import Block, Paragraph, Picture, Table
from nianbao.recognising.words import bare, core, label_key, likeness
from nianbao.report import FoundHeading, FoundSection, Report
from nianbao.rewriting import Edit
from nianbao.rulebook.kinds import KINDS, Fix
from nianbao.rulebook.model import Column, Row, Rule, TableForm
from nianbao.text import distance, normalise

# Words that share less with the official ones are taken for them by their place: they may mean something else.
_ALIKE = 0.5
_EMPHASIS = "*_ \n\t\u3000"


def mend_of(report: Report, finding: Finding) -> Mend | None:
    """How the finding is mended, None where only the author knows."""
    rule = report.rulebook.rule(finding.code)
    fix = KINDS[rule.kind].fix
    place, stated = finding.location.place, finding.location.text
    if not rule.fixable or fix is None or place.rest or not stated or not stated.strip():
        return None
    return _MENDS[fix](report, finding, rule)


def _wording(report: Report, finding: Finding, _: Rule) -> Mend | None:
    """A label, a heading or the title: the words that are expected."""
    stated, expected = inner(finding.location.text or ""), finding.expected or ""
    if finding.location.table:
        certain = _label_is_certain(report.rulebook.table(finding.location.table), stated, expected)
    elif finding.location.section:
        certain = _heading_is_certain(report, finding, stated, expected)
    else:
        certain = bool(expected) and _title_is_certain(report)
    if not certain:
        return None
    edits = edits_between(stated, expected, forms=bool(finding.location.section))
    return Mend(finding, stated, edits, whole=bool(finding.location.table)) if edits else None


def inner(stated: str) -> str:
    """The words without what Markdown sets around them to make them bold."""
    return stated.strip(_EMPHASIS)


def _number(report: Report, finding: Finding, _: Rule) -> Mend | None:
    """The number of a heading whose words are right: they stay, be they the template's or the notice's."""
    heading = _heading(report, finding)
    expected = official_heading(heading) if heading else None
    if heading is None or expected is None:
        return None
    stated = inner(heading.stated)
    edits = edits_between(stated, expected)
    return Mend(finding, stated, edits) if edits else None


def _left_over(report: Report, finding: Finding, rule: Rule) -> Mend | None:
    """What the form prints below a heading, where the author has written something beside it."""
    section = report.section(finding.location.section or "")
    stated, text = finding.actual or "", finding.location.text or ""
    if section is None or not rule.printed or not pattern_of(rule.printed).fullmatch(normalise(stated)):
        return None
    rest = text.replace(stated, "", 1)
    alone = not rest.strip()
    if text.count(stated) != 1 or pattern_of(rule.patterns).search(normalise(rest)):
        return None
    if not alone and not (text.strip().startswith(stated) or text.strip().endswith(stated)):
        return None
    if alone and not _is_written(section, finding, rule):
        return None
    words = text if alone else stated
    return Mend(finding, words, (Edit(0, len(words)),), goes=alone)


def _is_written(section: FoundSection, finding: Finding, rule: Rule) -> bool:
    """Whether there is prose in the section beside the paragraph with the finding; a numbered one keeps its number."""
    here = key(finding.location.place)
    own = [b for b in section.blocks if isinstance(b, Paragraph) and key(b.place) == here]
    others = [b for b in section.blocks if b not in own and not _is_empty(b, rule)]
    return len(own) == 1 and not own[0].number and bool(others)


def _is_empty(block: Block, rule: Rule) -> bool:
    if isinstance(block, (Table, Picture)):
        return True
    return not pattern_of(rule.printed).sub("", normalise(block.text))


_MENDS: dict[Fix, Callable[[Report, Finding, Rule], Mend | None]] = {
    "wording": _wording,
    "number": _number,
    "left-over": _left_over,
}


def _heading(report: Report, finding: Finding) -> FoundHeading | None:
    """The heading that the finding is about, where it is that of its section and no further one."""
    section = report.section(finding.location.section or "")
    heading = section.heading if section else None
    return heading if heading and heading.place == finding.location.place else None


def official_heading(heading: FoundHeading) -> str | None:
    """The heading as it should be: the official words that it has, of the template or of the notice, and the number."""
    section = heading.section
    if section is None:
        return None
    stated = normalise(inner(heading.stated))
    # The notice's words may end in those of the template.
    known = [words for words in (section.heading, *section.notice) if stated.endswith(normalise(words))]
    return section.title.replace(section.heading, max(known, key=len)) if known else None


def _heading_is_certain(report: Report, finding: Finding, stated: str, expected: str) -> bool:
    heading = _heading(report, finding)
    section = heading.section if heading else None
    if heading is None or section is None or inner(heading.stated) != stated or section.title != expected:
        return False
    # Text behind a heading in its own paragraph would run on from it.
    if heading.tail and heading.place.span is not None:
        return False
    others = (other.heading for other in report.rulebook.sections if other is not section)
    return _stands_for(stated, section.heading, (*section.notice, *section.known_as), others)


def _stands_for(stated: str, official: str, known: Iterable[str], others: Iterable[str]) -> bool:
    """Whether the words are a known wording, or share most of their characters with the official one.

    More of them with another official one, and it is for the author to say which is meant.
    """
    key, own = label_key(stated), label_key(official)
    if any(key.endswith(label_key(words)) for words in known):
        return True
    alike = 1.0 if bare(own) in key else likeness(key, own)
    return alike >= _ALIKE and all(likeness(key, label_key(words)) <= alike for words in others)


def _label_is_certain(form: TableForm, stated: str, official: str) -> bool:
    """Whether a label stands for the official one; what amounts are measured in only the author knows.

    Their unit stands in brackets behind the words.
    """
    items = [item for item in _items(form) if item.label == official]
    amounts = any(isinstance(item, Column) and item.value == "amount" for item in items)
    if amounts and _remark(stated) != _remark(official):
        return False
    known = [words for item in items for words in (*item.accept, *item.known_as)]
    own = bare(label_key(official))
    others = {words for words in labels_of(form) if bare(label_key(words)) != own}
    return _stands_for(stated, official, known, others)


def _remark(label: str) -> str:
    key = label_key(label)
    return key.removeprefix(core(key))


def _items(form: TableForm) -> Iterator[Row | Column]:
    """Every row and column, groups included."""
    waiting: list[Row | Column] = []
    for block in form.blocks:
        waiting += (*block.rows, *block.columns)
    while waiting:
        item = waiting.pop()
        yield item
        waiting += item.rows if isinstance(item, Row) else item.columns


def labels_of(form: TableForm) -> Iterator[str]:
    """Every wording that the form prints in its table and that is no figure."""
    yield from (item.label for item in _items(form) if item.label)
    yield from (words for block in form.blocks for words in (block.label, block.corner) if words)


def _title_is_certain(report: Report) -> bool:
    """Whether the title itself names agency and year, and its other words are some of those that belong to it.

    One character may be a slip.
    """
    title = report.title
    if title is None or title.agency is None or title.year is None:
        return False
    stated, agency = normalise(title.stated), normalise(title.agency)
    fixed = re.sub(r"\{agency\}|\{year\}", "", report.rulebook.title.template)
    if stated.count(agency) != 1 or stated.count(str(title.year)) != 1:
        return False
    rest = stated.replace(agency, "").replace(str(title.year), "").replace("年度", "年", 1)
    return _is_within(rest, normalise(fixed)) or distance(rest, normalise(fixed)) <= 1


def _is_within(few: str, many: str) -> bool:
    """Whether the characters stand in the other text in this order."""
    found = iter(many)
    return all(char in found for char in few)
