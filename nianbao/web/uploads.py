"""A file as it came."""

from __future__ import annotations

from msgspec import Struct


class Upload(Struct, frozen=True):
    """A file as it came: its name, with the folders where a whole folder was chosen, and its content."""

    name: str
    data: bytes
