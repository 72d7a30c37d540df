"""Whatever is named is named once."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.i18n import Text
from nianbao.nodes.tree import Mapping, Mistake
from nianbao.rulebook.consistency.access import all_named, entries, repeated, texts

_ID = Text("id ", "id")
_LISTS = ("sources", "sections", "tables", "equations")
_CODE = Text("规则代码", "rule code")
_SLUG = Text("规则名称", "slug")
_NUMBER = Text("部分的序号", "section number")
_RETIRED = Text("已停用的代码", "retired code")
_REUSED = Text(
    "代码「{code}」已停用；应为没有用过的代码", 'code "{code}" is retired; expected a code that was never used'
)


def check(book: Mapping) -> Iterator[Mistake]:
    """Ids, codes and slugs that stand twice, and codes that were given up."""
    for key in _LISTS:
        yield from repeated(all_named(book, key, "id"), _ID)
    for section in entries(book, "sections"):
        yield from repeated(all_named(section, "topics", "id"), _ID)
    yield from repeated(all_named(book, "sections", "number"), _NUMBER)
    yield from repeated(all_named(book, "rules", "code"), _CODE)
    yield from repeated(all_named(book, "rules", "slug"), _SLUG)
    yield from repeated(texts(book, "retired"), _RETIRED)
    yield from _reused(book)


def _reused(book: Mapping) -> Iterator[Mistake]:
    retired = {name.text for name in texts(book, "retired")}
    for code in all_named(book, "rules", "code"):
        if code.text in retired:
            yield Mistake(code.at, _REUSED.format(code=code.text))
