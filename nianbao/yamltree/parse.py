"""Bytes of YAML 1.2 or JSON -> nodes with their places.

Built over ruamel.yaml's events, not its objects: depth, size and the expansion of aliases stay bounded while the
file is read, repeated keys are seen, and numbers with a fraction are exact decimals.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nianbao.i18n import Text
from nianbao.yamltree.scalars import resolve
from nianbao.yamltree.syntax import syntax_mistake
from nianbao.yamltree.tree import Entry, Mapping, Mark, Node, Parsed, Scalar, Sequence, TreeMistake
from nianbao.yamltree.wording import names

if TYPE_CHECKING:
    from ruamel.yaml.events import Event, ScalarEvent

# The official rulebook has below 100 kB, 5,000 nodes and 12 levels. At these bounds reading takes some seconds.
MAX_BYTES = 512 * 1024
MAX_NODES = 30_000
MAX_DEPTH = 60
LARGE = Text("文件超过 {limit} KiB", "the file is larger than {limit} KiB")
DEEP = Text("嵌套超过 {limit} 层", "nested deeper than {limit} levels")

_TAGS = ("!!str", "!!seq", "!!map")

_UNREADABLE = Text("文件无法读取（{reason}）", "the file cannot be read ({reason})")
_MISSING = Text("文件不存在", "there is no such file")
_EMPTY = Text("文件没有内容", "the file is empty")
_NOT_UTF8 = Text("不是 UTF-8 编码，请另存为 UTF-8", "not UTF-8 from here on; save the file as UTF-8")
_NODES = Text("内容（含引用展开）超过 {limit} 项", "more than {limit} values, aliases expanded")
_DOCUMENTS = Text("只能有一个文档，此处用“---”开始了第二个", 'a second document begins here ("---"); expected one')
_DUPLICATE = Text("键“{key}”重复，第一次在第{line}行", 'key "{key}" appears twice, first in line {line}')
_KEY = Text("键应为文字", "a key is expected to be text")
_ALIAS = Text("引用 *{name} 之前没有 &{name}", "alias *{name} without an anchor &{name} before it")
_TAG = Text("不用标签“{tag}”；可用：{names}", 'tag "{tag}" is not used; expected one of {names}')


class _UnusableError(Exception):
    """Nothing can be made of the file from here on."""

    def __init__(self, mistake: TreeMistake) -> None:
        self.mistake = mistake


class _Built(NamedTuple):
    node: Node
    size: int  # nodes in it, aliases expanded
    height: int


def read_nodes(path: Path, name: str | None = None) -> Parsed:
    """The file's nodes. Its places speak of `name`, or of the path as given."""
    file = name or str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return Parsed(None, (TreeMistake(Mark(file), _MISSING),))
    except OSError as error:
        return Parsed(None, (TreeMistake(Mark(file), _UNREADABLE.format(reason=error.strerror or error)),))
    return parse_nodes(data, file)


def parse_nodes(data: bytes, file: str) -> Parsed:
    """The nodes of a file's bytes; a name that ends in .json lets tabs indent, as JSON does.

    Never raises: what is wrong with the bytes, the syntax, the size or a key is among the mistakes.
    """
    try:
        text = _decode(data, file)
        builder = _Builder(file, text)
        return Parsed(builder.document(), tuple(builder.mistakes))
    except _UnusableError as stop:
        return Parsed(None, (stop.mistake,))


