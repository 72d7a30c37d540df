"""The official rulebook's claims, and short ways to ask for claims."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nianbao.claims import Claim, Claims, find_claims
from nianbao.rulebook import load_rulebook
from nianbao.rulebook.bodies import area_of
from tests.builders.rulebooks import official_claims


@pytest.fixture(scope="session")
def book() -> Claims:
    return official_claims()


@pytest.fixture
def claims(book: Claims) -> Callable[..., list[Claim]]:
    """Claims of a text in section one of a report for 2024."""

    def find(text: str, section: str = "overview", agency: str | None = None, year: int | None = 2024) -> list[Claim]:
        area = area_of(agency, load_rulebook())
        return find_claims(text, book, section=section, agency=agency, area=area, year=year)

    return find


@pytest.fixture
def stated(claims: Callable[..., list[Claim]]) -> Callable[..., dict[str, str]]:
    """The same as figure -> value."""
    return lambda text, **facts: {c.figure: f"{c.value.normalize():f}" for c in claims(text, **facts)}
