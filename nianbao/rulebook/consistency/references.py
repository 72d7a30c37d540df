"""Sections, tables and sources that name each other."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.i18n import Text
from nianbao.resources import resource
from nianbao.rulebook.consistency.access import Named, all_named, entries, named, repeated, texts, unknown
from nianbao.rulebook.editions import EDITIONS
from nianbao.yamltree.tree import Mapping, TreeMistake

_SECTION = Text("部分", "section")
_ID = Text("id", "id")
_FIGURE = Text("数字", "figure")
_SOURCE = Text("依据", "source")
_FOLDER = Text("模板文件夹", "folder of templates")
_EDITION = Text("版本", "edition")
_NO_TABLE = Text(
    "部分“{section}”没有表格；应有 section 为 {section} 的表格，或 content 为 narrative",
    'section "{section}" has no table; expected a table of that section, or the content narrative',
)
_NARRATIVE = Text(
    "部分“{section}”不是表格；应为 content 是 table 的部分",
    'section "{section}" holds no table; expected a section with the content table',
)


def check(book: Mapping) -> Iterator[TreeMistake]:
    """Tables without a section, sections without their table, rules without a source."""
    misplaced = tuple(_tables(book))
    yield from misplaced
    # A table that names the wrong section leaves the right one without: one mistake, told once.
    if not misplaced:
        yield from _sections(book)
    for edition in texts(book, "supersedes"):
        if edition.text not in EDITIONS:
            yield unknown(edition, _EDITION, list(EDITIONS))
    yield from _prose_figures(book)
    yield from _sentences(book)
    sources = [name.text for name in all_named(book, "sources", "id")]
    for basis in all_named(book, "rules", "basis"):
        if basis.text not in sources:
            yield unknown(basis, _SOURCE, sources)


def _prose_figures(book: Mapping) -> Iterator[TreeMistake]:
    """A figures file has tables and groups of such figures side by side; a figure is nought with another one only."""
    groups = entries(book, "prose_figures")
    ids = (*all_named(book, "tables", "id"), *all_named(book, "prose_figures", "id"))
    yield from repeated(ids, _ID)
    for group in groups:
        known = [name.text for name in all_named(group, "figures", "id")]
        for name in all_named(group, "figures", "zero_with"):
            if name.text not in known:
                yield unknown(name, _FIGURE, known)


def _sentences(book: Mapping) -> Iterator[TreeMistake]:
    if name := named(book, "sentences"):
        known = sorted(folder.name for folder in resource("templates").iterdir() if folder.is_dir())
        if name.text not in known:
            yield unknown(name, _FOLDER, known)


def _tables(book: Mapping) -> Iterator[TreeMistake]:
    content = {
        found.text: named(section, "content")
        for section in entries(book, "sections")
        if (found := named(section, "id"))
    }
    for section in all_named(book, "tables", "section"):
        if section.text not in content:
            yield unknown(section, _SECTION, list(content))
        elif (holds := content[section.text]) and holds.text == "narrative":
            yield TreeMistake(section.at, _NARRATIVE.format(section=section.text))


def _sections(book: Mapping) -> Iterator[TreeMistake]:
    with_table = {name.text for name in all_named(book, "tables", "section")}
    for section in entries(book, "sections"):
        holds, found = named(section, "content"), named(section, "id")
        if _is_table(holds) and found and found.text not in with_table:
            assert holds is not None
            yield TreeMistake(holds.at, _NO_TABLE.format(section=found.text))


def _is_table(content: Named | None) -> bool:
    return content is not None and content.text == "table"
