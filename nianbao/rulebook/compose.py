"""A rulebook put together from its files: read, laid over one another, checked, made into objects."""

from __future__ import annotations

from pathlib import Path

import msgspec

from nianbao.i18n import Text
from nianbao.rulebook.cache import Link
from nianbao.rulebook.consistency import inconsistencies
from nianbao.rulebook.editions import EDITIONS, read_file, resolve
from nianbao.rulebook.merge import merge
from nianbao.rulebook.model import Rulebook
from nianbao.rulebook.schema import rulebook_schema, whole_schema
from nianbao.yamltree import Mapping, Mark, Scalar, TreeMistake, in_reading_order, parse_nodes, plain, validate
from nianbao.yamltree.wording import choice

_CYCLE = Text(
    "规则文件互相引用（{files}）；最底层的文件不应有 extends",
    "the rulebooks extend one another ({files}); expected a last one without extends",
)
_UNREADABLE = Text(
    "无法读取「{path}」（{reason}）{choice}；也可以写相对于本文件的路径",
    'cannot read "{path}" ({reason}){choice}, or a path relative to this file',
)
_ROOT = Text("无法读取（{reason}）", "cannot be read ({reason})")
_NO_FILE = Text("文件不存在", "no such file")
_UNFIT = Text("内容与规则的格式不符（{reason}）", "does not fit the form of a rulebook ({reason})")


class Composed(msgspec.Struct, frozen=True):
    """A rulebook, None where mistakes keep it from being one, and what the cache needs to know it again."""

    rulebook: Rulebook | None
    mistakes: tuple[TreeMistake, ...]
    data: bytes = b""  # of the first file
    chain: tuple[Link, ...] = ()  # the further files


class _File(msgspec.Struct, frozen=True):
    path: Path
    name: str
    data: bytes
    node: Mapping


class _Chain(msgspec.Struct):
    """The files from the one asked for down to the one that extends nothing."""

    files: list[_File]
    links: list[Link]
    mistakes: list[TreeMistake]


def compose(path: Path, name: str) -> Composed:
    """The rulebook of a file, whose mistakes speak of it as `name`. Never raises for what a file holds."""
    chain = _read_chain(path, name)
    names = [file.name for file in chain.files]
    if chain.mistakes and not _is_complete(chain):
        return Composed(None, in_reading_order(chain.mistakes, names))
    schema = rulebook_schema()
    mistakes = [*chain.mistakes, *(m for file in chain.files for m in validate(file.node, schema))]
    whole, unmerged = _lay(chain.files)
    if len(chain.files) > 1 and not mistakes:
        mistakes += validate(whole, whole_schema())
    mistakes += [*unmerged, *inconsistencies(whole, name, extending=len(chain.files) > 1)]
    if mistakes:
        return Composed(None, in_reading_order(mistakes, names))
    return _convert(whole, chain)


def _convert(whole: Mapping, chain: _Chain) -> Composed:
    try:
        rulebook = msgspec.convert(plain(whole), Rulebook)
    except msgspec.ValidationError as error:  # what the model refuses and its schema cannot say
        unfit = TreeMistake(whole.at, _UNFIT.format(reason=error))
        return Composed(None, (unfit,))
    return Composed(rulebook, (), chain.files[0].data, tuple(chain.links))


def _lay(files: list[_File]) -> tuple[Mapping, list[TreeMistake]]:
    whole = files[-1].node
    mistakes: list[TreeMistake] = []
    for file in reversed(files[:-1]):
        whole, found = merge(whole, file.node)
        mistakes += found
    return _without_extends(whole), mistakes


def _without_extends(book: Mapping) -> Mapping:
    return Mapping({key: entry for key, entry in book.entries.items() if key != "extends"}, book.at)


def _is_complete(chain: _Chain) -> bool:
    """Whether the last file read extends nothing, so that the rest can be checked in spite of mistakes."""
    return bool(chain.files) and "extends" not in chain.files[-1].node.entries


def _read_chain(path: Path, name: str) -> _Chain:
    chain = _Chain([], [], [])
    file = _read_file(path, name, None, chain)
    while file is not None:
        chain.files.append(file)
        file = _next_file(file, chain)
    return chain


def _next_file(file: _File, chain: _Chain) -> _File | None:
    asked = file.node.get("extends")
    if not isinstance(asked, Scalar) or asked.value is None:
        return None
    extends = str(asked.value)
    path = resolve(file.path, extends)
    seen = [f.path.resolve() for f in chain.files]
    name = path.name if extends in EDITIONS else str(Path(file.name).parent / extends)
    if path.resolve() in seen:
        names = [f.name for f in chain.files[seen.index(path.resolve()) :]]
        chain.mistakes.append(TreeMistake(asked.at, _CYCLE.format(files=" → ".join((*names, name)))))
        return None
    below = _read_file(path, name, asked, chain)
    if below is not None:
        chain.links.append(Link(extends, below.data))
    return below


def _read_file(path: Path, name: str, asked: Scalar | None, chain: _Chain) -> _File | None:
    try:
        data = read_file(path)
    except (OSError, ValueError) as error:
        reason = _reason(error)
        chain.mistakes.append(
            _unreadable(asked, reason) if asked else TreeMistake(Mark(name), _ROOT.format(reason=reason))
        )
        return None
    parsed = parse_nodes(data, name)
    chain.mistakes.extend(parsed.mistakes)
    if isinstance(parsed.node, Mapping):
        return _File(path, name, data, parsed.node)
    if parsed.node is not None:
        chain.mistakes.extend(validate(parsed.node, {"type": "object"}))
    return None


def _unreadable(asked: Scalar, reason: Text) -> TreeMistake:
    path = str(asked.value)
    return TreeMistake(asked.at, _UNREADABLE.format(path=path, reason=reason, choice=choice(path, EDITIONS)))


def _reason(error: OSError | ValueError) -> Text:
    if isinstance(error, FileNotFoundError):
        return _NO_FILE
    told = str(getattr(error, "strerror", None) or error)
    return Text(told, told)
