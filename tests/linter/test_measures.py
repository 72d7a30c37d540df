"""The published measures are those of the fixtures as they stand."""

from __future__ import annotations

import pytest

from scripts.make_measures import DOCS, PAGES, due_in, page, rule_tallies, sentence_tallies


@pytest.mark.parametrize("name", PAGES)
def test_the_page_counts_the_fixtures(name: str) -> None:
    """As the page is if every answer is right, which the tests of the rules and of the sentences prove."""
    written = (DOCS / name).read_text(encoding="utf-8")
    assert page(PAGES[name], rule_tallies(due_in), sentence_tallies(right=True)) == written, (
        "run python -m scripts.make_measures"
    )
