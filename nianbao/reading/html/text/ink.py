"""The text of one paragraph as it gathers, and its splitting where a reader sees several."""

from __future__ import annotations

import re

from msgspec import Struct

from nianbao.document import Paragraph, Picture, Place

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_AROUND_BREAK = re.compile(r"[\r\f]*\n")
_INDENT = re.compile(r"[ ]*[\u3000\xa0\u2002\u2003]{2}")
# A title breaks over two or three lines; a text of more lines uses <br> between its paragraphs.
_TITLE_LINES = 3


class _Line(Struct, gc=False):
    parts: list[str]
    line: int | None = None

    def text(self) -> str:
        written = self.parts[0] if len(self.parts) == 1 else "".join(self.parts)
        return _BLANKS.sub(" ", written).strip(" ")


class Ink:
    """What has been written since the last block began or ended."""

    __slots__ = ("control", "is_blank", "is_used", "lines", "linked", "number", "pictures", "waits")

    def __init__(self) -> None:
        self.lines: list[_Line] = [_Line([])]
        self.pictures: list[Picture] = []
        self.linked = 0
        self.control = False
        self.number = ""
        self.is_used = False  # whether anything has been written, blanks too
        self.is_blank = True
        self.waits = False  # for the text that `number` belongs to

    def add(self, text: str, line: int | None, *, pre: bool = False, linked: bool = False) -> None:
        """Write text that begins on `line` of the file; `pre` keeps its line breaks, `linked` is in a link."""
        self.is_used = True
        if not text.isspace():
            self.is_blank = False
        first, *others = _AROUND_BREAK.split(text) if pre else (text,)
        self._write(first, line)
        for offset, other in enumerate(others, 1):
            self.break_line()
            self._write(other, None if line is None else line + offset)
        if linked:
            self.linked += len(_BLANKS.sub("", text))

    def add_apart(self, text: str, line: int | None) -> None:
        """Write what a field holds: with what stands beside it, it is no word and no figure."""
        self.break_line()
        self.add(text, line)
        self.break_line()

    def _write(self, text: str, line: int | None) -> None:
        last = self.lines[-1]
        last.parts.append(text)
        if last.line is None and line is not None and text.strip():
            last.line = line + text.count("\n", 0, len(text) - len(text.lstrip()))

    def break_line(self) -> None:
        """Begin a new line, as <br> does."""
        self.is_used = True
        self.lines.append(_Line([]))

    def mark_control(self) -> None:
        """Note a button, a field or a script's link in this paragraph."""
        self.control = self.is_used = True

    def add_picture(self, picture: Picture) -> None:
        """Keep a picture that stands in this paragraph."""
        self.is_used, self.is_blank = True, False
        self.pictures.append(picture)

    def is_number_only(self) -> bool:
        """Whether nothing but a list item's number has been written."""
        if not self.waits or self.pictures:
            return False
        return "".join(part for line in self.lines for part in line.parts).strip() == self.number

    def paragraphs(self, level: int | None) -> list[Paragraph]:
        """The paragraphs that a reader sees: a blank line, an indent, or many lines divide them."""
        if len(self.lines) == 1 and not self.is_blank:
            text = self.lines[0].text().strip()
            return [self._paragraph(text, self.lines[0], level)] if text else []
        groups: list[list[tuple[_Line, str]]] = [[]]
        shown = [(line, line.text()) for line in self.lines]
        listed = sum(1 for _, text in shown if text.strip()) > _TITLE_LINES
        for line, text in shown:
            if groups[-1] and (listed or not text.strip() or _INDENT.match(text)):
                groups.append([])
            if text.strip():
                groups[-1].append((line, text.strip()))
        return [self._paragraph("\n".join(t for _, t in group), group[0][0], level) for group in groups if group]

    def _paragraph(self, text: str, first: _Line, level: int | None) -> Paragraph:
        number = self.number if self.number and text.startswith(self.number) else ""
        return Paragraph(text, Place(line=first.line), level, number)
