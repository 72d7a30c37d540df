"""The only door from a Document to a Report: what is what, what is missing, what is extra, what is no report."""

from __future__ import annotations

from nianbao.document import Document
from nianbao.errors import ReadError
from nianbao.recognising.headings.headings import find_headings
from nianbao.recognising.headings.sections import gather_sections
from nianbao.recognising.headings.stated import stated_agency, stated_year
from nianbao.recognising.headings.title import find_title
from nianbao.recognising.headings.topics import find_topics
from nianbao.recognising.refusals import refusal
from nianbao.recognising.tables.forms import forms_of
from nianbao.recognising.tables.found import find_tables
from nianbao.recognising.tables.older import harm, with_older_tables
from nianbao.report import Report
from nianbao.rulebook import edition_of, load_rulebook
from nianbao.rulebook.model import Rulebook


def recognise(document: Document, rulebook: Rulebook | None = None) -> Report:
    """The document aligned by the edition of its year, or by the rulebook given; tables of an older edition by that.

    The only way from a document to a report. An older form is looked at only where a table does not fit the present
    one. Raises ReadError for a document that is no annual report, and for a text whose tables were taken apart, so
    that nobody can tell which figure belongs to which row: one clear line serves better than forty findings.
    """
    report = _aligned(document, rulebook or load_rulebook())
    if rulebook is None and report.year is not None:
        fitting = edition_of(report.year)
        report = report if fitting is report.rulebook else _aligned(document, fitting)
    for edition in report.rulebook.supersedes:
        if any(map(harm, report.tables)):
            report = with_older_tables(report, load_rulebook(edition=edition))
    if reason := refusal(report):
        raise ReadError(reason)
    return report


def _aligned(document: Document, rulebook: Rulebook) -> Report:
    """The document as a report of the rulebook's format; any document gives one, however little is found.

    The steps in order: headings, title, sections, tables, topics.
    """
    forms = forms_of(rulebook)
    blocks, headings = find_headings(document.blocks, forms)
    start = next((h.block for h in headings if h.section), len(blocks))
    title, body = find_title(blocks[:start], rulebook)
    if title is None and (set_aside := find_title(blocks[start + 1 : start + 2], rulebook)[0]):
        # A title in a box that is anchored to the first heading is read behind it.
        title = set_aside if set_aside.exact else None
    sections = gather_sections(blocks, headings)
    preamble = blocks[body:start]
    return Report(
        document=document,
        rulebook=rulebook,
        blocks=blocks,
        title=title,
        headings=headings,
        sections=sections,
        topics=find_topics(sections),
        tables=find_tables(blocks, sections, forms),
        preamble=preamble,
        stated_agency=None if title and title.agency else stated_agency(preamble, sections, rulebook),
        stated_year=None if title and title.year else stated_year(preamble, sections),
    )
