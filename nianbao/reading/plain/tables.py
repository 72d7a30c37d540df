"""Tables of plain text: lines with tabs, which are cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from nianbao.document import Cell, Table
from nianbao.numerals import NUMERALS
from nianbao.reading.plain.lines import PROSE_MARKS, Line, place_of, runs

_ENUMERATED = re.compile(rf"\s*[（(]?[{NUMERALS}\d①-⑳]{{1,3}}[）)、.．]*\s*\t[^\t]+")


def _is_row(line: Line) -> bool:
    """Whether the line has cells: a tab inside it that neither indents nor follows a heading's number."""
    inner = line.text.strip("\t")
    return "\t" in inner and not _ENUMERATED.fullmatch(inner)


def _is_indented_prose(line: Line) -> bool:
    inner = line.text.strip("\t")
    return "\t" not in inner and len(inner) > 30 and bool(PROSE_MARKS.search(inner))


def marked(lines: list[Line]) -> Iterator[tuple[bool, Line]]:
    """Each line, with whether it belongs to a table."""
    for tabbed, group in groupby(lines, key=lambda line: "\t" in line.text and not _is_indented_prose(line)):
        for run in runs(list(group)):
            yield from _marked_run(run) if tabbed else ((False, line) for line in run)


def _marked_run(run: list[Line]) -> Iterator[tuple[bool, Line]]:
    """A run holds a table if any line of it has cells; numbered headings at its ends are none of its rows."""
    if not any(map(_is_row, run)):
        return ((False, line) for line in run)
    inner = [index for index, line in enumerate(run) if not _ENUMERATED.fullmatch(line.text.strip("\t"))]
    return ((inner[0] <= index <= inner[-1], line) for index, line in enumerate(run))


def table_of(lines: list[Line], paged: bool) -> Table:
    """Each line as a row; of its cells only the order is known."""
    cells = (
        Cell(text.strip(), row, column, place=place_of(line, paged))
        for row, line in enumerate(lines)
        for column, text in enumerate(line.text.split("\t"))
    )
    return Table(tuple(cells), place_of(lines[0], paged), gridded=False)
