"""A text file that was read: kept for writing it back."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from nianbao.rewriting import Rewriter
from nianbao.typesetting import Typesetting


class TextFile(Struct, frozen=True):
    """The bytes of a text."""

    data: bytes

    @property
    def typesetting(self) -> Typesetting | None:
        """Text is not set."""
        return None

    @property
    def may_track(self) -> bool:
        """Text holds what it says and no changes."""
        return False

    def rewriter(self, tracked: datetime | None = None) -> Rewriter | None:
        """The text open to be changed; None where it cannot be written as it was, or changes are to be `tracked`."""
        from nianbao.reading.plain.rewriting import rewriter_of

        return None if tracked else rewriter_of(self.data)
