"""What a run stands on: a ground that is painted, on which white is seen, and the line that other text keeps."""

from __future__ import annotations

from lxml import etree

from nianbao.ooxml import names as n
from nianbao.ooxml.attributes import child, number

_PROPERTIES = {n.R: n.RPR, n.P: n.PPR, n.TC: n.TCPR, n.TBL: n.TBLPR}
_PAINTS = (n.SHD, n.HIGHLIGHT)
_NO_PATTERN, _NO_FILL = frozenset(("clear", "nil")), frozenset(("auto", "ffffff"))
# Boxes and pages may have grounds of many kinds: what is white there may be seen.
_OTHER_GROUNDS = frozenset((n.TXBXCONTENT,))
# Moved less than this (half-points) a character is on the line to the eye; programs that convert move words by less.
_OFF_THE_LINE = 4


def is_painted(element: etree._Element) -> bool:
    """Whether an element holds a ground that is not the paper's."""
    return any(not (paint.tag == n.SHD and _is_paper(paint)) for paint in element.iter(*_PAINTS))


def _is_paper(shading: etree._Element) -> bool:
    pattern, fill = shading.get(n.VAL) or "clear", shading.get(f"{n.W}fill") or "auto"
    return pattern in _NO_PATTERN and fill.lower() in _NO_FILL and shading.get(f"{n.W}themeFill") is None


def stands_on_paint(run: etree._Element) -> bool:
    """Whether something paints the ground behind a run, so that white text on it may be seen."""
    for element in (run, *run.iterancestors()):
        properties = child(element, _PROPERTIES[element.tag]) if element.tag in _PROPERTIES else None
        if element.tag in _OTHER_GROUNDS or (properties is not None and is_painted(properties)):
            return True
    root = run.getroottree().getroot()
    return child(root, f"{n.W}background") is not None


def line_of(run: etree._Element) -> int:
    """By how many half-points the line of the paragraph around a run is moved, where all of it is."""
    paragraph = next(run.iterancestors(n.P), None)
    shifts = [] if paragraph is None else [_shift(other) for other in paragraph.iter(n.R) if _has_text(other)]
    return 0 if 0 in shifts or not shifts else shifts[0]


def is_off_line(shift: int, line: int) -> bool:
    """Whether text moved by `shift` half-points is above or below a line that is moved by `line`."""
    return abs(shift - line) >= _OFF_THE_LINE


def _has_text(run: etree._Element) -> bool:
    return any((text.text or "").strip() for text in run.iterchildren(n.T))


def _shift(run: etree._Element) -> int:
    return number(child(child(run, n.RPR), n.POSITION)) or 0
