"""A statutory table as a grid of cells, merges included, laid out as the official form prints it.

The Word file, the web page and the workbook draw the same grid.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from msgspec import Struct

from nianbao.figures.model import CellId
from nianbao.rulebook.model import (
    Column,
    Leaf,
    Row,
    TableBlock,
    TableForm,
    ValueType,
    leaf_columns,
    leaf_rows,
)

Kind: TypeAlias = Literal["title", "corner", "header", "label", "value"]


class GridCell(Struct, frozen=True):
    """A cell at its top left corner, counted from 0, with its spans."""

    row: int
    column: int
    rows: int
    columns: int
    kind: Kind
    text: str = ""
    id: CellId | None = None  # of a value
    value: ValueType = "count"


class Grid(Struct, frozen=True):
    """All cells of a table in reading order; `labels` columns come before the figures."""

    height: int
    width: int
    labels: int
    cells: tuple[GridCell, ...]
    header_rows: int  # at the top of the first block

    def rows(self) -> list[list[GridCell]]:
        """The cells that begin in each row, from left to right."""
        rows: list[list[GridCell]] = [[] for _ in range(self.height)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return rows


def grid_of(form: TableForm) -> Grid:
    """The grid of a table: its blocks below one another, as wide as the widest."""
    labels = max(_depth(block.rows) if _labelled(block) else 0 for block in form.blocks)
    figures = max(len(leaf_columns(block)) for block in form.blocks)
    cells: list[GridCell] = []
    top = 0
    for block in form.blocks:
        drawn = _Block(form.id, block, labels, figures, top)
        cells.extend(drawn.cells())
        top = drawn.bottom
    first = _Block(form.id, form.blocks[0], labels, figures, 0)
    return Grid(
        height=top,
        width=labels + figures,
        labels=labels,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
        header_rows=first.body,
    )


class _Block:
    """One block at its place: `top` and `body` are rows of the grid, `body` the first with figures."""

    def __init__(self, table: str, block: TableBlock, labels: int, figures: int, top: int) -> None:
        self._table, self._block, self._labels, self._figures, self._top = table, block, labels, figures, top
        self._header = top + (1 if block.label else 0)
        self._depth = _depth(block.columns)
        self.body = self._header + self._depth
        self.bottom = self.body + len(leaf_rows(block))

    def cells(self) -> Iterator[GridCell]:
        width = self._labels + self._figures
        if self._block.label:
            yield GridCell(self._top, 0, 1, width, "title", self._block.label)
        if self._labels:
            yield GridCell(self._header, 0, self._depth, self._labels, "corner", self._block.corner)
        yield from self._headers(self._block.columns, 0, self._labels)
        if self._labels:
            yield from self._row_labels(self._block.rows, 0, self.body)
        for offset, row in enumerate(leaf_rows(self._block)):
            yield from self._values(row, self.body + offset)

    def _headers(self, columns: tuple[Column, ...], depth: int, left: int) -> Iterator[GridCell]:
        for column in columns:
            width = self._span(column, left)
            rows = 1 if column.columns else self._depth - depth
            yield GridCell(self._header + depth, left, rows, width, "header", column.label)
            yield from self._headers(column.columns, depth + 1, left)
            left += width

    def _span(self, column: Column, left: int) -> int:
        """How many grid columns a column takes: the last one of a narrow block takes what is left over."""
        width = _leaf_count(column)
        missing = self._figures - len(leaf_columns(self._block))
        ends = left + width == self._labels + len(leaf_columns(self._block))
        return width + missing if ends else width

    def _row_labels(self, rows: tuple[Row, ...], depth: int, top: int) -> Iterator[GridCell]:
        for row in rows:
            height = _leaf_count(row)
            columns = 1 if row.rows else self._labels - depth
            yield GridCell(top, depth, height, columns, "label", row.label)
            yield from self._row_labels(row.rows, depth + 1, top)
            top += height

    def _values(self, row: Leaf, at: int) -> Iterator[GridCell]:
        left = self._labels
        for leaf in leaf_columns(self._block):
            assert isinstance(leaf.item, Column)
            width = self._span(leaf.item, left)
            cell = (self._table, row.id, leaf.id)
            yield GridCell(at, left, 1, width, "value", id=cell, value=leaf.item.value)
            left += width


def _labelled(block: TableBlock) -> bool:
    return any(leaf.label for leaf in leaf_rows(block))


def _below(item: Row | Column) -> tuple[Row, ...] | tuple[Column, ...]:
    return item.rows if isinstance(item, Row) else item.columns


def _depth(items: tuple[Row, ...] | tuple[Column, ...]) -> int:
    return 1 + max(_depth(_below(item)) for item in items) if items else 0


def _leaf_count(item: Row | Column) -> int:
    return sum(_leaf_count(below) for below in _below(item)) or 1
