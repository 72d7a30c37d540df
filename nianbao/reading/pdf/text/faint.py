"""Text that the reader of a page does not see, or only as a watermark: white or pale, on nothing darker."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from typing import Any

import pypdfium2_raw as pdfium

from nianbao.reading.pdf.tables.drawing import Corners, PageObject, Place, corners_of
from nianbao.reading.pdf.unchecked import unchecked

# Lighter than this in every colour is no ink to read; Word's own watermarks are silver, 192.
PALE = 0xC0
# More backgrounds than this are a picture made of shapes; the bound keeps hostile pages from costing time.
MOST = 500

_colour_of = unchecked(pdfium.FPDFPageObj_GetFillColor)


def has_faint_text(objects: Iterable[PageObject]) -> bool:
    """Whether any text of the page is pale, by a look at each piece of it."""
    colour = _Colour()
    return any(one.kind == pdfium.FPDF_PAGEOBJ_TEXT and _is_pale(one.handle, colour) for one in objects)


def is_faint(text: Any, index: int) -> bool:
    """Whether a character of a loaded text page is pale."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFText_GetFillColor(text, index, red, green, blue, alpha)
    return min(red.value, green.value, blue.value) >= PALE


def backgrounds(objects: Iterable[PageObject], place: Place) -> list[Corners]:
    """Where something darker is painted, or a picture stands, on which pale text can be read."""
    found: list[Corners] = []
    colour = _Colour()
    for one in objects:
        painted = one.kind == pdfium.FPDF_PAGEOBJ_PATH and _is_filled(one.handle) and not _is_pale(one.handle, colour)
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
        self.red, self.green, self.blue, alpha = (ctypes.c_uint() for _ in range(4))
        self.places = tuple(map(ctypes.byref, (self.red, self.green, self.blue, alpha)))


def _is_pale(handle: Any, colour: _Colour) -> bool:
    """Whether an object is filled with a pale colour, which is put into `colour`."""
    known = _colour_of(handle, *colour.places)
    return bool(known) and min(colour.red.value, colour.green.value, colour.blue.value) >= PALE
