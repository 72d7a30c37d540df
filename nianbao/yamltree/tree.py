"""The nodes of a file and the mistakes found at them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypeAlias

from msgspec import Struct

from nianbao.i18n import Text
from nianbao.shown import visible

Value: TypeAlias = str | int | Decimal | bool | None


class Mark(Struct, frozen=True, order=True):
    """A place in a file. Lines and columns count characters from 1; a tab is one character."""

    file: str  # as the user named it
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{visible(self.file)}:{self.line}:{self.column}"


class TreeMistake(Struct, frozen=True):
    """What is wrong at one place of a file, what was expected included."""

    at: Mark
    what: Text

    @property
    def text(self) -> Text:
        """The mistake as one line, `FILE:LINE:COL: what`."""
        return Text(f"{self.at}: {self.what.zh}", f"{self.at}: {self.what.en}")


class Scalar(Struct, frozen=True):
    """A value: text, a whole number, an exact decimal, true, false or nothing."""

    value: Value
    at: Mark


class Sequence(Struct, frozen=True):
    """A list."""

    items: tuple[Node, ...]
    at: Mark


class Entry(Struct, frozen=True):
    """A key's place and what stands behind it."""

    at: Mark
    node: Node


class Mapping(Struct, frozen=True):
    """Keys, as the text that is written, with their entries in the order of the file."""

    entries: dict[str, Entry]
    at: Mark

    def get(self, key: str) -> Node | None:
        """What stands behind a key, None where it does not occur."""
        entry = self.entries.get(key)
        return entry.node if entry else None


Node: TypeAlias = Scalar | Sequence | Mapping


class Parsed(Struct, frozen=True):
    """A file's tree, None where nothing could be made of it, and the mistakes met on the way."""

    node: Node | None
    mistakes: tuple[TreeMistake, ...] = ()


def plain(node: Node) -> Any:  # dicts, lists and Values nested to any shape: what jsonschema and msgspec take
    """The tree as dicts, lists and values, its places forgotten."""
    if isinstance(node, Mapping):
        return {key: plain(entry.node) for key, entry in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value


def in_reading_order(mistakes: Iterable[TreeMistake], files: Iterable[str] = ()) -> tuple[TreeMistake, ...]:
    """The mistakes without repetition, by file (in the order given, others behind), line and column."""
    order = {name: number for number, name in enumerate(files)}
    distinct = dict.fromkeys(mistakes)
    return tuple(sorted(distinct, key=lambda m: (order.get(m.at.file, len(order)), m.at)))
