"""How mistakes speak: values and names as they are shown, the nearest known name, what was expected."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from nianbao.i18n import Text
from nianbao.yamltree.tree import Mapping, Node, Scalar

# A line that names forty kinds of check helps nobody who mistyped one.
_MANY = 16
_LONG = 40

_NOTHING = Text("", "")
_NEAR = Text("（是否指“{name}”？）", ' (did you mean "{name}"?)')
_ONE_OF = Text("；可用：{names}", "; expected one of {names}")
_NONE = Text("；此处没有可用的名称", "; there is none to choose from")
_MORE = Text("{names}……共 {count} 个", "{names} … ({count} in all)")

_KINDS = {
    "string": Text("文字", "text"),
    "integer": Text("整数", "a whole number"),
    "number": Text("数字", "a number"),
    "boolean": Text(" true 或 false", "true or false"),
    "array": Text("列表", "a list"),
    "object": Text("键值对", "a mapping of keys"),
    "null": Text("空", "nothing"),
}


def joined(texts: Iterable[Text], zh: str, en: str) -> Text:
    """Texts side by side, with a separator for each language."""
    each = tuple(texts)
    return Text(zh.join(t.zh for t in each), en.join(t.en for t in each))


def names(known: Iterable[str]) -> Text:
    """Names in a row, as they are written."""
    each = tuple(known)
    return Text("、".join(each), ", ".join(each))


def kinds(types: Iterable[str]) -> Text:
    """JSON types in words, any of them."""
    return joined((_KINDS[name] for name in types), "或", " or ")


def shown(node: Node) -> Text:
    """A node's value as the message quotes it: to the letter, shortened, or what kind of thing it is."""
    if isinstance(node, Scalar):
        return _shown_value(node)
    return _KINDS["object" if isinstance(node, Mapping) else "array"]


def _shown_value(node: Scalar) -> Text:
    if node.value is None:
        return _KINDS["null"]
    if isinstance(node.value, bool):
        return Text("“true”", "true") if node.value else Text("“false”", "false")
    text = str(node.value)
    text = text if len(text) <= _LONG else f"{text[:_LONG]}…"
    text = text.replace("\n", " ")
    return Text(f"“{text}”", f'"{text}"' if isinstance(node.value, str) else text)


def choice(name: str, known: Iterable[str]) -> Text:
    """The tail of a message about an unknown name: the nearest known one and what was expected."""
    every = tuple(dict.fromkeys(name for name in known if name))
    if not every:
        return _NONE
    near = get_close_matches(name, every, n=_MANY, cutoff=0.6)
    hint = _NEAR.format(name=near[0]) if near else _NOTHING
    return joined((hint, _ONE_OF.format(names=_shortened(every, near))), "", "")


def _shortened(every: tuple[str, ...], near: list[str]) -> Text:
    if len(every) <= _MANY:
        return names(every)
    first = tuple(dict.fromkeys((*near, *every)))[: _MANY // 2]
    return _MORE.format(names=names(first), count=len(every))
