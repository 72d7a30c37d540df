"""The terminal that results are printed on."""

from __future__ import annotations

import os
import sys
from typing import IO, Any


def terminal_width(stream: IO[Any] | None = None) -> int | None:
    """How wide lines on standard output, or on that stream, may be; None where nobody looks."""
    from shutil import get_terminal_size

    return min(get_terminal_size((80, 24)).columns, 120) if (stream or sys.stdout).isatty() else None


def fitting(text: str, stream: IO[Any], lead: int = 0) -> str:
    """A message in lines that fit the stream where it is a terminal, as it is elsewhere.

    Its first line begins `lead` columns in; what goes on below begins as its line does.
    """
    width = terminal_width(stream)
    if width is None:
        return text
    from nianbao.wrapping import wrap

    lines = (" " * lead + text).split("\n")
    wrapped = (
        wrap(line, width, line[: len(line) - len(line.lstrip())][lead * (n == 0) :]) for n, line in enumerate(lines)
    )
    return "\n".join(part for parts in wrapped for part in parts)[lead:]


def wants_colour() -> bool:
    """Whether the user has not turned colours off (https://no-color.org, TERM=dumb)."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
