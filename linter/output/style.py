"""How output looks: its language, width and colours, and the words for places."""

from __future__ import annotations

import unicodedata

from msgspec import Struct

from linter.findings import Finding, Location
from nianbao.i18n import Language, Text
from nianbao.rulebook.model import Rulebook
from nianbao.text import display_width

_COLOURS = {"red": "31", "yellow": "33", "cyan": "36", "green": "32", "bold": "1", "dim": "2"}
# Marks that may not begin a line in Chinese typesetting.
_NEVER_FIRST = "，。、；：？！）】》」』”’,.;:?!)]}％%"


class Style(Struct, frozen=True):
    """What a writer needs to know about the reader."""

    language: Language
    rulebook: Rulebook
    width: int = 80
    colour: bool = False
    quiet: bool = False

    def say(self, text: Text, **values: object) -> str:
        """A message in the reader's language."""
        return text.format(**values).in_(self.language) if values else text.in_(self.language)

    def paint(self, text: str, *colours: str) -> str:
        """The text in colours where they are wanted."""
        if not self.colour or not text:
            return text
        return f"\x1b[{';'.join(_COLOURS[c] for c in colours)}m{text}\x1b[0m"

    def place(self, finding: Finding) -> str:
        """A place in words: 第三部分 表 行「…」列「…」, page and line."""
        location = finding.location
        table = f"{self.say(Text('表', 'table'))} {self.say(finding.cell)}".rstrip() if location.table else ""
        parts = [self._section(location), table, self._position(location)]
        place = " ".join(filter(None, parts))
        return place.replace(" （", "（") or self.say(Text("全文", "whole report"))

    def _section(self, location: Location) -> str:
        if location.section is None:
            return ""
        number = next((s.number for s in self.rulebook.sections if s.id == location.section), location.section)
        return self.say(Text("第{number}部分", "section {number}"), number=number)

    def _position(self, location: Location) -> str:
        page = self.say(Text("第{page}页", "page {page}"), page=location.page) if location.page else ""
        line = self.say(Text("第{line}行", "line {line}"), line=location.line) if location.line else ""
        inside = " ".join(filter(None, (page, line)))
        return self.say(Text("（{inside}）", "({inside})"), inside=inside) if inside else ""


def visible(text: str) -> str:
    """The text on one line: characters that would move the cursor or cannot be written are shown as escapes."""
    return "".join(
        c if unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp") else c.encode("unicode_escape", "replace").decode()
        for c in text
    )


def wrap(text: str, width: int, indent: str) -> list[str]:
    """Lines of at most `width` columns, East Asian characters counted as two, all but the first indented.

    Breaks at blanks and between East Asian characters; a mark that may not begin a line stays with its word.
    """
    lines, line = [], ""
    for piece in _pieces(text):
        if line.strip() and display_width(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = indent + piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for char in text:
        wide = display_width(char) == 2
        joins = pieces and (
            char in _NEVER_FIRST
            or char == " "
            or (not wide and pieces[-1][-1] != " " and display_width(pieces[-1][-1]) == 1)
        )
        if joins:
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces
