"""In which order columns stand where there is no grid: as their headers do in each line of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from nianbao.document import Cell
from nianbao.recognising.tables.forms import BlockForm
from nianbao.recognising.tables.out_of_order import moved
from nianbao.report import FoundLabel, Moved

# A header: where its line stands (the piece of the table, the row there), its cell, its key.
Stated: TypeAlias = tuple[tuple[int, int], Cell, str]


def moved_groups(block: BlockForm, stated: Sequence[Stated], found: Sequence[int | None]) -> Iterator[Moved]:
    """Groups of columns that stand in another order in their line than the form's."""
    lines: dict[tuple[int, int], list[tuple[int, FoundLabel]]] = {}
    for (line, cell, _), i in zip(stated, found, strict=True):
        if i is not None and not block.headers[i].leaf:
            label = FoundLabel(cell.text, block.headers[i].column.label, block.headers[i].id, cell.place)
            lines.setdefault(line, []).append((i, label))
    for there in lines.values():
        yield from moved("column", [i for i, _ in there], [label for _, label in there])


def exchanged(block: BlockForm, stated: Sequence[Stated], found: Sequence[int | None]) -> list[int]:
    """Where the figures of each column stand: where its header stands, if headers of one line have changed places.

    Which of two lines a header stands in tells nothing: one over a single column may stand beside the groups.
    """
    column = {leaf.id: at for at, leaf in enumerate(block.columns)}
    lines: dict[tuple[int, int], list[int]] = {}
    for (line, *_), i in zip(stated, found, strict=True):
        if i is not None and block.headers[i].leaf:
            lines.setdefault(line, []).append(column[block.headers[i].id or ""])
    at = list(range(len(block.columns)))
    for there in lines.values():
        for place, own in zip(sorted(there), there, strict=True):
            at[own] = place
    return at


def places(block: BlockForm, found: Sequence[int | None], extra: int) -> list[int]:
    """Which figures of a row are the form's. Only where no header stands above another is their order the headers'."""
    places = list(range(len(block.columns)))
    if extra and all(header.leaf for header in block.headers):
        stated = [i for i, index in enumerate(found) if index is not None]
        return stated if len(stated) == len(places) == len(found) - extra else places
    return places
