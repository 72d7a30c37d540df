"""Texts with `{name}` fields."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from string import Formatter

from nianbao.i18n import Text
from nianbao.rulebook.consistency.access import Named
from nianbao.yamltree.tree import TreeMistake
from nianbao.yamltree.wording import choice

_BRACES = Text(
    "花括号不成对；应写作 {{name}}，花括号本身写两遍",
    "the braces do not match; expected {{name}}, or a brace written twice",
)
_UNKNOWN = Text("没有参数“{name}”{choice}", 'unknown argument "{name}"{choice}')


def fields(template: str) -> tuple[str, ...] | None:
    """The fields of a text as written between the braces, None where the braces do not match."""
    try:
        parts = tuple(Formatter().parse(template))
    except ValueError:
        return None
    return tuple(_written(part) for part in parts if part[1] is not None)


def template_mistakes(template: Named, known: Collection[str]) -> Iterator[TreeMistake]:
    """Broken braces, and fields that nobody fills; conversions and formats are none that can be filled."""
    found = fields(template.text)
    if found is None:
        yield TreeMistake(template.at, _BRACES.format())
    for name in dict.fromkeys(found or ()):
        if name not in known:
            yield TreeMistake(template.at, _UNKNOWN.format(name=name, choice=choice(name, sorted(known))))


def _written(part: tuple[str, str | None, str | None, str | None]) -> str:
    _, name, form, conversion = part
    return f"{name}{'!' + conversion if conversion else ''}{':' + form if form else ''}"
