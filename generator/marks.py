"""Marks in texts that are not done: nothing but a draft is generated while one is left."""

from __future__ import annotations

from typing import Final

REVIEW_OPEN: Final = "【请核对："  # before what was taken from last year's text
NOT_YET: Final = "（有数字尚未填写）"  # in place of a text that quotes a figure which was not given
