"""Tables whose rows and columns can be told apart, by id and by what is printed; headings likewise."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from nianbao.i18n import Text
from nianbao.rulebook.consistency.access import Named, all_named, entries, named, repeated, texts
from nianbao.rulebook.model import TableForm
from nianbao.text import normalise
from nianbao.yamltree.tree import Mapping, Mark, TreeMistake, plain

_ID = Text("id", "id")
_LABEL = Text("标题", "label")
_HEADING = Text("部分的标题", "heading")
_NO_ID = Text("填数字的行或列缺少 id", 'a row or column of figures lacks its id; expected the key "id"')
_TOTALS = Text("一行只有一个合计列", "a second total of the row; expected one column with total: true")
_NOTHING = Text("分组没有下级", "the group is empty; expected rows or columns in it, or an id")


def check(book: Mapping) -> Iterator[TreeMistake]:
    """Ids that stand twice in a table, figures without an id, wordings of siblings that are the same."""
    yield from repeated(_wordings(entries(book, "sections"), "heading"), _HEADING, normalise)
    for table in entries(book, "tables"):
        blocks = entries(table, "blocks")
        yield from repeated(all_named(table, "blocks", "id"), _ID)
        # Row ids are the table's own; each block has its columns, under other headers.
        yield from repeated(tuple(path for block in blocks for path in _paths(block, "rows", "")), _ID)
        for block in blocks:
            yield from repeated(tuple(_paths(block, "columns", "")), _ID)
            yield from (TreeMistake(at, _TOTALS.format()) for at in list(_totals(block))[1:])
            for key in ("rows", "columns"):
                yield from _siblings(block, key)


def table_forms(book: Mapping) -> dict[str, TableForm]:
    """The tables as objects; one that the schema found wrong is left out with what speaks of it."""
    forms: dict[str, TableForm] = {}
    for table in entries(book, "tables"):
        try:
            form = msgspec.convert(plain(table), TableForm)
        except msgspec.ValidationError:
            continue
        forms.setdefault(form.id, form)
    return forms


def _paths(group: Mapping, key: str, above: str) -> Iterator[Named]:
    """The path of each id and the name of each group in it: equations know both by name."""
    for item in entries(group, key):
        path = above
        if found := named(item, "id"):
            path = f"{above}.{found.text}" if above else found.text
            yield Named(path, found.at)
        if group_name := named(item, "group"):
            yield group_name
        yield from _paths(item, key, path)


def _totals(group: Mapping) -> Iterator[Mark]:
    """Where a column says that it is the total of its row."""
    for column in entries(group, "columns"):
        total = column.get("total")
        if total is not None and plain(total) is True:
            yield total.at
        yield from _totals(column)


def _siblings(group: Mapping, key: str) -> Iterator[TreeMistake]:
    items = entries(group, key)
    yield from repeated(_wordings(items, "label"), _LABEL, normalise)
    for item in items:
        if not entries(item, key) and named(item, "id") is None:
            yield TreeMistake(_place(item), _NOTHING if "group" in item.entries else _NO_ID)
        yield from _siblings(item, key)


def _wordings(items: tuple[Mapping, ...], official: str) -> tuple[Named, ...]:
    """Everything that siblings may be called: the printed wording, the accepted and the recognised ones."""
    each = ((named(item, official), *texts(item, "accept"), *texts(item, "known_as")) for item in items)
    return tuple(wording for wordings in each for wording in wordings if wording)


def _place(item: Mapping) -> Mark:
    label = named(item, "label")
    return label.at if label else item.at
