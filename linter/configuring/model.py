"""What a configuration file holds, as types: what is read, and what its JSON Schema is made from."""

# Without `from __future__ import annotations`: msgspec would have to evaluate the strings at every start.

from typing import Any

from msgspec import Struct, field

from linter.findings import FailOn
from nianbao.rulebook.model import Severity

Words = tuple[str, ...]


class Table(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What may be set for every file, or for the files of a path."""

    # A path is relative to the folder of the file that says it.
    rulebook: str | None = None
    # Codes and slugs of rules, or beginnings of codes.
    select: Words | None = None
    ignore: Words | None = None
    fail_on: FailOn | None = None
    # Files that are not read: patterns relative to the folder of the file that says them.
    exclude: Words | None = None
    # Last year's report: a file, a folder of reports, or auto.
    previous: str | None = None
    waivers: str | None = None
    baseline: str | None = None
    severity: dict[str, Severity] = {}


class FilesTable(Table, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What holds for the files of a path alone; of several tables for a file the later goes before."""

    path: str


class Configuration(Table, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """A whole `nianbao.toml`, or the table `tool.nianbao` of a `pyproject.toml`."""

    files: tuple[FilesTable, ...] = field(default_factory=tuple)


def configuration_schema() -> dict[str, Any]:
    """The JSON Schema of the file, for editors and for telling mistakes at their places."""
    import msgspec

    made = msgspec.json.schema(Configuration)
    for definition in made["$defs"].values():
        for value in definition["properties"].values():
            _plain(value)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "nianbao configuration", **made}


def _plain(value: dict[str, Any]) -> None:
    """TOML has no null: a key is there with its value, or it is not there."""
    value.pop("default", None)
    kinds = [kind for kind in value.pop("anyOf", ()) if kind != {"type": "null"}]
    for kind in kinds:
        value.update(kind)
    if value.get("enum"):
        value["enum"] = [word for word in value["enum"] if word is not None]
