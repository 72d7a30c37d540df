"""Rows that a page break cut in two: converters of PDF and printing browsers leave a row for each half."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from nianbao.recognising.tables.lines import TableLine
from nianbao.recognising.words import label_key


def whole_rows(
    lines: Sequence[TableLine], row_words: frozenset[str], may_be_row: Callable[[TableLine], bool]
) -> tuple[TableLine, ...]:
    """The lines with two halves of a row made one, a header repeated between them left where it is.

    Halves are rows that follow each other, only one of them with figures, whose labels are none of `row_words` but
    together are one. The row stands where its figures stand.
    """
    whole: list[TableLine] = []
    begun: int | None = None  # where in `whole` a row stands that may be the upper half of one
    for line in lines:
        if not _half(line, row_words) or not may_be_row(line):
            begun = begun if not any(key in row_words for key in line.keys) else None
            whole.append(line)
            continue
        joined = _joined(whole[begun], line) if begun is not None else None
        if begun is not None and joined is not None and joined.keys[joined.labels - 1] in row_words:
            whole[begun] = joined
        else:
            begun = len(whole)
            whole.append(line)
    return tuple(whole)


def _half(line: TableLine, row_words: frozenset[str]) -> bool:
    return bool(line.labels) and line.keys[line.labels - 1] not in row_words


def _joined(upper: TableLine, lower: TableLine) -> TableLine | None:
    """The row of both halves, None where both have figures."""
    if _has_figures(upper) and _has_figures(lower):
        return None
    kept = lower if _has_figures(lower) else upper
    text = upper.cells[upper.labels - 1].text + lower.cells[lower.labels - 1].text
    label = replace(kept.cells[kept.labels - 1], text=text)
    groups = max((upper, kept), key=_stated_labels)  # a group that begins with the row stands in its upper half
    before = groups.labels - 1
    return replace(
        kept,
        cells=(*groups.cells[:before], label, *kept.cells[kept.labels :]),
        keys=(*groups.keys[:before], label_key(text), *kept.keys[kept.labels :]),
        labels=groups.labels,
    )


def _stated_labels(half: TableLine) -> tuple[int, int]:
    return sum(map(bool, half.keys[: half.labels])), half.labels


def _has_figures(line: TableLine) -> bool:
    return any(line.keys[line.labels :])
