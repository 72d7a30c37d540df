"""Rulebooks: a small whole one, every way to break one, and parts of the official one."""

from __future__ import annotations

from nianbao.claims import Claims
from nianbao.rulebook import load_rulebook


def official_claims() -> Claims:
    """The claims of the official rulebook."""
    claims = load_rulebook().claims
    assert claims is not None
    return claims
