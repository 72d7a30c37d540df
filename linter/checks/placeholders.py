"""S110: what the template left to be filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from linter.checks.matching import as_stated, pattern_of
from linter.checks.registry import Case, check
from linter.digest import rule_of
from linter.findings import Defect, Location
from nianbao.document import Paragraph, Table
from nianbao.memo import once_per
from nianbao.patterns import LazyPattern, search_piecewise
from nianbao.report import Report
from nianbao.rulebook.model import Rule, Rulebook
from nianbao.text import normalise

_KIND = "placeholder-text"


@check(_KIND)
def placeholder_text(case: Case, rule: Rule) -> Iterator[Defect]:
    """Left-over text of the template, once for each place that holds some; in the cell of a figure it is no number."""
    searched = placeholder_in(rule)
    inside = _section_of(case.report)
    told = {v.place for t in case.report.tables for v in t.values.values() if v.number is None}
    for index, block in enumerate(case.report.blocks):
        pieces = [(block.text, block.place)] if isinstance(block, Paragraph) else []
        if isinstance(block, Table):
            pieces = [(cell.text, cell.place) for cell in block.cells if cell.place not in told]
        for text, place in pieces:
            if bounds := searched(text) if text else None:
                start, end = bounds
                stated = text[start:end]
                yield Defect(
                    Location(inside[index], text=text, place=place.cut(start, end)), {"stated": stated}, None, stated
                )


@once_per(8)
def placeholder_in(rule: Rule) -> Callable[[str], tuple[int, int] | None]:
    """What finds where the first placeholder of a text is; most cells hold a label or one of a few figures."""
    pattern = pattern_of(rule.patterns)

    def search(text: str) -> tuple[int, int] | None:
        for shown in (text, _with_gaps(text)) if _GAP.search(text) else (text,):
            if match := search_piecewise(pattern, _without_bold(normalise(shown))):
                return as_stated(shown, match.span())
        return None

    known = lru_cache(maxsize=1024)(search)
    return lambda text: known(text) if len(text) <= _SHORT else search(text)


_SHORT = 64  # longer texts are prose, and not worth keeping


# Marks of Markdown around what is bold; ** in front of 年 or 件 stand for the figure.
_BOLD = LazyPattern(r"\*\*(?![年月日件条份篇次项个万元,。;、])([^*]+)\*\*")


def _without_bold(plain: str) -> str:
    """The text, its length kept, with no marks of Markdown's bold."""
    return _BOLD.sub(lambda match: f"  {match[1]}  ", plain) if "**" in plain else plain


# Where a figure was to be put between blanks: 收到申请  件。 Comparing drops blanks, so that the gap is made a mark.
_GAP = LazyPattern(r"(?<=[^\W\d_])(?:[ \u00a0]{2,}|\u3000+)(?=[^\W\d_])")


def _with_gaps(text: str) -> str:
    """The text, its length kept, with a ␣ for the first blank of every gap between words."""
    return _GAP.sub(lambda match: "␣".ljust(len(match[0])), text)


def is_unfilled(text: str, rulebook: Rulebook) -> bool:
    """Whether the text holds a placeholder: what it counts or names is then not known."""
    rule = rule_of(rulebook, _KIND)
    return rule is not None and placeholder_in(rule)(text) is not None


def _section_of(report: Report) -> list[str | None]:
    """The id of the section that each block stands in."""
    starts: dict[int, str] = {h.block: h.section.id for h in report.headings if h.section}
    inside: list[str | None] = []
    for index in range(len(report.blocks)):
        inside.append(starts.get(index, inside[-1] if inside else None))
    return inside
