"""Family F, pages: paper, margins and page numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linter.checks.registry import Case, check
from linter.checks.typesetting import NOTHING, Looks, is_font, is_size, looks_of
from linter.findings import Defect, Location
from nianbao.i18n import Text
from nianbao.rulebook.model import Rule
from nianbao.rulebook.typography import PageSetup
from nianbao.text import normalise

if TYPE_CHECKING:
    from nianbao.typesetting import Footer, Sheet

_SIDES = {
    "width": Text("纸宽", "paper width"),
    "height": Text("纸高", "paper height"),
    "top": Text("上边距", "top margin"),
    "bottom": Text("下边距", "bottom margin"),
    "left": Text("左边距", "left margin"),
    "right": Text("右边距", "right margin"),
}
_OFF = Text("{side} {stated}（应为 {wanted:g} 毫米）", "{side} {stated} (should be {wanted:g} mm)")
_NO_NUMBER = Text("没有页码", "no page number")
_AWAY = Text("不在外侧", "not at the outer edge")


@check("page-set-up")
def page_set_up(case: Case, rule: Rule) -> Iterator[Defect]:
    """Paper and margins of every upright section; one turned on its side is there for a wide table."""
    if looks := looks_of(case.report):
        upright = [sheet for sheet in looks.typesetting.sheets if (sheet.width or 0) <= (sheet.height or 1)]
        off = list(dict.fromkeys(item for sheet in upright for item in _off(sheet, looks.typography.page)))
        if off:
            stated = Text("；".join(t.zh for t in off), "; ".join(t.en for t in off))
            yield Defect(Location(), {"stated": stated}, None, stated.zh)


def _off(sheet: Sheet, page: PageSetup) -> Iterator[Text]:
    for name, side in _SIDES.items():
        wanted, found = getattr(page, name), getattr(sheet, name)
        if found is None or abs(found - wanted) > page.tolerance:
            stated = NOTHING if found is None else Text(f"{found:.1f} 毫米", f"{found:.1f} mm")
            yield _OFF.format(side=side, stated=stated, wanted=wanted)


@check("page-number")
def page_number(case: Case, rule: Rule) -> Iterator[Defect]:
    """Whether there is a page number, in its form, font and size, at the outer edge of the page."""
    if looks := looks_of(case.report):
        footers = looks.typesetting.footers
        wrong = next((w for footer in footers if (w := _wrong(footer, looks))), None if footers else _NO_NUMBER)
        if wrong:
            expected = looks.typography.page_number.replace("{page}", "1")
            yield Defect(Location(), {"expected": expected, "stated": wrong}, expected, wrong.zh)


def _wrong(footer: Footer, looks: Looks) -> Text | None:
    from nianbao.typesetting import PAGE

    typography, style = looks.typography, looks.typography.style("page_number")
    number = next(run for run in footer.paragraph.runs if PAGE in run.text)
    if normalise(footer.paragraph.text) != normalise(typography.page_number.replace("{page}", PAGE)):
        stated = footer.paragraph.text.replace(PAGE, "1").strip()
        return Text(f"“{stated}”", f'"{stated}"')
    if not is_size(f"{number.size:g}", style):
        return Text(f"{number.size:g} 磅", f"{number.size:g} pt")
    if not is_font(number.latin, typography, style.latin or typography.latin):
        return Text(number.latin, number.latin) if number.latin else NOTHING
    return None if _is_outside(footer, looks) else _AWAY


def _is_outside(footer: Footer, looks: Looks) -> bool:
    """Odd pages right, even pages left; a frame or a text box stands where it was put, which no property tells."""
    paragraph = footer.paragraph
    if paragraph.boxed or footer.kind == "first":
        return paragraph.align != "center"
    sides = ("left", "start", "both") if footer.kind == "even" else ("right", "end")
    return looks.typesetting.even_pages and paragraph.align in sides
