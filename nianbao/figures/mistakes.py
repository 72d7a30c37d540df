"""What keeps figures from being a report: cells not given, wrong totals, broken equations."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.figures.arithmetic import addition, place_label, plain, two_sides
from nianbao.figures.layout import Slot, held_equations, keys_of, slots, total_cells
from nianbao.figures.model import CellId, FigureMistake, Figures
from nianbao.figures.places import FigurePlace, Keys, Places, place_of
from nianbao.figures.totals import Values, computed_from_inputs, side_sum
from nianbao.i18n import Text
from nianbao.memo import once_per
from nianbao.rulebook.equations import Instance
from nianbao.rulebook.model import Rulebook

_FEW = 8  # rows that a message names; of more it counts them
_ROW_MISSING = Text("未填写；没有的填 0", "not given; expected its figures, 0 where there was nothing")
_CELL_MISSING = Text("未填写；没有的填 0", "not given; expected a number, 0 where there was nothing")
_GROUP_MISSING = Text("未填写；应有{labels}（{rows}）", "not given; expected {rows}")
_WRONG_TOTAL = Text(
    "填写的总计 {stated} 与各项之和不符；应为 {expected}（{sum}）",
    "the stated total {stated} disagrees with its parts; expected {expected} ({sum})",
)
_BROKEN = Text("勾稽关系不平：{left}，{right}；两边应当相等", "{left}, but {right}; expected both to be equal")


def mistakes_of(figures: Figures, rulebook: Rulebook, places: Places | None = None) -> tuple[FigureMistake, ...]:
    """Everything that keeps the figures from being a report, in the order of the tables.

    `places` says where the keys stand. What follows from an earlier line is not said again.
    """
    where: Places = places if places is not None else {(): FigurePlace(figures.agency)}
    computed = computed_from_inputs(figures.values, rulebook)
    return (
        *_missing(figures.values, rulebook, where),
        *_wrong_totals(figures.values, computed, rulebook, where),
        *_broken(computed, rulebook, where),
    )


@once_per()
def _below(rulebook: Rulebook) -> dict[Keys, tuple[Slot, ...]]:
    """The slots that ask for figures, under each key above them."""
    below: dict[Keys, tuple[Slot, ...]] = {}
    for slot in slots(rulebook):
        for length in range(1, len(slot.keys)) if slot.inputs else ():
            below[slot.keys[:length]] = (*below.get(slot.keys[:length], ()), slot)
    return below


def _missing(values: Values, rulebook: Rulebook, places: Places) -> Iterator[FigureMistake]:
    empty = {s.keys for s in slots(rulebook) if s.inputs and not any(b.id in values for b in s.inputs)}
    # A key that stands for several rows and is not there at all is told once.
    absent = [
        keys
        for keys, below in _below(rulebook).items()
        if keys not in places and len(below) > 1 and all(slot.keys in empty for slot in below)
    ]
    told: set[Keys] = set()
    for slot in slots(rulebook):
        above = next((keys for keys in absent if slot.keys[: len(keys)] == keys), slot.keys)
        if above in told or not slot.inputs:
            continue
        told.add(above)
        if above == slot.keys:
            yield from _slot_missing(slot, values, places)
        else:
            below = _below(rulebook)[above]
            rows = ", ".join(".".join(s.keys[len(above) :]) for s in below)
            few = len(below) <= _FEW
            labels = "、".join(f"“{s.label}”" for s in below) if few else f" {len(below)} 行"
            what = _GROUP_MISSING.format(labels=labels, rows=rows)
            yield FigureMistake("missing", above, place_of(above, places), what)


def _slot_missing(slot: Slot, values: Values, places: Places) -> Iterator[FigureMistake]:
    absent = [box for box in slot.inputs if box.id not in values]
    if len(absent) == len(slot.inputs):
        yield FigureMistake("missing", slot.keys, place_of(slot.keys, places), _ROW_MISSING)
        return
    for box in absent:
        keys = (*slot.keys, *box.keys)
        yield FigureMistake("missing", keys, place_of(keys, places), _CELL_MISSING)


def _wrong_totals(stated: Values, computed: Values, rulebook: Rulebook, places: Places) -> Iterator[FigureMistake]:
    told: set[CellId] = set()
    for table, held in held_equations(rulebook):
        cell = (table, *held.computed) if held.computed else None
        if cell is None or cell in told or stated.get(cell) in (None, computed.get(cell)):
            continue
        if side_sum(held.right, table, computed) is not None:
            told.add(cell)
            keys = keys_of(rulebook)[cell]
            what = _WRONG_TOTAL.format(
                stated=plain(stated[cell]),
                expected=plain(computed[cell]),
                sum=addition(held.right, table, computed),
            )
            yield FigureMistake("wrong-total", keys, place_of(keys, places), what)


def _broken(values: Values, rulebook: Rulebook, places: Places) -> Iterator[FigureMistake]:
    totals = total_cells(rulebook)
    for table, held in held_equations(rulebook):
        cells = [(table, *cell) for _, cell in held.cells()]
        # Where every cell is a total, the same equation over what they add up says it already.
        if held.computed is not None or not _binds(held, rulebook) or all(cell in totals for cell in cells):
            continue
        left, right = (side_sum(side, table, values) for side in (held.left, held.right))
        if left is not None and right is not None and left != right:
            yield _broken_at(rulebook, held, values, _place_of_first(cells, rulebook, places))


def _binds(held: Instance, rulebook: Rulebook) -> bool:
    """Whether a report that breaks the equation is wrong, not only worth a second look."""
    rule = rulebook.rule(held.equation.rule)
    return rule.enabled and rule.severity == "error"


def _place_of_first(cells: list[CellId], rulebook: Rulebook, places: Places) -> FigurePlace:
    keys = [keys_of(rulebook)[cell] for cell in cells]
    return place_of(next((k for k in keys if k in places), keys[0]), places)


def _broken_at(rulebook: Rulebook, held: Instance, values: Values, place: FigurePlace) -> FigureMistake:
    form = rulebook.table(held.equation.table)
    left, right = two_sides(held, form, values)
    keys = (form.id, *(name for name in (held.row, held.column) if name))
    label = place_label(held, form)
    return FigureMistake("equation", keys, place, _BROKEN.format(left=left, right=right), Text(label, label))
