"""The JSON Schema of figures files, derived from a rulebook: another rulebook gives another schema."""

from __future__ import annotations

from typing import Any, TypeAlias

from nianbao.figures.layout import KeyTree, slots
from nianbao.memo import once_per
from nianbao.rulebook.model import ProseFigures, Rulebook, Section, ValueType

Schema: TypeAlias = dict[str, Any]

# A spreadsheet keeps 15 digits; no figure of a report comes near.
MAX_FIGURE_DIGITS = 15
_BOUND = 10**MAX_FIGURE_DIGITS

# Whether figures that are not given are zero: the one key that changes what a blank means.
ZEROS = "zeros_for_blanks"
PREAMBLE = "preamble"
SUMMARY = "summary"


@once_per()
def figures_schema(rulebook: Rulebook) -> Schema:
    """A JSON Schema (2020-12) of the figures files of this rulebook.

    null stands for "not given" wherever a figure or a text belongs; the equations are not part of the schema.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": rulebook.name.zh,
        "description": rulebook.name.en,
        **_mapping(
            {
                "edition": {"enum": _editions(rulebook.edition)},
                "agency": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 200,
                    "pattern": r"^[^\r\n]*\S[^\r\n]*$",
                    "x-expected": {"zh": "一行写完的机关名称", "en": "a name in one line"},
                },
                "year": _year(rulebook.years),
                ZEROS: {"type": ["boolean", "null"], "title": "其余空白填 0"},
                "narrative": _narrative(rulebook.sections),
                **{group.id: _told(group) for group in rulebook.prose_figures},
                **_tables(rulebook),
            },
            required=("agency", "year"),
        ),
    }


def _editions(edition: str) -> list[str | int]:
    """An edition that is a year may stand without quotes."""
    return [edition, int(edition)] if edition.isascii() and edition.isdigit() else [edition]


def _year(years: tuple[int, int | None]) -> Schema:
    first, last = years
    return {"type": "integer", "minimum": first, "maximum": last if last is not None else 9999}


def _narrative(sections: tuple[Section, ...]) -> Schema:
    texts = {s.id: _section_texts(s) for s in sections if s.content == "narrative"}
    return _optional(_mapping({PREAMBLE: _text(), **texts}))


def _section_texts(section: Section) -> Schema:
    if not section.topics:
        return _text(section.title)
    topics = {topic.id: _text(topic.name.zh) for topic in section.topics}
    return _optional(_mapping({SUMMARY: _text(), **topics}, section.title))


def _told(group: ProseFigures) -> Schema:
    return _optional(_mapping({f.id: _number(f.label, f.value) for f in group.figures}, group.name.zh))


def _tables(rulebook: Rulebook) -> Schema:
    names = {form.id: form.name.zh for form in rulebook.tables}
    root: Schema = {}
    for slot in slots(rulebook):
        at = root
        for depth, key in enumerate(slot.keys):
            title = slot.label if depth == len(slot.keys) - 1 else names.get(key, "") if depth == 0 else ""
            at = at.setdefault(key, _optional(_mapping({}, title)))["properties"]
        for box in slot.boxes:
            _put(at, box)
    return root


def _put(at: Schema, box: KeyTree) -> None:
    for key in box.keys[:-1]:
        at = at.setdefault(key, _optional(_mapping({})))["properties"]
    at[box.keys[-1]] = _number(box.label, box.column.value)


def _number(label: str, kind: ValueType) -> Schema:
    return {
        "title": label,
        "type": ["number" if kind == "amount" else "integer", "null"],
        "minimum": 1 - _BOUND if kind == "change" else 0,
        "exclusiveMaximum": _BOUND,
    }


def _mapping(properties: Schema, title: str = "", required: tuple[str, ...] = ()) -> Schema:
    return {
        **({"title": title} if title else {}),
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        **({"required": list(required)} if required else {}),
    }


def _text(title: str = "") -> Schema:
    return {**({"title": title} if title else {}), "type": ["string", "null"]}


def _optional(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]}
