"""A draft as a report: to look at, and as a file. In processes that may fail alone."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from generator.files import figures_bytes
from generator.generating import Form, generate
from generator.outline import title_of
from generator.settings import Settings as Making
from linter.run import lint
from linter.settings import Settings
from nianbao.web.drafting import stated
from nianbao.web.drafts import Draft
from nianbao.web.shelf import Checked

_OFFICE = "application/vnd.openxmlformats-officedocument"


class Made(Struct, frozen=True):
    """A kind of file that is made of a draft."""

    type: str
    figures: bool = False  # the figures alone, which may be incomplete


KINDS: Final[dict[str, Made]] = {
    "docx": Made(f"{_OFFICE}.wordprocessingml.document"),
    "pdf": Made("application/pdf"),
    "html": Made("text/html; charset=utf-8"),
    "xlsx": Made(f"{_OFFICE}.spreadsheetml.sheet", figures=True),
    "yaml": Made("application/yaml", figures=True),
}


def preview(draft: Draft, settings: Settings) -> Checked:
    """The report as it would be, whatever is still open, and what is found in it."""
    read, _ = stated(draft)
    made_of = generate(read, Making(draft=True), form="docx")
    name = f"{title(draft)}.docx"
    return Checked(name, made_of.data, lint(name, settings, data=made_of.data))


def title(draft: Draft) -> str:
    """What the report is called."""
    read, _ = stated(draft)
    return title_of(read.figures, read.rulebook)


def made(draft: Draft, kind: str) -> bytes:
    """The file of that kind. Raises FiguresError for what is still open, NianbaoError where it cannot be made."""
    read, _ = stated(draft)
    if kind in ("xlsx", "yaml"):
        return figures_bytes(read.figures, read.rulebook, "xlsx" if kind == "xlsx" else "yaml")
    form: Form = "pdf" if kind == "pdf" else "html" if kind == "html" else "docx"
    return generate(read, form=form).data
