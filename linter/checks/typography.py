"""Family F, type: fonts, sizes, lines and indents of title, headings, text and tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linter.checks.registry import Case, check
from linter.checks.typesetting import (
    NOTHING,
    POINTS,
    asian,
    fits,
    font_and_size,
    font_names,
    is_font,
    is_size,
    latin,
    looks_of,
    one_finding,
    points,
    size,
)
from linter.findings import Defect
from nianbao.i18n import Text
from nianbao.rulebook.model import Rule
from nianbao.rulebook.typography import Role

if TYPE_CHECKING:
    from nianbao.typesetting import SetParagraph

_CHARACTERS = 0.3  # what rounding and a mark of another size do to an indent
_FONT_AND_SIZE = Text("{font} {size}", "{font} {size}")
_CENTRED = Text("{set}、居中", "{set}, centred")
_NOT_CENTRED = Text("{set}、未居中", "{set}, not centred")
_LEVELS: tuple[Role, ...] = ("section", "topic")


def _named(name: str | None) -> Text:
    return Text(name, name) if name else NOTHING


@check("title-typography")
def title_typography(case: Case, rule: Rule) -> Iterator[Defect]:
    """Font, size and place of the title."""
    if looks := looks_of(case.report):
        style = looks.typography.style("title")
        expected = _FONT_AND_SIZE.format(font=font_names(looks.typography, style), size=points(style))
        if style.align == "center":
            expected = _CENTRED.format(set=expected)
        placed = looks.placed("title")
        wrong = [p for p in placed if p.set.align != style.align or not fits(p.set, looks.typography, style)]
        yield from one_finding(wrong, expected, (_title(p.set, style.align) for p in wrong))


def _title(paragraph: SetParagraph, align: str) -> Text:
    stated = font_and_size(paragraph)
    return _NOT_CENTRED.format(set=stated) if align == "center" != paragraph.align else stated


@check("heading-typography")
def heading_typography(case: Case, rule: Rule) -> Iterator[Defect]:
    """Font and size of headings, one finding for each level."""
    if looks := looks_of(case.report):
        for role in _LEVELS:
            style = looks.typography.style(role)
            wrong = [p for p in looks.placed(role) if not fits(p.set, looks.typography, style)]
            expected = _FONT_AND_SIZE.format(font=font_names(looks.typography, style), size=points(style))
            yield from one_finding(wrong, expected, (font_and_size(p.set) for p in wrong))


@check("body-font")
def body_font(case: Case, rule: Rule) -> Iterator[Defect]:
    """The font of Chinese characters in the text."""
    if looks := looks_of(case.report):
        style = looks.typography.style("body")
        fonts = (style.font, *style.fonts)
        wrong = [p for p in looks.placed("body") if not is_font(asian(p.set), looks.typography, *fonts)]
        yield from one_finding(wrong, font_names(looks.typography, style), (_named(asian(p.set)) for p in wrong))


@check("body-size")
def body_size(case: Case, rule: Rule) -> Iterator[Defect]:
    """The size of the text."""
    if looks := looks_of(case.report):
        style = looks.typography.style("body")
        wrong = [p for p in looks.placed("body") if not is_size(size(p.set), style)]
        yield from one_finding(wrong, points(style), (Text(f"{size(p.set)} 磅", f"{size(p.set)} pt") for p in wrong))


@check("line-spacing")
def line_spacing(case: Case, rule: Rule) -> Iterator[Defect]:
    """Exact line spacing within its bounds, of the text and of headings."""
    if looks := looks_of(case.report):
        least, most = looks.typography.spacing.least, looks.typography.spacing.most
        spaced = [p for p in looks.placed("section", "topic", "body") if looks.typography.style(p.role).spaced]
        wrong = [p for p in spaced if not least - POINTS <= (p.set.exact or 0) <= most + POINTS]
        expected = Text(f"固定值 {least:g}-{most:g} 磅", f"exactly {least:g}-{most:g} pt")
        yield from one_finding(wrong, expected, (_spacing(p.set) for p in wrong))


def _spacing(paragraph: SetParagraph) -> Text:
    exact = paragraph.exact
    return Text("非固定值", "not exact") if exact is None else Text(f"{exact:g} 磅", f"{exact:g} pt")


@check("first-line-indent")
def first_line_indent(case: Case, rule: Rule) -> Iterator[Defect]:
    """The first line of each paragraph that is longer than a line; typed blanks indent as well."""
    if looks := looks_of(case.report):
        wanted = looks.typography.style("body").indent
        long = [p for p in looks.placed("body") if len(p.set.text.strip()) > looks.typography.characters]
        wrong = [p for p in long if abs(_indent(p.set) - wanted) > _CHARACTERS]
        yield from one_finding(wrong, _characters(wanted), (_characters(_indent(p.set)) for p in wrong))


def _characters(number: float) -> Text:
    return Text(f"{number:.2g} 字", f"{number:.2g} characters")


def _indent(paragraph: SetParagraph) -> float:
    text = paragraph.text
    blanks = text[: len(text) - len(text.lstrip())]
    return paragraph.indent + sum(1.0 if blank == "\u3000" else 0.5 for blank in blanks)


@check("latin-font")
def latin_font(case: Case, rule: Rule) -> Iterator[Defect]:
    """The font of letters and digits in the text and its headings."""
    if looks := looks_of(case.report):
        font = looks.typography.latin
        placed = looks.placed("section", "topic", "body")
        wrong = [p for p in placed if not is_font(latin(p.set), looks.typography, font)]
        yield from one_finding(wrong, looks.typography.font(font).name, (_named(latin(p.set)) for p in wrong))


@check("table-typography")
def table_typography(case: Case, rule: Rule) -> Iterator[Defect]:
    """Font and size in the statutory tables."""
    if looks := looks_of(case.report):
        style = looks.typography.style("cell")
        wrong = [p for p in looks.cells() if not fits(p.set, looks.typography, style)]
        expected = _FONT_AND_SIZE.format(font=font_names(looks.typography, style), size=points(style))
        yield from one_finding(wrong, expected, (font_and_size(p.set) for p in wrong))
