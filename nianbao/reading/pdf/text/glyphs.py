"""The characters, ruling lines and pictures of one page, as PDFium finds them."""

from __future__ import annotations

import ctypes
import math
import struct
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2_raw as pdfium
from msgspec import Struct

from nianbao.files.limits import Limits, exceeded
from nianbao.reading.pdf.tables.drawing import Rule, objects_of, rules_and_pictures
from nianbao.reading.pdf.text.faint import BLACK, Ink, Inks, backgrounds, is_pale, is_upon
from nianbao.reading.pdf.text.unmapped import font_of, has_error, plain_fonts
from nianbao.reading.pdf.unchecked import unchecked

# PDFium writes a hyphen at the end of a line as one of these.
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-"}
# Radicals and compatibility forms are what a font's table makes of plain characters, not what was written.
_COMPATIBLE = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00))


_code_of = unchecked(pdfium.FPDFText_GetUnicode)
_box_of = unchecked(pdfium.FPDFText_GetLooseCharBox)
_origin_of = unchecked(pdfium.FPDFText_GetCharOrigin)
_matrix_of = unchecked(pdfium.FPDFText_GetMatrix)
_size_of = unchecked(pdfium.FPDFText_GetFontSize)
# What lies in memory as C has it: to ask for each part takes longer.
_two, _four, _six = (struct.Struct(form).unpack_from for form in ("2d", "4f", "6f"))
# A watermark is larger than the text by this.
WATERMARK = 1.5


class Glyph(NamedTuple):
    """A visible character: its advance box from `x0` to `x1`, its base line `y`, its font size, in points."""

    char: str
    x0: float
    x1: float
    y: float
    size: float
    turn: int = 0  # quarter turns counter-clockwise against the page: 1 is read upwards, 3 downwards
    ink: Ink = BLACK


class Bounds(NamedTuple):
    """A rectangle with its top left corner first."""

    x0: float
    top: float
    x1: float
    bottom: float


class GlyphPage(Struct, frozen=True):
    """What is drawn on a page, turned so that most of its text stands upright."""

    number: int  # from 1
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    across: tuple[Rule, ...]  # horizontal ruling lines
    down: tuple[Rule, ...]  # vertical ones
    pictures: tuple[Bounds, ...]
    unreadable: int  # characters, next to each other, whose font does not say what they are
    unseen: str = ""  # what stands on the page so pale that nobody sees it, and is no watermark


class _Raw(Struct, gc=False):
    char: str
    box: tuple[float, float, float, float]  # left, bottom, right, top in the file's coordinates
    origin: tuple[float, float]
    size: float
    quarter: int | None  # quarter turns of the text, None for an oblique one (a watermark)
    ink: Ink


def read_page(page: Any, number: int, limits: Limits) -> GlyphPage:
    """What stands on a loaded PDFium page. Raises ReadError where it holds more characters than `limits` allow."""
    objects = list(objects_of(page))
    raws = list(_characters(page, limits, Inks(objects)))
    turn = _prevailing_turn(raws)
    bounds = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, bounds)
    upright = _Upright(turn, (bounds.left, bounds.bottom, bounds.right, bounds.top))
    placed = [glyph for raw in raws if (glyph := upright.glyph(raw)) is not None]
    inks = set(filter(is_pale, {glyph.ink for glyph in placed}))
    pale = [glyph for glyph in placed if glyph.ink in inks] if inks else []
    behind = backgrounds(objects, upright.point) if pale else []
    gone = {g for g in pale if not is_upon((g.x0 + g.x1) / 2, g.y - 0.3 * g.size, behind)}
    glyphs = [glyph for glyph in placed if glyph not in gone] if gone else placed
    across, down, pictures = rules_and_pictures(objects, upright.point)
    return GlyphPage(
        number,
        upright.width,
        upright.height,
        tuple(glyphs),
        tuple(across),
        tuple(down),
        tuple(box for p in pictures if (box := upright.clip(Bounds(*p))) is not None),
        _unreadable_runs(glyphs),
        _unseen([glyph for glyph in pale if glyph in gone], glyphs),
    )


