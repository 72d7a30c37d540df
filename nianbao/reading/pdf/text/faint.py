"""The ink of text, and what it is printed on: text that is white, pale, transparent or not drawn at all is not seen."""

from __future__ import annotations

import ctypes
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pypdfium2_raw as pdfium

from nianbao.reading.pdf.tables.drawing import Corners, PageObject, Place, corners_of
from nianbao.reading.pdf.unchecked import unchecked

Ink = tuple[int, int, int]
"""Red, green and blue on white paper, each to 255."""

BLACK: Ink = (0, 0, 0)
_WHITE: Ink = (255, 255, 255)
# Lighter than this in every colour is no ink to read; Word's own watermarks are silver, 192.
PALE = 0xC0
_INVISIBLE, _FILLED = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_FILL
_OUTLINED = (pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE)
# More backgrounds than this are a picture made of shapes; the bound keeps hostile pages from costing time.
MOST = 500

_fill_of = unchecked(pdfium.FPDFPageObj_GetFillColor)
_mode_of = unchecked(pdfium.FPDFTextObj_GetTextRenderMode)
_stroke_of = unchecked(pdfium.FPDFPageObj_GetStrokeColor)
_piece_of = unchecked(pdfium.FPDFText_GetTextObject)
_piece_of.restype = ctypes.c_void_p  # the address is what tells pieces apart


class Inks:
    """What the text of a page is drawn with; most pages have one ink, and need not be asked for each character."""

    def __init__(self, objects: Iterable[PageObject]) -> None:
        """Look at each piece of text."""
        self._colour = _Colour()
        pieces = [
            (one.handle, _ink(one.handle, self._colour)) for one in objects if one.kind == pdfium.FPDF_PAGEOBJ_TEXT
        ]
        found = Counter(ink for _, ink in pieces)
        # Where most is invisible it is the text of a page that is drawn or photographed.
        self._unseen = _WHITE if found[None] * 2 < found.total() else BLACK
        self.only = self._seen(next(iter(found))) if len(found) == 1 else None  # where all have one
        self._known: dict[int | None, Ink] = {None: BLACK}  # by the address of the piece
        if self.only is None:
            # a pointer's own bytes are the address: to cast each takes as long as all the rest
            self._known |= {int.from_bytes(piece, sys.byteorder): self._seen(ink) for piece, ink in pieces}

    def of(self, text: Any, index: int) -> Ink:
        """The ink of a character of a loaded text page."""
        address = _piece_of(text, index)
        ink = self._known.get(address)
        if ink is None:
            ink = self._known[address] = self._seen(_ink(ctypes.c_void_p(address), self._colour))
        return ink

    def _seen(self, ink: Ink | None) -> Ink:
        return self._unseen if ink is None else ink


def is_pale(ink: Ink) -> bool:
    """Whether a reader of white paper hardly sees it, or not at all."""
    return min(ink) >= PALE


def backgrounds(objects: Iterable[PageObject], place: Place) -> list[Corners]:
    """Where something darker is painted, or a picture stands, on which pale text can be read."""
    found: list[Corners] = []
    colour = _Colour()
    for one in objects:
        painted = (
            one.kind == pdfium.FPDF_PAGEOBJ_PATH
            and _is_filled(one.handle)
            and not is_pale(_colour_of(one.handle, _fill_of, colour))
        )
        if (painted or one.kind == pdfium.FPDF_PAGEOBJ_IMAGE) and len(found) < MOST:
            found.append(corners_of(one, place))
    return found


def is_upon(x: float, y: float, boxes: Sequence[Corners]) -> bool:
    """Whether a point lies on one of the boxes."""
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in boxes)


def _is_filled(path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(fill.value)


class _Colour:
    """A place for a colour. A page has thousands of objects: to make one for each is slow."""

    def __init__(self) -> None:
        self.parts = (ctypes.c_uint * 4)()  # red, green, blue and how opaque
        self.places = tuple(ctypes.byref(self.parts, 4 * part) for part in range(4))
        self.known: dict[bytes, Ink] = {}  # by the four parts


def _ink(piece: Any, colour: _Colour) -> Ink | None:
    """The ink of a piece of text; None for text that is not drawn, only there to be searched and copied."""
    mode = _mode_of(piece)
    if mode == _INVISIBLE:
        return None
    fill = _colour_of(piece, _fill_of, colour)
    if mode == _FILLED or mode not in _OUTLINED:
        return fill
    line = _colour_of(piece, _stroke_of, colour)
    return line if mode == pdfium.FPDF_TEXTRENDERMODE_STROKE else min(fill, line)


def _colour_of(handle: Any, get: Callable[..., Any], colour: _Colour) -> Ink:
    """A colour of an object on white paper, as far as it is not transparent; black where PDFium knows none."""
    if not get(handle, *colour.places):
        return BLACK
    parts = bytes(colour.parts)
    ink = colour.known.get(parts)
    if ink is None:
        red, green, blue, alpha = colour.parts
        ink = colour.known[parts] = _thinned(red, alpha), _thinned(green, alpha), _thinned(blue, alpha)
    return ink


def _thinned(part: int, alpha: int) -> int:
    return 255 - (255 - part) * alpha // 255
