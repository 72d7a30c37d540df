"""The title's template and the years that a rulebook holds for."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.i18n import Text
from nianbao.rulebook.consistency.access import named
from nianbao.rulebook.consistency.templates import fields, template_mistakes
from nianbao.yamltree.tree import Mapping, Scalar, Sequence, TreeMistake

_FIELDS = ("agency", "year")
_ABSENT = Text(
    "标题缺少 {names}；应有 {{agency}} 和 {{year}}", "the title lacks {names}; expected {{agency}} and {{year}}"
)
_REVERSED = Text(
    "年份颠倒：{first} 晚于 {last}；应先写起始年份", "{first} is later than {last}; expected the first year first"
)


def check(book: Mapping) -> Iterator[TreeMistake]:
    """A title that lacks a field or has another one; years in the wrong order."""
    if template := named(book, "title", "template"):
        yield from template_mistakes(template, _FIELDS)
        found = fields(template.text)
        absent = [f"{{{name}}}" for name in _FIELDS if found is not None and name not in found]
        if absent:
            yield TreeMistake(template.at, _ABSENT.format(names=", ".join(absent)))
    yield from _years(book)


def _years(book: Mapping) -> Iterator[TreeMistake]:
    years = book.get("years")
    ends = [i.value for i in years.items if isinstance(i, Scalar)] if isinstance(years, Sequence) else []
    match ends:
        case [int(first), int(last)] if first > last:
            assert years is not None
            yield TreeMistake(years.at, _REVERSED.format(first=first, last=last))
