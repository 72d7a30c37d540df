"""The file of waivers: YAML or JSON, a list of who let which finding of which file stand, why, and until when.

- {file: "towns/*.docx", rule: C507, place: proactive, reason: 机构改革, by: 张三, until: 2025-06-30}
"""

from __future__ import annotations

import os
from datetime import date
from functools import lru_cache
from typing import Any

from msgspec import Struct

from linter.findings import Finding
from linter.settings import stamp
from nianbao.errors import MistakenFileError
from nianbao.files.globs import meaning
from nianbao.files.limits import DEFAULT
from nianbao.files.loading import load

_DAY = r"^\d{4}-\d{2}-\d{2}$"
_TEXT = {"type": "string", "minLength": 1}
_KEYS = ("file", "rule", "place", "reason", "by", "until")


class WaiversError(MistakenFileError):
    """A file of waivers has mistakes."""


class Waiver(Struct, frozen=True):
    """One entry of the file, and the line that it stands in."""

    file: str  # a pattern of paths, relative to the folder of the file, or absolute
    rule: str  # a code or a slug
    line: int
    place: str = ""  # ids joined by "/": a section, or a table with its row and column
    reason: str = ""
    by: str = ""
    until: str = ""  # the last day on which it counts, as 2025-06-30

    def counts(self, today: date) -> bool:
        """Whether it says why and until when, and that day is not over."""
        return bool(self.reason and self.until) and today.isoformat() <= self.until

    def fits(self, finding: Finding) -> bool:
        """Whether it is about the finding, or about a rule that the finding's cause breaks as well."""
        at = finding.location
        named = self.rule in (finding.rule, finding.code, *(broken.code for broken in finding.breaks))
        wanted = tuple(self.place.split("/")) if self.place else ()
        return named and (at.ids[: len(wanted)] == wanted or (at.section or "",) == wanted)


class Waivers(Struct, frozen=True):
    """The entries of a file."""

    path: str
    entries: tuple[Waiver, ...]

    def about(self, report: str) -> tuple[Waiver, ...]:
        """Those whose pattern means the report."""
        patterns = [waiver.file for waiver in self.entries]
        return tuple(self.entries[n] for n in meaning(patterns, report, os.path.dirname(self.path) or os.curdir))  # noqa: PTH120


def read_waivers(path: str) -> Waivers:
    """The file's waivers, read once a process. Raises WaiversError with every mistake, ReadError for no file."""
    return _read(path, stamp(path))


@lru_cache(maxsize=16)
def _read(path: str, _: object) -> Waivers:
    from nianbao.yamltree import Mapping, Sequence, parse_nodes, plain, validate

    parsed = parse_nodes(load(path, DEFAULT), path)
    mistakes = list(parsed.mistakes)
    if parsed.node is not None:
        mistakes += validate(parsed.node, waivers_schema())
    if mistakes or not isinstance(parsed.node, Sequence):
        raise WaiversError(tuple(m.text for m in sorted(mistakes, key=lambda m: m.at)), path)
    entries = [item for item in parsed.node.items if isinstance(item, Mapping)]
    return Waivers(path, tuple(Waiver(line=e.at.line, **_given(plain(e))) for e in entries))


def _given(entry: dict[str, Any]) -> dict[str, str]:
    return {key: str(entry[key]) for key in _KEYS if entry.get(key) is not None}


def waivers_schema() -> dict[str, Any]:
    """The JSON Schema of the file. Without a reason or a date a waiver does not count, and that is said."""
    until = {
        "type": "string",
        "pattern": _DAY,
        "x-expected": {"zh": "日期，如 2025-06-30", "en": "a day, as 2025-06-30"},
    }
    properties = {key: {"type": "string"} for key in _KEYS} | {"file": _TEXT, "rule": _TEXT, "until": until}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "nianbao waivers",
        "type": "array",
        "items": {
            "type": "object",
            "properties": properties,
            "required": ["file", "rule"],
            "additionalProperties": False,
        },
    }
