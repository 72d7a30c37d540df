"""The mark around what was taken from last year's text: nothing is generated while one is left."""

from __future__ import annotations

from typing import Final

REVIEW_OPEN: Final = "【请核对："
