"""Text that is laid over a page and is none of its cells' and lines' own: a level watermark, in whatever ink."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, pairwise
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from nianbao.reading.pdf.tables.ruling import Grid
from nianbao.reading.pdf.text.faint import BLACK, Ink
from nianbao.reading.pdf.text.glyphs import Glyph, GlyphPage

# A watermark is larger or smaller than the text under it by this, or of another ink by so much of 255.
OTHER_SIZE = 1.25
OTHER_INK = 0x30
# Characters of one word stand closer than this, in em; most programs keep more free on both sides of a ruling line.
BESIDE = 0.05
# So much of the smaller of two characters lies under the other where one is printed over the other.
OVER = 0.2
# The same character again, moved by less than this (em), is a shadow or a bold letter made of two.
AGAIN = 0.2
# So many characters are held to find what stands on several pages; a report has some ten thousand.
HELD = 100_000
OF_FIGURES = frozenset("0123456789０１２３４５６７８９.,-+．，－＋")

_LOOK = itemgetter(Glyph._fields.index("size"), Glyph._fields.index("ink"))
_Stamp: TypeAlias = tuple[str, int, int]
"""Words and where they stand: left and top, in steps of three points."""


class SortedGlyphs(NamedTuple):
    """The characters that are the page's own, and those of them that may belong to what is laid over it."""

    own: Sequence[Glyph]
    doubtful: frozenset[Glyph] = frozenset()


class _Look(NamedTuple):
    size: float
    ink: Ink

    def is_unlike(self, other: _Look) -> bool:
        small, large = sorted((self.size, other.size))
        inks = zip(self.ink, other.ink, strict=True)
        return large >= OTHER_SIZE * small or any(abs(a - b) >= OTHER_INK for a, b in inks)


class _Stretch(Struct, eq=False):
    """Characters of one look that follow each other in the file on one line, and the box around them."""

    glyphs: list[Glyph]
    look: _Look
    box: tuple[float, float, float, float]
    crosses: bool = False  # it goes through ruling lines
    # What it is printed over or under, with the characters of its own that are concerned.
    others: list[tuple[_Stretch, Glyph]] = []


def told_apart(
    pages: Iterable[GlyphPage], grids_of: Callable[[GlyphPage], Sequence[Grid]]
) -> Iterator[tuple[GlyphPage, Sequence[Grid], SortedGlyphs]]:
    """Each page with its grids and its characters without those of a watermark.

    What goes through ruling lines, or over other text, is one where it looks unlike the text around, does both, or
    stands on other pages too. Where that cannot be told, what is concerned is doubtful.
    """
    rest = iter(pages)
    first: list[_Surveyed] = []
    count = 0
    for page in rest:
        first.append(_survey(page, grids_of(page)))
        count += len(page.glyphs)
        if count > HELD:
            break
    stamps = _stamps(first)
    for one in chain(first, (_survey(page, grids_of(page)) for page in rest)):
        yield one.page, one.grids, _sorted(one, stamps)


class _Surveyed(NamedTuple):
    """A page with the stretches of its text, which know what they go through and stand on."""

    page: GlyphPage
    grids: Sequence[Grid]
    stretches: list[_Stretch]


def _survey(page: GlyphPage, grids: Sequence[Grid]) -> _Surveyed:
    stretches = [_stretch(run) for run in _runs(page.glyphs)]
    for grid in grids:
        _find_crossings(stretches, grid)
    _find_collisions(stretches)
    return _Surveyed(page, grids, stretches)


def _stamps(pages: Iterable[_Surveyed]) -> set[_Stamp]:
    """What stands at one place of several pages and goes, on any of them, through ruling lines or over other text.

    Headers of a table that goes on stand so too: they go over nothing but, at worst, the watermark.
    """
    pages = list(pages)
    if not any(one.crosses or one.others for page in pages for one in page.stretches):
        return set()
    counts = Counter(stamp for page in pages for stamp in {_stamp(one) for one in page.stretches})
    often = {stamp for stamp, count in counts.items() if count > 1}
    return {
        stamp
        for page in pages
        for one in page.stretches
        if (stamp := _stamp(one)) in often
        and (one.crosses or any(_stamp(other) not in often for other, _ in one.others))
        and not _may_be_figures(one, page)
    }


def _may_be_figures(one: _Stretch, page: _Surveyed) -> bool:
    """Whether it could be a row of a table: rows of zeros stand at one place of several pages too."""
    if not all(glyph.char in OF_FIGURES for glyph in one.glyphs):
        return False
    return not _prevailing(page.stretches, page.grids).is_unlike(one)


def _stamp(one: _Stretch) -> _Stamp:
    x0, top, _, _ = one.box
    return "".join(glyph.char for glyph in one.glyphs), round(x0 / 3), round(top / 3)


def _sorted(page: _Surveyed, stamps: set[_Stamp]) -> SortedGlyphs:
    suspects = [one for one in page.stretches if one.crosses or one.others]
    gone = [one for one in page.stretches if _stamp(one) in stamps] if stamps else []
    if not suspects and not gone:
        return SortedGlyphs(page.page.glyphs)
    around = _prevailing(page.stretches, page.grids)
    gone += [one for one in suspects if _is_laid_over(one, around)]
    numbers = {id(one) for one in gone}
    dropped = {glyph for one in gone for glyph in one.glyphs}
    doubtful = _doubtful([one for one in suspects if id(one) not in numbers], numbers)
    return SortedGlyphs([glyph for glyph in page.page.glyphs if glyph not in dropped], frozenset(doubtful))


