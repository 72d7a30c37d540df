"""The terminal that results are printed on."""

from __future__ import annotations

import os
import sys


def terminal_width() -> int | None:
    """How wide lines may be, None where nobody looks."""
    from shutil import get_terminal_size

    return min(get_terminal_size((80, 24)).columns, 120) if sys.stdout.isatty() else None


def wants_colour() -> bool:
    """Whether the user has not turned colours off (https://no-color.org, TERM=dumb)."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
