"""How often Python looks for garbage that hangs together in circles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Imports and single reports leave next to no cycles: looking for them at the usual rate costs a tenth of the time.
_SELDOM = (100_000, 20, 100)


def collect_seldom() -> None:
    """Look for garbage less often from here on."""
    gc.set_threshold(*_SELDOM)


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look for garbage less often within."""
    usual = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*usual)
