"""One rulebook laid over another, as nodes, so that every place stays known.

Mappings merge key by key. Lists of entries (sections, rows, rules …) merge by what names an entry: its `code`,
`id`, `role`, `group`, `label` or `table`. Other lists are replaced, and added to by a key with a plus (`words+`).
`retired` only ever grows.
"""

from __future__ import annotations

from typing import NamedTuple

from nianbao.i18n import Text
from nianbao.rulebook.schema import PLACING
from nianbao.yamltree.tree import Entry, Mapping, Mark, Node, Scalar, Sequence, TreeMistake, plain
from nianbao.yamltree.wording import choice

# The lists whose entries are named by paths of ids; elsewhere a dot is part of an id.
_PATHS = ("rows", "columns")
_NAMES = ("code", "id", "role", "group", "label", "table")

_UNKNOWN = Text("没有“{name}”{choice}", 'there is no "{name}"{choice}')
_TWICE = Text("“{name}”已在第{line}行改过；应合并为一处", '"{name}" is changed in line {line}; expected one place')
_BOTH = Text("“after”和“before”只能用一个", 'both "after" and "before"; expected one of them')
_PLUS = Text("“{key}”和“{key}+”只能用一个", 'both "{key}" and "{key}+"; expected one of them')
_SLUG = Text(
    "代码 {code} 的名称不能改；应为 {slug}，新规则请用新的代码",
    'code {code} keeps its slug; expected "{slug}", a new rule takes a new code',
)


class Merged(NamedTuple):
    """A rulebook laid over another, and what could not be laid."""

    node: Mapping
    mistakes: tuple[TreeMistake, ...]


def merge(base: Mapping, change: Mapping) -> Merged:
    """The base with the change laid over it; neither is altered."""
    merger = _Merger()
    node = merger.mapping(base, change)
    return Merged(merger.retire(node), tuple(merger.mistakes))


class _Merger:
    def __init__(self) -> None:
        self.mistakes: list[TreeMistake] = []
        self.removed: list[Scalar] = []  # codes of rules that were taken out

    def mapping(self, base: Mapping, change: Mapping) -> Mapping:
        entries = dict(base.entries)
        for written, entry in change.entries.items():
            key = written.removesuffix("+")
            # Words for an approximate number have keys of these names, with words below them.
            if written in PLACING and isinstance(entry.node, Scalar):
                continue
            if written != key and key in change.entries:
                self._tell(entry.at, _PLUS.format(key=key))
            added = written != key or key == "retired"
            below = entries.get(key)
            entries[key] = Entry(entry.at, self._node(below.node if below else None, entry.node, key, added=added))
        return Mapping(entries, base.at)

    def _node(self, base: Node | None, change: Node, key: str, *, added: bool) -> Node:
        if isinstance(change, Mapping):
            return self.mapping(base if isinstance(base, Mapping) else Mapping({}, change.at), change)
        if not isinstance(change, Sequence):
            return change
        before = base if isinstance(base, Sequence) else Sequence((), change.at)
        if _is_keyed(change) or _is_keyed(before):
            return self._entries(before, change, key)
        if added:
            return Sequence(_union(before.items, change.items), before.at)
        return change

    def _entries(self, base: Sequence, change: Sequence, key: str) -> Sequence:
        items = base.items
        seen: dict[str, int] = {}
        for item in change.items:
            if not isinstance(item, Mapping) or not (name := name_of(item)):
                continue  # the schema tells of it
            if name in seen:
                self._tell(item.at, _TWICE.format(name=name, line=seen[name]))
            seen[name] = item.at.line
            items = self._entry(items, item, key)
        return Sequence(items, base.at)

    def _entry(self, items: tuple[Node, ...], change: Mapping, key: str) -> tuple[Node, ...]:
        name = name_of(change)
        if key in _PATHS and "." in name and _naming_key(change) == "id":
            return self._inside(items, change, key)
        path = _locate(items, name, key)
        if _is_true(change.get("remove")):
            return self._without(items, change, path, key)
        old = _at(items, path, key) if path else Mapping({}, change.at)
        new = self.mapping(old, change)
        self._hold_slug(old, new)
        anchor = self._anchor(items, change, key)
        if path and anchor:
            items = _spliced(items, path, (), key)
        if anchor:
            return self._placed(items, new, change, key)
        return _spliced(items, path, (new,), key) if path else (*items, new)

    def _inside(self, items: tuple[Node, ...], change: Mapping, key: str) -> tuple[Node, ...]:
        """A dotted id names an entry inside a group: the change as it would stand in there."""
        head, _, rest = name_of(change).partition(".")
        path = _locate(items, head, key)
        if path is None:
            self._unknown(change.entries["id"].node, head, items, key)
            return items
        entries = dict(change.entries)
        for word in ("id", "after", "before"):
            if (entry := entries.get(word)) and isinstance(entry.node, Scalar):
                inner = rest if word == "id" else str(entry.node.value).removeprefix(f"{head}.")
                entries[word] = Entry(entry.at, Scalar(inner, entry.node.at))
        group = _at(items, path, key)
        children = group.get(key)
        within = self._entry(children.items if isinstance(children, Sequence) else (), Mapping(entries, change.at), key)
        at = children.at if children else change.at
        filled = Mapping(group.entries | {key: Entry(at, Sequence(within, at))}, group.at)
        return _spliced(items, path, (filled,), key)

    def _without(
        self, items: tuple[Node, ...], change: Mapping, path: tuple[int, ...] | None, key: str
    ) -> tuple[Node, ...]:
        if path is None:
            naming = change.entries[_naming_key(change)].node
            self._unknown(naming, name_of(change), items, key)
            return items
        code = _at(items, path, key).get("code")
        if isinstance(code, Scalar):
            self.removed.append(code)
        return _spliced(items, path, (), key)

    def _anchor(self, items: tuple[Node, ...], change: Mapping, key: str) -> Scalar | None:
        """The value of `after` or `before` where it names an entry of the list."""
        words = [change.entries[w] for w in ("after", "before") if w in change.entries]
        if len(words) > 1:
            self._tell(words[1].at, _BOTH)
        if not words or not isinstance(anchor := words[0].node, Scalar):
            return None
        if _locate(items, str(anchor.value), key) is None or anchor.value == name_of(change):
            self._unknown(anchor, str(anchor.value), items, key)
            return None
        return anchor

    def _placed(self, items: tuple[Node, ...], new: Mapping, change: Mapping, key: str) -> tuple[Node, ...]:
        behind = change.get("after")
        anchor = behind or change.get("before")
        assert isinstance(anchor, Scalar)
        path = _locate(items, str(anchor.value), key)
        assert path is not None
        beside = _at(items, path, key)
        return _spliced(items, path, (beside, new) if behind else (new, beside), key)

    def _hold_slug(self, old: Mapping, new: Mapping) -> None:
        was, is_now = old.get("slug"), new.get("slug")
        if isinstance(was, Scalar) and isinstance(is_now, Scalar) and was.value != is_now.value:
            self._tell(is_now.at, _SLUG.format(code=name_of(new), slug=was.value))

    def _unknown(self, at: Node, name: str, items: tuple[Node, ...], key: str) -> None:
        self._tell(at.at, _UNKNOWN.format(name=name, choice=choice(name, _known(items, key))))

    def _tell(self, at: Mark, what: Text) -> None:
        self.mistakes.append(TreeMistake(at, what))

    def retire(self, book: Mapping) -> Mapping:
        """The rulebook with the codes of removed rules retired: no other rule may ever take them."""
        if not self.removed:
            return book
        old = book.get("retired")
        codes = Sequence(old.items if isinstance(old, Sequence) else (), book.at)
        retired = Sequence(_union(codes.items, tuple(self.removed)), codes.at)
        return Mapping(book.entries | {"retired": Entry(codes.at, retired)}, book.at)


