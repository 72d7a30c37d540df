"""Figures that do not stand as the page does: on their side, upside down or mirrored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from nianbao.reading.pdf.text.glyphs import Glyph

# All in em: digits of one figure follow each other closer, and stand no further off their line.
_STEP = 0.85
_OFF = 0.3
_UPSIDE_DOWN = 2  # so is mirrored text


def not_to_be_told(cells: Mapping[int, Sequence[Glyph]]) -> set[int]:
    """The cells whose text may be read in the wrong order, or goes over the edge into the next cell."""
    if not any(glyph.turn for held in cells.values() for glyph in held):
        return set()
    found = {cell for cell, held in cells.items() if _is_mixed({glyph.turn for glyph in held})}
    for one, other in _over_the_edge(cells):
        found |= {one, other}
    return found


def _is_mixed(turns: set[int]) -> bool:
    return _UPSIDE_DOWN in turns or (len(turns) > 1 and 0 in turns)


def _over_the_edge(cells: Mapping[int, Sequence[Glyph]]) -> Iterator[tuple[int, int]]:
    """The pairs of cells between which text on its side goes on."""
    aside = [(glyph, cell) for cell, held in cells.items() for glyph in held if glyph.turn % 2]
    aside.sort(key=lambda item: (item[0].turn, round(item[0].x0), item[0].y))
    for (one, cell), (other, below) in pairwise(aside):
        near = abs(one.x0 - other.x0) <= _OFF * one.size and 0 <= other.y - one.y <= _STEP * one.size
        if cell != below and one.turn == other.turn and near:
            yield cell, below
