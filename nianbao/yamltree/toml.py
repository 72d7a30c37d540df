"""TOML files as trees that know where each key stands; the language itself is read by the standard library."""

from __future__ import annotations

import re
import sys
from decimal import Decimal
from importlib import import_module
from typing import Any

from nianbao.i18n import Text
from nianbao.yamltree.parse import DEEP, LARGE, MAX_BYTES, MAX_DEPTH
from nianbao.yamltree.tree import Entry, Mapping, Mark, Node, Parsed, Scalar, Sequence, TreeMistake

_NOT_UTF8 = Text("不是 UTF-8 编码的文字", "this is no text in UTF-8")
_SYNTAX = Text("这里不符合 TOML 格式，请检查引号、括号和等号", "not valid TOML: {reason}")
_DATE = Text("日期请加引号", "put the date in quotes")
_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
# What the standard library reads in time that grows with the square of the depth.
_TOO_DEEP = re.compile(rf"(?<![A-Za-z0-9_-])(?:{_KEY}\s*\.\s*){{{MAX_DEPTH}}}")
_HEAD = re.compile(rf"\s*\[(?P<list>\[?)\s*(?P<name>{_DOTTED})\s*\]")
_PAIR = re.compile(rf"(?P<blank>\s*)(?P<name>{_DOTTED})\s*=\s*")
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")

_Path = tuple[str | int, ...]


def parse_toml(data: bytes, file: str) -> Parsed:
    """The tree of a TOML file. Never raises: what is wrong with the bytes or the syntax is a mistake at its place."""
    # The same module under two names: the standard library has it since Python 3.11.
    tomllib = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    if len(data) > MAX_BYTES:
        return Parsed(None, (TreeMistake(Mark(file), LARGE.format(limit=MAX_BYTES // 1024)),))
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        if deep := _TOO_DEEP.search(text):
            at = Mark(file, text.count("\n", 0, deep.start()) + 1)
            return Parsed(None, (TreeMistake(at, DEEP.format(limit=MAX_DEPTH)),))
        values = tomllib.loads(text, parse_float=Decimal)
    except UnicodeDecodeError:
        return Parsed(None, (TreeMistake(Mark(file), _NOT_UTF8),))
    except (ValueError, RecursionError) as error:  # what is no TOML, and numbers of more digits than Python reads
        return Parsed(None, (_syntax(str(error), text, file),))
    places = _places(text, file)
    mistakes: list[TreeMistake] = []
    node = _node(values, (), Mark(file), places, mistakes)
    return Parsed(node, tuple(mistakes))


def _syntax(told: str, text: str, file: str) -> TreeMistake:
    """The mistake at the place that the reader names: without one it means the end of the text."""
    place = _PLACE.search(told)
    at = Mark(file, int(place[1]), int(place[2])) if place else Mark(file, len(text.splitlines()))
    return TreeMistake(at, _SYNTAX.format(reason=_PLACE.sub("", told).strip()))


def _node(value: Any, path: _Path, at: Mark, places: dict[_Path, Mark], mistakes: list[TreeMistake]) -> Node:
    if isinstance(value, dict):
        entries = {}
        for key, below in value.items():
            own = places.get((*path, key), at)
            entries[key] = Entry(own, _node(below, (*path, key), own, places, mistakes))
        return Mapping(entries, at)
    if isinstance(value, list):
        items = [
            _node(below, (*path, n), places.get((*path, n), at), places, mistakes) for n, below in enumerate(value)
        ]
        return Sequence(tuple(items), at)
    if isinstance(value, (str, bool, int, Decimal)):
        return Scalar(value, at)
    mistakes.append(TreeMistake(at, _DATE))
    return Scalar(str(value), at)


def _places(text: str, file: str) -> dict[_Path, Mark]:
    """Where tables and keys stand. A line inside a longer text that looks like a key names none that is looked up."""
    found: dict[_Path, Mark] = {}
    table: _Path = ()
    counts: dict[_Path, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if head := _HEAD.match(line):
            at = Mark(file, number, head.start("name") + 1)
            table = _inside(_keys(head["name"]), counts)
            if head["list"]:
                found.setdefault(table, at)
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            found.setdefault(table, at)
        elif pair := _PAIR.match(line):
            path = table
            for key in _keys(pair["name"]):
                path = (*path, key)
                found.setdefault(path, Mark(file, number, pair.end("blank") + 1))
    return found


def _inside(keys: _Path, counts: dict[_Path, int]) -> _Path:
    """The path of a table; one below a list of tables belongs to the last of them."""
    path: _Path = ()
    for key in keys[:-1]:
        path = (*path, key)
        if path in counts:
            path = (*path, counts[path])
    return (*path, keys[-1])


def _keys(name: str) -> _Path:
    return tuple(key.strip("\"'") for key in re.findall(_KEY, name))
