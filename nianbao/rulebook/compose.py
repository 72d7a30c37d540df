"""A rulebook put together from its files: read, laid over one another, checked, made into objects.

Behind `claims`, `ledger` and `metrics` a file may name another one that holds them, since they are long and of no
interest to a reader of the format: what stands there is taken as if it stood in the file itself, each mistake with its
own place.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from nianbao.errors import ReadError
from nianbao.i18n import Text
from nianbao.rulebook.cache import Link
from nianbao.rulebook.consistency import inconsistencies
from nianbao.rulebook.editions import EDITIONS, read_file, resolve
from nianbao.rulebook.merge import merge
from nianbao.rulebook.model import Rulebook
from nianbao.rulebook.rates import mistakes_of
from nianbao.rulebook.schema import PARTS, rulebook_schema, whole_schema
from nianbao.yamltree import (
    Entry,
    Mapping,
    Mark,
    Scalar,
    Sequence,
    TreeMistake,
    in_reading_order,
    parse_nodes,
    plain,
    validate,
)
from nianbao.yamltree.wording import choice

_CYCLE = Text(
    "规则文件互相引用（{files}）；最底层的文件不应有 extends",
    "the rulebooks extend one another ({files}); expected a last one without extends",
)
_UNREADABLE = Text(
    "无法读取“{path}”（{reason}）{choice}；也可以写相对于本文件的路径",
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
    number: int  # among all files read, as links count them
    names: tuple[str, ...]  # its own and those of the files that hold its parts


class _Chain(msgspec.Struct):
    """The files from the one asked for down to the one that extends nothing."""

    files: list[_File]
    links: list[Link]
    mistakes: list[TreeMistake]


def compose(path: Path, name: str) -> Composed:
    """The rulebook of a file, whose mistakes speak of it as `name`. Never raises for what a file holds."""
    chain = _read_chain(path, name)
    names = [name for file in chain.files for name in file.names]
    if chain.mistakes and not _is_complete(chain):
        return Composed(None, in_reading_order(chain.mistakes, names))
    schema = rulebook_schema()
    mistakes = [*chain.mistakes, *(m for file in chain.files for m in validate(file.node, schema))]
    whole, unmerged = _lay(chain.files)
    if len(chain.files) > 1 and not mistakes:
        mistakes += validate(whole, whole_schema())
    mistakes += [*unmerged, *inconsistencies(whole, chain.files[0].names)]
    if mistakes:
        return Composed(None, in_reading_order(mistakes, names))
    return _convert(whole, chain)


def _convert(whole: Mapping, chain: _Chain) -> Composed:
    try:
        rulebook = msgspec.convert(plain(whole), Rulebook)
    except msgspec.ValidationError as error:  # what the model refuses and its schema cannot say
        unfit = TreeMistake(whole.at, _UNFIT.format(reason=error))
        return Composed(None, (unfit,))
    found = (TreeMistake(_metric_at(whole, number), what) for number, what in mistakes_of(rulebook))
    # One that builds on another may have taken out what rates of that are made of: those it does not tell.
    mistakes = tuple(mistake for mistake in found if mistake.at.file in chain.files[0].names)
    return Composed(None if mistakes else rulebook, mistakes, chain.files[0].data, tuple(chain.links))


def _metric_at(whole: Mapping, number: int) -> Mark:
    """Where a rate of the dictionary stands."""
    metrics = whole.get("metrics")
    rates = metrics.get("rates") if isinstance(metrics, Mapping) else None
    return rates.items[number].at if isinstance(rates, Sequence) else whole.at


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
        for key in PARTS:
            file = _with_part(file, key, chain)
        chain.files.append(file)
        file = _next_file(file, chain)
    return chain


def _with_part(file: _File, key: str, chain: _Chain) -> _File:
    """The file with what it only names behind `key` in its place, left out where that cannot be read."""
    entry = file.node.entries.get(key)
    asked = entry.node if entry else None
    if entry is None or not isinstance(asked, Scalar) or not isinstance(asked.value, str):
        return file
    path, name = _path_of(file, asked, chain), _name_beside(file, asked.value)
    part = _read_file(path, name, asked, chain, file.number) if path else None
    entries = {name: kept for name, kept in file.node.entries.items() if name != key}
    if part is not None:
        entries[key] = Entry(entry.at, part.node)
    node = Mapping(entries, file.node.at)
    return msgspec.structs.replace(file, node=node, names=(*file.names, name))


def _next_file(file: _File, chain: _Chain) -> _File | None:
    asked = file.node.get("extends")
    if not isinstance(asked, Scalar) or asked.value is None:
        return None
    extends = str(asked.value)
    path = _path_of(file, asked, chain)
    if path is None:
        return None
    seen = [f.path.resolve() for f in chain.files]
    name = _name_beside(file, extends)
    if path.resolve() in seen:
        names = [f.name for f in chain.files[seen.index(path.resolve()) :]]
        chain.mistakes.append(TreeMistake(asked.at, _CYCLE.format(files=" → ".join((*names, name)))))
        return None
    return _read_file(path, name, asked, chain, file.number)


def _path_of(file: _File, asked: Scalar, chain: _Chain) -> Path | None:
    """The file that another one names; None, and a mistake, where the name can be none."""
    try:
        path = Path(resolve(str(file.path), str(asked.value)))
        path.resolve()
    except (OSError, ValueError, RuntimeError, ReadError) as error:
        chain.mistakes.append(_unreadable(asked, _reason(error)))
        return None
    return path


def _name_beside(file: _File, written: str) -> str:
    """What mistakes call a file that another one names."""
    return Path(EDITIONS[written]).name if written in EDITIONS else str(Path(file.name).parent / written)


def _read_file(path: Path, name: str, asked: Scalar | None, chain: _Chain, above: int = 0) -> _File | None:
    """A file and, noted in the chain, its mistakes and the link from the file (by number) that asked for it."""
    try:
        data = read_file(str(path))
    except (OSError, ValueError, ReadError) as error:
        reason = _reason(error)
        chain.mistakes.append(
            _unreadable(asked, reason) if asked else TreeMistake(Mark(name), _ROOT.format(reason=reason))
        )
        return None
    if asked is not None:
        chain.links.append(Link(above, str(asked.value), data))
    parsed = parse_nodes(data, name)
    chain.mistakes.extend(parsed.mistakes)
    if isinstance(parsed.node, Mapping):
        return _File(path, name, data, parsed.node, len(chain.links), (name,))
    if parsed.node is not None:
        chain.mistakes.extend(validate(parsed.node, {"type": "object"}))
    return None


def _unreadable(asked: Scalar, reason: Text) -> TreeMistake:
    path = str(asked.value)
    return TreeMistake(asked.at, _UNREADABLE.format(path=path, reason=reason, choice=choice(path, EDITIONS)))


def _reason(error: Exception) -> Text:
    if isinstance(error, ReadError):
        return error.message
    if isinstance(error, FileNotFoundError):
        return _NO_FILE
    told = str(getattr(error, "strerror", None) or error)
    return Text(told, told)
