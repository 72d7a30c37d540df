"""Family S: the title, the sections, their order, their topics."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.checks.placeholders import is_unfilled
from linter.checks.registry import Case, check
from linter.findings import Defect, Location
from nianbao.document import Block, Paragraph, Picture, Place
from nianbao.i18n import Text
from nianbao.recognising.tables.out_of_order import rising
from nianbao.report import FoundHeading, FoundSection, Report
from nianbao.rulebook.model import Rule, Section
from nianbao.text import normalise


def at(place: Place, section: str | None = None, text: str | None = None, **ids: str | None) -> Location:
    """A location from a reader's place."""
    return Location(section, text=text, place=place, **ids)


@check("missing-section")
def missing_section(case: Case, rule: Rule) -> Iterator[Defect]:
    """A section of the format without a heading, whatever stands in its place."""
    found = {s.id for s in case.report.sections}
    for section in case.report.rulebook.sections:
        if section.id not in found:
            yield Defect(Location(section.id), {"section": section.title}, section.title)


@check("wrong-heading")
def wrong_heading(case: Case, rule: Rule) -> Iterator[Defect]:
    """A recognised heading with wrong words or a mark at its end; its number is then part of the same finding."""
    for section, heading in _first_headings(case.report):
        if not heading.exact or heading.tail:
            yield _heading_defect(section, heading)


@check("heading-of-the-notice")
def heading_of_the_notice(case: Case, rule: Rule) -> Iterator[Defect]:
    """The longer words of the notice in the place of the template's: right as well."""
    for section, heading in _first_headings(case.report):
        stated = normalise(heading.stated)
        if heading.exact and not heading.tail and any(stated.endswith(normalise(words)) for words in section.notice):
            yield _heading_defect(section, heading)


def _heading_defect(section: Section, heading: FoundHeading) -> Defect:
    values = {"stated": heading.stated, "official": section.title}
    return Defect(at(heading.place, section.id, heading.stated), values, section.title, heading.stated)


@check("wrong-heading-number")
def wrong_heading_number(case: Case, rule: Rule) -> Iterator[Defect]:
    """The right words behind a wrong number, or one in another form: 一，总体情况; 壹、总体情况; 1、总体情况.

    Text pasted from Word loses automatic numbers: none at all is a finding only behind a heading that has one.
    """
    plain = case.report.document.format == "plain"
    numbered = not plain
    for section, heading in _first_headings(case.report):
        numbered = numbered or heading.number is not None
        if not numbered or not heading.exact or heading.tail:
            continue
        if heading.number != section.number or heading.mark not in _MARKS:
            official = f"{section.number}、"
            values = {"stated": heading.stated, "official": official}
            yield Defect(at(heading.place, section.id, heading.stated), values, official, heading.number or "")


# 一. is a way of writing 一、.
_MARKS = ("、", ".")


@check("section-out-of-order")
def section_out_of_order(case: Case, rule: Rule) -> Iterator[Defect]:
    """The fewest sections whose moving puts all in order, each with the section that it belongs behind."""
    order = {s.id: i for i, s in enumerate(case.report.rulebook.sections)}
    stated = [s.section for s in case.report.sections]
    kept = rising([order[s.id] for s in stated])
    for section in stated:
        if order[section.id] not in kept:
            before = max(
                (s for s in stated if order[s.id] < order[section.id]), key=lambda s: order[s.id], default=None
            )
            heading = next(h for s, h in _first_headings(case.report) if s is section)
            values = {"section": section.title, "before": before.title if before else case.report.rulebook.name}
            yield Defect(at(heading.place, section.id, heading.stated), values)


@check("duplicate-section")
def duplicate_section(case: Case, rule: Rule) -> Iterator[Defect]:
    """A section with a further heading: one finding, at the second, however often it comes again."""
    first: dict[str, Text] = {}
    told: set[str] = set()
    for number, heading in enumerate(case.report.headings, 1):
        if heading.section is None:
            continue
        section = heading.section
        if section.id in first and section.id not in told:
            told.add(section.id)
            values = {"section": section.title, "first": first[section.id]}
            yield Defect(at(heading.place, section.id, heading.stated), values)
        first.setdefault(section.id, _nth(number, heading.place))


def _nth(number: int, place: Place) -> Text:
    """第 1 个一级标题（第 2 页第 5 行）; heading 1 (page 2, line 5)."""
    page = Text(f"第{place.page}页", f"page {place.page}") if place.page else None
    line = Text(f"第{place.line}行", f"line {place.line}") if place.line else None
    known = [text for text in (page, line) if text]
    zh, en = "".join(text.zh for text in known), ", ".join(text.en for text in known)
    nth = Text(f"第{number}个一级标题", f"heading {number}")
    return Text(f"{nth.zh}（{zh}）", f"{nth.en} ({en})") if known else nth


