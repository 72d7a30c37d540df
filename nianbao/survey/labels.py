"""The Chinese labels of tables, rows and columns by their ids: of every edition, since a survey may hold several."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from nianbao.rulebook import load_rulebook
from nianbao.rulebook.editions import EDITIONS
from nianbao.rulebook.labels import column_label, row_label
from nianbao.rulebook.model import Rulebook, leaf_columns, leaf_rows


class Labelled(Struct, frozen=True):
    """A cell of a form in words."""

    edition: str
    table: str
    row: str
    column: str
    table_label: str
    row_label: str
    column_label: str


def labels(book: Rulebook | None = None) -> Iterator[Labelled]:
    """Every figure of the official editions, or of one rulebook, in the order of the form."""
    for each in [book] if book else [load_rulebook(edition=edition) for edition in sorted(EDITIONS)]:
        yield from _labels(each)


def _labels(book: Rulebook) -> Iterator[Labelled]:
    for form in book.tables:
        for block in form.blocks:
            for row in leaf_rows(block):
                for column in leaf_columns(block):
                    yield Labelled(
                        book.edition, form.id, row.id, column.id,
                        form.name.zh, row_label(form, row.id), column_label(form, column.id),
                    )  # fmt: skip
    for group in book.prose_figures:
        for figure in group.figures:
            yield Labelled(book.edition, group.id, figure.id, "", group.name.zh, figure.label, "")
