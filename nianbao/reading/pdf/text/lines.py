"""Text from characters at positions: visual lines, and the blanks that are columns or words, not type-setting."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from nianbao.reading.pdf.text.glyphs import Glyph
from nianbao.text import raised

# All in em, the size of the font. Characters of one line stand no further off its base line:
RISE = 0.45
# Chinese type is stretched to fill a line by less than COLUMN; a wider gap tells columns apart.
COLUMN = 1.5
# One gap of this width is enough to make a line the row of a table; of narrower ones it takes two.
WIDE = 4.0
# The blank between two Latin words is a quarter em, pressed together in a tight line.
WORD = 0.17
# A digit so much smaller than its line, and so far off it, is raised or lowered.
_SMALLER = 0.9
_OFF_LINE = 0.08


class TextLine(Struct, frozen=True):
    """One visual line: its text, its extent, its base line and font size in points, its page."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    page: int
    # How many gaps as wide as between columns it has, a very wide one counting twice.
    gaps: int = 0


def lines_of_cell(glyphs: Sequence[Glyph], page: int) -> list[TextLine]:
    """The lines in a cell, where no gap is wide enough for a column; vertical ones from right to left.

    The characters come in the order of the file, which tells text set downwards from text broken at every letter.
    Text that is turned is read in its own order: upwards and from left to right, or downwards and from right to left.
    """
    upright = [glyph for glyph in glyphs if glyph.turn not in (_UPWARDS, _DOWNWARDS)]
    lines = _columns(upright, page) if _runs_down(upright) else lines_of(upright, page, cell=True)
    for turn in (_UPWARDS, _DOWNWARDS):
        lines += _columns([glyph for glyph in glyphs if glyph.turn == turn], page, upwards=turn == _UPWARDS)
    return lines


_UPWARDS, _DOWNWARDS = 1, 3


def _columns(glyphs: Sequence[Glyph], page: int, *, upwards: bool = False) -> list[TextLine]:
    """The lines of vertical text: the first is the rightmost, or the leftmost where the text runs upwards."""
    columns: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.x0 if upwards else -g.x1):
        edge, own = (columns[-1][0].x1, glyph.x1) if columns else (0.0, 0.0)
        if columns and abs(edge - own) <= RISE * glyph.size:
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    return [_column(sorted(column, key=lambda g: -g.y if upwards else g.y), page) for column in columns]


def _runs_down(glyphs: Sequence[Glyph]) -> bool:
    steps = [(b.x0 - a.x0, b.y - a.y, RISE * a.size) for a, b in pairwise(glyphs)]
    down = sum(abs(across) <= near < fall for across, fall, near in steps)
    return down * 2 > len(glyphs) and not any(across > near >= abs(fall) for across, fall, near in steps)


def _column(glyphs: Sequence[Glyph], page: int) -> TextLine:
    first = glyphs[0]
    x0, x1 = min(g.x0 for g in glyphs), max(g.x1 for g in glyphs)
    return TextLine("".join(g.char for g in glyphs), x0, x1, first.y, first.size, page)


def lines_of(glyphs: Iterable[Glyph], page: int, *, cell: bool = False) -> list[TextLine]:
    """The lines that characters stand on, from the top down."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.y):
        if lines and glyph.y - lines[-1][0].y <= RISE * max(glyph.size, lines[-1][0].size):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [_line(sorted(line, key=lambda g: g.x0), page, cell) for line in lines]


def _line(glyphs: Sequence[Glyph], page: int, cell: bool) -> TextLine:
    size = sorted(g.size for g in glyphs)[len(glyphs) // 2]
    parts, gaps = [glyphs[0].char], 0
    for left, right in pairwise(glyphs):
        gap = (right.x0 - left.x1) / size
        gaps += (gap >= COLUMN) + (gap >= WIDE)
        char = raised(right.char) if right.size < _SMALLER * left.size and _is_raised(left, right) else right.char
        parts.append(_blank(left.char, right.char, gap, cell) + char)
    return TextLine(
        "".join(parts), glyphs[0].x0, max(g.x1 for g in glyphs), glyphs[0].y, size, page, 0 if cell else gaps
    )


def _is_raised(left: Glyph, right: Glyph) -> bool:
    """Whether a digit touches another and stands off its line: it is the mark of a note, and none of the figure."""
    off = abs(left.y - right.y) >= _OFF_LINE * left.size
    return left.char.isdigit() and right.char.isdigit() and off


def _blank(left: str, right: str, gap: float, cell: bool) -> str:
    if is_wide(left) or is_wide(right):
        return " " if gap >= COLUMN and not cell else ""
    return " " if gap >= WORD else ""


@lru_cache(maxsize=8192)
def is_wide(char: str) -> bool:
    """Whether a character is Chinese type or punctuation, which takes no blanks beside it."""
    return unicodedata.east_asian_width(char) in ("W", "F", "A") or unicodedata.category(char) in ("Co", "Cn")


def join_lines(lines: Sequence[TextLine], *, broken: str = "") -> str:
    """The text of lines that continue each other; `broken` stands between two words, never beside Chinese type."""
    text = lines[0].text if lines else ""
    for line in lines[1:]:
        words = text[-1:].isalpha() and line.text[:1].isalpha()
        chinese = is_wide(text[-1:] or "一") or is_wide(line.text[:1] or "一")
        text += ("" if chinese else " " if words else broken) + line.text
    return text
