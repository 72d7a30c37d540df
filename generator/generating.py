"""From figures to a finished report, in any of its forms."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias, get_args

from msgspec import Struct

from generator.narrative import Prose, write_prose
from generator.settings import OFFICIAL, Settings
from nianbao.errors import naming
from nianbao.figures import (
    FigureMistake,
    FigurePlace,
    Figures,
    FiguresError,
    Keys,
    Stated,
    complete,
    open_figures,
    rulebook_named,
)
from nianbao.rulebook.model import Rulebook

Form: TypeAlias = Literal["docx", "html", "txt", "pdf"]
FORMS: tuple[Form, ...] = get_args(Form)


class Generated(Struct, frozen=True):
    """A report as a file; `warnings` are what a draft leaves open, `defaults` the texts that are ours."""

    data: bytes
    warnings: tuple[FigureMistake, ...]
    defaults: tuple[Keys, ...]

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
    stated = _stated(figures, settings)
    prose = write_prose(stated.figures, stated.rulebook, stated.place)
    mistakes = (*stated.mistakes(), *prose.mistakes)
    if mistakes and not settings.draft:
        raise FiguresError(mistakes)
    whole = complete(stated.figures, stated.rulebook)
    return Generated(_rendered(whole, prose, stated.rulebook, settings, form), mistakes, prose.defaults)


def _stated(figures: str | Path | Stated | Figures, settings: Settings) -> Stated:
    if isinstance(figures, Stated):
        return figures
    if isinstance(figures, Figures):
        rulebook = settings.rulebook or rulebook_named(figures.edition)
        return Stated(figures, rulebook, {(): FigurePlace(figures.agency)})
    with naming(figures):
        return open_figures(figures, settings.rulebook, limits=settings.limits)


def _rendered(figures: Figures, prose: Prose, rulebook: Rulebook, settings: Settings, form: Form) -> bytes:
    if form == "html":
        from generator.html import render_html

        return render_html(figures, prose.texts, rulebook, draft=settings.draft).encode()
    if form == "txt":
        from generator.plain import render_txt

        return render_txt(figures, prose.texts, rulebook, draft=settings.draft).encode()
    from generator.word import render_docx

    document = render_docx(figures, prose.texts, rulebook, template=settings.template, draft=settings.draft)
    if form == "docx":
        return document
    from generator.word import to_pdf

    return to_pdf(document, settings.limits)
