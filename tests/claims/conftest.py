"""The official rulebook's claims, and short ways to ask for claims."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from ruamel.yaml import YAML

from nianbao.claims import Claim, Claims, find_claims

ROOT = Path(__file__).parents[2]


def load_book() -> Claims:
    """The claims of the rulebook, wherever they stand."""
    for name in ("rules-claims.yaml", "rules.yaml"):
        path = ROOT / name
        data = YAML(typ="safe").load(path.read_text(encoding="utf8")) if path.exists() else {}
        if "claims" in data:
            return msgspec.convert(data["claims"], Claims)
    raise AssertionError("no rulebook has claims")


@pytest.fixture(scope="session")
def book() -> Claims:
    return load_book()


@pytest.fixture
def claims(book: Claims) -> Callable[..., list[Claim]]:
    """Claims of a text in section one of a report for 2024."""

    def find(text: str, section: str = "overview", agency: str | None = None, year: int | None = 2024) -> list[Claim]:
        return find_claims(text, book, section=section, agency=agency, year=year)

    return find


@pytest.fixture
def stated(claims: Callable[..., list[Claim]]) -> Callable[..., dict[str, str]]:
    """The same as figure -> value."""
    return lambda text, **facts: {c.figure: f"{c.value.normalize():f}" for c in claims(text, **facts)}
