"""Grids from ruling lines: which lines belong together, and which boxes they leave as cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from nianbao.files.limits import Limits, exceeded
from nianbao.reading.pdf.tables.drawing import Rule

# Lines closer than this are one (double rules, the two sides of a bar); ends this far apart still touch: points.
SNAP = 3.0
# Shorter lines are parts of letters and ticks.
MIN_LENGTH = 5.0


class RuledCell(Struct, frozen=True):
    """A box of a grid by the numbers of its first row and column and how many it covers."""

    row: int
    column: int
    rows: int
    columns: int


class Grid(Struct, frozen=True):
    """The column edges `xs`, the row edges `ys` (ascending), and the cells that fill all between them."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[RuledCell, ...]
    covering: tuple[tuple[int, ...], ...]  # by row and column the number of the cell there

    @property
    def area(self) -> float:
        """In square points."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def at(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of a point, None outside."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[0] <= y < self.ys[-1]):
            return None
        return bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1

    def cell_at(self, x: float, y: float) -> int | None:
        """The number of the cell at a point, None outside."""
        place = self.at(x, y)
        return None if place is None else self.covering[place[0]][place[1]]


def find_grids(across: Iterable[Rule], down: Iterable[Rule], limits: Limits) -> list[Grid]:
    """The grids that horizontal and vertical lines draw, from the top of the page down.

    A side that is not drawn (an open table, a bottom line lost at a page break) is where the lines end.
    Raises ReadError where a grid has more boxes than `limits.cells`.
    """
    lying, standing = merge(across), merge(down)
    grids = [_grid(*part, limits) for part in _connected(lying, standing)]
    return sorted((g for g in grids if g is not None), key=lambda g: (g.ys[0], g.xs[0]))


def merge(rules: Iterable[Rule]) -> list[Rule]:
    """Lines in order of place, those that continue or cover each other made one."""
    merged: list[Rule] = []
    for group in _beside(sorted(rules)):
        at = sum(r.at for r in group) / len(group)
        start, end = group[0].start, group[0].end
        for rule in group[1:]:
            if rule.start > end + SNAP:
                merged.append(Rule(at, start, end))
                start = rule.start
            end = max(end, rule.end)
        merged.append(Rule(at, start, end))
    return [r for r in merged if r.end - r.start >= MIN_LENGTH]


def _beside(rules: list[Rule]) -> Iterable[list[Rule]]:
    """Groups of lines at one place, each sorted by where they start."""
    first = 0
    for index in range(1, len(rules) + 1):
        if index == len(rules) or rules[index].at - rules[first].at > SNAP:
            yield sorted(rules[first:index], key=lambda r: r.start)
            first = index


def _connected(lying: list[Rule], standing: list[Rule]) -> Iterable[tuple[list[Rule], list[Rule]]]:
    """Sets of lines that touch each other, directly or through others."""
    parent = list(range(len(lying) + len(standing)))
    places = [r.at for r in standing]

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for i, line in enumerate(lying):
        for j in range(bisect_left(places, line.start - SNAP), bisect_right(places, line.end + SNAP)):
            if standing[j].start - SNAP <= line.at <= standing[j].end + SNAP:
                parent[root(i)] = root(len(lying) + j)
    parts: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for node in range(len(parent)):
        part = parts.setdefault(root(node), ([], []))
        if node < len(lying):
            part[0].append(lying[node])
        else:
            part[1].append(standing[node - len(lying)])
    return parts.values()


def _grid(lying: list[Rule], standing: list[Rule], limits: Limits) -> Grid | None:
    if not lying or not standing:
        return None
    xs, ys = _edges(standing, lying), _edges(lying, standing)
    if len(xs) < 2 or len(ys) < 2:
        return None
    if (len(xs) - 1) * (len(ys) - 1) > limits.cells:
        raise exceeded("cells", limits)
    beside = _walls(standing, xs, ys)
    below = _walls(lying, ys, xs)
    cells = tuple(_cells(len(ys) - 1, len(xs) - 1, beside, below))
    return Grid(xs, ys, cells, _covering(cells, len(ys) - 1, len(xs) - 1))


def _covering(cells: Iterable[RuledCell], rows: int, columns: int) -> tuple[tuple[int, ...], ...]:
    squares = [[0] * columns for _ in range(rows)]
    for number, cell in enumerate(cells):
        for row in range(cell.row, cell.row + cell.rows):
            squares[row][cell.column : cell.column + cell.columns] = [number] * cell.columns
    return tuple(map(tuple, squares))


def _edges(rules: list[Rule], crossing: list[Rule]) -> tuple[float, ...]:
    """Where lines stand, and where the lines across them end when they go past the last one."""
    edges: list[float] = []
    for at in sorted(r.at for r in rules):
        if not edges or at - edges[-1] > SNAP:
            edges.append(at)
    first, last = min(r.start for r in crossing), max(r.end for r in crossing)
    if first < edges[0] - MIN_LENGTH:
        edges.insert(0, first)
    if last > edges[-1] + MIN_LENGTH:
        edges.append(last)
    return tuple(edges)


def _walls(rules: list[Rule], places: Sequence[float], stretches: Sequence[float]) -> set[tuple[int, int]]:
    """(place, stretch) for every stretch between two edges that a line covers, at the place where it stands."""
    middles = [(a + b) / 2 for a, b in pairwise(stretches)]
    walls = set()
    for rule in rules:
        place = min(
            range(max(0, bisect_left(places, rule.at) - 1), min(len(places), bisect_left(places, rule.at) + 1)),
            key=lambda i: abs(places[i] - rule.at),
        )
        for stretch in range(bisect_left(middles, rule.start), bisect_right(middles, rule.end)):
            walls.add((place, stretch))
    return walls


def _cells(rows: int, columns: int, beside: set[tuple[int, int]], below: set[tuple[int, int]]) -> Iterable[RuledCell]:
    """Rectangles of boxes without a wall between, row by row; they cover the grid and never overlap."""
    taken: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < columns and (right, row) not in beside and (row, right) not in taken:
                right += 1
            bottom = row + 1
            while bottom < rows and _open(bottom, column, right, beside, below):
                bottom += 1
            taken.update((r, c) for r in range(row, bottom) for c in range(column, right))
            yield RuledCell(row, column, bottom - row, right - column)


def _open(row: int, column: int, right: int, beside: set[tuple[int, int]], below: set[tuple[int, int]]) -> bool:
    """Whether the boxes of `row` hang together among themselves and with those over them."""
    return all((row, c) not in below for c in range(column, right)) and all(
        (c, row) not in beside for c in range(column + 1, right)
    )
