"""What keeps figures from being a report: cells not given, wrong totals, broken equations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from nianbao.equations import Addend, CellRef, Instance
from nianbao.figures.layout import Keys, Slot, held_equations, keys_of, slots, total_cells
from nianbao.figures.model import CellId, Figures
from nianbao.figures.totals import Values, computed_from_inputs, side_sum
from nianbao.i18n import Text
from nianbao.rulebook.model import Rulebook, TableForm, leaf_columns, leaf_rows

Places = Mapping[Keys, str]
"""Where each key of the user's file stands: `figures.yaml:12:5`, `figures.xlsx:SHEET!C7`; () is the file."""

_ROW_MISSING = Text(
    "{place}：{key}：没有填写「{label}」；没有发生的请填 {{}} 或 0",
    "{place}: {key}: not given ({label}); expected figures, {{}} or 0 where there was nothing",
)
_CELL_MISSING = Text(
    "{place}：{key}：没有填写「{label}」；没有发生的请填 0",
    "{place}: {key}: not given ({label}); expected a number, 0 where there was nothing",
)
_GROUP_MISSING = Text(
    "{place}：{key}：没有填写；应有：{rows}",
    "{place}: {key}: not given; expected {rows}",
)
_WRONG_TOTAL = Text(
    "{place}：{key}：填写的总计 {stated} 与计算结果不符；应为 {expected}（{sum}）",
    "{place}: {key}: the stated total {stated} disagrees with its parts; expected {expected} ({sum})",
)
_BROKEN = Text(
    "{place}：{key}：「{label}」不平：{left}，而 {right}；两边应当相等",
    "{place}: {key}: {left}, but {right}; expected both to be equal",
)


def mistakes_of(figures: Figures, rulebook: Rulebook, places: Places | None = None) -> tuple[Text, ...]:
    """Everything that keeps the figures from being a report: cells not given, wrong totals, broken equations.

    One line each, in the order of the tables; what follows from an earlier line is not said again.
    """
    where = places or {(): figures.agency}
    computed = computed_from_inputs(figures.values, rulebook)
    return (
        *_missing(figures.values, rulebook, where),
        *_wrong_totals(figures.values, computed, rulebook, where),
        *_broken(computed, rulebook, where),
    )


def place_of(keys: Keys, places: Places) -> str:
    """Where a key stands, or the nearest key around it."""
    while keys and keys not in places:
        keys = keys[:-1]
    return places.get(keys, "")


def plain(value: Decimal) -> str:
    """A figure as people write it, without an exponent."""
    return f"{value:f}"


def _missing(values: Values, rulebook: Rulebook, places: Places) -> Iterator[Text]:
    empty = [slot for slot in slots(rulebook) if slot.inputs and not any(b.id in values for b in slot.inputs)]
    told: set[Keys] = set()
    for slot in slots(rulebook):
        above = _absent_above(slot, empty, rulebook, places)
        if above in told:
            continue
        if above:
            told.add(above)
            yield _group_missing(above, [s for s in empty if s.keys[: len(above)] == above], places)
        elif slot in empty:
            yield _said(_ROW_MISSING, slot.keys, slot.label, places)
        else:
            yield from _cells_missing(slot, values, places)


def _absent_above(slot: Slot, empty: list[Slot], rulebook: Rulebook, places: Places) -> Keys:
    """The outermost key above a slot that the file does not have at all, () where there is none."""
    for length in range(1, len(slot.keys)):
        above = slot.keys[:length]
        below = [s for s in slots(rulebook) if s.inputs and s.keys[:length] == above]
        if above not in places and len(below) > 1 and all(s in empty for s in below):
            return above
    return ()


def _group_missing(above: Keys, below: list[Slot], places: Places) -> Text:
    rows = ", ".join(".".join(slot.keys[len(above) :]) for slot in below)
    return _GROUP_MISSING.format(place=place_of(above, places), key=".".join(above), rows=rows)


def _cells_missing(slot: Slot, values: Values, places: Places) -> Iterator[Text]:
    for box in slot.inputs:
        if box.id not in values:
            yield _said(_CELL_MISSING, (*slot.keys, *box.keys), f"{slot.label}·{box.label}", places)


