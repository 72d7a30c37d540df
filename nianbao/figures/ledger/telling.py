"""What is said of a register, as lines: a line for each thing and column, with the cells that it is said of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from msgspec import Struct

from nianbao.figures.ledger.model import Remark, Spot
from nianbao.figures.places import FigurePlace
from nianbao.i18n import Text
from nianbao.ooxml.rows import address

_LINE = Text("{place}：{what}{others}", "{place}: {what}{others}")
_OTHERS = Text("（同类的还有 {count} 处：{cells}）", " (and {count} more: {cells})")
_LINES = Text("……另有 {count} 种问题", "… and {count} more of other kinds")
_SHOWN: Final = 20
_MOST_LINES: Final = 500

Named: TypeAlias = Callable[[str, Spot], object]
"""How the place of a cell is told, of the file and the cell: a str, or a Text."""


def as_editors(path: str, spot: Spot) -> str:
    """The cell as editors follow it: `register.xlsx:SHEET!C7`, `register.csv:7:3`."""
    if not spot.sheet:
        return str(FigurePlace(path, line=spot.row, column=spot.column))
    return str(FigurePlace(path, sheet=spot.sheet, cells=address(spot.row, spot.column)))


class Told(Struct, frozen=True):
    """Lines, and whether they leave out some of the cells."""

    lines: tuple[Text, ...]
    cut: bool


def told(remarks: Iterable[Remark], path: str, named: Named = as_editors, *, every: bool = False) -> Told:
    """Lines in the order of the register; what is said of many cells of a column is said once.

    A line names the first cells, `every` one where whoever reads it has no other list.
    """
    grouped = _grouped(remarks)
    most = None if every else _SHOWN
    shown = tuple(_line(named(path, spots[0]), what, spots[1:], most) for what, spots in grouped[:_MOST_LINES])
    rest = len(grouped) - len(shown)
    cut = rest > 0 or (most is not None and any(len(spots) > most + 1 for _, spots in grouped))
    return Told((*shown, *([_LINES.format(count=rest)] if rest else [])), cut)


def _grouped(remarks: Iterable[Remark]) -> list[tuple[Text, list[Spot]]]:
    found: dict[tuple[str, int, Text], tuple[Text, list[Spot]]] = {}
    for remark in remarks:
        kind = (remark.spot.sheet, remark.spot.column, remark.kind or remark.what)
        found.setdefault(kind, (remark.what, []))[1].append(remark.spot)
    return sorted(found.values(), key=lambda one: (one[1][0].sheet, one[1][0].row, one[1][0].column))


def _line(place: object, what: Text, others: list[Spot], most: int | None) -> Text:
    cells = [address(spot.row, spot.column) for spot in others[:most]]
    more = "…" if len(others) > len(cells) else ""
    listed = Text("、".join(cells) + more, ", ".join(cells) + more)
    also = _OTHERS.format(count=len(others), cells=listed) if others else Text("", "")
    return _LINE.format(place=place, what=what, others=also)
