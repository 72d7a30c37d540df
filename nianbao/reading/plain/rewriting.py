"""Changing words in a text file: encoding, byte order mark and line ends stay as they are."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.document import Place
from nianbao.errors import ReadError
from nianbao.reading.plain.bars import BARS
from nianbao.reading.plain.decoding import Encoded, decoded
from nianbao.reading.plain.lines import newline_of
from nianbao.rewriting import Edit, edited

# What may stand beside words that stand alone: the next cell, the marks of a heading in Markdown.
_BESIDE = BARS + "#*"


class TextStretch:
    """Words of one line, by where they begin in the text."""

    def __init__(self, rewriter: TextRewriter, start: int) -> None:
        self._rewriter, self._start = rewriter, start

    def can(self, edits: Sequence[Edit]) -> bool:
        """Whether the encoding has all of the characters; nothing else keeps them from being changed."""
        return all(self._rewriter.can_write(edit.text) for edit in edits)

    def change(self, edits: Sequence[Edit]) -> None:
        """As `nianbao.rewriting.Stretch` has it."""
        self._rewriter.edits += [Edit(self._start + e.start, self._start + e.end, e.text) for e in edits]


class TextRewriter:
    """A text open to be changed."""

    def __init__(self, encoded: Encoded) -> None:
        self._encoded = encoded
        self.edits: list[Edit] = []
        ends = list(newline_of(encoded.text).finditer(encoded.text))
        self._starts = [0, *(end.end() for end in ends)]
        self._ends = [*(end.start() for end in ends), len(encoded.text)]

    def can_write(self, text: str) -> bool:
        """Whether the encoding of the file has these characters."""
        try:
            return text.encode(self._encoded.encoding).decode(self._encoded.encoding) == text
        except UnicodeError:
            return False

    def find(self, place: Place, text: str, *, whole: bool) -> TextStretch | None:
        """As `nianbao.rewriting.Rewriter` has it; what a tab, a bar or a blank sets apart in a line stands alone."""
        number = place.line
        if place.rest or not text or not number or number > len(self._starts):
            return None
        start, end = self._starts[number - 1], self._ends[number - 1]
        line = self._encoded.text[start:end]
        if line.count(text) != 1:
            return None
        at = line.index(text)
        beside = line[max(at - 1, 0) : at] + line[at + len(text) : at + len(text) + 1]
        if whole and not all(char.isspace() or char in _BESIDE for char in beside):
            return None
        return TextStretch(self, start + at)

    def remove(self, place: Place, text: str) -> bool:
        """Note down that the line with just these words goes, its end included."""
        number = place.line
        if place.rest or not number or number > len(self._starts):
            return False
        start, end = self._starts[number - 1], self._ends[number - 1]
        if self._encoded.text[start:end].strip() != text.strip():
            return False
        self.edits.append(Edit(start, self._starts[number] if number < len(self._starts) else end))
        return True

    def save(self) -> bytes:
        """The file with the changes."""
        text = edited(self._encoded.text, sorted(self.edits, key=lambda edit: (edit.start, edit.end)))
        return self._encoded.mark + text.encode(self._encoded.encoding)


def rewriter_of(data: bytes) -> TextRewriter | None:
    """The text open to be changed, None where the file is damaged so that it could not be written as it was."""
    try:
        encoded = decoded(data)
        same = encoded.mark + encoded.text.encode(encoded.encoding) == data
    except (ReadError, UnicodeError):
        return None
    return TextRewriter(encoded) if same else None
