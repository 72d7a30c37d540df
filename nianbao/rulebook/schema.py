"""The JSON Schema of a rulebook file, generated from the model.

Two forms share it: a whole rulebook, and one that extends another. In the second nothing is required but the
ids that say what is changed; lists of plain values have a twin with a plus (`words+`) that adds to them, and
entries of lists may be placed (`after`, `before`) or taken out (`remove`).
"""

from __future__ import annotations

from inspect import cleandoc
from typing import Any, TypeAlias

from nianbao.i18n import Text
from nianbao.rulebook.kinds import KINDS

Schema: TypeAlias = dict[str, Any]

PLACING = ("after", "before", "remove")
# What a rulebook may hold in a file of its own.
PARTS = ("claims", "ledger", "metrics")
_CHANGE = "Change"
_REF = "#/$defs/"

_ID = ("^[a-z][a-z0-9_-]*$", Text("小写字母、数字、_ 或 -", "lower-case letters, digits, _ or -"))
_CELL_ID = ("^[a-z][a-z0-9_]*$", Text("小写字母、数字或 _", "lower-case letters, digits or _"))
_CODE = ("^[A-Z][0-9]{3}$", Text("一个大写字母加三位数字，如 A401", "a capital letter and three digits, such as A401"))
_SLUG = (
    "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
    Text("以 - 连接的小写单词，如 row-total", "lower-case words joined by -, such as row-total"),
)
_CELL_PATH = ("^[a-z][a-z0-9_]*([.][a-z][a-z0-9_]*)*$", Text("以 . 连接的 id", "ids joined by dots"))

# What a text has to look like, by definition and property; the model says only that it is text.
_FORMS = {
    **{(name, "id"): _ID for name in ("Source", "Topic", "Section", "TableForm", "TableBlock", "Equation", "Metric")},
    ("ProseFigures", "id"): _CELL_ID,
    ("ProseFigure", "id"): _CELL_ID,
    ("Row", "id"): _CELL_ID,
    ("Row", "group"): _CELL_ID,
    ("Column", "id"): _CELL_ID,
    ("Column", "group"): _CELL_ID,
    ("Rule", "code"): _CODE,
    ("Rule", "slug"): _SLUG,
    ("Rulebook", "retired"): _CODE,
    ("Rulebook", "sentences"): _ID,
}
_EXTENDS: Schema = {
    "type": ["string", "integer"],
    "description": "What this rulebook builds on: an official edition such as 2021, or a file beside this one.",
}
_FILE: Schema = {"type": "string", "minLength": 1, "description": "The file beside this one that holds them."}
_PLUS = "Added to the list that this rulebook builds on."
_PLACED: Schema = {
    "after": {"type": "string", "description": "Stands behind the entry of this id or code."},
    "before": {"type": "string", "description": "Stands in front of the entry of this id or code."},
    "remove": {"type": "boolean", "description": "Takes the entry out."},
}


def rulebook_schema() -> Schema:
    """The schema of both forms, for editors: which one holds depends on the key `extends`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "nianbao rulebook",
        "if": {"required": ["extends"]},
        "then": {"$ref": _REF + "Rulebook" + _CHANGE},
        "else": {"$ref": _REF + "Rulebook"},
        "$defs": _definitions(),
    }


def whole_schema() -> Schema:
    """The schema of a rulebook that builds on none, or of one merged with all that it builds on."""
    return {"$ref": _REF + "Rulebook", "$defs": _definitions()}


def _definitions() -> Schema:
    import msgspec

    from nianbao.rulebook.model import Rulebook

    _, whole = msgspec.json.schema_components((Rulebook,), ref_template=_REF + "{name}")
    for (name, key), (pattern, told) in _FORMS.items():
        _constrain(whole[name]["properties"][key], pattern, told)
    whole["Rule"]["properties"]["kind"]["enum"] = sorted(KINDS)
    for part in PARTS:
        whole["Rulebook"]["properties"][part]["anyOf"].append(_FILE)
    for definition in whole.values():
        # Python 3.13 takes the indentation out of docstrings, older ones leave it in.
        definition["description"] = cleandoc(definition["description"])
        _refuse_empty(definition)
    changes = {name + _CHANGE: _change(definition, whole) for name, definition in whole.items()}
    changes["Rulebook" + _CHANGE]["properties"]["extends"] = _EXTENDS
    return whole | changes


def _constrain(fragment: Schema, pattern: str, told: Text) -> None:
    """Lay the form on the text in a property, be it optional or in a list."""
    if fragment.get("type") == "string":
        fragment |= {"pattern": pattern, "x-expected": {"zh": told.zh, "en": told.en}}
    for inner in (fragment.get("items"), *fragment.get("anyOf", ())):
        if isinstance(inner, dict):
            _constrain(inner, pattern, told)


def _refuse_empty(fragment: Schema) -> None:
    """An empty word in a list would be found in every text."""
    items = fragment.get("items")
    if isinstance(items, dict):
        if items.get("type") == "string":
            items["minLength"] = 1
        _refuse_empty(items)
    for inner in fragment.get("properties", {}).values():
        _refuse_empty(inner)


def _change(definition: Schema, whole: Schema) -> Schema:
    """The form that changes an entry: nothing required but what says which one is meant."""
    if "properties" not in definition:
        return definition
    properties = {key: _changing(value, whole) for key, value in definition["properties"].items()}
    for value in properties.values():
        value.pop("default", None)  # what is left out stays as it was
    plus = {f"{key}+": value | {"description": _PLUS} for key, value in properties.items() if _is_plain(value)}
    named = _identity(definition)
    if named:
        plus |= _PLACED
    if "id" in properties and definition["title"] in ("Row", "Column"):
        properties["id"] = {"type": "string"}
        _constrain(properties["id"], *_CELL_PATH)
    changed = {k: v for k, v in definition.items() if k != "required"}
    return changed | {"properties": properties | plus} | named


def _identity(definition: Schema) -> Schema:
    """What has to be said to name an entry; empty for what is never an entry of a list."""
    keys = [key for key in ("code", "id", "role", "table") if key in definition["properties"]]
    if not keys or definition["title"] == "Rulebook":
        return {}
    if keys[0] in definition["required"]:
        return {"required": keys[:1]}
    return {"anyOf": [{"required": [key]} for key in ("id", "group", "label")]}


def _changing(fragment: Schema, whole: Schema) -> Schema:
    """A property's schema with every definition in it that is merged, not replaced, in its changing form."""
    if "$ref" in fragment:
        return fragment | {"$ref": fragment["$ref"] + _CHANGE}
    if isinstance(items := fragment.get("items"), dict):
        name = items.get("$ref", "").removeprefix(_REF)
        merged = name and "properties" in whole[name] and _identity(whole[name])
        return fragment | {"items": _changing(items, whole)} if merged else dict(fragment)
    if "anyOf" in fragment:
        return fragment | {"anyOf": [_changing(inner, whole) for inner in fragment["anyOf"]]}
    return dict(fragment)


def _is_plain(fragment: Schema) -> bool:
    """A list whose entries have no id: given anew it replaces the other, so that adding needs a key of its own."""
    items = fragment.get("items")
    return isinstance(items, dict) and not str(items.get("$ref", "")).endswith(_CHANGE)
