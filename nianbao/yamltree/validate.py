"""A tree held against a JSON Schema: every violation as a TreeMistake at its own key, word or item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as AnyMapping
from typing import TYPE_CHECKING, Any

from nianbao.i18n import Text
from nianbao.yamltree.tree import Mapping, Node, Scalar, Sequence, TreeMistake, plain
from nianbao.yamltree.wording import choice, kinds, names, shown

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_FILE = Text("文件", "the file")
_UNKNOWN_KEY = Text("未知的键“{key}”{choice}", 'unknown key "{key}"{choice}')
_MISSING = Text("{where}缺少键：{names}", "{where} lacks the keys it needs; expected {names}")
_TYPE = Text("{where}应为{kinds}，而不是{value}{hint}", "{where} is {value}; expected {kinds}{hint}")
_QUOTES = Text("（请加引号）", " (put it in quotes)")
_NONE = Text("", "")
_ENUM = Text("{where}的值{value}无效{choice}", "{where} cannot be {value}{choice}")
_FORM = Text("{where}的值{value}不合要求；应为{form}", "{where} cannot be {value}; expected {form}")
_FORM_OF_KEY = Text("；应为{form}", "; expected {form}")
_MIN_ITEMS = Text("{where}至少要有 {limit} 项", "{where} is too short; expected {limit} or more")
_MAX_ITEMS = Text("{where}最多 {limit} 项", "{where} is too long; expected {limit} at most")
_MIN_LENGTH = Text("{where}至少要有 {limit} 个字", "{where} is too short; expected a length of {limit} or more")
_MAX_LENGTH = Text("{where}最多 {limit} 个字", "{where} is too long; expected a length of {limit} at most")
_MINIMUM = Text("{where}不能小于 {limit}，现为{value}", "{where} is {value}; expected {limit} or more")
_MAXIMUM = Text("{where}不能大于 {limit}，现为{value}", "{where} is {value}; expected {limit} at most")
_ABOVE = Text("{where}应大于 {limit}，现为{value}", "{where} is {value}; expected more than {limit}")
_BELOW = Text("{where}应小于 {limit}，现为{value}", "{where} is {value}; expected less than {limit}")
_UNIQUE = Text("{where}有重复的项", "{where} holds an item twice; expected each once")
_OTHER = Text("{where}的值{value}不合要求（{keyword}）", "{where} cannot be {value} ({keyword})")
_MATCHING = Text("符合 {pattern} 的文字", "text that matches {pattern}")

Handler = Callable[["ValidationError", Node, Text], Iterator[TreeMistake]]


def validate(node: Node, schema: AnyMapping[str, Any]) -> list[TreeMistake]:
    """Every place where the tree violates the schema (JSON Schema 2020-12), in reading order.

    An unknown key is told at the key with the nearest known one; `x-expected: {zh, en}` beside a `pattern` or
    `format` says in words what is expected.
    """
    from jsonschema import Draft202012Validator

    errors = Draft202012Validator(schema).iter_errors(plain(node))
    found = dict.fromkeys(m for error in errors for m in _mistakes(error, node))
    return sorted(found, key=lambda m: m.at)


def _mistakes(error: ValidationError, root: Node) -> Iterator[TreeMistake]:
    path = tuple(error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        return _key_form(error, _find(root, path))
    node = _find(root, path)
    return _HANDLERS.get(str(error.validator), _other)(error, node, _named(node) or _where(path))


def _find(node: Node, path: Iterable[str | int]) -> Node:
    for step in path:
        if isinstance(node, Mapping):
            node = node.entries[str(step)].node
        elif isinstance(node, Sequence):
            node = node.items[int(step)]
    return node


def _named(node: Node) -> Text | None:
    """An entry by its own code or id, which says more than its number in a list."""
    for key in ("code", "id"):
        if isinstance(node, Mapping) and isinstance(own := node.get(key), Scalar) and isinstance(own.value, str):
            return shown(own)
    return None


def _where(path: tuple[str | int, ...]) -> Text:
    """The last key of the path, with the numbers of list items behind it: `words[2]`, counted from 1."""
    tail = ""
    for step in reversed(path):
        if isinstance(step, str):
            return Text(f"“{step}{tail}”", f'"{step}{tail}"')
        tail = f"[{step + 1}]{tail}"
    return Text(f"第{tail[1:-1]}项", f"item {tail[1:-1]}") if tail else _FILE


# The stubs of jsonschema give these a type of their own for "not set yet"; an error of a validator has them.
def _schema(error: ValidationError) -> AnyMapping[str, Any]:
    return error.schema if isinstance(error.schema, dict) else {}


def _demand(error: ValidationError) -> Any:
    return error.validator_value


def _instance(error: ValidationError) -> Any:
    return error.instance


def _additional(error: ValidationError, node: Node, _: Text) -> Iterator[TreeMistake]:
    import re

    known = _schema(error).get("properties", {})
    patterns = _schema(error).get("patternProperties", {})
    assert isinstance(node, Mapping)
    for key, entry in node.entries.items():
        if key not in known and not any(re.search(pattern, key) for pattern in patterns):
            yield TreeMistake(entry.at, _UNKNOWN_KEY.format(key=key, choice=choice(key, known)))


def _required(error: ValidationError, node: Node, where: Text) -> Iterator[TreeMistake]:
    # jsonschema reports each absent key by itself; all of them make one line, told once as they are equal.
    absent = [key for key in _demand(error) if key not in _instance(error)]
    yield TreeMistake(node.at, _MISSING.format(where=where, names=names(absent)))


def _type(error: ValidationError, node: Node, where: Text) -> Iterator[TreeMistake]:
    yield _of_type(_listed(_demand(error)), node, where)


def _of_type(types: list[str], node: Node, where: Text) -> TreeMistake:
    quotable = isinstance(node, Scalar) and node.value is not None and "string" in types
    hint = _QUOTES if quotable else _NONE
    return TreeMistake(node.at, _TYPE.format(where=where, value=shown(node), kinds=kinds(types), hint=hint))


def _enum(error: ValidationError, node: Node, where: Text) -> Iterator[TreeMistake]:
    known = [_demand(error)] if error.validator == "const" else _demand(error)
    tail = choice(str(_instance(error)), map(str, known))
    yield TreeMistake(node.at, _ENUM.format(where=where, value=shown(node), choice=tail))


def _form(error: ValidationError, node: Node, where: Text) -> Iterator[TreeMistake]:
    yield TreeMistake(node.at, _FORM.format(where=where, value=shown(node), form=_form_text(error)))


def _form_text(error: ValidationError) -> Text:
    told = _schema(error).get("x-expected")
    return Text(told["zh"], told["en"]) if told else _MATCHING.format(pattern=_demand(error))


def _key_form(error: ValidationError, node: Node) -> Iterator[TreeMistake]:
    """A key that `propertyNames` does not allow: the error speaks of the mapping and holds the key."""
    assert isinstance(node, Mapping)
    key = str(_instance(error))
    tail = (
        choice(key, map(str, _demand(error)))
        if error.validator == "enum"
        else _FORM_OF_KEY.format(form=_form_text(error))
    )
    yield TreeMistake(node.entries[key].at, _UNKNOWN_KEY.format(key=key, choice=tail))


def _limit(message: Text) -> Handler:
    def handler(error: ValidationError, node: Node, where: Text) -> Iterator[TreeMistake]:
        yield TreeMistake(node.at, message.format(where=where, limit=_demand(error), value=shown(node)))

    return handler


def _any_of(error: ValidationError, node: Node, where: Text) -> Iterator[TreeMistake]:
    """One line for what fits none of several forms: by type where no type fits, else by the nearest form."""
    branches: dict[int, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(int(inner.relative_schema_path[0]), []).append(inner)
    mistyped = {number: _wrong_type(errors) for number, errors in branches.items()}
    fitting = [errors for number, errors in branches.items() if mistyped[number] is None]
    if fitting:
        for inner in min(fitting, key=len):
            relative = tuple(inner.relative_path)
            yield from _HANDLERS.get(str(inner.validator), _other)(
                inner, _find(node, relative), _where(relative) if relative else where
            )
    elif branches:
        yield _of_type([name for types in mistyped.values() for name in types or ()], node, where)
    else:
        yield from _other(error, node, where)


def _wrong_type(errors: list[ValidationError]) -> list[str] | None:
    for error in errors:
        if error.validator == "type" and not error.relative_path:
            return _listed(_demand(error))
    return None


def _listed(types: str | list[str]) -> list[str]:
    return [types] if isinstance(types, str) else types


def _other(error: ValidationError, node: Node, where: Text) -> Iterator[TreeMistake]:
    yield TreeMistake(node.at, _OTHER.format(where=where, value=shown(node), keyword=error.validator or "false"))


_HANDLERS: dict[str, Handler] = {
    "additionalProperties": _additional,
    "unevaluatedProperties": _additional,
    "required": _required,
    "type": _type,
    "enum": _enum,
    "const": _enum,
    "pattern": _form,
    "format": _form,
    "anyOf": _any_of,
    "oneOf": _any_of,
    "uniqueItems": _limit(_UNIQUE),
    "minItems": _limit(_MIN_ITEMS),
    "maxItems": _limit(_MAX_ITEMS),
    "minLength": _limit(_MIN_LENGTH),
    "maxLength": _limit(_MAX_LENGTH),
    "minProperties": _limit(_MIN_ITEMS),
    "maxProperties": _limit(_MAX_ITEMS),
    "minimum": _limit(_MINIMUM),
    "exclusiveMinimum": _limit(_ABOVE),
    "maximum": _limit(_MAXIMUM),
    "exclusiveMaximum": _limit(_BELOW),
}
