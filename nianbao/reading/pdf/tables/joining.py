"""Tables cut by page breaks: the header repeated or not, rows cut in two, merged cells that go on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from nianbao.numerals import NUMERALS
from nianbao.reading.pdf.tables.pieces import PADDING, GridBox, GridPiece
from nianbao.text import normalise, parse_number

# Column edges of one table differ no more between pages (points).
SAME_EDGE = 4.0

# A number before a label: the cell is not the rest of the one before.
_NUMBERED = re.compile(rf"[(]?[{NUMERALS}\d]{{1,3}}[).、,]", re.ASCII)


def can_join(upper: GridPiece, lower: GridPiece) -> bool:
    """Whether the table at the top of a page has the columns of the one at the foot of the page before.

    A row of one merged cell has no columns of its own, so either side may lack edges that the other has.
    """
    if abs(upper.left - lower.left) > SAME_EDGE or abs(upper.right - lower.right) > SAME_EDGE:
        return False
    if upper.single != lower.single and not all(
        len(box.lines) <= 1 for box in (upper if upper.single else lower).boxes
    ):
        return False
    ours, theirs = _edges(upper.boxes), _edges(lower.boxes)
    return _within(ours, theirs) or _within(theirs, ours)


def join(upper: GridPiece, lower: GridPiece) -> GridPiece:
    """Both parts as one table."""
    lower = _without_header(upper, lower)
    if not lower.rows:
        return upper
    first = lower.row(0)
    last = {index: box for index, box in enumerate(upper.boxes) if box.row + box.rows == upper.rows}
    pairs = [(box, _over(box, last)) for box in first]
    cut = _row_is_cut(pairs, last, upper)
    parted = _is_header_parted(pairs, last.values())
    goes_on = {
        id(box): over
        for box, over in pairs
        if over is not None and (cut or _cell_goes_on(last[over], box, upper, first, parted))
    }
    return _stacked(upper, lower, goes_on, upper.rows - cut)


def _edges(boxes: Iterable[GridBox]) -> list[float]:
    return sorted({edge for box in boxes for edge in (box.x0, box.x1)})


def _within(few: Sequence[float], many: Sequence[float]) -> bool:
    return all(any(abs(one - other) <= SAME_EDGE for other in many) for one in few)


def _without_header(upper: GridPiece, lower: GridPiece) -> GridPiece:
    """The lower part without the rows at its top that repeat those at the top of the upper part."""
    repeated = 0
    while repeated < min(upper.rows, lower.rows) and _same_row(upper.row(repeated), lower.row(repeated)):
        repeated += 1
    while repeated and any(box.row < repeated < box.row + box.rows for box in lower.boxes):
        repeated -= 1
    if not any(box.lines for box in lower.boxes if box.row < repeated):
        return lower
    kept = tuple(replace(box, row=box.row - repeated) for box in lower.boxes if box.row >= repeated)
    return replace(lower, boxes=kept, rows=lower.rows - repeated)


def _same_row(ours: list[GridBox], theirs: list[GridBox]) -> bool:
    return len(ours) == len(theirs) and all(
        _aligned(one, other) and one.rows == other.rows and normalise(one.text) == normalise(other.text)
        for one, other in zip(ours, theirs, strict=True)
    )


def _aligned(one: GridBox, other: GridBox) -> bool:
    return abs(one.x0 - other.x0) <= SAME_EDGE and abs(one.x1 - other.x1) <= SAME_EDGE


def _over(box: GridBox, last: dict[int, GridBox]) -> int | None:
    return next((index for index, other in last.items() if _aligned(box, other)), None)


def _row_is_cut(pairs: list[tuple[GridBox, int | None]], last: dict[int, GridBox], upper: GridPiece) -> bool:
    """Whether the first row of the new page is the rest of the last one: no two cells that both speak."""
    if any(over is None for _, over in pairs) or len(pairs) != len(last):
        return False
    couples = [(last[over], box) for box, over in pairs if over is not None]
    if any(a.lines and b.lines and not _text_goes_on(a, b) for a, b in couples):
        return False
    simple = [(a, b) for a, b in couples if a.row == upper.rows - 1 and b.rows == 1]
    return (
        any(a.lines and b.lines for a, b in simple)
        or not any(b.lines for _, b in simple)
        or not any(a.lines for a, _ in simple)
        or (_only_figures(b for _, b in simple) and not any(_is_figure(a) for a, _ in simple))
    )


def _is_header_parted(pairs: Sequence[tuple[GridBox, int | None]], last: Iterable[GridBox]) -> bool:
    """Whether the break is between two rows of a header: headers over one column are merged, and were cut there."""
    boxes = [*last, *(box for box, _ in pairs)]
    return any(over is None for _, over in pairs) and not any(map(_is_figure, boxes))


def _only_figures(boxes: Iterable[GridBox]) -> bool:
    return all(_is_figure(box) for box in boxes if box.lines)


def _is_figure(box: GridBox) -> bool:
    return bool(box.lines) and parse_number(box.text) is not None


def _text_goes_on(above: GridBox, below: GridBox) -> bool:
    """Whether the text of one cell breaks off where its line was full and the other begins without a number."""
    line = above.lines[-1]
    full = (above.x1 - above.x0) - (line.x1 - line.x0) < PADDING + 1.3 * line.size
    figures = _is_figure(above) or _is_figure(below)
    return full and not figures and not _NUMBERED.match(normalise(below.text))


def _cell_goes_on(above: GridBox, below: GridBox, upper: GridPiece, first: list[GridBox], parted: bool) -> bool:
    """Whether a merged cell, such as the label of a group of rows, was cut between two rows."""
    merged = parted or above.rows > 1 or below.rows > 1
    if above.lines and below.lines:
        return (merged or _heads(below, first)) and _text_goes_on(above, below)
    if above.lines:
        return merged or _heads(below, first)
    return merged or _heads(above, upper.row(upper.rows - 1))


def _heads(box: GridBox, row: list[GridBox]) -> bool:
    """Whether a label stands to the right of a box and nothing to the left: it is one for a group of rows."""
    left = any(other.lines for other in row if other.x1 <= box.x0 + SAME_EDGE)
    right = [other for other in row if other.x0 >= box.x1 - SAME_EDGE and other.lines]
    return not left and bool(right) and not _is_figure(right[0])


def _stacked(upper: GridPiece, lower: GridPiece, goes_on: dict[int, int], shift: int) -> GridPiece:
    boxes = list(upper.boxes)
    for box in lower.boxes:
        over = goes_on.get(id(box))
        if over is None:
            boxes.append(replace(box, row=box.row + shift))
            continue
        above = boxes[over]
        rows = box.row + shift + box.rows - above.row
        boxes[over] = replace(above, rows=rows, lines=above.lines + box.lines)
    boxes.sort(key=lambda box: (box.row, box.x0))
    return replace(upper, boxes=tuple(boxes), rows=shift + lower.rows)
