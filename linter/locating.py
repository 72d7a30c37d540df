"""Which block, cell and words of a report a finding is about, for those who show the report as it was read.

Places tell a thing of a Word file or a web page alone, of plain text its line, of a PDF its page. What else is known,
the identity of the place, the section, the column and the words, tells apart what stands at the same place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from linter.findings import Finding, Location
from linter.transcript import Spot
from nianbao.document import Place, Table
from nianbao.report import FoundTable, Report

# An anchor, or page and line.
_Key: TypeAlias = tuple[str, int, int]
_Figure: TypeAlias = tuple[str | None, str | None, str | None]  # table, row, column


_FAR = 4  # lines


class _Thing(NamedTuple):
    block: int
    cell: int | None
    text: str
    place: Place


class Locator:
    """The spots of the findings of one report, which must be at hand as it was when it was checked."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._things = list(_things(report))
        self._lines = list(accumulate((thing.place.line or 0 for thing in self._things), max))
        self._same: dict[int, list[_Thing]] = defaultdict(list)  # by the identity of the place
        self._at: dict[_Key, list[_Thing]] = defaultdict(list)
        for thing in self._things:
            for part in thing.place.parts:
                self._at[_key(part)].append(thing)
            self._same[id(thing.place)].append(thing)
        self.figures: dict[_Figure, _Thing] = {}
        for table in report.tables:
            self._add_figures(table)
        self._figure_of = {(thing.block, thing.cell): figure for figure, thing in self.figures.items()}
        self._sections = _sections(report)

    def spots(self, finding: Finding) -> tuple[Spot, ...]:
        """Where the finding shows, the first before the others; nothing where the report has no such place."""
        at = finding.location
        cells: list[_Figure] = [(c.table, c.row, c.column) for c in finding.places]
        cells = cells or [(at.table, at.row, at.column)]
        if shown := [self.figures[cell] for cell in cells if cell in self.figures]:
            return tuple(Spot(thing.block, thing.cell) for thing in shown)
        after = finding.near != at.place
        found = [self._spot(part, at, after=after) for part in finding.near.parts]
        return tuple(dict.fromkeys(spot for spot in found if spot))

    def _spot(self, place: Place, at: Location, *, after: bool) -> Spot | None:
        likeliest = max(self._candidates(place), key=lambda thing: self._likely(thing, at), default=None)
        if likeliest is None:
            return None
        if not after and likeliest.cell is None and at.table and (label := self._label_before(likeliest, at.text)):
            return label
        block, cell, text, _ = likeliest
        if after:
            return Spot(block, cell if cell is None else self._label_of_row(block, cell), after=True)
        if not place.anchor and not place.line and at.text and at.text not in text:
            return Spot(block, cell, after=True)  # somewhere on its page: nobody sees it where it stands
        return Spot(block, cell, None if cell is not None else _words(text, place, likeliest.place, at.text))

    def _label_before(self, figure: _Thing, label: str | None) -> Spot | None:
        """Of a table in lines, the label that stands some lines before the figure that its row is known by."""
        if not label or label in figure.text:
            return None
        for number in range(figure.block - 1, max(figure.block - 1 - _FAR, -1), -1):
            if label in getattr(self._report.blocks[number], "text", ""):
                return Spot(number)
        return None

    def _candidates(self, place: Place) -> Sequence[_Thing]:
        same = self._same.get(id(place), ())
        if len(same) == 1:
            return same
        return self._at.get(_key(place)) or self._at.get((place.within, 0, 0)) or self._before(place)

    def _before(self, place: Place) -> list[_Thing]:
        """What begins at the line or in front of it: a sentence begins at another line than its paragraph."""
        if place.anchor or not place.line:
            return []
        number = bisect_right(self._lines, place.line)
        return self._things[number - 1 : number]

    def _likely(self, thing: _Thing, at: Location) -> tuple[bool, ...]:
        """The more of what is known of the finding fits, the likelier; of equals the first is taken."""
        figure = self._figure_of.get((thing.block, thing.cell))
        return (
            figure is not None and at.column is not None and figure[2] == at.column,
            at.section is None or self._sections.get(thing.block) == at.section,
            bool(at.text) and thing.text.strip() == (at.text or "").strip(),
            bool(at.text) and (at.text or "") in thing.text,
            thing.cell is not None or at.table is None,
        )

    def _label_of_row(self, block: int, cell: int) -> int:
        """The last cell in front of the figures of a row that says something."""
        table = self._report.blocks[block]
        assert isinstance(table, Table)
        row = [n for n, other in enumerate(table.cells) if other.row == table.cells[cell].row]
        labels = [n for n in row if (block, n) not in self._figure_of and table.cells[n].text.strip()]
        return labels[-1] if labels else row[0]

    def _add_figures(self, table: FoundTable) -> None:
        """The cells of the figures. Of a line they are the last, so both are gone through from behind."""
        by_place: dict[_Key, list[tuple[_Figure, str]]] = defaultdict(list)
        for (row, column), value in table.values.items():
            same = self._same.get(id(value.place), ())
            if len(same) == 1:
                self.figures[table.id, row, column] = same[0]
            else:
                by_place[_key(value.place)].append(((table.id, row, column), value.raw))
        for key, values in by_place.items():
            cells = [thing for thing in self._at.get(key, ()) if thing.cell is not None]
            for figure, raw in reversed(values):
                while cells and cells[-1].text.strip() != raw.strip():
                    cells.pop()
                if cells:
                    self.figures[figure] = cells.pop()


def _things(report: Report) -> Iterator[_Thing]:
    for number, block in enumerate(report.blocks):
        if isinstance(block, Table):
            yield from (_Thing(number, n, cell.text, cell.place) for n, cell in enumerate(block.cells))
            if not block.cells or block.place != block.cells[0].place:
                yield _Thing(number, None, "", block.place)
        else:
            yield _Thing(number, None, block.text, block.place)


def _key(place: Place) -> _Key:
    return (place.anchor, 0, 0) if place.anchor else ("", place.page or 0, place.line or 0)


def _sections(report: Report) -> dict[int, str]:
    """The section that each block is in, its heading included."""
    inside: dict[int, str] = {}
    starts = [*(heading.block for heading in report.headings), len(report.blocks)]
    for heading, end in zip(report.headings, starts[1:], strict=True):
        if heading.section is not None:
            inside |= dict.fromkeys(range(heading.block, end), heading.section.id)
    return inside


def _words(text: str, place: Place, whole: Place, quoted: str | None) -> tuple[int, int] | None:
    """The characters of the text that are meant: those of the place, else those that the finding quotes."""
    if place.span is not None:
        first = whole.span[0] if whole.span else 0
        start, end = max(place.span[0] - first, 0), min(place.span[1] - first, len(text))
    else:
        start = text.find(quoted) if quoted else -1
        end = start + len(quoted or "")
    return (start, end) if 0 <= start < end and (start, end) != (0, len(text)) else None
