"""The rulebook's equations as formulas of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from openpyxl.utils import get_column_letter

from nianbao.figures import CellId
from nianbao.figures.arithmetic import place_label
from nianbao.figures.layout import held_equations, total_cells
from nianbao.figures.places import Keys
from nianbao.figures.workbook.layout import VALUE_COLUMN, TableSheet, TextSheet
from nianbao.rulebook.equations import Addend, CellRef, Instance
from nianbao.rulebook.model import Rulebook, TableForm
from nianbao.rulebook.sums import addend_name


class Check(Struct, frozen=True):
    """A balance below a table: `broken` is a condition, `said` a text, both formulas without their "="."""

    label: str
    broken: str
    said: str
    cells: tuple[str, ...]
    line: int  # the row that it is written in


def blank_and_asked(sheet: TextSheet, keys: Keys) -> str:
    """Whether a figure of no table is blank and the report needs it: its text is to be written, or quotes figures.

    A text that is given tells of it in its own words.
    """
    column = get_column_letter(VALUE_COLUMN)
    texts = [f"'{sheet.name}'!{column}{sheet.row(line)}" for line in sheet.lines if line[0] == "narrative"]
    blank = f"ISBLANK('{sheet.name}'!{column}{sheet.row(keys)})"
    needed = ",".join(f'ISBLANK({at}),ISNUMBER(SEARCH("{{{{",{at}))' for at in texts)
    return f"AND({blank},OR({needed}))" if texts else blank


def total_formulas(sheet: TableSheet, rulebook: Rulebook) -> dict[CellId, str]:
    """The formula of each total; it stays empty until all that it adds up is filled in."""
    formulas: dict[CellId, str] = {}
    for instance in _instances(sheet, rulebook):
        if instance.computed is not None:
            cell = (sheet.form.id, *instance.computed)
            formulas.setdefault(cell, f"={_known(instance.right, _sum(instance.right, sheet), sheet)}")
    return formulas


def wrong_total(sheet: TableSheet, rulebook: Rulebook) -> dict[CellId, str]:
    """For each total the condition that the cell holds something else than its parts give."""
    return {
        (sheet.form.id, *held.computed): _known(
            held.right, f"{_address(sheet, held.computed)}<>{_sum(held.right, sheet)}", sheet, "FALSE"
        )
        for held in _instances(sheet, rulebook)
        if held.computed is not None
    }


def checks(sheet: TableSheet, rulebook: Rulebook) -> tuple[Check, ...]:
    """The balances of a table, but those that follow from the others because they are over totals alone."""
    totals = total_cells(rulebook)
    held = (
        instance
        for instance in _instances(sheet, rulebook)
        if instance.computed is None and not all((sheet.form.id, *cell) in totals for _, cell in instance.cells())
    )
    return tuple(_check(sheet, instance, sheet.bottom + 3 + at) for at, instance in enumerate(held))


def input_ranges(sheet: TableSheet, rulebook: Rulebook) -> tuple[str, int]:
    """The cells that are to be filled in, as the arguments of a function in another sheet, and how many there are."""
    totals = total_cells(rulebook)
    cells = [cell[1:] for cell in sheet.positions if cell not in totals]
    return ",".join(f"'{sheet.name}'!{area}" for area in _ranges(sheet, cells).split(",")), len(cells)


def _instances(sheet: TableSheet, rulebook: Rulebook) -> Iterator[Instance]:
    return (held for table, held in held_equations(rulebook) if table == sheet.form.id)


def _check(sheet: TableSheet, instance: Instance, line: int) -> Check:
    left, right = _sum(instance.left, sheet), _sum(instance.right, sheet)
    cells = tuple(_address(sheet, cell) for _, cell in instance.cells())
    filled = f"COUNT({','.join(cells)})={len(cells)}"
    names = [_named(side, sheet.form, instance) for side in (instance.left, instance.right)]
    said = f'"{_quote(names[0])}＝"&({left})&"，{_quote(names[1])}＝"&({right})'
    return Check(
        label=place_label(instance, sheet.form),
        broken=f"AND({filled},({left})<>({right}))",
        said=f'IF({filled},{said}&IF(({left})=({right}),"。两边相等","。两边不相等，请核对"),"（尚未填写完整）")',
        cells=cells,
        line=line,
    )


def _known(addends: tuple[Addend, ...], formula: str, sheet: TableSheet, otherwise: str = '""') -> str:
    """The formula once every cell of the addends is filled in."""
    cells = [cell for addend in addends for cell in addend.cells]
    return f"IF(COUNT({_ranges(sheet, cells)})={len(cells)},{formula},{otherwise})"


def _sum(addends: tuple[Addend, ...], sheet: TableSheet) -> str:
    plus = [cell for addend in addends if addend.sign > 0 for cell in addend.cells]
    minus = [cell for addend in addends if addend.sign < 0 for cell in addend.cells]
    formula = f"SUM({_ranges(sheet, plus)})" if plus else "0"
    return f"{formula}-SUM({_ranges(sheet, minus)})" if minus else formula


def _ranges(sheet: TableSheet, cells: Iterable[CellRef]) -> str:
    """The cells as arguments of a function, neighbours in a row or in a column joined."""
    places = sorted(sheet.positions[(sheet.form.id, *cell)] for cell in cells)
    joined: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for place in places:
        if joined and _follows(joined[-1], place):
            joined[-1] = (joined[-1][0], place)
        else:
            joined.append((place, place))
    return ",".join(_at(*a) if a == b else f"{_at(*a)}:{_at(*b)}" for a, b in joined)


def _follows(run: tuple[tuple[int, int], tuple[int, int]], place: tuple[int, int]) -> bool:
    (top, left), (bottom, right) = run
    across = top == bottom == place[0] and place[1] == right + 1
    down = left == right == place[1] and place[0] == bottom + 1
    return across or down


def _address(sheet: TableSheet, cell: CellRef) -> str:
    return _at(*sheet.positions[(sheet.form.id, *cell)])


def _at(row: int, column: int) -> str:
    """Absolute, since a conditional format shifts what is relative."""
    return f"${get_column_letter(column)}${row}"


def _named(side: tuple[Addend, ...], form: TableForm, instance: Instance) -> str:
    """The addends of a side by the labels of the table."""
    parts = [("－" if addend.sign < 0 else "＋") + addend_name(form, instance, addend) for addend in side]
    return "".join(parts).removeprefix("＋")


def _quote(text: str) -> str:
    return text.replace('"', '""')
