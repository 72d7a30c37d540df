"""The order in which findings are read: as the format goes, section by section, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from linter.findings import Location
from nianbao.memo import once_per
from nianbao.rulebook.model import Leaf, Rulebook, TableBlock, TableForm, leaf_columns, leaf_rows

Key = tuple[int, int, int, int, int, str]


@once_per()
def reading_order(rulebook: Rulebook) -> Callable[[Location, str], Key]:
    """What to sort findings by: a function of the place and the code."""
    sections = {s.id: i for i, s in enumerate(rulebook.sections)}
    rows, columns = (
        {(t.id, leaf.id): i for t in rulebook.tables for i, leaf in enumerate(_every(t, leaves))}
        for leaves in (leaf_rows, leaf_columns)
    )

    def key(place: Location, code: str) -> Key:
        return (
            -1 if place.section is None else sections.get(place.section, len(sections)),
            place.table is not None,
            rows.get((place.table or "", place.row or ""), -1),
            columns.get((place.table or "", place.column or ""), -1),
            place.line or 0,
            code,
        )

    return key


def _every(form: TableForm, leaves: Callable[[TableBlock], tuple[Leaf, ...]]) -> Iterator[Leaf]:
    for block in form.blocks:
        yield from leaves(block)
