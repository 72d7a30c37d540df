"""Text broken at a fixed width wherever that falls, as `fold` and terminals do it: rows and figures are cut in two."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from nianbao.i18n import Text

FOLDED = Text(
    "文本按固定宽度硬性换行，表格的行和数字被断开，无法分辨；请直接检查原文件，或重新提取而不按宽度换行",
    "the text was broken at a fixed width, through the rows and figures of its tables, which cannot be told apart any"
    " more; check the original file instead, or take the text again without breaking its lines",
)
# A figure that goes on in the next line: a number of a label has its mark, a count in a sentence its word.
_ENDS = re.compile(r"(?<![\d.])(?!0\Z)\d[\d.]*\Z")
_GOES_ON = re.compile(r"\d+(?:\.\d+)?(?=[ \t]|\Z)")
_BEGUN = re.compile(r"\d\t+\Z")
_FIGURES = re.compile(r"[\d.\t ]+")
_ENDED = re.compile(r"[。；：！？]\Z")
# Narrower text is none.
_NARROWEST = 16
# So many lines end at the margin where figures set apart by blanks are cut; where labels alone may be cut, and how
# many of these are sentences.
_FIGURES_CUT, _LABELS_CUT, _SENTENCES = 2, 5, 3


def _columns(line: str) -> int:
    return len(line.encode("gbk", "replace"))


# What a width is counted in, and how far below it a line that was broken may end.
_MEASURES: tuple[tuple[Callable[[str], int], int], ...] = (
    (len, 0),
    (_columns, 1),
    (lambda line: _columns(line.expandtabs()), 1),
    (lambda line: len(line.encode()), 2),
)


def is_folded(lines: Sequence[str]) -> bool:
    """Whether the text was broken at a width of its own, and that cuts a row or a figure of its tables in two."""
    beside = [pair for pair in pairwise(lines) if pair[0].strip() and pair[1].strip()]
    figures = [before for before, after in beside if _are_figures_cut(before, after)]
    rows = [before for before, after in beside if _is_row_cut(before, after)]
    return any(_end_at_margin(figures, rows, lines, *measure) for measure in _MEASURES if figures or rows)


def _are_figures_cut(before: str, after: str) -> bool:
    """Whether the figures of a row, or the digits of one, may go on in the next line."""
    if "\t" in before:
        return bool(_FIGURES.fullmatch(after) and _BEGUN.search(before)) or _is_figure_cut(before, after)
    return _is_figure_cut(before, after)


def _is_figure_cut(before: str, after: str) -> bool:
    """Whether the digits at the end of one line and the beginning of the next may be one figure: none begins with 0."""
    return bool(_ENDS.search(before) and _GOES_ON.match(after))


def _is_row_cut(before: str, after: str) -> bool:
    """Whether a label may go on in the next line."""
    return "\t" in before or ("\t" in after and not _ENDED.search(before))


def _end_at_margin(
    figures: Sequence[str], rows: Sequence[str], lines: Sequence[str], measure: Callable[[str], int], slack: int
) -> bool:
    """Whether a line that may be cut is as long as several are and none is longer."""
    margin = max(map(measure, lines))
    full = [line for line in lines if measure(line) >= margin - slack]
    if margin < _NARROWEST:
        return False
    if any(measure(line) >= margin - slack and ("\t" in line or len(full) >= _FIGURES_CUT) for line in figures):
        return True
    sentences = sum(map(_is_cut_sentence, full))
    cut = any(measure(line) >= margin - slack for line in rows)
    return cut and len(full) >= _LABELS_CUT and sentences >= _SENTENCES


def _is_cut_sentence(line: str) -> bool:
    return "\t" not in line and not line[-1].isdigit() and not _ENDED.search(line)