@check("unexpected-heading")
def unexpected_heading(case: Case, rule: Rule) -> Iterator[Defect]:
    """A first-level heading that is no section, in the section in which it stands."""
    inside: str | None = None
    for heading in case.report.headings:
        if heading.section is not None:
            inside = heading.section.id
        else:
            yield Defect(at(heading.place, inside, heading.stated), {"stated": heading.stated}, None, heading.stated)


@check("empty-section")
def empty_section(case: Case, rule: Rule) -> Iterator[Defect]:
    """A narrative section with nothing below its heading; a section without its table is another finding."""
    for found in case.report.sections:
        if found.section.content == "narrative" and not any(map(_has_content, found.blocks)):
            yield Defect(at(found.heading.place, found.id, found.heading.stated), {"section": found.section.title})


def _has_content(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return bool(normalise(block.text))
    return isinstance(block, Picture) or any(normalise(c.text) for c in block.cells)


@check("missing-topic")
def missing_topic(case: Case, rule: Rule) -> Iterator[Defect]:
    """Topics that no paragraph of their section opens with; where there is none of them, one finding names them all.

    An empty section is another finding.
    """
    there = {(section, topic.topic.id) for section, topic in case.report.topics}
    for found in case.report.sections:
        if not any(map(_has_content, found.blocks)) or untouched(found):
            continue
        lacking = [topic for topic in found.section.topics if (found.id, topic.id) not in there]
        place = at(found.heading.place, found.id, found.heading.stated)
        if len(lacking) > 1 and len(lacking) == len(found.section.topics):
            names = [topic.name.zh for topic in lacking]
            yield Defect(place, {"topic": Text("”“".join(names), '", "'.join(names))}, "、".join(names))
            continue
        for topic in lacking:
            yield Defect(place, {"topic": topic.name.zh}, topic.name.zh, about=topic.id)


def untouched(found: FoundSection) -> bool:
    """Whether the section still holds what the official blank prints: left-over text is the one finding then."""
    text = "".join(normalise(b.text) for b in found.blocks if isinstance(b, Paragraph))
    return bool(text) and text == normalise(found.section.blank)


@check("wrong-title")
def wrong_title(case: Case, rule: Rule) -> Iterator[Defect]:
    """No title at all, or one that lacks the agency, the year or the fixed words; their order is free."""
    title, report = case.report.title, case.report
    if title is not None and (title.exact or is_unfilled(title.stated, report.rulebook)):
        return
    official = _usual_title(report, report.agency, report.year)
    place = title.place if title else next((b.place for b in report.blocks), Place())
    stated = title.stated if title else None
    values = {"stated": stated or "", "lacks": _lacks(report), "official": _advice(official, rule)}
    yield Defect(at(place, None, stated), values, official, stated)


def _usual_title(report: Report, agency: str | None, year: int | None) -> str | None:
    """The title as it is usually written, None where agency or year are told nowhere."""
    return report.rulebook.title.template.format(agency=agency, year=year) if agency and year else None


def _advice(official: str | None, rule: Rule) -> Text:
    """The title that is due, or, where nobody can know it, one of another agency to go by."""
    if official:
        return Text(f"“{official}”", f'"{official}"')
    return Text(
        f"机关全称、年份和规定的文字，例如“{rule.good.zh}”",
        f'the agency, the year and the fixed words, such as "{rule.good.en}"',
    )


def _lacks(report: Report) -> Text:
    """没有找到标题; 标题“…”缺少机关名称和年份."""
    title = report.title
    if title is None:
        return Text("没有找到标题", "no title was found")
    fixed = re.sub(r"\{agency\}|\{year\}年?", "", report.rulebook.title.template)
    lacking = [name for name, told in ((_AGENCY, title.agency), (_YEAR, title.year)) if not told]
    if not lacking or fixed not in normalise(title.stated):
        lacking.append(Text(f"“{fixed}”这几个字", f'the words "{fixed}"'))
    commas = max(len(lacking) - 2, 0)
    zh = "和".join(p.zh for p in lacking).replace("和", "、", commas)
    en = " and ".join(p.en for p in lacking).replace(" and ", ", ", commas)
    return Text(f"标题“{title.stated}”缺少{zh}", f'the title "{title.stated}" lacks {en}')


_AGENCY, _YEAR = Text("机关名称", "the agency"), Text("年份", "the year")


def _first_headings(report: Report) -> Iterator[tuple[Section, FoundHeading]]:
    for found in report.sections:
        yield found.section, found.heading
