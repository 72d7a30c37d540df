"""A clean web page: the report for the agency's site, its tables as real tables."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from generator.outline import OutlineText, TablePart, outline, title_of
from nianbao.figures import Figures, Narrative
from nianbao.figures.grid import GridCell
from nianbao.resources import resource
from nianbao.rulebook.model import Rulebook
from nianbao.rulebook.typography import Role

if TYPE_CHECKING:
    from jinja2 import Template

LANGUAGE = "zh-CN"
_TAGS: dict[Role, str] = {"title": "h1", "section": "h2", "topic": "h3"}


class _Cell(Struct, frozen=True):
    tag: Literal["th", "td"]
    text: str
    rows: int
    columns: int
    scope: str
    kind: str  # its class


class _Group(Struct, frozen=True):
    tag: Literal["thead", "tbody"]
    rows: tuple[tuple[_Cell, ...], ...]


class _Part(Struct, frozen=True):
    tag: str
    text: str
    caption: str = ""
    groups: tuple[_Group, ...] = ()


def render_html(figures: Figures, narrative: Narrative, rulebook: Rulebook, *, draft: bool = False) -> str:
    """The report as one HTML page without scripts or outside resources; a draft is marked on each page."""
    mark = rulebook.typography.draft if draft and rulebook.typography else ""
    parts = [
        _Part(_TAGS.get(item.role, "p"), item.text) if isinstance(item, OutlineText) else _table(item, rulebook)
        for item in outline(figures, narrative, rulebook)
    ]
    return _template().render(language=LANGUAGE, title=title_of(figures, rulebook), draft=mark, parts=parts)


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(resource("templates"))
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.get_template("page.html.j2")


def _table(figuring: TablePart, rulebook: Rulebook) -> _Part:
    return _Part("table", "", figuring.caption, tuple(_groups(figuring, _left(figuring, rulebook))))


def _left(figuring: TablePart, rulebook: Rulebook) -> bool:
    return rulebook.typography is not None and rulebook.typography.table(figuring.form.id).align == "left"


def _groups(figuring: TablePart, left: bool) -> Iterator[_Group]:
    """The header apart from the rows; a table of several blocks has a group for each, with its own header."""
    rows = [tuple(_cell(figuring, cell, left) for cell in row) for row in figuring.grid.rows()]
    starts = [i for i, row in enumerate(figuring.grid.rows()) if any(cell.kind == "title" for cell in row)]
    if starts:
        ends = [*starts[1:], len(rows)]
        yield from (_Group("tbody", tuple(rows[start:end])) for start, end in zip([0, *starts[1:]], ends, strict=True))
        return
    head = figuring.grid.header_rows
    yield _Group("thead", tuple(rows[:head]))
    yield _Group("tbody", tuple(rows[head:]))


# A header or label that spans columns or rows speaks for all of them; a title for the group of rows below it.
_SCOPES = {"header": "col", "corner": "col", "label": "row", "title": "rowgroup"}


def _cell(figuring: TablePart, cell: GridCell, left: bool) -> _Cell:
    if cell.kind == "value":
        return _Cell("td", figuring.texts.get((cell.row, cell.column), ""), cell.rows, cell.columns, "", "")
    aligned = "left" if left and cell.kind in ("label", "corner") else ""
    kind = "title" if cell.kind == "title" else aligned
    return _Cell("th", cell.text, cell.rows, cell.columns, _SCOPES[cell.kind], kind)
