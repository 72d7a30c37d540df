"""The documentation of rulebooks names every key and kind, and its examples hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nianbao.rulebook.load import check_rulebook
from nianbao.rulebook.schema import whole_schema
from scripts.make_schema import PAGES, page_text
from tests.builders.rulebooks.small import write

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(params=sorted(PAGES))
def page(request: pytest.FixtureRequest) -> Path:
    """The page in each language."""
    return DOCS / str(request.param)


def test_every_key_is_documented(page: Path) -> None:
    definitions = whole_schema()["$defs"]
    keys = {key for name, part in definitions.items() for key in part.get("properties", ())}
    keys -= {key for key in keys if key.endswith("+")} | {"zh", "en"}
    assert keys - _names(page) == set()


def test_its_kinds_of_check_are_those_of_the_program(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text == page_text(page.name, text), "run scripts/make_schema.py"


def test_its_examples_are_rulebooks_without_mistakes(page: Path, tmp_path: Path) -> None:
    examples = re.findall(r"```yaml\n(extends: .*?)```", page.read_text("utf-8"), re.DOTALL)
    assert len(examples) == 2
    for example in examples:
        assert check_rulebook(write(tmp_path, ours=example)) == ()


def test_both_languages_document_the_same_names() -> None:
    english, chinese = (_names(DOCS / name) for name in sorted(PAGES))
    assert english == chinese


def _names(page: Path) -> set[str]:
    """What stands in backquotes and is a name, not a sentence of one language."""
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    return set(re.findall(r"`([a-z_]+)(?:: [^`]*)?`", text))
