"""From figures to a finished report, in any of its forms."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from msgspec import Struct

from generator.narrative import Prose, write_prose
from nianbao.figures import FigurePlace, Figures, FiguresError, Keys, Stated, complete
from nianbao.i18n import Text
from nianbao.rulebook.model import Rulebook

Form: TypeAlias = Literal["docx", "html", "txt", "pdf"]
FORMS: tuple[Form, ...] = get_args(Form)


class Generated(Struct, frozen=True):
    """A report as a file; `warnings` are what a draft leaves open, `defaults` the texts that are ours."""

    data: bytes
    warnings: tuple[Text, ...]
    defaults: tuple[Keys, ...]


def generate(
    figures: Figures | Stated,
    rulebook: Rulebook,
    *,
    form: Form = "docx",
    template: bytes | None = None,
    draft: bool = False,
) -> Generated:
    """The report of the figures, its totals computed; the same figures give the same bytes (but for PDF).

    `template` is a Word file whose styles and page set-up are used. Raises FiguresError with everything that is
    wrong with figures and texts; a `draft` is written in spite of it and marked as one.
    """
    stated = figures if isinstance(figures, Stated) else Stated(figures, rulebook, {(): FigurePlace(figures.agency)})
    prose = write_prose(stated.figures, rulebook, stated.place)
    mistakes = (*(m.text for m in stated.mistakes()), *prose.mistakes)
    if mistakes and not draft:
        raise FiguresError(mistakes)
    whole = complete(stated.figures, rulebook)
    data = _rendered(whole, prose, rulebook, form=form, template=template, draft=draft)
    return Generated(data, mistakes, prose.defaults)


def _rendered(
    figures: Figures, prose: Prose, rulebook: Rulebook, *, form: Form, template: bytes | None, draft: bool
) -> bytes:
    if form == "html":
        from generator.html import render_html

        return render_html(figures, prose.texts, rulebook, draft=draft).encode()
    if form == "txt":
        from generator.plain import render_txt

        return render_txt(figures, prose.texts, rulebook, draft=draft).encode()
    from generator.word import render_docx

    document = render_docx(figures, prose.texts, rulebook, template=template, draft=draft)
    if form == "docx":
        return document
    from generator.word import to_pdf

    return to_pdf(document)