def _unseen(gone: Sequence[Glyph], kept: Sequence[Glyph]) -> str:
    """The pale text of a page that is no larger than the rest: larger it is a watermark, which a reader does see."""
    sizes = sorted(glyph.size for glyph in kept)
    largest = sizes[len(sizes) // 2] * WATERMARK if sizes else math.inf
    return "".join(glyph.char for glyph in gone if glyph.size < largest)


def _prevailing_turn(raws: list[_Raw]) -> int:
    turns = Counter(raw.quarter for raw in raws if raw.quarter is not None)
    return turns.most_common(1)[0][0] or 0 if turns else 0


def _unreadable_runs(glyphs: Sequence[Glyph]) -> int:
    """How many characters without a meaning stand together; alone they are bullets from a symbol font."""
    unreadable = set(filter(_is_unreadable, {glyph.char for glyph in glyphs}))
    if not unreadable:
        return 0
    return sum(a.char in unreadable and b.char in unreadable for a, b in pairwise(glyphs))


def _is_unreadable(char: str) -> bool:
    return char == "\ufffd" or unicodedata.category(char) in ("Co", "Cc", "Cn", "Cs")


class _Upright:
    """Turns the file's coordinates (y upwards, any page box) into those of the reader (y downwards from 0)."""

    def __init__(self, turn: int, bounds: tuple[float, float, float, float]) -> None:
        self._quarter = turn
        self._turn = _TURNS[turn]
        corners = (self._turn(*bounds[:2]), self._turn(*bounds[2:]))
        self._left, right = sorted(x for x, _ in corners)
        bottom, self._top = sorted(y for _, y in corners)
        self.width, self.height = right - self._left, self._top - bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = self._turn(x, y)
        return x - self._left, self._top - y

    def glyph(self, raw: _Raw) -> Glyph | None:
        """The character in place, None for an oblique one and one outside the page."""
        left, bottom, right, top = raw.box
        if raw.quarter == self._quarter == 0:  # nearly all
            x0, x1, y, turn = left - self._left, right - self._left, self._top - raw.origin[1], 0
        elif raw.quarter is None:
            return None
        else:
            (xa, ya), (xb, yb) = self.point(left, bottom), self.point(right, top)
            x0, x1, turn = min(xa, xb), max(xa, xb), (raw.quarter - self._quarter) % 4
            y = max(ya, yb) - 0.2 * (x1 - x0) if turn else self.point(*raw.origin)[1]
        if not (0 <= (x0 + x1) / 2 <= self.width and 0 <= y <= self.height):
            return None
        return Glyph(raw.char, x0, x1, y, raw.size, turn, raw.ink)

    def clip(self, box: Bounds) -> Bounds | None:
        """The part of a box that lies on the page, None where there is none."""
        x0, x1 = max(box.x0, 0.0), min(box.x1, self.width)
        top, bottom = max(box.top, 0.0), min(box.bottom, self.height)
        return Bounds(x0, top, x1, bottom) if x0 < x1 and top < bottom else None


# By quarter turns counter-clockwise that the text was turned.
_TURNS: tuple[Callable[[float, float], tuple[float, float]], ...] = (
    lambda x, y: (x, y),
    lambda x, y: (y, -x),
    lambda x, y: (-x, -y),
    lambda x, y: (-y, x),
)


def _characters(page: Any, limits: Limits, inks: Inks) -> Iterator[_Raw]:
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return
    try:
        count = pdfium.FPDFText_CountChars(text)
        # A cell of a report holds some dozens of characters at most; one bound serves both.
        if count > limits.cells:
            raise exceeded("cells", limits)
        yield from _each_character(text, count, inks)
    finally:
        pdfium.FPDFText_ClosePage(text)


def _each_character(text: Any, count: int, inks: Inks) -> Iterator[_Raw]:
    box, matrix, origin = (ctypes.c_float * 4)(), (ctypes.c_float * 6)(), (ctypes.c_double * 2)()
    at_box, at_matrix, at_x, at_y = (ctypes.byref(box), ctypes.byref(matrix), ctypes.byref(origin),
                                     ctypes.byref(origin, ctypes.sizeof(ctypes.c_double)))  # fmt: skip
    high = 0
    plain: frozenset[bytes] | None = None
    for index in range(count):
        code = _code_of(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        unknown = has_error(text, index) == 1
        if unknown:
            plain = plain_fonts(text, count) if plain is None else plain
            unknown = font_of(text, index) not in plain
        char = "\ufffd" if unknown else _char(code, high)
        high = 0
        if char.isspace() or not char:
            continue
        _box_of(text, index, at_box)
        _origin_of(text, index, at_x, at_y)
        _matrix_of(text, index, at_matrix)
        scale, quarter = _scale_and_quarter(bytes(matrix))
        size = _size_of(text, index) * scale
        left, top, right, bottom = _four(box)
        x, y = _two(origin)
        if math.isfinite(left + top + right + bottom + x + y + size) and size > 0:
            ink = inks.only or inks.of(text, index)
            yield _Raw(char, (left, bottom, right, top), (x, y), size, quarter, ink)


@lru_cache(maxsize=256)
def _scale_and_quarter(matrix: bytes) -> tuple[float, int | None]:
    """How much larger a matrix (six floats of C) makes text, and by how many quarters it turns it."""
    a, b, c, d, _, _ = _six(matrix)
    turns = math.atan2(b, a) / (math.pi / 2)
    nearest = round(turns)
    return math.hypot(c, d), nearest % 4 if abs(turns - nearest) < 0.06 else None


@lru_cache(maxsize=8192)
def _char(code: int, high: int) -> str:
    if code in _HYPHENS:
        return _HYPHENS[code]
    if 0xDC00 <= code < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00) if high else "\ufffd"
    if code > 0x10FFFF:
        return "\ufffd"
    char = chr(code)
    return unicodedata.normalize("NFKC", char) if any(code in block for block in _COMPATIBLE) else char
