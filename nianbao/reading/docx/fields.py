"""Complex fields: which runs are instruction, which are result, and which belong to a table of contents."""

from __future__ import annotations

import re

from nianbao.patterns import LazyPattern

# Word nests fields a few deep; a file may begin any number and end none.
_MAX_OPEN = 50
_CONTENTS = LazyPattern(r"\s*TOC\b", re.IGNORECASE)


def makes_contents(instruction: str) -> bool:
    """Whether a field instruction builds a table of contents."""
    return _CONTENTS.match(instruction) is not None


class _Field:
    __slots__ = ("instruction", "makes_contents", "separated")

    def __init__(self) -> None:
        self.instruction: list[str] = []
        self.separated = False
        self.makes_contents = False

    def separate(self) -> None:
        self.separated = True
        self.makes_contents = makes_contents("".join(self.instruction))


class Fields:
    """The open fields of a document, outermost first; they may span paragraphs.

    `silent` is True where a run is instruction or table of contents and so not body text.
    """

    def __init__(self, drop_contents: bool = True) -> None:
        """Start outside of any field; `drop_contents` False reads tables of contents as body."""
        self._open: list[_Field] = []
        self._drop_contents = drop_contents
        self.silent = False
        self.in_contents = False

    def change(self, kind: str) -> None:
        """Take a w:fldChar of type begin, separate or end; one that has no partner is ignored."""
        if kind == "begin" and len(self._open) < _MAX_OPEN:
            self._open.append(_Field())
        elif self._open and kind == "separate":
            self._open[-1].separate()
        elif self._open and kind == "end":
            self._open.pop()
        self._settle()

    def instruct(self, text: str) -> None:
        """Take the text of a w:instrText."""
        if self._open and not self._open[-1].separated:
            self._open[-1].instruction.append(text)

    def end_paragraph(self) -> None:
        """Forget fields whose instruction did not end with the paragraph: they are broken, not the text."""
        if self.silent:
            self._open = [field for field in self._open if field.separated]
            self._settle()

    def _settle(self) -> None:
        self.in_contents = self._drop_contents and any(field.makes_contents for field in self._open)
        self.silent = self.in_contents or not all(field.separated for field in self._open)