def _decode(data: bytes, file: str) -> str:
    if len(data) > MAX_BYTES:
        raise _UnusableError(TreeMistake(Mark(file), LARGE.format(limit=MAX_BYTES // 1024)))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        last = before.rpartition("\n")[2]
        at = Mark(file, before.count("\n") + 1, len(last) + 1)
        raise _UnusableError(TreeMistake(at, _NOT_UTF8)) from None
    # JSON has no tabs inside its strings, so that places stay right when a blank stands for each.
    return text.replace("\t", " ") if file.lower().endswith(".json") else text


class _Builder:
    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.mistakes: list[TreeMistake] = []
        self.events = self._events(text)
        self.anchors: dict[str, _Built] = {}
        self.size = 0

    def _events(self, text: str) -> Iterator[Event]:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import YAMLError, YAMLStreamError

        try:
            yield from YAML(typ="safe", pure=True).parse(text)
        except (YAMLError, YAMLStreamError) as error:
            raise _UnusableError(syntax_mistake(error, self.file, text)) from None
        except (AssertionError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            # ruamel.yaml stumbles over some files instead of refusing them: YAML 1.0 and 1.3, impossible characters.
            raise _UnusableError(syntax_mistake(error, self.file, text)) from None

    def document(self) -> Node | None:
        """The one document of the file."""
        next(self.events)  # the stream
        if not _is(next(self.events), "DocumentStart"):
            raise _UnusableError(TreeMistake(Mark(self.file), _EMPTY))
        node = self._build(next(self.events), 1).node
        next(self.events)  # the document's end
        if _is(after := next(self.events), "DocumentStart"):
            raise _UnusableError(self._mistake(after, _DOCUMENTS))
        return node

    def _build(self, event: Event, depth: int) -> _Built:
        if _is(event, "Alias"):
            return self._aliased(event, depth)
        self._bound(event, 1, depth)
        tag = str(event.tag or "")  # type: ignore[attr-defined]  # whatever begins a node has one
        short = tag.replace("tag:yaml.org,2002:", "!!")
        if short not in ("", "!", *_TAGS):
            self.mistakes.append(self._mistake(event, _TAG.format(tag=short, names=names(_TAGS))))
        built = self._bare(event, depth, text=bool(short))
        if anchor := event.anchor:  # type: ignore[attr-defined]  # as with the tag
            self.anchors[anchor] = built
        return built

    def _bare(self, event: Event, depth: int, *, text: bool) -> _Built:
        if _is(event, "SequenceStart"):
            return self._sequence(event, depth)
        if _is(event, "MappingStart"):
            return self._mapping(event, depth)
        return _Built(self._scalar(event, text=text), 1, 1)  # type: ignore[arg-type]  # the one kind that is left

    def _scalar(self, event: ScalarEvent, *, text: bool) -> Scalar:
        at = self._at(event)
        is_plain = event.implicit[0] and event.style is None and not text
        return Scalar(resolve(event.value) if is_plain else _whole(event.value), at)

    def _sequence(self, start: Event, depth: int) -> _Built:
        items: list[_Built] = []
        while not _is(event := next(self.events), "SequenceEnd"):
            items.append(self._build(event, depth + 1))
        return _Built(Sequence(tuple(i.node for i in items), self._at(start)), *_measure(items))

    def _mapping(self, start: Event, depth: int) -> _Built:
        entries: dict[str, Entry] = {}
        values: list[_Built] = []
        while not _is(event := next(self.events), "MappingEnd"):
            key = self._key(event, depth + 1)
            value = self._value(event, depth + 1)
            values.append(value)
            if key in entries:
                twice = _DUPLICATE.format(key=key, line=entries[key].at.line)
                self.mistakes.append(self._mistake(event, twice))
            elif key is not None:
                entries[key] = Entry(self._at(event), value.node)
        return _Built(Mapping(entries, self._at(start)), *_measure(values))

    def _value(self, key: Event, depth: int) -> _Built:
        event = next(self.events)
        built = self._build(event, depth)
        # Nothing behind a key begins, to YAML, where the next key does; a person looks for it at its own.
        if isinstance(built.node, Scalar) and event.start_mark.index == event.end_mark.index:
            return built._replace(node=Scalar(built.node.value, self._at(key)))
        return built

    def _key(self, event: Event, depth: int) -> str | None:
        if _is(event, "Scalar"):
            return _whole(event.value)  # type: ignore[attr-defined]  # told by name, see _is
        self._build(event, depth)
        self.mistakes.append(self._mistake(event, _KEY))
        return None

    def _aliased(self, event: Event, depth: int) -> _Built:
        name: str = event.anchor  # type: ignore[attr-defined]  # told by name, see _is
        if name not in self.anchors:
            raise _UnusableError(self._mistake(event, _ALIAS.format(name=name)))
        built = self.anchors[name]
        self._bound(event, built.size, depth + built.height - 1)
        return built

    def _bound(self, event: Event, more: int, depth: int) -> None:
        self.size += more
        if self.size > MAX_NODES:
            raise _UnusableError(self._mistake(event, _NODES.format(limit=MAX_NODES)))
        if depth > MAX_DEPTH:
            raise _UnusableError(self._mistake(event, DEEP.format(limit=MAX_DEPTH)))

    def _at(self, event: Event) -> Mark:
        return Mark(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _mistake(self, event: Event, what: Text) -> TreeMistake:
        return TreeMistake(self._at(event), what)


def _is(event: Event, kind: str) -> bool:
    return type(event).__name__ == f"{kind}Event"


def _measure(children: list[_Built]) -> tuple[int, int]:
    return 1 + sum(c.size for c in children), 1 + max((c.height for c in children), default=0)


def _whole(text: str) -> str:
    """Text with the surrogate pairs of JSON escapes put together; a lone one becomes the replacement character."""
    if not any("\ud800" <= c <= "\udfff" for c in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
