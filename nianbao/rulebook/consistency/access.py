"""Looking into nodes of which nothing is certain: what is absent or of another kind is passed over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from nianbao.i18n import Text
from nianbao.yamltree.tree import Mapping, Mark, Node, Scalar, Sequence, TreeMistake
from nianbao.yamltree.wording import choice

_REPEATED = Text("{what}“{name}”重复，第一次在{place}", '{what} "{name}" appears twice, first in {place}')
_LINE = Text("第{line}行", "line {line}")
_UNKNOWN = Text("没有{what}“{name}”{choice}", 'there is no {what} "{name}"{choice}')


class Named(NamedTuple):
    """A text and where it stands."""

    text: str
    at: Mark


def named(node: Node | None, *keys: str) -> Named | None:
    """The text behind keys that lead into mappings, None where there is none."""
    for key in keys:
        node = node.get(key) if isinstance(node, Mapping) else None
    return Named(node.value, node.at) if isinstance(node, Scalar) and isinstance(node.value, str) else None


def entries(node: Node | None, *keys: str) -> tuple[Mapping, ...]:
    """The mappings of a list behind keys."""
    return tuple(item for item in _items(node, *keys) if isinstance(item, Mapping))


def texts(node: Node | None, *keys: str) -> tuple[Named, ...]:
    """The texts of a list behind keys."""
    return tuple(found for item in _items(node, *keys) if (found := named(item)))


def all_named(node: Node | None, list_key: str, key: str) -> tuple[Named, ...]:
    """The text behind `key` in each entry of a list."""
    return tuple(found for entry in entries(node, list_key) if (found := named(entry, key)))


def repeated(
    found: tuple[Named, ...], what: Text, same: Callable[[str], str] = lambda text: text
) -> Iterator[TreeMistake]:
    """A mistake at each text that is the same as an earlier one."""
    first: dict[str, Mark] = {}
    for text, at in found:
        earlier = first.get(same(text))
        first.setdefault(same(text), at)
        if earlier is not None:
            place = _LINE.format(line=earlier.line) if earlier.file == at.file else Text(str(earlier), str(earlier))
            yield TreeMistake(at, _REPEATED.format(what=what, name=text, place=place))


def unknown(name: Named, what: Text, known: list[str]) -> TreeMistake:
    """A mistake at a name that stands for nothing."""
    return TreeMistake(name.at, _UNKNOWN.format(what=what, name=name.text, choice=choice(name.text, known)))


def _items(node: Node | None, *keys: str) -> tuple[Node, ...]:
    for key in keys:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node.items if isinstance(node, Sequence) else ()