def _runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Characters of one look on one line; those of the look that most have stand close together, too."""
    looks = Counter(map(_LOOK, glyphs))
    usual = looks.most_common(1)[0][0] if looks else None
    run: list[Glyph] = []
    left = right = line = height = 0.0
    colour = BLACK
    for glyph in glyphs:
        _, x0, x1, y, size, turn, ink = glyph
        if turn:
            continue
        near = x0 > left and abs(size - height) < 0.1 and abs(y - line) < 0.1 * size and ink == colour
        if not near or (x0 - right >= size and (size, ink) == usual):
            if run:
                yield run
            run = []
        run.append(glyph)
        left, right, line, height, colour = x0, x1, y, size, ink
    if run:
        yield run


def _stretch(run: list[Glyph]) -> _Stretch:
    first = run[0]
    return _Stretch(run, _Look(first.size, first.ink), (first.x0, first.y - 0.7 * first.size, run[-1].x1, first.y))


def _find_crossings(stretches: Iterable[_Stretch], grid: Grid) -> None:
    left, right = grid.xs[0], grid.xs[-1]
    upper, lower = grid.ys[0], grid.ys[-1]
    for one in stretches:
        x0, top, x1, bottom = one.box
        near = x0 < right and x1 > left and top < lower and bottom > upper
        if near and not one.crosses and grid.cell_at(x0 + 1, top + 1) != grid.cell_at(x1 - 1, bottom - 1):
            one.crosses = _crosses(one, grid)


def _crosses(one: _Stretch, grid: Grid) -> bool:
    cells = [[grid.cell_at(*point) for point in _corners(glyph)] for glyph in one.glyphs]
    if any(
        a[0] != b[0] and right.x0 - left.x1 < BESIDE * right.size
        for (left, a), (right, b) in pairwise(zip(one.glyphs, cells, strict=True))
    ):
        return True
    return sum(len(set(corners)) > 1 for corners in cells) >= min(2, len(cells))


def _corners(glyph: Glyph) -> Iterator[tuple[float, float]]:
    """The corners of what is surely inked of a character."""
    edge = 0.15 * (glyph.x1 - glyph.x0)
    for y in (glyph.y - 0.6 * glyph.size, glyph.y - 0.1 * glyph.size):
        yield glyph.x0 + edge, y
        yield glyph.x1 - edge, y


def _find_collisions(stretches: Sequence[_Stretch]) -> None:
    """Note which stretches are printed over each other: of boxes from the top down only neighbours can touch."""
    open_ones: list[_Stretch] = []
    for one in sorted(stretches, key=lambda s: s.box[1]):
        x0, top, x1, _ = one.box
        open_ones = [other for other in open_ones if other.box[3] > top]
        for other in open_ones:
            if other.box[0] < x1 and x0 < other.box[2]:
                for mine, theirs in _over_each_other(one, other):
                    one.others.append((other, mine))
                    other.others.append((one, theirs))
        open_ones.append(one)


def _over_each_other(one: _Stretch, other: _Stretch) -> list[tuple[Glyph, Glyph]]:
    pairs = [(a, b) for a in one.glyphs for b in other.glyphs if _overlap(a, b)]
    few = min(2, len(one.glyphs), len(other.glyphs))
    return pairs if len(pairs) >= few else []


def _overlap(a: Glyph, b: Glyph) -> bool:
    across = min(a.x1, b.x1) - max(a.x0, b.x0)
    down = min(a.y, b.y) - max(a.y - 0.7 * a.size, b.y - 0.7 * b.size)
    if across <= 0 or down <= 0 or _is_again(a, b):
        return False
    smaller = min((a.x1 - a.x0) * a.size, (b.x1 - b.x0) * b.size) * 0.7
    return across * down >= OVER * smaller


def _is_again(a: Glyph, b: Glyph) -> bool:
    near = AGAIN * a.size
    return a.char == b.char and abs(a.x0 - b.x0) < near and abs(a.y - b.y) < near


def _prevailing(stretches: Iterable[_Stretch], grids: Sequence[Grid]) -> _Around:
    counts: dict[int | None, Counter[_Look]] = {}
    for one in stretches:
        if not one.crosses:
            counts.setdefault(_grid_of(one, grids), Counter())[one.look] += len(one.glyphs)
    return _Around(grids, {place: looks.most_common(1)[0][0] for place, looks in counts.items()})


def _grid_of(one: _Stretch, grids: Sequence[Grid]) -> int | None:
    """The number of the grid that a stretch stands in with any character."""
    for number, grid in enumerate(grids):
        if any(grid.at((glyph.x0 + glyph.x1) / 2, glyph.y - 0.35 * glyph.size) for glyph in one.glyphs):
            return number
    return None


class _Around(NamedTuple):
    """What text looks like in each grid and outside all."""

    grids: Sequence[Grid]
    looks: dict[int | None, _Look]

    def is_unlike(self, one: _Stretch) -> bool:
        usual = self.looks.get(_grid_of(one, self.grids))
        return usual is not None and one.look.is_unlike(usual)


def _is_laid_over(one: _Stretch, around: _Around) -> bool:
    if one.crosses:
        return bool(one.others) or around.is_unlike(one)
    return around.is_unlike(one) and not all(other.crosses or around.is_unlike(other) for other, _ in one.others)


def _doubtful(left: Iterable[_Stretch], gone: set[int]) -> Iterator[Glyph]:
    for one in left:
        if one.crosses:
            yield from one.glyphs
        else:
            yield from (mine for other, mine in one.others if id(other) not in gone)
