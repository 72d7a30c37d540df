"""Aligning a Document with a Rulebook, once: what is what, what is missing, what is extra."""

from __future__ import annotations

from nianbao.aligning.forms import forms_of
from nianbao.aligning.headings import find_headings
from nianbao.aligning.sections import gather_sections
from nianbao.aligning.tables import find_tables
from nianbao.aligning.title import find_title
from nianbao.aligning.topics import find_topics
from nianbao.document import Document
from nianbao.report import Report
from nianbao.rulebook.model import Rulebook


def align_document(document: Document, rulebook: Rulebook) -> Report:
    """The steps of `nianbao.report.align`, in order: headings, title, sections, tables, topics."""
    forms = forms_of(rulebook)
    blocks, headings = find_headings(document.blocks, forms)
    start = next((h.block for h in headings if h.section), len(blocks))
    title, body = find_title(blocks[:start], rulebook.title)
    sections = gather_sections(blocks, headings)
    return Report(
        document=document,
        rulebook=rulebook,
        blocks=blocks,
        title=title,
        headings=headings,
        sections=sections,
        topics=find_topics(sections),
        tables=find_tables(blocks, sections, forms),
        preamble=blocks[body:start],
    )
