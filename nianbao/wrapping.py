"""Lines that fit a terminal, East Asian characters counted as the two columns they take."""

from __future__ import annotations

from nianbao.text import display_width

# Marks that may not begin a line in Chinese typesetting, and those that may not end one.
_NEVER_FIRST = "，。、；：？！）】》」』”’…—,.;:?!)]}％%"
_NEVER_LAST = "（【《「『“‘([{"


def wrap(text: str, width: int, indent: str) -> list[str]:
    """Lines of at most `width` columns, all but the first indented.

    Breaks at blanks and between East Asian characters; a mark that may not begin or end a line stays with its
    word.
    """
    lines, line, taken = [], "", 0
    for piece in _pieces(text):
        if line.strip() and taken + display_width(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = indent + piece.lstrip()
            taken = display_width(line)
        else:
            line += piece
            taken += display_width(piece)
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """The text cut where a line may end."""
    pieces: list[str] = []
    for char in text:
        # A straight quote that begins a word is an opening one.
        if pieces and (pieces[-1].strip('("') == "" or _joins(pieces[-1][-1], char)):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _joins(left: str, right: str) -> bool:
    """Whether no line may end between the two characters."""
    if right == " " or right in _NEVER_FIRST or left in _NEVER_LAST:
        return True
    return left != " " and display_width(left) == 1 and display_width(right) == 1
