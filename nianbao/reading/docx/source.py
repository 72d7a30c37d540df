"""A Word file that was read: kept for what is read only when somebody asks, and for writing it back."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from nianbao.files.limits import Limits

if TYPE_CHECKING:
    from nianbao.rewriting import Rewriter
    from nianbao.typesetting import Typesetting


class WordFile(Struct, frozen=True, dict=True):
    """A package as it was read, within the limits that it was read with.

    One that LibreOffice `converted` can be commented like any other, but does not tell how the original is set.
    """

    data: bytes
    limits: Limits
    converted: bool = False

    @cached_property
    def typesetting(self) -> Typesetting | None:
        """How the file is set, None where it does not tell. Raises ReadError as reading does."""
        if self.converted:
            return None
        from nianbao.reading.docx.typesetting import read_typesetting

        return read_typesetting(self.data, self.limits)

    @property
    def may_track(self) -> bool:
        """Word files can hold changes that are still to be accepted."""
        return True

    def rewriter(self, tracked: datetime | None = None) -> Rewriter | None:
        """The file open to be changed, None for one that was converted. Raises ReadError as reading does."""
        if self.converted:
            return None
        from nianbao.reading.docx.rewriting import WordRewriter

        return WordRewriter(self.data, self.limits, tracked)
