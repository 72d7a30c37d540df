"""For people who read on a screen or on paper: one self-contained page, each report beside what was found in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from linter.findings import FileResult, Told
from linter.output.closing import Closing, since, verdict
from linter.output.html.view import report_view
from linter.output.html.words import WORDS
from linter.output.style import Presentation
from nianbao.files.marks import HTML
from nianbao.resources import resource
from nianbao.shown import visible

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = "lint"


def write(results: Iterable[Told], style: Presentation) -> Iterator[str]:
    """The page: for several files an index with their verdicts in front, then each report with its findings.

    Quiet leaves out reports without findings and what was not checked; a summary has the index alone.
    """
    closing = Closing(style)
    first: FileResult | None = None  # whether it is alone shows when the next comes
    others: list[str] = []
    for told in results:
        closing.add(told)
        if isinstance(told, FileResult):
            if first is None:
                first = told
            else:
                others.append(_shown(told, style, len(closing.rows), level=2))
    alone = first is not None and not others and not style.summary
    fragments = [_shown(first, style, 1, level=1 if alone else 2), *others] if first else []
    if alone:
        closing.not_checked.clear()  # the report says so itself
        closing.not_compared.clear()
    page = environment().get_template("page.html.j2")
    yield page.render(
        **_common(style),
        mark=HTML,
        look=stylesheet(),
        alone=alone,
        title=_title(first, style) if alone and first else style.say(WORDS["results"]),
        counts=closing.counts(),
        rows=[] if alone else closing.rows,
        notes=[
            *([since(closing.totals, style)] if closing.compared and not alone else []),
            *closing.notes(),
            *closing.amiss(),
        ],
        fragments=fragments,
    )


def report_html(result: FileResult, style: Presentation, number: int = 1, *, level: int = 2, actions: str = "") -> str:
    """One report with its findings, as a piece of HTML that `stylesheet` is made for.

    The result must carry its transcript (`Settings.transcript`), else the findings stand alone. `number` keeps the
    names of places apart where several stand on a page, `level` is that of its heading, `actions` is HTML of those who
    can do more with it than read: it stands beside the verdict.
    """
    view = report_view(result, style, number)
    macro = environment().get_template("report.html.j2")
    return macro.render(**_common(style), report=view, level=level, actions=actions)


@lru_cache(maxsize=1)
def stylesheet() -> str:
    """The look of the page, shared by all that show reports."""
    return (resource("templates") / _FOLDER / "look.css").read_text(encoding="utf-8")


def _common(style: Presentation) -> dict[str, object]:
    return {
        "language": "zh-CN" if style.language == "zh" else "en",
        "say": {name: style.say(text) for name, text in WORDS.items()},
    }


def _shown(result: FileResult, style: Presentation, number: int, *, level: int) -> str:
    """The report, or nothing where it is left out."""
    nothing = not result.error and not any(finding.waived is None for finding in result.findings)
    if style.summary or (style.quiet and nothing):
        return ""
    return report_html(result, style, number, level=level)


def _title(result: FileResult, style: Presentation) -> str:
    return f"{visible(result.agency or result.path)} {verdict(result, style)}"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates of pages of results."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(resource("templates") / _FOLDER)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
