"""With which status a command ends."""

from __future__ import annotations

from enum import IntEnum


class Status(IntEnum):
    """Exit statuses of every command, the graver the higher."""

    FINE = 0  # nothing to say, or written
    FOUND = 1  # findings at the failing level, a difference, a partial result
    FAILED = 2  # could not run, or something could not be read
    INTERRUPTED = 130
