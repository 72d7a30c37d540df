"""The straight lines and pictures that a page draws."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

import pypdfium2_raw as pdfium

from nianbao.reading.pdf.unchecked import unchecked

Point: TypeAlias = tuple[float, float]
Matrix: TypeAlias = tuple[float, float, float, float, float, float]
Corners: TypeAlias = tuple[float, float, float, float]
Place: TypeAlias = Callable[[float, float], Point]

# A line is straight if it strays less than this, a filled shape thinner than THIN is a drawn line: points.
STRAIGHT = 0.7
THIN = 3.0
# Forms within forms; WPS and Word nest one or two.
MAX_DEPTH = 8
# The largest ruled page seen has some 200 lines; maps and charts are no tables.
MAX_RULES = 20_000
# Pictures smaller than this (points) are ornaments, seals and bullets.
MIN_PICTURE = (80.0, 30.0)
_SHOWN = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_TEXT)
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)

_kind_of = unchecked(pdfium.FPDFPageObj_GetType)
_of_form = unchecked(pdfium.FPDFFormObj_GetObject)
_of_page = unchecked(pdfium.FPDFPage_GetObject)


class Rule(NamedTuple):
    """A straight line: its place on the axis it crosses, and its two ends on the other."""

    at: float
    start: float
    end: float


class PageObject(NamedTuple):
    """A path, a picture or a piece of text, with its kind as PDFium has it and the matrix of the form around it."""

    handle: Any
    kind: int
    matrix: Matrix


def rules_and_pictures(objects: Iterable[PageObject], place: Place) -> tuple[list[Rule], list[Rule], list[Corners]]:
    """Horizontal lines, vertical lines and pictures in the coordinates that `place` gives."""
    across: list[Rule] = []
    down: list[Rule] = []
    pictures: list[Corners] = []
    for obj, kind, matrix in objects:
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            corners = _picture(obj, matrix, place)
            if corners[2] - corners[0] >= MIN_PICTURE[0] and corners[3] - corners[1] >= MIN_PICTURE[1]:
                pictures.append(corners)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and len(across) + len(down) < MAX_RULES:
            for rule, lying in _rules(obj, matrix, place):
                (across if lying else down).append(rule)
    return across, down, pictures


def corners_of(one: PageObject, place: Place) -> Corners:
    """The box around an object, in the coordinates that `place` gives."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(one.handle, left, bottom, right, top)
    points = [place(*_through(one.matrix, x.value, y.value)) for x in (left, right) for y in (bottom, top)]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def objects_of(page: Any) -> Iterator[PageObject]:
    """Paths, pictures and text of the page and of the forms it shows."""
    stack = [(page, _IDENTITY, 0)]
    while stack:
        holder, matrix, depth = stack.pop()
        count, get = _children(holder, depth)
        for index in range(count):
            obj = get(holder, index)
            kind = _kind_of(obj)
            if kind in _SHOWN:
                yield PageObject(obj, kind, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
                stack.append((obj, _times(_matrix_of(obj), matrix), depth + 1))


def _children(holder: Any, depth: int) -> tuple[int, Callable[[Any, int], Any]]:
    if depth:
        return pdfium.FPDFFormObj_CountObjects(holder), _of_form
    return pdfium.FPDFPage_CountObjects(holder), _of_page


def _matrix_of(obj: Any) -> Matrix:
    m = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(obj, m)
    return m.a, m.b, m.c, m.d, m.e, m.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _through(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _picture(obj: Any, matrix: Matrix, place: Place) -> Corners:
    whole = _times(_matrix_of(obj), matrix)
    points = [place(*_through(whole, x, y)) for x in (0, 1) for y in (0, 1)]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _rules(obj: Any, matrix: Matrix, place: Place) -> Iterator[tuple[Rule, bool]]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(obj, fill, stroke)
    if not (fill.value or stroke.value):
        return
    edges = _straight(_edges(obj, _times(_matrix_of(obj), matrix), place))
    yield from edges if stroke.value else _paired(list(edges))


def _edges(obj: Any, matrix: Matrix, place: Place) -> Iterator[tuple[Point, Point]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(min(pdfium.FPDFPath_CountSegments(obj), MAX_RULES)):
        segment = pdfium.FPDFPath_GetPathSegment(obj, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = place(*_through(matrix, x.value, y.value))
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield last, point
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield last, start


def _straight(edges: Iterator[tuple[Point, Point]]) -> Iterator[tuple[Rule, bool]]:
    """Edges along an axis, and whether they lie (horizontal) or stand."""
    for (xa, ya), (xb, yb) in edges:
        if not math.isfinite(xa + ya + xb + yb):
            continue
        if abs(ya - yb) < STRAIGHT <= abs(xa - xb):
            yield Rule((ya + yb) / 2, min(xa, xb), max(xa, xb)), True
        elif abs(xa - xb) < STRAIGHT <= abs(ya - yb):
            yield Rule((xa + xb) / 2, min(ya, yb), max(ya, yb)), False


def _paired(edges: list[tuple[Rule, bool]]) -> Iterator[tuple[Rule, bool]]:
    """The edges of filled shapes that have another one close beside them: a thin bar or the rim of a frame.

    The others bound coloured areas, which are no ruling lines: text editors paint one behind each line of prose.
    """
    edges.sort(key=lambda edge: (edge[1], edge[0].at))
    for (one, lying), (other, other_lying) in pairwise(edges):
        overlap = min(one.end, other.end) - max(one.start, other.start)
        if lying == other_lying and other.at - one.at <= THIN < overlap:
            yield Rule((one.at + other.at) / 2, max(one.start, other.start), min(one.end, other.end)), lying
