"""Whatever is named is named once."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.i18n import Text
from nianbao.rulebook.consistency.access import all_named, named, repeated, texts
from nianbao.yamltree.tree import Mapping, Node, Sequence, TreeMistake

_ID = Text("id", "id")
# What is in a table is named by paths, not by ids alone: see `tables`.
_TABLE_ENTRIES = ("blocks",)
_CODE = Text("规则代码", "rule code")
_SLUG = Text("规则名称", "slug")
_NUMBER = Text("部分的序号", "section number")
_RETIRED = Text("已停用的代码", "retired code")
_REUSED = Text(
    "代码“{code}”已停用；应为没有用过的代码", 'code "{code}" is retired; expected a code that was never used'
)


def check(book: Mapping) -> Iterator[TreeMistake]:
    """Ids, codes and slugs that stand twice, and codes that were given up."""
    yield from _ids(book)
    yield from repeated(all_named(book, "sections", "number"), _NUMBER)
    yield from repeated(all_named(book, "rules", "code"), _CODE)
    yield from repeated(all_named(book, "rules", "slug"), _SLUG)
    yield from repeated(texts(book, "retired"), _RETIRED)
    yield from _reused(book)


def _ids(node: Node) -> Iterator[TreeMistake]:
    """Every list of entries holds each id once, whatever part of the rulebook it is in."""
    if isinstance(node, Sequence):
        own = tuple(found for item in node.items if (found := named(item, "id")))
        yield from repeated(own, _ID)
        for item in node.items:
            yield from _ids(item)
    if isinstance(node, Mapping):
        for key, entry in node.entries.items():
            if key not in _TABLE_ENTRIES:
                yield from _ids(entry.node)


def _reused(book: Mapping) -> Iterator[TreeMistake]:
    retired = {name.text for name in texts(book, "retired")}
    for code in all_named(book, "rules", "code"):
        if code.text in retired:
            yield TreeMistake(code.at, _REUSED.format(code=code.text))
