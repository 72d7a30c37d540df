"""The JSON Schema that is shipped is the model's, and says what the program says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from nianbao.rulebook.kinds import KINDS
from nianbao.rulebook.schema import rulebook_schema
from nianbao.yamltree import parse_nodes, plain
from tests.builders.rulebooks.small import extension, small

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def shipped() -> dict[str, Any]:
    """The schema as editors get it."""
    schema: dict[str, Any] = json.loads((ROOT / "nianbao/schemas/rulebook.schema.json").read_text("utf-8"))
    return schema


def test_the_shipped_schema_is_that_of_the_model(shipped: dict[str, Any]) -> None:
    assert shipped == json.loads(json.dumps(rulebook_schema())), "run scripts/make_schema.py"


def test_it_is_a_schema_and_accepts_the_official_rulebook(shipped: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(shipped)
    node = parse_nodes((ROOT / "rules.yaml").read_bytes(), "rules.yaml").node
    assert node is not None
    assert not list(Draft202012Validator(shipped).iter_errors(plain(node)))


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        (extension("sections: [{id: x, after: y, known_as+: [a]}]"), True),
        (extension("tables: [{id: t, blocks: [{id: b, rows: [{id: a.b, remove: true}]}]}]"), True),
        (extension("claims_: {}"), False),
        (extension("sections: [{number: 一}]"), False),
        (extension("sections: [{id: x, topics+: []}]"), False),
        ("id: x", False),
        (small().replace("known_as: [总况]", "known_as+: [总况]"), False),
    ],
)
def test_it_tells_a_whole_rulebook_from_an_extension(shipped: dict[str, Any], text: str, *, valid: bool) -> None:
    node = parse_nodes(text.encode(), "x.yaml").node
    assert node is not None
    assert Draft202012Validator(shipped).is_valid(plain(node)) is valid


def test_an_editor_knows_the_kinds_of_check(shipped: dict[str, Any]) -> None:
    assert shipped["$defs"]["Rule"]["properties"]["kind"]["enum"] == sorted(KINDS)