def name_of(item: Mapping) -> str:
    """What names an entry of a list, "" where nothing does."""
    key = _naming_key(item)
    node = item.get(key) if key else None
    return str(node.value) if isinstance(node, Scalar) else ""


def _naming_key(item: Mapping) -> str:
    return next((key for key in _NAMES if isinstance(item.get(key), Scalar)), "")


def _is_keyed(node: Sequence) -> bool:
    return bool(node.items) and all(isinstance(i, Mapping) and _naming_key(i) for i in node.items)


def _is_true(node: Node | None) -> bool:
    return isinstance(node, Scalar) and node.value is True


def _union(old: tuple[Node, ...], new: tuple[Node, ...]) -> tuple[Node, ...]:
    values = [plain(item) for item in old]
    return (*old, *(item for item in new if plain(item) not in values))


def _known(items: tuple[Node, ...], key: str) -> list[str]:
    """The names in a list and in its groups without an id, whose entries count as the list's own."""
    names: list[str] = []
    for item in items:
        if isinstance(item, Mapping):
            names.append(name_of(item))
            names += _known(_transparent(item, key), key)
    return names


def _transparent(item: Mapping, key: str) -> tuple[Node, ...]:
    children = item.get(key)
    return children.items if isinstance(children, Sequence) and item.get("id") is None else ()


def _locate(items: tuple[Node, ...], name: str, key: str) -> tuple[int, ...] | None:
    """The indices that lead to the entry of that name, through groups without an id."""
    for number, item in enumerate(items):
        if not isinstance(item, Mapping):
            continue
        if name_of(item) == name:
            return (number,)
        if (inner := _locate(_transparent(item, key), name, key)) is not None:
            return (number, *inner)
    return None


def _at(items: tuple[Node, ...], path: tuple[int, ...], key: str) -> Mapping:
    item = items[path[0]]
    assert isinstance(item, Mapping)
    return _at(_transparent(item, key), path[1:], key) if path[1:] else item


def _spliced(items: tuple[Node, ...], path: tuple[int, ...], new: tuple[Node, ...], key: str) -> tuple[Node, ...]:
    """The list with the entry at the path replaced by none, one or two."""
    number, rest = path[0], path[1:]
    if rest:
        group = items[number]
        assert isinstance(group, Mapping)
        children = group.entries[key]
        inner = Sequence(_spliced(_transparent(group, key), rest, new, key), children.node.at)
        new = (Mapping(group.entries | {key: Entry(children.at, inner)}, group.at),)
    return (*items[:number], *new, *items[number + 1 :])
