"""Today's date, which a build or a test can fix so that the same input gives the same bytes."""

from __future__ import annotations

import os
from datetime import date, datetime, timezone


def today() -> date:
    """The day of SOURCE_DATE_EPOCH (seconds since 1970, UTC) where that is set, else the day on this machine."""
    return now().date()


def now() -> datetime:
    """The time of SOURCE_DATE_EPOCH where that is set, else that on the clock of this machine; without a zone."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if seconds.isascii() and seconds.isdigit():
        try:
            return datetime.fromtimestamp(int(seconds), timezone.utc).replace(tzinfo=None)
        except (OverflowError, OSError, ValueError):
            pass
    return datetime.now()
