"""Typesetting that names fonts and tables that there are, and sets every kind of paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from nianbao.i18n import Text
from nianbao.rulebook.consistency.access import Named, all_named, entries, named, repeated, texts, unknown
from nianbao.rulebook.consistency.patterns import pattern_mistake
from nianbao.rulebook.consistency.templates import template_mistakes
from nianbao.rulebook.typography import Role
from nianbao.yamltree.tree import Mapping, TreeMistake
from nianbao.yamltree.wording import names

# The texts that are filled in, and with what.
_TEMPLATES = {"page_number": ("page",), "topic": ("number", "name"), "caption": ("name",), "title_break": ("year",)}

_FONT = Text("字体", "font")
_TABLE = Text("表格", "table")
_ROLE = Text("样式", "style of the role")
_UNSET = Text("“styles”缺少样式：{names}", '"styles" lacks roles; expected {names}')


def check(book: Mapping) -> Iterator[TreeMistake]:
    """Unknown fonts and tables, roles without a style, broken templates."""
    typography = book.get("typography")
    if not isinstance(typography, Mapping):
        return
    fonts = [name.text for name in all_named(typography, "fonts", "id")]
    yield from (unknown(font, _FONT, fonts) for font in _fonts(typography) if font.text not in fonts)
    tables = [name.text for name in all_named(book, "tables", "id")]
    for table in all_named(typography, "tables", "table"):
        if table.text not in tables:
            yield unknown(table, _TABLE, tables)
    yield from _roles(typography)
    for key, fields in _TEMPLATES.items():
        if template := named(typography, key):
            yield from template_mistakes(template, fields)
    if (opening := named(typography, "topic_opening")) and (mistake := pattern_mistake(opening)):
        yield mistake


def _fonts(typography: Mapping) -> Iterator[Named]:
    """Every place that names a font."""
    styles = entries(typography, "styles")
    places = [(typography, "latin"), *((style, key) for style in styles for key in ("font", "latin"))]
    yield from (found for holder, key in places if (found := named(holder, key)))
    for style in styles:
        yield from texts(style, "fonts")


def _roles(typography: Mapping) -> Iterator[TreeMistake]:
    roles = all_named(typography, "styles", "role")
    yield from repeated(roles, _ROLE)
    absent = [role for role in get_args(Role) if role not in {name.text for name in roles}]
    styles = typography.get("styles")
    if absent and styles is not None:
        yield TreeMistake(styles.at, _UNSET.format(names=names(absent)))
