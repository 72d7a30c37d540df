"""The texts of a document one after another, each with where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from linter.fixing.mends import Mend
from nianbao.document import Document, Paragraph, Place, Table


class Placed(NamedTuple):
    """A text: what finds it again in its file, and whether it is a cell, which is there though it is blank."""

    at: tuple[str, int | None]
    text: str
    cell: bool = False


def placed(document: Document) -> Iterator[Placed]:
    """Every text in reading order; blank paragraphs are none."""
    for block in document.blocks:
        if isinstance(block, Table):
            yield from (Placed(key(cell.place), cell.text, cell=True) for cell in block.cells)
        elif not isinstance(block, Paragraph) or block.text.strip():
            yield Placed(key(block.place), block.text)


def key(place: Place) -> tuple[str, int | None]:
    """What two places share that are in one thing: a paragraph, a cell, a line."""
    return place.anchor, None if place.anchor else place.line


def in_reading_order(mends: Iterable[Mend], document: Document) -> list[Mend]:
    """The mends as a reader meets them."""
    order: dict[tuple[str, int | None], int] = {}
    for number, one in enumerate(placed(document)):
        order.setdefault(one.at, number)
    return sorted(mends, key=lambda mend: order.get(key(mend.finding.location.place), len(order)))
