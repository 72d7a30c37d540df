"""From figures to a finished report, in any of its forms."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias, get_args

from msgspec import Struct

from generator.lines import lines_of
from generator.narrative import Prose, write_prose
from generator.settings import OFFICIAL, Settings
from nianbao.document import Document
from nianbao.errors import naming
from nianbao.figures import (
    FigureMistake,
    FigurePlace,
    Figures,
    FiguresError,
    Keys,
    Narrative,
    Stated,
    complete,
    open_figures,
    rulebook_named,
)
from nianbao.formats import format_called
from nianbao.reading import read_bytes
from nianbao.rulebook.model import Rulebook

Form: TypeAlias = Literal["docx", "html", "txt", "pdf"]
FORMS: tuple[Form, ...] = get_args(Form)


class Generated(Struct, frozen=True):
    """A report as a file, and where it comes from.

    `warnings` are what a draft leaves open, `defaults` the texts that are ours. `document` is what a reader sees of
    the report: of a PDF the Word file that it is printed from.
    """

    data: bytes
    warnings: tuple[FigureMistake, ...]
    defaults: tuple[Keys, ...]
    stated: Stated
    texts: Narrative  # final ones
    document: Document

    def __repr__(self) -> str:
        return f"Generated(<{len(self.data)} bytes>, <{len(self.warnings)} warnings>, <{len(self.defaults)} defaults>)"


def generate(
    figures: str | Path | Stated | Figures, settings: Settings = OFFICIAL, *, form: Form = "docx"
) -> Generated:
    """The report of the figures, its totals computed; the same figures give the same bytes (but for PDF).

    `figures` is a figures file (YAML, JSON, workbook) or what was read of one; figures that were read keep the
    rulebook that they were read by. Raises FiguresError with everything that is wrong with figures and texts (a
    draft is written in spite of it), NianbaoError with the path for a file that cannot be read and for a template
    that cannot be used.
    """
    try:
        stated = _stated(figures, settings)
    except FiguresError as error:
        raise _with_texts(error) from None
    prose = write_prose(stated.figures, stated.rulebook, stated.place)
    mistakes = stated.told((*stated.mistakes(), *prose.mistakes))
    if mistakes and not settings.draft:
        raise FiguresError(mistakes, stated)
    whole = complete(stated.figures, stated.rulebook)
    data, document = _rendered(whole, prose, stated.rulebook, settings, form)
    return Generated(data, mistakes, prose.defaults, stated, prose.texts, document)


def _with_texts(error: FiguresError) -> FiguresError:
    """The mistakes of a file that cannot be used as it is, and those of its texts, which need no other reading."""
    if error.rest is None:
        return error
    prose = write_prose(error.rest.figures, error.rest.rulebook, error.rest.place)
    texts = (mistake for mistake in prose.mistakes if mistake.kind == "text")
    return FiguresError(error.rest.told((*error.mistakes, *texts)), error.rest)


def _stated(figures: str | Path | Stated | Figures, settings: Settings) -> Stated:
    if isinstance(figures, Stated):
        return figures
    if isinstance(figures, Figures):
        rulebook = settings.rulebook or rulebook_named(figures.edition)
        return Stated(figures, rulebook, {(): FigurePlace(figures.agency)})
    with naming(figures):
        return open_figures(figures, settings.rulebook, limits=settings.limits)


def _rendered(
    figures: Figures, prose: Prose, rulebook: Rulebook, settings: Settings, form: Form
) -> tuple[bytes, Document]:
    """The file and what a reader sees of it."""
    if form in ("html", "txt"):
        text = _text_file(figures, prose, rulebook, settings, form).encode()
        document = read_bytes(text, limits=settings.limits, kind=format_called(form))
        return (_sealed_page(text, document) if form == "html" else text), document
    from generator.word import render_docx

    word = render_docx(figures, prose.texts, rulebook, template=settings.template, draft=settings.draft)
    document = read_bytes(word, limits=settings.limits, kind="docx")
    if form == "docx":
        from generator.word.record import recorded

        return recorded(word, lines_of(document)), document
    from generator.word import to_pdf

    return to_pdf(word, settings.limits), document


def _sealed_page(page: bytes, document: Document) -> bytes:
    from generator.html.record import recorded

    return recorded(page, lines_of(document))


def _text_file(figures: Figures, prose: Prose, rulebook: Rulebook, settings: Settings, form: Form) -> str:
    if form == "html":
        from generator.html import render_html

        return render_html(figures, prose.texts, rulebook, draft=settings.draft)
    from generator.plain import render_txt

    return render_txt(figures, prose.texts, rulebook, draft=settings.draft)
