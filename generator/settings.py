"""What a call of the generator asks for, whatever the files."""

from __future__ import annotations

from msgspec import Struct

from nianbao.files.limits import DEFAULT, Limits
from nianbao.rulebook.model import Rulebook


class Settings(Struct, frozen=True):
    """One value handed down to everything that generates, extracts or begins; made once, it may be pickled."""

    rulebook: Rulebook | None = None  # None: the official one of the edition that the figures or the report are of
    limits: Limits = DEFAULT
    template: bytes | None = None  # a Word file whose styles and page set-up are used; None: the one that travels along
    draft: bool = False  # written in spite of mistakes, and marked as a draft

    def __repr__(self) -> str:
        rulebook = self.rulebook.edition if self.rulebook else None
        template = f"<{len(self.template)} bytes>" if self.template is not None else None
        return f"Settings(rulebook={rulebook!r}, template={template}, draft={self.draft})"


OFFICIAL = Settings()
"""The official format and template, the usual limits, no draft."""
