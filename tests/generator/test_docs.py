"""What docs/figures says is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.narrative.filters import FILTERS
from nianbao.figures import FiguresError, read_stated
from nianbao.rulebook import load_rulebook

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [DOCS / "figures.md", DOCS / "figures.zh-CN.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_example_is_a_figures_file(page: Path) -> None:
    text = page.read_text("utf-8")
    example = re.search(r"```yaml\n(edition:.*?)```", text, re.DOTALL)
    assert example
    rulebook = load_rulebook()
    try:
        stated = read_stated(example[1].encode(), "f.yaml", rulebook)
    except FiguresError as error:
        raise AssertionError(error.message.en) from error
    assert {mistake.kind for mistake in stated.mistakes()} == {"missing"}  # the rows behind the dots


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_filter_is_told(page: Path) -> None:
    text = page.read_text("utf-8")
    assert [name for name in FILTERS if name not in text and name != "abs"] == []
