"""What is refused: documents that are no report, reports of a form that is gone, figures that cannot be told apart."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.document import Paragraph, Picture, Table, rows_of
from nianbao.i18n import Text
from nianbao.patterns import LazyPattern
from nianbao.recognising.tables.forms import forms_of
from nianbao.recognising.words import likeness, running_key
from nianbao.report import FoundHeading, Report
from nianbao.rulebook.model import TableForm, leaf_columns, leaf_rows
from nianbao.text import normalise

_DISORDERED = Text(
    "表“{table}”的数字与行名分离，逐列排在一起，无法判断哪个数字属于哪一行；请直接检查原文件（如 PDF），"
    "由 pdftotext 转换的请加 -layout",
    'the figures of the table "{table}" stand apart from the labels of their rows, column by column, and cannot be told'
    " apart; check the original file instead (the PDF, say), or take the text with pdftotext -layout",
)
_RUN_TOGETHER = Text(
    "文本没有保留换行和间隔，表格的行名与数字连成一片，无法分辨；请直接检查原文件，或重新提取并保留换行",
    "the text was taken out without line breaks and gaps: the labels of the tables and their figures run together and"
    " cannot be told apart; check the original file instead, or take the text again with its line breaks",
)
# So many rows of the tables within one paragraph are no sentence.
_ROWS_TOGETHER = 6
# The first figure of a row, and what sets it apart from the label: a tab written as \t, a comma.
_FIGURE = LazyPattern(r"[^\w\s]{0,2}t?\d[\d.]*")
# A line that ends in figures with a mark between them that numbers and labels hold as well.
_MARKED = LazyPattern(r"(?:[.、]\d+){3}$")
# What follows a count in a sentence, and not in a table.
_COUNTED = tuple("件条个项次宗起份人%,;。")
# The share of the format's figures that no other document has: more than any list of licences or cases.
_ENOUGH_FIGURES = 0.1
# The share of a section's topics that no other document speaks of.
_ENOUGH_TOPICS = 0.5
# How alike a heading must be whose words are not the format's, to name the subject all the same.
_LIKE = 0.6


def refusal(report: Report) -> Text | None:
    """Why the document is not read as a report, None where it is."""
    recognition = report.rulebook.recognition
    if recognition.former and _has_former_form(report):
        return recognition.former.refusal
    if _runs_together(report):
        return _RUN_TOGETHER
    if not _is_report(report):
        return recognition.refusal.format(name=report.rulebook.name)
    disordered = next((table for table in report.tables if table.disordered), None)
    return _DISORDERED.format(table=disordered.form.name) if disordered else None


def _runs_together(report: Report) -> bool:
    """Whether a table is missing whose rows stand, label and figures, within one paragraph or one row."""
    found = {t.id for t in report.tables if any(v.number is not None for v in t.values.values())}
    labels = [
        word
        for form in forms_of(report.rulebook).tables
        if form.table.id not in found
        for block in form.blocks
        for words in block.row_words
        for word in words[:1]
        if word
    ]
    if len(labels) < _ROWS_TOGETHER:
        return False
    stated = [*_texts(report)]
    marked = [running_key(text) for text in stated if _MARKED.search(text)]
    if sum(any(_is_row(text, label) for text in marked) for label in labels) >= _ROWS_TOGETHER:
        return True
    texts = (running_key(text) for text in stated if len(text) > _ROWS_TOGETHER**2)
    return any(sum(_is_row(text, label) for label in labels) >= _ROWS_TOGETHER for text in texts)


def _texts(report: Report) -> Iterator[str]:
    """Paragraphs, and rows of which only the order of the cells is known."""
    for block in report.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table) and not block.gridded:
            yield from ("".join(cell.text for cell in row) for row in rows_of(block))


def _is_row(text: str, label: str) -> bool:
    """Whether figures stand behind a label as they do in a table."""
    at = text.find(label)
    figure = _FIGURE.match(text, at + len(label)) if at >= 0 else None
    return bool(figure and not text.startswith(_COUNTED, figure.end()))


def _is_report(report: Report) -> bool:
    """Whether what stands there is found together in such a report only, however much of it is missing.

    That is the official title over some content; or a good part of the tables; or two things that name the
    report's subject (title, headings, topics); or one of these beside two official headings or tables that other
    reports have as well.
    """
    if report.title and report.title.exact and _has_content(report):
        return True
    if _has_figures(report):
        return True
    naming = set(_naming(report))
    shared = {h.section.id for h in report.headings if h.section and h.exact} - naming
    return len(naming) > 1 or (len(naming) == 1 and len(shared) + len(report.tables) > 1)


def _has_content(report: Report) -> bool:
    """Whether there is more than a title, or than the titles of several reports."""
    sentences = (isinstance(b, Picture) or (isinstance(b, Paragraph) and "。" in b.text) for b in report.blocks)
    return bool(report.sections or report.tables) or any(sentences)


def _has_figures(report: Report) -> bool:
    """Whether a good part of the cells of all statutory tables was found."""
    found = sum(len(table.values) for table in report.tables)
    return found > _ENOUGH_FIGURES * sum(map(_cells, report.rulebook.tables))


def _cells(form: TableForm) -> int:
    return sum(len(leaf_rows(block)) * len(leaf_columns(block)) for block in form.blocks)


def _naming(report: Report) -> Iterator[str]:
    """What names the subject, each thing once: the title, and sections by their headings or by their topics."""
    if report.title:
        yield "title"
    for heading in report.headings:
        if heading.section and _names_subject(heading, report):
            yield heading.section.id
    for section in report.rulebook.sections:
        stated = {topic.stated for found, topic in report.topics if found == section.id}
        if section.topics and len(stated) > _ENOUGH_TOPICS * len(section.topics):
            yield section.id


def _names_subject(heading: FoundHeading, report: Report) -> bool:
    """Whether a heading has, more or less, the words of its section, and the subject is among them."""
    section, stated = heading.section, normalise(heading.stated)
    subject = report.rulebook.recognition.subject
    if section is None or (subject and not any(word in stated for word in subject)):
        return False
    known = forms_of(report.rulebook).section_of
    return heading.exact or any(map(known, _endings(stated))) or likeness(stated, normalise(section.heading)) >= _LIKE


def _endings(stated: str) -> Iterator[str]:
    """A heading without the number that it may begin with."""
    return (stated[at:] for at in range(min(len(stated), 4)))


def _has_former_form(report: Report) -> bool:
    """Whether it is a report of the years before there were statutory tables.

    It names the subject and has none of the tables. Its year tells, unless the headings are those of today; without a
    year a heading that only that form has.
    """
    former = report.rulebook.recognition.former
    if former is None or _has_figures(report) or not any(_naming(report)):
        return False
    if report.year is not None:
        known = [(h, h.section) for h in report.headings if h.section and h.exact]
        today = {section.id for h, section in known if h.number in (None, section.number)}
        return report.year < former.before and 2 * len(today) < len(report.rulebook.sections)
    stated = [normalise(h.stated) for h in report.headings]
    return any(all(word in heading for word in words) for words in former.words for heading in stated)