def _said(message: Text, keys: Keys, label: str, places: Places) -> Text:
    return message.format(place=place_of(keys, places), key=".".join(keys), label=label)


def _wrong_totals(stated: Values, computed: Values, rulebook: Rulebook, places: Places) -> Iterator[Text]:
    told: set[CellId] = set()
    for table, instance in held_equations(rulebook):
        cell = (table, *instance.total) if instance.total else None
        if cell is None or cell in told or cell not in stated or cell not in computed:
            continue
        if stated[cell] != computed[cell]:
            told.add(cell)
            keys = keys_of(rulebook)[cell]
            yield _WRONG_TOTAL.format(
                place=place_of(keys, places),
                key=".".join(keys),
                stated=plain(stated[cell]),
                expected=plain(computed[cell]),
                sum=_addition(instance.right, table, computed),
            )


def _broken(values: Values, rulebook: Rulebook, places: Places) -> Iterator[Text]:
    totals = total_cells(rulebook)
    for table, instance in held_equations(rulebook):
        cells = [(table, *cell) for _, cell in instance.cells()]
        # Where every cell is a total, the same equation over what they add up says it already.
        if instance.total is not None or all(cell in totals for cell in cells):
            continue
        left, right = (side_sum(side, table, values) for side in (instance.left, instance.right))
        if left is not None and right is not None and left != right:
            yield _broken_line(rulebook.table(table), instance, values, _place_of_first(cells, rulebook, places))


def _place_of_first(cells: list[CellId], rulebook: Rulebook, places: Places) -> str:
    keys = [keys_of(rulebook)[cell] for cell in cells]
    stated = next((k for k in keys if k in places), keys[0])
    return place_of(stated, places)


def _broken_line(form: TableForm, instance: Instance, values: Values, place: str) -> Text:
    key = f"{form.id}.*.{instance.column}" if instance.row is None else f"{form.id}.{instance.row}"
    zh, en = (
        tuple(_side(side, form, instance, values, spoken) for side in (instance.left, instance.right))
        for spoken in (True, False)
    )
    label = _label_at(form, instance)
    return Text(
        _BROKEN.zh.format(place=place, key=key, label=label, left=zh[0], right=zh[1]),
        _BROKEN.en.format(place=place, key=key, label=label, left=en[0], right=en[1]),
    )


def _side(side: tuple[Addend, ...], form: TableForm, instance: Instance, values: Values, spoken: bool) -> str:
    """`name 3 + name 1 = 4`: the addends by their labels or ids, and what they come to."""
    parts = []
    for addend in side:
        value = abs(side_sum((addend,), form.id, values) or Decimal(0))
        name = _addend_label(addend, form, instance) if spoken else addend.name
        parts.append(("- " if addend.sign < 0 else "+ ") + f"{name} {plain(value)}")
    total = side_sum(side, form.id, values) or Decimal(0)
    text = " ".join(parts).removeprefix("+ ")
    return f"{text} = {plain(total)}" if len(side) > 1 else text


def _addend_label(addend: Addend, form: TableForm, instance: Instance) -> str:
    labels = _labels(form)
    row, column = addend.cells[0]
    at = row if instance.column is not None and instance.row is None else column
    return labels.get(at, addend.name) if len(addend.cells) == 1 else addend.name


def _label_at(form: TableForm, instance: Instance) -> str:
    return _labels(form).get(instance.column or instance.row or "", "")


def _labels(form: TableForm) -> dict[str, str]:
    return {leaf.id: leaf.label for block in form.blocks for leaf in (*leaf_rows(block), *leaf_columns(block))}


def _addition(addends: tuple[Addend, ...], table: str, values: Values) -> str:
    """`3 + 1 + 0 = 4` over the cells of one side."""
    cells: list[tuple[int, CellRef]] = [(a.sign, c) for a in addends for c in a.cells]
    terms = [("- " if sign < 0 else "+ ") + plain(values[(table, *cell)]) for sign, cell in cells]
    total = sum((sign * values[(table, *cell)] for sign, cell in cells), Decimal(0))
    return f"{' '.join(terms).removeprefix('+ ')} = {plain(total)}"
