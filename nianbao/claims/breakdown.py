"""placeholder"""
from __future__ import annotations
from nianbao.claims.model import Breakdown, Claims
def find_breakdowns(text: str, book: Claims) -> list[Breakdown]:
    return []
