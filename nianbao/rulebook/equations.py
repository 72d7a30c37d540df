"""The rulebook's equations over the figures of a table.

Grammar, all there is of it (no brackets, no products, nothing is evaluated as code):

    equation = sum "=" sum
    sum      = ["-"] term { ("+" | "-") term }
    term     = ["previous."] name { "." name }

A name is a row or column id or a group of them; a group stands for the sum of what is in it. `previous.` takes
the figure from the report of the year before. Values are exact decimals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache, partial
from typing import TypeAlias

from msgspec import Struct

from nianbao.errors import NianbaoError
from nianbao.i18n import Text
from nianbao.memo import once_per
from nianbao.patterns import LazyPattern
from nianbao.rulebook.model import Equation, Leaf, Rulebook, TableBlock, TableForm, leaf_columns, leaf_rows

CellRef: TypeAlias = tuple[str, str]  # row id, column id, within one table
Lookup: TypeAlias = Callable[[CellRef], Decimal | None]

_TERM = LazyPattern(r"\s*([+-])?\s*([A-Za-z_][\w.]*)\s*")
PREVIOUS = "previous."


class EquationError(NianbaoError):
    """An equation of a rulebook that cannot be read, or that names what its table does not have."""


class Term(Struct, frozen=True):
    """A signed name of an equation as written."""

    sign: int
    name: str
    previous: bool = False


class Relation(Struct, frozen=True):
    """The two sides of an equation as written."""

    left: tuple[Term, ...]
    right: tuple[Term, ...]


class Addend(Struct, frozen=True):
    """A signed name resolved to the cells it stands for."""

    sign: int
    name: str
    cells: tuple[CellRef, ...]
    previous: bool = False


class Instance(Struct, frozen=True):
    """An equation held at one place: one row, one column, or one group of a row."""

    equation: Equation
    left: tuple[Addend, ...]
    right: tuple[Addend, ...]
    row: str | None = None
    column: str | None = None

    @property
    def previous(self) -> bool:
        """Whether it needs a figure of the year before."""
        return any(addend.previous for addend in (*self.left, *self.right))

    @property
    def total(self) -> CellRef | None:
        """The one cell that the equation states, None where it balances two sums."""
        (first, *others) = self.left
        return first.cells[0] if not others and len(first.cells) == 1 and not first.previous else None

    @property
    def computed(self) -> CellRef | None:
        """That cell where the equation is asked to compute it."""
        return self.total if self.equation.computes is not None else None

    def cells(self) -> Iterator[tuple[int, CellRef]]:
        """Every cell of this year in it with its sign as if all stood on the left."""
        for side, addends in ((1, self.left), (-1, self.right)):
            for addend in addends:
                if not addend.previous:
                    yield from ((side * addend.sign, cell) for cell in addend.cells)


@lru_cache(maxsize=256)
def parse_equation(text: str) -> Relation:
    """The equation as terms. Raises EquationError that names the place where the grammar ends."""
    sides = text.split("=")
    if len(sides) != 2:
        raise EquationError(Text("等式要有且只有一个“=”", 'an equation has exactly one "="'))
    left, right = (tuple(_terms(side)) for side in sides)
    return Relation(left, right)


def _terms(side: str) -> Iterator[Term]:
    position = 0
    while position < len(side) or position == 0:
        match = _TERM.match(side, position)
        if match is None or (position > 0 and match[1] is None):
            rest = side[position:].strip()
            raise EquationError(
                Text("等式在“{rest}”处无法理解", 'the equation cannot be read at "{rest}"').format(rest=rest)
            )
        name = match[2]
        yield Term(-1 if match[1] == "-" else 1, name.removeprefix(PREVIOUS), name.startswith(PREVIOUS))
        position = match.end()


def instances(form: TableForm, equation: Equation) -> tuple[Instance, ...]:
    """The equation at every place of its table that has all its names, in reading order."""
    relation = parse_equation(equation.text)
    found = (_HELD[equation.each](block, equation, relation) for block in form.blocks)
    return tuple(instance for block in found for instance in block)


def instances_of(rulebook: Rulebook, form: TableForm) -> tuple[Instance, ...]:
    """All equations of a table at all their places."""
    return _held_by(rulebook)(form)


@once_per()
def _held_by(rulebook: Rulebook) -> Callable[[TableForm], tuple[Instance, ...]]:
    @once_per()
    def held(form: TableForm) -> tuple[Instance, ...]:
        return tuple(i for e in rulebook.equations if e.table == form.id for i in instances(form, e))

    return held


def value_of(addends: tuple[Addend, ...], now: Lookup, before: Lookup | None = None) -> Decimal | None:
    """The sum of one side, None where a figure is not known: blank is not zero."""
    total = Decimal(0)
    for addend in addends:
        lookup = before if addend.previous else now
        for cell in addend.cells:
            value = lookup(cell) if lookup else None
            if value is None:
                return None
            total = total - value if addend.sign < 0 else total + value
    return total


def _by_row(block: TableBlock, equation: Equation, relation: Relation) -> Iterator[Instance]:
    names = names_of(leaf_columns(block))
    if _known(relation, names):
        for row in leaf_rows(block):
            sides = _resolve(relation, partial(_in_row, row.id, names))
            yield Instance(equation, *sides, row=row.id)


def _by_column(block: TableBlock, equation: Equation, relation: Relation) -> Iterator[Instance]:
    names = names_of(leaf_rows(block))
    if _known(relation, names):
        for column in leaf_columns(block):
            sides = _resolve(relation, partial(_in_column, column.id, names))
            yield Instance(equation, *sides, column=column.id)


def _by_group(block: TableBlock, equation: Equation, relation: Relation) -> Iterator[Instance]:
    columns = leaf_columns(block)
    groups = dict.fromkeys(c.id.rpartition(".")[0] for c in columns if "." in c.id)
    known = {c.id for c in columns}
    terms = {t.name for t in (*relation.left, *relation.right)}
    for row in leaf_rows(block):
        for group in groups:
            if all(f"{group}.{name}" in known for name in terms):
                sides = _resolve(relation, partial(_in_group, row.id, group))
                held = Instance(equation, *sides, row=row.id)
                yield Instance(equation, *sides, row=row.id, column=held.total[1] if held.total else group)


_HELD = {"row": _by_row, "column": _by_column, "group": _by_group}


def _in_row(row: str, names: dict[str, tuple[str, ...]], name: str) -> tuple[CellRef, ...]:
    return tuple((row, column) for column in names[name])


def _in_column(column: str, names: dict[str, tuple[str, ...]], name: str) -> tuple[CellRef, ...]:
    return tuple((row, column) for row in names[name])


def _in_group(row: str, group: str, name: str) -> tuple[CellRef, ...]:
    return ((row, f"{group}.{name}"),)


@once_per(256)
def names_of(leaves: tuple[Leaf, ...]) -> dict[str, tuple[str, ...]]:
    """What a name can stand for: each leaf's id, each group's path and each `group` name, with their leaves."""
    names: dict[str, tuple[str, ...]] = {}
    for leaf in leaves:
        path = ""
        for group in leaf.groups:
            if group.id:
                path = f"{path}.{group.id}" if path else group.id
                names[path] = (*names.get(path, ()), leaf.id)
            if group.group:
                names[group.group] = (*names.get(group.group, ()), leaf.id)
        names[leaf.id] = (leaf.id,)
    return names


def _known(relation: Relation, names: dict[str, tuple[str, ...]]) -> bool:
    return all(term.name in names for term in (*relation.left, *relation.right))


def _resolve(
    relation: Relation, cells: Callable[[str], tuple[CellRef, ...]]
) -> tuple[tuple[Addend, ...], tuple[Addend, ...]]:
    left, right = (
        tuple(Addend(t.sign, t.name, cells(t.name), t.previous) for t in side)
        for side in (relation.left, relation.right)
    )
    return left, right
