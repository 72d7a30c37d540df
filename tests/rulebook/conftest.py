"""Few kinds of check, so that the small rulebook stays small and its lines stay where they are."""

from __future__ import annotations

import pytest

from nianbao.rulebook.kinds import KINDS

FEW = ("empty-section", "equation", "missing-row", "placeholder-text")


@pytest.fixture
def few_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that knows four kinds of check."""
    for kind in KINDS.keys() - set(FEW):
        monkeypatch.delitem(KINDS, kind)
